import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';

/** A linear model over named features: `bias + Σ weight × feature`. */
export interface LinearModel {
  readonly bias: number;
  readonly weights: Float64Array;
}

/** The sum of products of two vectors of one length. */
export function linearScore(weights: Float64Array, features: Float64Array): number {
  let score = 0;
  for (let index = 0; index < weights.length; index += 1)
    score += (weights[index] ?? 0) * (features[index] ?? 0);
  return score;
}

/**
 * Reads one linear model of a ranking file, in the order of the feature names given.
 *
 * @throws KnownError `model` when the file cannot be read, or lacks a feature, or holds one that nobody computes
 */
export function readLinearModel(file: string, section: string, features: readonly string[]): LinearModel {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read as JSON. Restore it from the repository.`, {
      cause,
    });
  }
  return asLinearModel(file, parsed, section, features);
}

/**
 * The linear model in a section of an object that was parsed from a model's file.
 *
 * @throws KnownError `model` naming the file, when it lacks a feature, or holds one that nobody computes
 */
export function asLinearModel(
  file: string,
  parsed: unknown,
  section: string,
  features: readonly string[],
): LinearModel {
  const model = isRecord(parsed) ? parsed[section] : undefined;
  const weights = isRecord(model) && isRecord(model['weights']) ? model['weights'] : {};
  const bias = isRecord(model) ? model['bias'] : undefined;
  const values = features.map((name) => weights[name]);
  const isComplete = values.every((value) => typeof value === 'number' && Number.isFinite(value));
  if (!isComplete || Object.keys(weights).length !== features.length || typeof bias !== 'number') {
    throw new KnownError(
      'model',
      `${file}: "${section}" does not hold a weight for each of its ${features.length} features. Restore it from the repository, or train it again.`,
    );
  }
  return { bias, weights: Float64Array.from(values, Number) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
