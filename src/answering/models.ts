import path from 'node:path';
import { projectDir } from '../config.ts';
import { readBackground, type Background } from '../retrieval/background.ts';
import { passageFeatures } from '../retrieval/features.ts';
import { readRankModel, type RankModel } from '../retrieval/rank-model.ts';
import { readRelated, type Related } from '../retrieval/related.ts';
import { readConfidenceModel, type ConfidenceModel } from './confidence-model.ts';
import { checkSeal } from './seal.ts';
import { sentenceFeatures } from './sentence-features.ts';
import { readShortAnswerModel, type ShortAnswerModel } from './short-answer-model.ts';

/** The models of ranking, choosing and judging; trained by `scripts/train/ranking`. */
export interface RankingModels {
  readonly reranker: RankModel;
  readonly sentence: RankModel;
  readonly confidence: ConfidenceModel;
  readonly short: ShortAnswerModel;
  readonly background: Background;
  readonly related: Related;
}

/** Where the models that ship with Footnote are. */
export const rankingDir = path.join(projectDir, 'data/ranking');

/** Those that ship, once they were read: a process that runs is not hurt by what happens to their files. */
let shipped: RankingModels | null = null;

/**
 * All of them, each file as it was sealed. Those that ship are read once.
 *
 * @throws KnownError `model` when a file is missing, is not what files.json says, or does not fit this version's features
 */
export function readRankingModels(folder = rankingDir): RankingModels {
  if (folder !== rankingDir) return readSealed(folder);
  shipped ??= readSealed(rankingDir);
  return shipped;
}

function readSealed(folder: string): RankingModels {
  checkSeal(folder);
  return {
    ...readRankingParts(folder),
    confidence: readConfidenceModel(path.join(folder, 'confidence.json')),
  };
}

/** All but the judgement, which is trained on what the others give; sealed or not, since training changes them one by one. */
export function readRankingParts(folder = rankingDir): Omit<RankingModels, 'confidence'> {
  return {
    reranker: readRankModel(folder, 'reranker', passageFeatures),
    sentence: readRankModel(folder, 'sentence', sentenceFeatures),
    short: readShortAnswerModel(folder),
    background: readBackground(path.join(folder, 'background.json')),
    related: readRelated(
      path.join(folder, 'word-groups.txt'),
      path.join(folder, 'word-pairs.txt'),
      path.join(folder, 'near-words.txt'),
    ),
  };
}
