import { seededRandom } from '../../../src/evaluation/random.ts';
import type { Tree } from '../../../src/retrieval/boosted-trees.ts';
import type { Judgement, Sign } from './fit.ts';

export interface BoostSettings {
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Least sum of second derivatives in a leaf, of examples whose mean weight is 1. */
  readonly leastMass: number;
  /** Weight of the squared leaf values. */
  readonly decay: number;
  /** Share of the examples that each tree sees, and of the features. */
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
}

/** Feature values are compared by their bin: the ends of bins are the only thresholds that a tree may use. */
const mostBins = 32;

/**
 * Gradient-boosted regression trees for the log odds of a judgement (J. H. Friedman, 2001; second-order leaf values and
 * gains as by T. Chen and C. Guestrin, 2016), over histograms. A feature with a sign may move the score one way only:
 * a split whose leaves stand the other way round is not made, and what grows under a split stays on its side.
 */
export function boost(
  judgements: readonly Judgement[],
  signs: readonly Sign[],
  settings: BoostSettings,
): { readonly bias: number; readonly trees: Tree[] } {
  const size = judgements.length;
  const mass = judgements.reduce((sum, { weight }) => sum + weight, 0);
  const weights = Float64Array.from(judgements, ({ weight }) => (weight * size) / mass);
  const edges = signs.map((_, feature) => edgesOf(judgements, feature));
  const bins = signs.map((_, feature) =>
    Uint8Array.from(judgements, ({ features }) => binOf(edges[feature] ?? [], features[feature] ?? 0)),
  );
  const share =
    judgements.reduce((sum, { isRight }, at) => sum + (isRight ? (weights[at] ?? 0) : 0), 0) / size;
  const bias = Math.log(share / (1 - share));
  const scores = new Float64Array(size).fill(bias);
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size);
  const random = seededRandom(settings.seed);
  const trees: Tree[] = [];
  for (let round = 0; round < settings.trees; round += 1) {
    for (let at = 0; at < size; at += 1) {
      const probability = 1 / (1 + Math.exp(-(scores[at] ?? 0)));
      const weight = weights[at] ?? 0;
      gradient[at] = weight * (probability - (judgements[at]?.isRight === true ? 1 : 0));
      curvature[at] = weight * probability * (1 - probability);
    }
    const rows: number[] = [];
    for (let at = 0; at < size; at += 1) if (random() < settings.rows) rows.push(at);
    const columns = signs.map((_, feature) => feature).filter(() => random() < settings.columns);
    const tree = grow({
      rows: Int32Array.from(rows),
      columns,
      gradient,
      curvature,
      bins,
      edges,
      signs,
      settings,
    });
    trees.push(tree.tree);
    for (let at = 0; at < size; at += 1) scores[at] = (scores[at] ?? 0) + tree.valueOf(at);
  }
  return { bias, trees };
}

interface Growing {
  readonly rows: Int32Array;
  readonly columns: readonly number[];
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly bins: readonly Uint8Array[];
  readonly edges: readonly (readonly number[])[];
  readonly signs: readonly Sign[];
  readonly settings: BoostSettings;
}

interface Split {
  readonly feature: number;
  /** Bins up to this one go left. */
  readonly bin: number;
  readonly gain: number;
  readonly left: number;
  readonly right: number;
}

/** Grows one full tree level by level; a node that is not worth splitting sends everything left. */
function grow(growing: Growing): { readonly tree: Tree; readonly valueOf: (row: number) => number } {
  const { rows, bins, edges, signs, settings } = growing;
  const nodes = 2 ** settings.depth - 1;
  const features = Array.from({ length: nodes }, () => 0);
  const thresholds = Array.from({ length: nodes }, () => Number.MAX_VALUE);
  const cuts = new Uint8Array(nodes).fill(255);
  const leaves = Array.from({ length: nodes + 1 }, () => 0);
  const visit = (node: number, own: Int32Array, low: number, high: number): void => {
    if (node >= nodes) {
      leaves[node - nodes] = settings.learningRate * clamp(valueOf(growing, own), low, high);
      return;
    }
    const split = bestSplit(growing, own, low, high);
    if (split === null) {
      visit(2 * node + 1, own, low, high);
      return;
    }
    const { feature, bin } = split;
    features[node] = feature;
    thresholds[node] = edges[feature]?.[bin] ?? Number.MAX_VALUE;
    cuts[node] = bin;
    const column = bins[feature];
    const sign = signs[feature] ?? 0;
    const middle = (split.left + split.right) / 2;
    visit(
      2 * node + 1,
      own.filter((row) => (column?.[row] ?? 0) <= bin),
      sign < 0 ? middle : low,
      sign > 0 ? middle : high,
    );
    visit(
      2 * node + 2,
      own.filter((row) => (column?.[row] ?? 0) > bin),
      sign > 0 ? middle : low,
      sign < 0 ? middle : high,
    );
  };
  visit(0, rows, -Infinity, Infinity);
  return {
    tree: { features, thresholds, leaves },
    valueOf: (row) => {
      let node = 0;
      while (node < nodes)
        node = 2 * node + ((bins[features[node] ?? 0]?.[row] ?? 0) <= (cuts[node] ?? 255) ? 1 : 2);
      return leaves[node - nodes] ?? 0;
    },
  };
}

function valueOf({ gradient, curvature, settings }: Growing, rows: Int32Array): number {
  let slope = 0;
  let bend = settings.decay;
  for (const row of rows) {
    slope += gradient[row] ?? 0;
    bend += curvature[row] ?? 0;
  }
  return -slope / bend;
}

function bestSplit(growing: Growing, rows: Int32Array, low: number, high: number): Split | null {
  const { columns, gradient, curvature, bins, edges, signs, settings } = growing;
  let best: Split | null = null;
  for (const feature of columns) {
    const column = bins[feature];
    const count = edges[feature]?.length ?? 0;
    if (column === undefined || count === 0) continue;
    const slopes = new Float64Array(mostBins + 1);
    const bends = new Float64Array(mostBins + 1);
    let allSlope = 0;
    let allBend = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const bin = column[row] ?? 0;
      const slope = gradient[row] ?? 0;
      const bend = curvature[row] ?? 0;
      slopes[bin] = (slopes[bin] ?? 0) + slope;
      bends[bin] = (bends[bin] ?? 0) + bend;
      allSlope += slope;
      allBend += bend;
    }
    const whole = allSlope ** 2 / (allBend + settings.decay);
    let slope = 0;
    let bend = 0;
    for (let bin = 0; bin < count; bin += 1) {
      slope += slopes[bin] ?? 0;
      bend += bends[bin] ?? 0;
      if (bend < settings.leastMass || allBend - bend < settings.leastMass) continue;
      const left = clamp(-slope / (bend + settings.decay), low, high);
      const right = clamp(-(allSlope - slope) / (allBend - bend + settings.decay), low, high);
      if ((right - left) * (signs[feature] ?? 0) < 0) continue;
      const gain =
        slope ** 2 / (bend + settings.decay) +
        (allSlope - slope) ** 2 / (allBend - bend + settings.decay) -
        whole;
      if (gain > (best?.gain ?? leastGain)) best = { feature, bin, gain, left, right };
    }
  }
  return best;
}

const leastGain = 1e-6;

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Thresholds between bins of about equal counts, rounded as the model's file has them. */
function edgesOf(judgements: readonly Judgement[], feature: number): number[] {
  const sorted = Float64Array.from(judgements, ({ features }) => features[feature] ?? 0).sort();
  const edges = new Set<number>();
  for (let bin = 1; bin < mostBins; bin += 1) {
    const at = Math.floor((bin * sorted.length) / mostBins);
    const [below, above] = [sorted[at - 1] ?? 0, sorted[at] ?? 0];
    const next = below === above ? sorted.find((value) => value > above) : above;
    if (next !== undefined)
      edges.add(Number(((below === above ? above : below) / 2 + next / 2).toPrecision(4)));
  }
  return [...edges].sort((a, b) => a - b);
}

function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && value > (edges[bin] ?? 0)) bin += 1;
  return bin;
}
