import { KnownError } from '../errors.ts';
import { asTreeModel, readModelFile, treeScore, type TreeModel } from '../retrieval/boosted-trees.ts';
import { asLinearModel, linearScore, type LinearModel } from '../retrieval/weights.ts';
import { judgedFeatures, treeFeatures } from './confidence.ts';

/**
 * Judges whether the chosen sentence answers; trained by `scripts/train/ranking/confidence.ts`. Two models of one thing:
 * trees that see much and learn what their training questions are like, and a few weights that a person can read. Their
 * mean is right more often than either on questions of another kind than those of training.
 */
export interface ConfidenceModel {
  /** Over `treeFeatures`; log odds before calibration. */
  readonly trees: TreeModel;
  /** Over `judgedFeatures`, nearly all of them zero; log odds before calibration. */
  readonly linear: LinearModel;
  /** Log odds, rising, and the probability at each, not falling; straight lines between, level beyond. */
  readonly calibration: readonly (readonly [logOdds: number, probability: number])[];
}

/** Calibrated probability, 0..1, that the chosen sentence answers the question. */
export function confidenceOf(model: ConfidenceModel, features: Float64Array): number {
  return calibrated(model.calibration, logOddsOf(model, features));
}

/** The mean of both models, before calibration. */
export function logOddsOf(
  { trees, linear }: Pick<ConfidenceModel, 'trees' | 'linear'>,
  features: Float64Array,
): number {
  return (treeScore(trees, features) + linear.bias + linearScore(linear.weights, features)) / 2;
}

/** The probability that a calibration gives a score. */
export function calibrated(calibration: ConfidenceModel['calibration'], score: number): number {
  let [below] = calibration;
  for (const point of calibration) {
    if (point[0] >= score) {
      if (below === undefined || below === point) return point[1];
      const share = (score - below[0]) / (point[0] - below[0]);
      return below[1] + share * (point[1] - below[1]);
    }
    below = point;
  }
  return below?.[1] ?? 0;
}

/** @throws KnownError `model` when the file is missing or does not fit this version's features */
export function readConfidenceModel(file: string): ConfidenceModel {
  const parsed = readModelFile(file);
  const trees = asTreeModel(file, parsed, treeFeatures);
  const linear = asLinearModel(file, parsed, 'linear', judgedFeatures);
  const points: unknown = Object.entries(parsed ?? {}).find(([name]) => name === 'calibration')?.[1];
  if (!isCalibration(points)) {
    throw new KnownError(
      'model',
      `${file}: "calibration" is not a list of [log odds, probability] that rises. Restore it from the repository, or train it again.`,
    );
  }
  return { trees, linear, calibration: points };
}

function isCalibration(value: unknown): value is [number, number][] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((point: unknown, at) => {
    if (!isPoint(point) || point[1] < 0 || point[1] > 1) return false;
    const before: unknown = value[at - 1];
    return !isPoint(before) || (before[0] < point[0] && before[1] <= point[1]);
  });
}

function isPoint(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}
