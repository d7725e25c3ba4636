import { seededRandom } from '../../../src/evaluation/random.ts';
import { treeScore, type Tree, type TreeModel } from '../../../src/retrieval/boosted-trees.ts';
import type { Choice } from './fit.ts';
import { rounded } from './write-weights.ts';

export interface TreeSettings {
  readonly trees: number;
  readonly depth: number;
  /** What is left of each tree's leaves. */
  readonly shrinkage: number;
  /** Share of the choices, and of the features, that each tree sees. */
  readonly choiceShare: number;
  readonly featureShare: number;
  /** Least sum of second derivatives in a leaf, in choices of mean weight. */
  readonly leastInLeaf: number;
  readonly seed: number;
}

export const defaultTrees: TreeSettings = {
  trees: 40,
  depth: 4,
  shrinkage: 0.1,
  choiceShare: 0.7,
  featureShare: 0.5,
  leastInLeaf: 5,
  seed: 1,
};

/** Values of a feature are told apart by this many thresholds at most. */
const bins = 32;
/** Weight of the squared leaves. */
const decay = 1;

/**
 * Trees that correct the scores of rivals so that a softmax over them picks a right one: Newton steps on the same
 * likelihood as `fitChoices` (T. Chen and C. Guestrin, "XGBoost", 2016), each tree on a part of choices and features.
 *
 * @param base score of each rival of each choice, to be corrected
 * @param columns features that the trees may ask about
 */
export function fitTrees(
  choices: readonly Choice[],
  base: readonly (readonly number[])[],
  columns: readonly number[],
  settings: TreeSettings = defaultTrees,
): TreeModel {
  const { depth, trees } = settings;
  const random = seededRandom(settings.seed);
  const rows = choices.reduce((sum, { rivals }) => sum + rivals.length, 0);
  const starts = new Uint32Array(choices.length + 1);
  const scores = new Float64Array(rows);
  const vectors: Float64Array[] = [];
  for (const [at, { rivals }] of choices.entries()) {
    starts[at + 1] = starts[at]! + rivals.length;
    for (const [rival, features] of rivals.entries()) {
      scores[vectors.length] = base[at]?.[rival] ?? 0;
      vectors.push(features);
    }
  }
  const meanWeight = choices.reduce((sum, { weight }) => sum + weight, 0) / choices.length;
  const limits = columns.map((column) => thresholdsOf(vectors, column));
  const binned = columns.map((column, at) => binsOf(vectors, column, limits[at] ?? []));

  const inner = 2 ** depth - 1;
  const grown: Tree[] = [];
  const gradient = new Float64Array(rows);
  const curvature = new Float64Array(rows);
  const node = new Uint8Array(rows);
  for (let tree = 0; tree < trees; tree += 1) {
    const splits: number[] = [];
    const thresholds: number[] = [];
    const seen: number[] = [];
    for (const [at, choice] of choices.entries()) {
      if (random() >= settings.choiceShare) continue;
      derive(choice, starts[at]!, scores, gradient, curvature, choice.weight / meanWeight);
      for (let row = starts[at]!; row < starts[at + 1]!; row += 1) seen.push(row);
    }
    const used = columns.map((_, at) => at).filter(() => random() < settings.featureShare);
    node.fill(0);
    for (let level = 0; level < depth; level += 1) {
      const width = 2 ** level;
      const sums = new Float64Array(width * used.length * bins * 2);
      for (const row of seen) {
        const from = (node[row]! - (width - 1)) * used.length;
        for (let at = 0; at < used.length; at += 1) {
          const place = ((from + at) * bins + binned[used[at]!]![row]!) * 2;
          sums[place]! += gradient[row]!;
          sums[place + 1]! += curvature[row]!;
        }
      }
      const cuts = new Int16Array(width);
      const asked = new Int16Array(width).fill(-1);
      for (let place = 0; place < width; place += 1) {
        const best = bestSplit(sums, place * used.length, used.length, settings.leastInLeaf);
        const to = width - 1 + place;
        if (best === null) {
          // Everything goes left.
          splits[to] = columns[0] ?? 0;
          thresholds[to] = 1e9;
          continue;
        }
        const at = used[best.at]!;
        asked[place] = at;
        cuts[place] = best.bin;
        splits[to] = columns[at]!;
        thresholds[to] = limits[at]![best.bin]!;
      }
      for (let row = 0; row < rows; row += 1) {
        const place = node[row]! - (width - 1);
        const at = asked[place]!;
        node[row] = 2 * node[row]! + (at >= 0 && binned[at]![row]! > cuts[place]! ? 2 : 1);
      }
    }
    const down = new Float64Array(inner + 1);
    const bend = new Float64Array(inner + 1);
    for (const row of seen) {
      down[node[row]! - inner]! += gradient[row]!;
      bend[node[row]! - inner]! += curvature[row]!;
    }
    const leaves = Array.from(
      down,
      (slope, leaf) => (-settings.shrinkage * slope) / ((bend[leaf] ?? 0) + decay),
    );
    for (let row = 0; row < rows; row += 1) scores[row]! += leaves[node[row]! - inner]!;
    grown.push({ features: splits, thresholds, leaves });
  }
  return { bias: 0, trees: grown };
}

/** First and second derivatives of minus the log likelihood of a choice, by the scores of its rivals. */
function derive(
  { rivals, right }: Choice,
  start: number,
  scores: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
  weight: number,
): void {
  let highest = -Infinity;
  for (let at = 0; at < rivals.length; at += 1) highest = Math.max(highest, scores[start + at]!);
  let total = 0;
  let totalRight = 0;
  for (let at = 0; at < rivals.length; at += 1) {
    const value = Math.exp(scores[start + at]! - highest);
    total += value;
    if (right.has(at)) totalRight += value;
  }
  for (let at = 0; at < rivals.length; at += 1) {
    const value = Math.exp(scores[start + at]! - highest);
    const share = value / total;
    gradient[start + at] = weight * (share - (right.has(at) ? value / Math.max(totalRight, 1e-12) : 0));
    curvature[start + at] = weight * Math.max(share * (1 - share), 1e-3);
  }
}

function bestSplit(
  sums: Float64Array,
  from: number,
  features: number,
  least: number,
): { readonly at: number; readonly bin: number } | null {
  let best: { at: number; bin: number } | null = null;
  let bestGain = 1e-6;
  for (let at = 0; at < features; at += 1) {
    const first = (from + at) * bins * 2;
    let all = 0;
    let allBend = 0;
    for (let bin = 0; bin < bins; bin += 1) {
      all += sums[first + 2 * bin]!;
      allBend += sums[first + 2 * bin + 1]!;
    }
    let left = 0;
    let leftBend = 0;
    for (let bin = 0; bin + 1 < bins; bin += 1) {
      left += sums[first + 2 * bin]!;
      leftBend += sums[first + 2 * bin + 1]!;
      if (leftBend < least || allBend - leftBend < least) continue;
      const gain =
        left ** 2 / (leftBend + decay) +
        (all - left) ** 2 / (allBend - leftBend + decay) -
        all ** 2 / (allBend + decay);
      if (gain > bestGain) {
        bestGain = gain;
        best = { at, bin };
      }
    }
  }
  return best;
}

/** Values that cut a feature into parts of about as many rows each, rising. */
function thresholdsOf(vectors: readonly Float64Array[], column: number): number[] {
  const step = Math.max(1, Math.floor(vectors.length / 20_000));
  const values: number[] = [];
  for (let row = 0; row < vectors.length; row += step) values.push(vectors[row]![column]!);
  values.sort((a, b) => a - b);
  const cuts = new Set<number>();
  for (let bin = 1; bin < bins; bin += 1) {
    const value = values[Math.floor((bin * values.length) / bins)]!;
    cuts.add(Number(value.toPrecision(5)));
  }
  return [...cuts];
}

function binsOf(vectors: readonly Float64Array[], column: number, limits: readonly number[]): Uint8Array {
  return Uint8Array.from(vectors, (vector) => {
    let bin = 0;
    while (bin < limits.length && vector[column]! > limits[bin]!) bin += 1;
    return bin;
  });
}

/** Trees of several seeds as one model that adds their mean. */
export function meanOfTrees(models: readonly TreeModel[]): TreeModel {
  return {
    bias: 0,
    trees: models.flatMap(({ trees }) =>
      trees.map((tree) => ({ ...tree, leaves: tree.leaves.map((leaf) => leaf / models.length) })),
    ),
  };
}

/** Trees as their file has them. */
export function writtenTrees({ bias, trees }: TreeModel, features: readonly string[]): object {
  return { bias, features, trees: trees.map((tree) => ({ ...tree, leaves: tree.leaves.map(rounded) })) };
}

/** Scores of all rivals with trees added. */
export function withTrees(
  choices: readonly Choice[],
  base: readonly (readonly number[])[],
  trees: TreeModel,
): number[][] {
  return choices.map(({ rivals }, at) =>
    rivals.map((features, rival) => (base[at]?.[rival] ?? 0) + treeScore(trees, features)),
  );
}
