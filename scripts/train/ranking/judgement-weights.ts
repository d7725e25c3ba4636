import { judgedFeatures, type JudgedFeature } from '../../../src/answering/confidence.ts';
import { linearScore, type LinearModel } from '../../../src/retrieval/weights.ts';
import { fitJudgements, type Sign } from './fit.ts';
import { sharedOut, type Judged, type JudgementKind } from './judged.ts';

/**
 * What the training text cannot teach is set by hand: lower-cased text has few names to miss, its questions never ask for a
 * year that the passages lack and seldom use words that no passage holds, and somebody who asks for a place means that a
 * place be named. How far the best is ahead of the second says more in training, where one passage is known to answer.
 */
const byHand: Readonly<Partial<Record<JudgedFeature, number>>> = {
  unknown: -1,
  names: 0.5,
  numbers: 1.5,
  lacksAttribute: -1.5,
  lacksTyped: -1.5,
  dense: 2,
  terms: 0.5,
  lead: 0.4,
  sentenceLead: 0.3,
  // A name, a date, a number or the thing asked about that is not said here, or another in its place.
  namesMissingNear: -2,
  numbersMissingAround: -3,
  headMissingHere: -1,
  otherDate: -1,
  otherQuantity: -0.5,
  opposite: -0.5,
  otherRoles: -0.5,
};

/** What is fitted beside them. */
const fitted: readonly JudgedFeature[] = [
  'passage',
  'related',
  'missing',
  'missingMeant',
  'pairs',
  'predicate',
  'predicateRelated',
  'telling',
  'typed',
  'countsOther',
  'answerNear',
];

/** Other than for the trees: near misses made by changing a word hold little that a few weights could tell. */
const kindWeight: Readonly<Record<JudgementKind, number>> = {
  asked: 1.5,
  removed: 0.3,
  strange: 0.6,
  changed: 0.1,
  news: 0.3,
  reworded: 0.6,
};

/**
 * A linear model over `judgedFeatures`, most of them at zero.
 *
 * @param signs of `judgedFeatures`
 */
export function fitWeights(judgements: readonly Judged[], signs: readonly Sign[]): LinearModel {
  const weights = Float64Array.from(judgedFeatures, (name) => byHand[name] ?? 0);
  const places = fitted.map((name) => judgedFeatures.indexOf(name));
  const found = fitJudgements(
    sharedOut(judgements, kindWeight).map((judgement) => ({
      ...judgement,
      features: Float64Array.from(places, (place) => judgement.features[place] ?? 0),
      given: linearScore(weights, judgement.features),
    })),
    places.map((place) => signs[place] ?? 0),
  );
  for (const [at, place] of places.entries()) weights[place] = found[at] ?? 0;
  return { bias: found.at(-1) ?? 0, weights };
}
