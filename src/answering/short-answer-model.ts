import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { readLinearModel, type LinearModel } from '../retrieval/weights.ts';
import { answerFeatures, answerGroups, type AnswerGroup } from './answer-features.ts';

/** What chooses the span of a sentence that is said aloud; trained by `scripts/train/ranking/short-answer.ts`. */
export interface ShortAnswerModel {
  /** Word forms that mostly stand where verbs stand. */
  readonly verbs: ReadonlySet<string>;
  /** Weights in the order of `answerFeatures`; scores are log odds up to a constant of the sentence. */
  readonly groups: Readonly<Record<AnswerGroup, LinearModel>>;
}

/** @throws KnownError `model` when a file is missing or does not fit this version's features */
export function readShortAnswerModel(folder: string): ShortAnswerModel {
  const file = path.join(folder, 'short-answer.json');
  const groups = Object.fromEntries(
    answerGroups.map((group) => [group, readLinearModel(file, group, answerFeatures)]),
  ) as Record<AnswerGroup, LinearModel>;
  return { verbs: readVerbs(path.join(folder, 'verbs.txt')), groups };
}

/** The word forms listed in a file, one a line. */
export function readVerbs(file: string): Set<string> {
  try {
    return new Set(
      readFileSync(file, 'utf8')
        .split(/\s+/)
        .filter((word) => word !== ''),
    );
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read. Restore it from the repository.`, { cause });
  }
}
