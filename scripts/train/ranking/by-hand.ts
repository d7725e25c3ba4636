import { confidenceFeatures, type ConfidenceFeature } from '../../../src/answering/confidence.ts';
import type { LinearModel } from '../../../src/retrieval/weights.ts';

/**
 * What the training text cannot teach is set by hand, on the development questions: lower-cased text has few names to
 * miss, its questions never ask for a year that the passages lack and seldom use words that no passage holds, and the
 * embedder was trained on its pairs. Each weight but that of the cosine keeps its feature at no effect where nothing is
 * missing; the cosine's also moves the prior from the training questions (36 % of the judgements are right) to people's.
 */
const confidenceByHand: Readonly<Partial<Record<ConfidenceFeature, number>>> = {
  unknown: -1,
  names: 0.5,
  numbers: 1.5,
  lacksAttribute: -1.5,
  dense: 2,
};
/** Chosen with the default level on the development sets: people mostly ask what the documents say. */
const priorShift = 0.5;
const full = new Set<string>(['names', 'numbers']);

/** The fitted confidence model with the weights that are set by hand. */
export function setByHand({ bias, weights }: LinearModel): LinearModel {
  let moved = bias + priorShift;
  const set = weights.map((weight, at) => {
    const name = confidenceFeatures[at];
    const byHand = name === undefined ? undefined : confidenceByHand[name];
    if (name === undefined || byHand === undefined) return weight;
    if (full.has(name)) moved -= byHand - weight;
    return byHand;
  });
  return { bias: moved, weights: set };
}
