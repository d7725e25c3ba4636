import { judgedFeatures, treeFeatures } from '../../../src/answering/confidence.ts';
import { logOddsOf, type ConfidenceModel } from '../../../src/answering/confidence-model.ts';
import type { TreeModel } from '../../../src/retrieval/boosted-trees.ts';
import { boost, type BoostSettings } from './boost.ts';
import { fitJudgements } from './fit.ts';
import { signsOf } from './questions.ts';
import { sharedOut, type Judged, type JudgementKind } from './judged.ts';
import { fitWeights } from './judgement-weights.ts';

/** Chosen on the development sets (see the model's card). */
export const boostSettings: BoostSettings = {
  trees: 250,
  depth: 2,
  learningRate: 0.08,
  leastMass: 10,
  decay: 5,
  rows: 0.8,
  columns: 0.5,
  seed: 1,
};

/** What the model's file says of how it came about: configurations compared on development sets, seeds tried. */
export const trainingCard = { configurations: 150, seeds: [1, 2, 3] };

/** Weight of all judgements of a kind together in the fit. */
const kindWeight: Readonly<Record<JudgementKind, number>> = {
  asked: 1.5,
  removed: 0.3,
  strange: 0.6,
  changed: 1,
  news: 0.6,
  reworded: 1,
};

/** More of the question found is never worse, and a sign against an answer never speaks for it. */
export const judgementSigns = signsOf(judgedFeatures, {
  free: ['terms', 'title', 'length', 'lengthPassage', 'size'],
  negative: [
    'missing',
    'missingMeant',
    'unknown',
    'lacksTyped',
    'countsOther',
    'lacksAttribute',
    'rarestMissingHere',
    'secondMissingHere',
    'rarestMissingNear',
    'secondMissingNear',
    'rarestMissingAround',
    'missingHere',
    'missingNear',
    'missingAround',
    'missingDocument',
    'countMissingNear',
    'namesMissingHere',
    'namesMissingNear',
    'namesMissingAround',
    'numbersMissingHere',
    'numbersMissingAround',
    'headMissingHere',
    'headMissingAround',
    'verbMissingHere',
    'verbMissingNear',
    'othersMissingNear',
    'limitMissing',
    'opposite',
    'negated',
    'otherDate',
    'otherQuantity',
    'brokenName',
    'nameElsewhere',
    'reversed',
    'otherRoles',
    'otherPreposition',
  ],
});

/** Both models of the judgement: log odds under the weights of their fits. */
export function fitBoth(
  judgements: readonly Judged[],
  leftOut: ReadonlySet<string>,
  settings: BoostSettings,
): Pick<ConfidenceModel, 'trees' | 'linear'> {
  const used = judgedFeatures.map((name) => !leftOut.has(name));
  const zeroed = judgements.map((judgement) => ({
    ...judgement,
    features: judgement.features.map((value, at) => (used[at] === true ? value : 0)),
  }));
  return { trees: fitTrees(zeroed, settings), linear: fitWeights(zeroed, judgementSigns) };
}

function fitTrees(judgements: readonly Judged[], settings: BoostSettings): TreeModel {
  const asked = treeFeatures.length;
  return boost(
    weighed(judgements).map((judgement) => ({
      ...judgement,
      features: judgement.features.slice(0, asked),
    })),
    judgementSigns.slice(0, asked),
    settings,
  );
}

const folds = 3;

/** The log odds of each judgement by a fit that has seen nothing of its passage or event. */
export function predictHeldOut(
  judgements: readonly Judged[],
  leftOut: ReadonlySet<string>,
  settings: BoostSettings,
): { readonly judgement: Judged; readonly score: number }[] {
  const groups = [...new Set(judgements.map(({ group }) => group))].sort();
  const fold = new Map(groups.map((group, at) => [group, at % folds]));
  return Array.from({ length: folds }, (_, out) => {
    const isOut = ({ group }: Judged): boolean => fold.get(group) === out;
    const model = fitBoth(
      judgements.filter((judgement) => !isOut(judgement)),
      leftOut,
      settings,
    );
    return judgements
      .filter(isOut)
      .map((judgement) => ({ judgement, score: logOddsOf(model, judgement.features) }));
  }).flat();
}

/**
 * Gives each kind its weight. Whoever writes a near miss over a passage keeps more of its words than whoever rewords a
 * question that it answers, so that shared words would count against an answer: the reworded questions are weighed
 * such that those with an answer and those without share as much (inverse propensity, P. Rosenbaum and D. Rubin, 1983).
 */
function weighed(judgements: readonly Judged[]): Judged[] {
  return sharedOut(matchOverlap(judgements), kindWeight);
}

const overlap = [
  'passage',
  'tellingPassage',
  'coverage',
  'runs',
  'lexicalMass',
  'pairs',
  'unknown',
  'related',
].map((name) => judgedFeatures.findIndex((other) => other === name));
/** No question counts for more than so many. */
const mostMatched = 8;

function matchOverlap(judgements: readonly Judged[]): Judged[] {
  const reworded = judgements.filter(({ kind }) => kind === 'reworded');
  const describe = ({ features }: Judged): Float64Array =>
    Float64Array.from([
      ...overlap.map((place) => features[place] ?? 0),
      ...overlap.map((place) => (features[place] ?? 0) ** 2),
    ]);
  const weights = fitJudgements(
    reworded.map((judgement) => ({
      features: describe(judgement),
      isRight: judgement.isAnswerable,
      weight: 1,
    })),
    overlap.flatMap(() => [0, 0] as const),
  );
  const share = reworded.filter(({ isAnswerable }) => isAnswerable).length / Math.max(1, reworded.length);
  return judgements.map((judgement) => {
    if (judgement.kind !== 'reworded') return { ...judgement, weight: 1 };
    const signs = describe(judgement);
    const score = signs.reduce((sum, sign, at) => sum + sign * (weights[at] ?? 0), weights.at(-1) ?? 0);
    const propensity = 1 / (1 + Math.exp(-score));
    const weight = judgement.isAnswerable ? share / propensity : (1 - share) / (1 - propensity);
    return { ...judgement, weight: Math.min(mostMatched, weight) };
  });
}
