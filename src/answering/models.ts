import path from 'node:path';
import { projectDir } from '../config.ts';
import { passageFeatures } from '../retrieval/features.ts';
import { readLinearModel, type LinearModel } from '../retrieval/weights.ts';
import { confidenceFeatures } from './confidence.ts';
import { sentenceFeatures } from './sentence-features.ts';

/** The linear models of ranking, choosing and judging; trained by `scripts/train/ranking.ts`. */
export interface RankingModels {
  readonly reranker: LinearModel;
  readonly sentence: LinearModel;
  readonly confidence: LinearModel;
}

/** Where the models that ship with Footnote are. */
export const rankingFile = path.join(projectDir, 'data/ranking/weights.json');

/** @throws KnownError `model` when the file is missing or does not fit this version's features */
export function readRankingModels(file = rankingFile): RankingModels {
  return {
    reranker: readLinearModel(file, 'reranker', passageFeatures),
    sentence: readLinearModel(file, 'sentence', sentenceFeatures),
    confidence: readLinearModel(file, 'confidence', confidenceFeatures),
  };
}
