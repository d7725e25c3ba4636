import { linearScore } from '../../../src/retrieval/weights.ts';

/** One sentence to learn from: its candidates, how good each is as an answer (0..1), and which group weighs them. */
export interface SpanChoice {
  readonly group: number;
  readonly rivals: readonly Float64Array[];
  readonly worth: readonly number[];
}

const steps = 400;
const learningRate = 0.1;
/** Weight of the squared length of what all groups share, and of what each adds to it. */
const decay = 1e-3;
const decayOfGroup = 4e-3;
/** A sentence without a candidate of this worth teaches nothing. */
const leastWorth = 0.3;

/**
 * Weights for each group under which a softmax over the candidates' scores lies on those of much worth: descends on
 * −log Σ p·worth² (the likelihood of picking well) by Adam (Kingma and Ba 2015) over all sentences at once. Each group
 * has the shared weights and its own on top, so that a rare group is not left to its few sentences. Starts from zero: no randomness.
 */
export function fitSpans(
  choices: readonly SpanChoice[],
  groups: number,
  features: number,
): readonly Float64Array[] {
  const size = features * (groups + 1);
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  const useful = choices.filter(({ worth }) => worth.some((value) => value > leastWorth));
  for (let step = 1; step <= steps; step += 1) {
    const gradient = weights.map((weight, at) => (at < features ? decay : decayOfGroup) * weight);
    const together = combine(weights, groups, features);
    for (const choice of useful) addGradient(gradient, choice, together, features, useful.length);
    const rate = learningRate * (1 - step / (steps + 1));
    for (let at = 0; at < size; at += 1) {
      const slope = gradient[at] ?? 0;
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * slope;
      square[at] = 0.999 * (square[at] ?? 0) + 0.001 * slope * slope;
      const scale = Math.sqrt((square[at] ?? 0) / (1 - 0.999 ** step)) + 1e-8;
      weights[at] = (weights[at] ?? 0) - (rate * (mean[at] ?? 0)) / (1 - 0.9 ** step) / scale;
    }
  }
  return combine(weights, groups, features);
}

/** Mean worth of the candidate with the highest score; 0 for a sentence without candidates. */
export function meanWorth(choices: readonly SpanChoice[], weights: readonly Float64Array[]): number {
  const sum = choices.reduce((total, { group, rivals, worth }) => {
    const own = weights[group] ?? new Float64Array();
    const scores = rivals.map((features) => linearScore(own, features));
    return total + (worth[scores.indexOf(Math.max(...scores))] ?? 0);
  }, 0);
  return sum / choices.length;
}

function addGradient(
  gradient: Float64Array,
  { group, rivals, worth }: SpanChoice,
  together: readonly Float64Array[],
  features: number,
  count: number,
): void {
  const own = together[group] ?? new Float64Array();
  const scores = rivals.map((rival) => linearScore(own, rival));
  const highest = Math.max(...scores);
  const beliefs = scores.map((score) => Math.exp(score - highest));
  const good = beliefs.map((belief, at) => belief * (worth[at] ?? 0) ** 2);
  const all = sumOf(beliefs);
  const allGood = sumOf(good) + 1e-12;
  for (const [at, rival] of rivals.entries()) {
    const error = ((beliefs[at] ?? 0) / all - (good[at] ?? 0) / allGood) / count;
    for (let place = 0; place < features; place += 1) {
      const slope = error * (rival[place] ?? 0);
      if (slope === 0) continue;
      gradient[place] = (gradient[place] ?? 0) + slope;
      const inGroup = features * (group + 1) + place;
      gradient[inGroup] = (gradient[inGroup] ?? 0) + slope;
    }
  }
}

function combine(weights: Float64Array, groups: number, features: number): Float64Array[] {
  return Array.from({ length: groups }, (_, group) =>
    Float64Array.from(
      { length: features },
      (__, place) => (weights[place] ?? 0) + (weights[features * (group + 1) + place] ?? 0),
    ),
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
