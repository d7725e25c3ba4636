import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { answerFeatures } from './answer-features.ts';
import { neighbourFeatures } from './answer-neighbours.ts';
import { questionFeatures } from './answer-question.ts';
import { readSpanNetwork, type SpanNetwork } from './span-network.ts';

/** What chooses the span of a sentence that is said aloud; trained by `scripts/train/ranking/short-answer.ts`. */
export interface ShortAnswerModel {
  /** Word forms that mostly stand where verbs stand. */
  readonly verbs: ReadonlySet<string>;
  readonly network: SpanNetwork;
}

/** What the network is told of a span: itself, then what stands around it. */
export const spanFeatures: readonly string[] = [...answerFeatures, ...neighbourFeatures];

/** @throws KnownError `model` when a file is missing or does not fit this version's features */
export function readShortAnswerModel(folder: string): ShortAnswerModel {
  return {
    verbs: readVerbs(path.join(folder, 'verbs.txt')),
    network: readSpanNetwork(path.join(folder, 'short-answer.json'), {
      question: questionFeatures,
      span: spanFeatures,
    }),
  };
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
