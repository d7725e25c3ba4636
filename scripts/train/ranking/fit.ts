import { linearScore } from '../../../src/retrieval/weights.ts';

/** One choice to learn from: the feature vectors of the rivals, and which of them are right. */
export interface Choice {
  readonly rivals: readonly Float64Array[];
  /** Any of them will do. */
  readonly right: ReadonlySet<number>;
  readonly weight: number;
}

/** One judgement to learn from. */
export interface Judgement {
  readonly features: Float64Array;
  readonly isRight: boolean;
  readonly weight: number;
  /** Log odds that are there before anything is fitted. */
  readonly given?: number;
}

export interface FitSettings {
  readonly steps: number;
  readonly learningRate: number;
  /** Weight of the squared length of the weight vector. */
  readonly decay: number;
}

export const defaultFit: FitSettings = { steps: 200, learningRate: 0.2, decay: 1e-4 };

/**
 * What a weight may be: at least zero (`1`), at most zero (`-1`), or anything (`0`). A sign that common sense gives
 * (more of the question found is never worse) keeps a model from learning quirks of its training text.
 */
export type Sign = 1 | 0 | -1;

/**
 * Weights under which a softmax over the rivals' scores picks a right one (ListNet, Cao et al. 2007), by Adam (Kingma and Ba 2015) over all choices at once. Starts from zero: no randomness.
 */
export function fitChoices(
  choices: readonly Choice[],
  signs: readonly Sign[],
  settings = defaultFit,
): Float64Array {
  const mass = choices.reduce((sum, { weight }) => sum + weight, 0);
  return descend(signs, settings, (weights, gradient) => {
    for (const { rivals, right, weight } of choices) {
      const scores = rivals.map((features) => linearScore(weights, features));
      const highest = Math.max(...scores);
      const exponentials = scores.map((score) => Math.exp(score - highest));
      const total = exponentials.reduce((sum, value) => sum + value, 0);
      const totalRight = exponentials.reduce((sum, value, at) => sum + (right.has(at) ? value : 0), 0);
      for (const [at, features] of rivals.entries()) {
        const value = exponentials[at] ?? 0;
        const error = value / total - (right.has(at) ? value / Math.max(totalRight, 1e-12) : 0);
        addScaled(gradient, features, (error * weight) / mass);
      }
    }
  });
}

/** Logistic regression; the last weight is the bias. */
export function fitJudgements(
  judgements: readonly Judgement[],
  signs: readonly Sign[],
  settings = defaultFit,
): Float64Array {
  const size = signs.length;
  const mass = judgements.reduce((sum, { weight }) => sum + weight, 0);
  return descend([...signs, 0], settings, (weights, gradient) => {
    for (const { features, isRight, weight, given = 0 } of judgements) {
      const score = given + linearScore(weights, features) + (weights[size] ?? 0);
      const error = ((1 / (1 + Math.exp(-score)) - (isRight ? 1 : 0)) * weight) / mass;
      addScaled(gradient, features, error);
      gradient[size] = (gradient[size] ?? 0) + error;
    }
  });
}

function descend(
  signs: readonly Sign[],
  settings: FitSettings,
  addGradient: (weights: Float64Array, gradient: Float64Array) => void,
): Float64Array {
  const size = signs.length;
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let step = 1; step <= settings.steps; step += 1) {
    const gradient = weights.map((weight) => settings.decay * weight);
    addGradient(weights, gradient);
    const rate = settings.learningRate * (1 - step / (settings.steps + 1));
    for (let at = 0; at < size; at += 1) {
      const slope = gradient[at] ?? 0;
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * slope;
      square[at] = 0.999 * (square[at] ?? 0) + 0.001 * slope * slope;
      const direction = (mean[at] ?? 0) / (1 - 0.9 ** step);
      const scale = Math.sqrt((square[at] ?? 0) / (1 - 0.999 ** step)) + 1e-8;
      const moved = (weights[at] ?? 0) - (rate * direction) / scale;
      weights[at] = moved * (signs[at] ?? 0) < 0 ? 0 : moved;
    }
  }
  return weights;
}

function addScaled(target: Float64Array, source: Float64Array, scale: number): void {
  for (let at = 0; at < source.length; at += 1) target[at] = (target[at] ?? 0) + scale * (source[at] ?? 0);
}
