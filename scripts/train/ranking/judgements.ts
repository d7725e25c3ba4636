import { judgedFeatures } from '../../../src/answering/confidence.ts';
import type { ConfidenceModel } from '../../../src/answering/confidence-model.ts';
import { treeScore, type TreeModel } from '../../../src/retrieval/boosted-trees.ts';
import { boost, type BoostSettings } from './boost.ts';
import { fitJudgements, type Judgement } from './fit.ts';
import { signsOf } from './questions.ts';

/**
 * Where a judgement is from: a general question as it is, with the passage that answers it taken away, asked of a
 * collection on other subjects, or with a word changed for another; a news question; a question in other words.
 */
export type JudgementKind = 'asked' | 'removed' | 'strange' | 'changed' | 'news' | 'reworded';

/** A judgement with what it is and what it stands or falls with. */
export interface Judged extends Judgement {
  readonly kind: JudgementKind;
  readonly isAnswerable: boolean;
  readonly group: string;
}

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
export const trainingCard = { configurations: 84, seeds: [1, 2, 3] };

/** Weight of all judgements of a kind together in the fit. */
const kindWeight: Readonly<Record<JudgementKind, number>> = {
  asked: 1.5,
  removed: 0.3,
  strange: 0.6,
  changed: 1,
  news: 0.6,
  reworded: 1,
};

/**
 * What people are taken to ask, for calibration: 70 % what the documents answer, 10 % near misses and 20 % on other
 * subjects. Shares of the answerable and of the other questions of each kind. Of seven such mixtures this keeps the
 * calibration error of the news near 10 points and that of questions on other subjects below 12.
 */
const prior: Readonly<Record<JudgementKind, readonly [answerable: number, other: number]>> = {
  asked: [0.5, 0],
  removed: [0, 0],
  strange: [0, 0.2],
  changed: [0, 0],
  news: [0.1, 0.1],
  reworded: [0.1, 0],
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

/** The trees alone: log odds under the weights of the fit. */
export function fitTrees(
  judgements: readonly Judged[],
  leftOut: ReadonlySet<string>,
  settings: BoostSettings,
): TreeModel {
  const used = judgedFeatures.map((name) => !leftOut.has(name));
  const zeroed = weighed(judgements).map((judgement) => ({
    ...judgement,
    features: judgement.features.map((value, at) => (used[at] === true ? value : 0)),
  }));
  return boost(zeroed, judgementSigns, settings);
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
    const model = fitTrees(
      judgements.filter((judgement) => !isOut(judgement)),
      leftOut,
      settings,
    );
    return judgements
      .filter(isOut)
      .map((judgement) => ({ judgement, score: treeScore(model, judgement.features) }));
  }).flat();
}

/**
 * Gives each kind its weight. Whoever writes a near miss over a passage keeps more of its words than whoever rewords a
 * question that it answers, so that shared words would count against an answer: the reworded questions are weighed
 * such that those with an answer and those without share as much (inverse propensity, P. Rosenbaum and D. Rubin, 1983).
 */
function weighed(judgements: readonly Judged[]): Judged[] {
  const matched = matchOverlap(judgements);
  const totals = new Map<JudgementKind, number>();
  for (const { kind, weight } of matched) totals.set(kind, (totals.get(kind) ?? 0) + weight);
  return matched.map((judgement) => ({
    ...judgement,
    weight: (judgement.weight * kindWeight[judgement.kind]) / (totals.get(judgement.kind) ?? 1),
  }));
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

const calibrationBins = 24;

/**
 * Isotonic regression (pool adjacent violators) of being right on the log odds of judgements that were not fitted to,
 * weighed as people are taken to ask, over bins of equal weight.
 */
export function calibrate(
  predicted: readonly { readonly judgement: Judged; readonly score: number }[],
): ConfidenceModel['calibration'] {
  const totals = new Map<string, number>();
  const keyOf = ({ kind, isAnswerable }: Judged): string => `${kind} ${isAnswerable}`;
  for (const { judgement } of predicted) {
    const key = keyOf(judgement);
    totals.set(key, (totals.get(key) ?? 0) + 1);
  }
  const weights = predicted.map(({ judgement }) => {
    const [answerable, other] = prior[judgement.kind];
    return (judgement.isAnswerable ? answerable : other) / (totals.get(keyOf(judgement)) ?? 1);
  });
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const order = [...predicted.keys()].sort((a, b) => (predicted[a]?.score ?? 0) - (predicted[b]?.score ?? 0));
  const blocks: { weight: number; score: number; right: number }[] = [];
  let current = { weight: 0, score: 0, right: 0 };
  for (const at of order) {
    const one = predicted[at];
    const weight = weights[at] ?? 0;
    if (one === undefined || weight === 0) continue;
    current.weight += weight;
    current.score += weight * one.score;
    current.right += one.judgement.isRight ? weight : 0;
    if (current.weight < mass / calibrationBins) continue;
    blocks.push(current);
    current = { weight: 0, score: 0, right: 0 };
  }
  if (current.weight > 0) blocks.push(current);
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    let own = block;
    for (
      let before = pooled.at(-1);
      before !== undefined && before.right / before.weight >= own.right / own.weight;
      before = pooled.at(-1)
    ) {
      pooled.pop();
      own = {
        weight: own.weight + before.weight,
        score: own.score + before.score,
        right: own.right + before.right,
      };
    }
    pooled.push(own);
  }
  return pooled.map(
    ({ weight, score, right }) =>
      [rounded(score / weight), rounded(asOnDevelopment(right / weight))] as const,
  );
}

/**
 * Questions of the development sets are a little surer than those of training, one way and the other. Of slopes 1 to 1.6
 * and shifts 0 to 0.8 in log odds, these keep the mean calibration error of the nine sets near its least, and news-dev
 * from being believed still more.
 */
function asOnDevelopment(share: number): number {
  const sure = Math.min(0.999, Math.max(0.001, share));
  return 1 / (1 + Math.exp(-(1.3 * Math.log(sure / (1 - sure)) + 0.2)));
}

/** Four digits after the point, as the model's file has them. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
