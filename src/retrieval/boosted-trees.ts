import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';

/**
 * One full binary tree, level by level: node `n` goes on to `2n + 1` where its feature is at most its threshold, else
 * to `2n + 2`. Of `2^depth - 1` nodes and `2^depth` leaves.
 */
export interface Tree {
  /** For each node the place of its feature among those of the model. */
  readonly features: readonly number[];
  readonly thresholds: readonly number[];
  readonly leaves: readonly number[];
}

/** A sum of trees. */
export interface TreeModel {
  readonly bias: number;
  readonly trees: readonly Tree[];
}

/** The bias and what each tree says. A comparison a level and tree: a microsecond for a hundred trees of four levels. */
export function treeScore(model: TreeModel, features: ArrayLike<number>): number {
  const flat = flattened(model);
  return flat.isOfFour ? scoreOfFour(model.bias, flat, features) : scoreOfAny(model.bias, flat, features);
}

function scoreOfAny(
  bias: number,
  { nodes, asked, thresholds, leaves }: FlatTrees,
  features: ArrayLike<number>,
): number {
  let score = bias;
  let from = 0;
  for (let tree = 0; tree < nodes.length; tree += 1) {
    const count = nodes[tree]!;
    let node = 0;
    while (node < count) node = next(node, features[asked[from + node]!]!, thresholds[from + node]!);
    // Each tree before this one has a leaf more than nodes.
    score += leaves[from + tree + node - count]!;
    from += count;
  }
  return score;
}

/** The same of trees that all have four levels, as those have that every candidate is scored by: in less than half the time. */
function scoreOfFour(
  bias: number,
  { asked, thresholds, leaves }: FlatTrees,
  features: ArrayLike<number>,
): number {
  let score = bias;
  let leaf = -15;
  for (let from = 0; from < asked.length; from += 15) {
    const one = next(0, features[asked[from]!]!, thresholds[from]!);
    const two = next(one, features[asked[from + one]!]!, thresholds[from + one]!);
    const three = next(two, features[asked[from + two]!]!, thresholds[from + two]!);
    const four = next(three, features[asked[from + three]!]!, thresholds[from + three]!);
    score += leaves[leaf + four]!;
    leaf += 16;
  }
  return score;
}

/** Arithmetic on the outcome: which way a tree goes cannot be foreseen, and a wrong guess costs more than the rest. */
function next(node: number, value: number, threshold: number): number {
  return (2 * node + 2 - Number(value <= threshold)) | 0;
}

/** The trees of a model laid end to end: lists of lists take half as long again to walk through. */
interface FlatTrees {
  /** Nodes of each tree. */
  readonly nodes: Int32Array;
  readonly asked: Int32Array;
  readonly thresholds: Float64Array;
  readonly leaves: Float64Array;
  /** All of them have 15 nodes. */
  readonly isOfFour: boolean;
}

const flatTrees = new WeakMap<readonly Tree[], FlatTrees>();

function flattened({ trees }: TreeModel): FlatTrees {
  const known = flatTrees.get(trees);
  // Training adds to a list that it scores with.
  if (known?.nodes.length === trees.length) return known;
  const made = {
    nodes: Int32Array.from(trees, ({ features }) => features.length),
    asked: Int32Array.from(trees.flatMap(({ features }) => features)),
    thresholds: Float64Array.from(trees.flatMap(({ thresholds }) => thresholds)),
    leaves: Float64Array.from(trees.flatMap(({ leaves }) => leaves)),
    isOfFour: trees.every(({ features }) => features.length === 15),
  };
  flatTrees.set(trees, made);
  return made;
}

/**
 * Reads the trees of an object that was parsed from a model's file.
 *
 * @param features names in the order of the vectors that will be scored
 * @throws KnownError `model` naming the file: other features than these, or trees that are none
 */
export function asTreeModel(file: string, parsed: unknown, features: readonly string[]): TreeModel {
  const refuse = (what: string): KnownError =>
    new KnownError('model', `${file} ${what}. Restore it from the repository, or train it again.`);
  if (!isRecord(parsed)) throw refuse('does not hold a model');
  const { bias, trees, features: named } = parsed;
  const isSame =
    Array.isArray(named) &&
    named.length === features.length &&
    features.every((feature, at) => named[at] === feature);
  if (!isSame) throw refuse(`is not about the ${features.length} features of this version`);
  if (!isNumber(bias) || !Array.isArray(trees)) throw refuse('does not hold a sum of trees');
  return {
    bias,
    trees: trees.map((tree: unknown, at) => {
      const { features: asked, thresholds, leaves } = isRecord(tree) ? tree : {};
      const isWhole =
        isNumbers(asked) &&
        isNumbers(thresholds) &&
        isNumbers(leaves) &&
        thresholds.length === asked.length &&
        leaves.length === asked.length + 1 &&
        Number.isInteger(Math.log2(leaves.length)) &&
        asked.every((feature) => Number.isInteger(feature) && feature >= 0 && feature < features.length);
      if (!isWhole) throw refuse(`does not hold a whole tree at place ${at + 1}`);
      return { features: asked, thresholds, leaves };
    }),
  };
}

/** @throws KnownError `model` when the file cannot be read as JSON */
export function readModelFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read as JSON. Restore it from the repository.`, {
      cause,
    });
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isNumber);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
