import path from 'node:path';
import { asTreeModel, readModelFile, treeScore, type TreeModel } from './boosted-trees.ts';
import { linearScore, readLinearModel, type LinearModel } from './weights.ts';

/** What puts candidates in order: a linear model, and trees that correct it where features work together. */
export interface RankModel extends LinearModel {
  readonly trees: TreeModel;
}

/** No trees: nothing is corrected. */
export const noTrees: TreeModel = { bias: 0, trees: [] };

/** Score of a candidate; only differences between candidates of one question mean anything. */
export function rankScore({ weights, trees }: RankModel, features: Float64Array): number {
  return linearScore(weights, features) + treeScore(trees, features);
}

/**
 * Reads one model from the ranking files, in the order of the feature names given.
 *
 * @throws KnownError `model` when a file cannot be read, or does not fit the features
 */
export function readRankModel(folder: string, section: string, features: readonly string[]): RankModel {
  const linear = readLinearModel(path.join(folder, 'weights.json'), section, features);
  const file = path.join(folder, 'trees.json');
  const written = (readModelFile(file) ?? {}) as Record<string, unknown>;
  return { ...linear, trees: asTreeModel(file, written[section], features) };
}
