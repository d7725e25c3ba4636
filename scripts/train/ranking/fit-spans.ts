import { spanScorer, type SpanNetwork } from '../../../src/answering/span-network.ts';
import { seededRandom } from '../../../src/evaluation/random.ts';

/** One sentence to learn from: its candidates, how good each is as an answer (0..1), and what is known of its question. */
export interface SpanChoice {
  /** Places of the question's features. */
  readonly asked: readonly number[];
  /** A row of features for each candidate. */
  readonly rivals: readonly (Float32Array | Float64Array)[];
  readonly worth: readonly number[];
}

/** Sizes of a network, and how it is fitted; chosen on the development part of SQuAD 1.1. */
export interface SpanPlan {
  readonly seed: number;
  readonly hidden: number;
  /** Share of the hidden units left out for a candidate. */
  readonly dropout: number;
  readonly decay: number;
  readonly rounds: number;
  readonly rate: number;
}

/** A sentence without a candidate of this worth teaches nothing. */
const leastWorth = 0.3;
const batch = 64;
const warmUp = 50;

/**
 * Fits a network under which a softmax over the candidates' scores lies on those of much worth: descends on
 * −log Σ p·worth² (the likelihood of picking well) by Adam with decoupled weight decay (Loshchilov and Hutter 2019) over
 * batches of sentences, with dropout (Srivastava et al. 2014). The same seed gives the same network.
 */
export function fitSpans(
  choices: readonly SpanChoice[],
  sizes: { readonly question: number; readonly span: number },
  plan: SpanPlan,
): SpanNetwork {
  const random = seededRandom(plan.seed);
  const scale = spreadOf(choices, sizes.span);
  const useful = choices
    .filter(({ worth }) => worth.some((value) => value > leastWorth))
    .map((choice) => sparse(choice, scale));
  const { hidden } = plan;
  const uniform = (length: number, limit: number): Float64Array =>
    Float64Array.from({ length }, () => (2 * random() - 1) * limit);
  const limit = 1 / Math.sqrt(sizes.span);
  const parts: Parts = {
    start: uniform(hidden, limit),
    question: uniform(sizes.question * hidden, 0.1),
    layer: uniform(sizes.span * hidden, limit),
    direct: new Float64Array(sizes.span),
    out: uniform(hidden, 0.17),
  };
  const steps = plan.rounds * Math.ceil(useful.length / batch);
  const descents = names.map((name) => new Descent(parts[name], plan.decay));
  const gradient: Parts = {
    start: new Float64Array(parts.start.length),
    question: new Float64Array(parts.question.length),
    layer: new Float64Array(parts.layer.length),
    direct: new Float64Array(parts.direct.length),
    out: new Float64Array(parts.out.length),
  };
  let step = 0;
  for (let round = 0; round < plan.rounds; round += 1) {
    const order = shuffled(useful, random);
    for (let from = 0; from < order.length; from += batch) {
      const some = order.slice(from, from + batch);
      for (const name of names) gradient[name].fill(0);
      for (const choice of some) addGradient(gradient, parts, choice, plan, random, 1 / some.length);
      const rate = plan.rate * Math.min(1, (step + 1) / warmUp) * (1 - step / (steps + 1));
      step += 1;
      for (const [at, descent] of descents.entries()) {
        const name = names[at];
        if (name !== undefined) descent.step(gradient[name], rate, step);
      }
    }
  }
  return network(parts, hidden, scale);
}

/** One network that scores as the mean of several does. */
export function together(networks: readonly SpanNetwork[]): SpanNetwork {
  const [first] = networks;
  if (first === undefined || networks.length === 1) return first ?? fail();
  const share = 1 / networks.length;
  const beside = (of: (one: SpanNetwork) => Float64Array): Float64Array => {
    const rows = of(first).length / first.hidden;
    const joined: number[] = [];
    for (let row = 0; row < rows; row += 1)
      for (const one of networks) joined.push(...of(one).subarray(row * one.hidden, (row + 1) * one.hidden));
    return Float64Array.from(joined);
  };
  return {
    hidden: first.hidden * networks.length,
    start: beside(({ start }) => start),
    question: beside(({ question }) => question),
    layer: beside(({ layer }) => layer),
    out: beside(({ out }) => out).map((value) => value * share),
    direct: first.direct.map((_, at) =>
      networks.reduce((sum, { direct }) => sum + share * (direct[at] ?? 0), 0),
    ),
  };
}

/** Mean worth of the candidate with the highest score; 0 for a sentence without candidates. */
export function meanWorth(choices: readonly SpanChoice[], fitted: SpanNetwork): number {
  const sum = choices.reduce((total, choice) => total + worthOfBest(choice, fitted), 0);
  return sum / choices.length;
}

function worthOfBest({ asked, rivals, worth }: SpanChoice, fitted: SpanNetwork): number {
  const score = spanScorer(fitted, asked);
  let best = 0;
  let highest = -Infinity;
  for (const [at, rival] of rivals.entries()) {
    const own = score(rival);
    if (own <= highest) continue;
    highest = own;
    best = worth[at] ?? 0;
  }
  return best;
}

interface Parts {
  readonly start: Float64Array;
  readonly question: Float64Array;
  readonly layer: Float64Array;
  readonly direct: Float64Array;
  readonly out: Float64Array;
}
const names = ['start', 'question', 'layer', 'direct', 'out'] as const;

interface Sparse {
  readonly asked: readonly number[];
  readonly worth: readonly number[];
  /** Places and values of the features of each candidate that are not 0. */
  readonly places: readonly Uint16Array[];
  readonly values: readonly Float32Array[];
}

/** Standard deviation of each feature, but never so small that a rare one is blown up. */
function spreadOf(choices: readonly SpanChoice[], features: number): Float64Array {
  const sum = new Float64Array(features);
  const squares = new Float64Array(features);
  let count = 0;
  for (const { rivals } of choices)
    for (const rival of rivals) {
      count += 1;
      for (let at = 0; at < features; at += 1) {
        const value = rival[at] ?? 0;
        sum[at] = (sum[at] ?? 0) + value;
        squares[at] = (squares[at] ?? 0) + value * value;
      }
    }
  return sum.map((total, at) =>
    Math.max(0.05, Math.sqrt(Math.max(0, (squares[at] ?? 0) / count - (total / count) ** 2))),
  );
}

function sparse({ asked, rivals, worth }: SpanChoice, scale: Float64Array): Sparse {
  const places = rivals.map((row) => Uint16Array.from([...row.keys()].filter((at) => row[at] !== 0)));
  return {
    asked,
    worth,
    places,
    values: places.map((own, at) =>
      Float32Array.from(own, (place) => (rivals[at]?.[place] ?? 0) / (scale[place] ?? 1)),
    ),
  };
}

function addGradient(
  gradient: Parts,
  parts: Parts,
  choice: Sparse,
  { hidden, dropout }: SpanPlan,
  random: () => number,
  weight: number,
): void {
  const { places, values, worth, asked } = choice;
  const start = parts.start.slice();
  for (const feature of asked)
    for (let unit = 0; unit < hidden; unit += 1)
      start[unit] = (start[unit] ?? 0) + (parts.question[feature * hidden + unit] ?? 0);
  const units = places.map(() => new Float64Array(hidden));
  // Each candidate loses units of its own: with the same ones lost for all, F1 is lower by two points.
  const kept = places.map(() =>
    Float64Array.from({ length: hidden }, () => (random() < dropout ? 0 : 1 / (1 - dropout))),
  );
  const scores = places.map((own, rival) => {
    const layer = units[rival] ?? start;
    layer.set(start);
    const held = values[rival];
    let score = 0;
    for (let at = 0; at < own.length; at += 1) {
      const feature = own[at] ?? 0;
      const value = held?.[at] ?? 0;
      score += value * (parts.direct[feature] ?? 0);
      const from = feature * hidden;
      for (let unit = 0; unit < hidden; unit += 1)
        layer[unit] = (layer[unit] ?? 0) + value * (parts.layer[from + unit] ?? 0);
    }
    for (let unit = 0; unit < hidden; unit += 1)
      score += Math.max(0, layer[unit] ?? 0) * (kept[rival]?.[unit] ?? 0) * (parts.out[unit] ?? 0);
    return score;
  });
  const highest = Math.max(...scores);
  const beliefs = scores.map((score) => Math.exp(score - highest));
  const good = beliefs.map((belief, at) => belief * (worth[at] ?? 0) ** 2);
  const all = sumOf(beliefs);
  const allGood = sumOf(good) + 1e-12;
  const back = new Float64Array(hidden);
  const backToStart = new Float64Array(hidden);
  for (const [rival, own] of places.entries()) {
    const error = weight * ((beliefs[rival] ?? 0) / all - (good[rival] ?? 0) / allGood);
    if (Math.abs(error) < 1e-7) continue;
    const layer = units[rival] ?? start;
    const held = values[rival];
    for (let unit = 0; unit < hidden; unit += 1) {
      const active = (layer[unit] ?? 0) > 0 ? (kept[rival]?.[unit] ?? 0) : 0;
      gradient.out[unit] = (gradient.out[unit] ?? 0) + error * active * (layer[unit] ?? 0);
      back[unit] = error * active * (parts.out[unit] ?? 0);
      backToStart[unit] = (backToStart[unit] ?? 0) + (back[unit] ?? 0);
    }
    for (let at = 0; at < own.length; at += 1) {
      const feature = own[at] ?? 0;
      const value = held?.[at] ?? 0;
      gradient.direct[feature] = (gradient.direct[feature] ?? 0) + error * value;
      const from = feature * hidden;
      for (let unit = 0; unit < hidden; unit += 1)
        gradient.layer[from + unit] = (gradient.layer[from + unit] ?? 0) + value * (back[unit] ?? 0);
    }
  }
  for (let unit = 0; unit < hidden; unit += 1) {
    const slope = backToStart[unit] ?? 0;
    gradient.start[unit] = (gradient.start[unit] ?? 0) + slope;
    for (const feature of asked) {
      const place = feature * hidden + unit;
      gradient.question[place] = (gradient.question[place] ?? 0) + slope;
    }
  }
}

/** Adam with decoupled weight decay over one part of the weights. */
class Descent {
  readonly #weights: Float64Array;
  readonly #decay: number;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;

  constructor(weights: Float64Array, decay: number) {
    this.#weights = weights;
    this.#decay = decay;
    this.#mean = new Float64Array(weights.length);
    this.#square = new Float64Array(weights.length);
  }

  step(gradient: Float64Array, rate: number, step: number): void {
    const weights = this.#weights;
    const mean = this.#mean;
    const square = this.#square;
    const meanShare = 1 - 0.9 ** step;
    const squareShare = 1 - 0.999 ** step;
    for (let at = 0; at < weights.length; at += 1) {
      const slope = gradient[at] ?? 0;
      const own = 0.9 * (mean[at] ?? 0) + 0.1 * slope;
      const size = 0.999 * (square[at] ?? 0) + 0.001 * slope * slope;
      mean[at] = own;
      square[at] = size;
      const weight = (weights[at] ?? 0) * (1 - rate * this.#decay);
      weights[at] = weight - (rate * own) / meanShare / (Math.sqrt(size / squareShare) + 1e-8);
    }
  }
}

/** The fitted parts over features as they are computed: the scale goes into the weights. */
function network(parts: Parts, hidden: number, scale: Float64Array): SpanNetwork {
  return {
    hidden,
    start: parts.start,
    question: parts.question,
    layer: parts.layer.map((value, at) => value / (scale[Math.floor(at / hidden)] ?? 1)),
    direct: parts.direct.map((value, at) => value / (scale[at] ?? 1)),
    out: parts.out,
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function fail(): never {
  throw new Error('no networks to put together');
}
