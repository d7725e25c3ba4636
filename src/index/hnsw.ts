import { createRequire } from 'node:module';
import type { HierarchicalNSW } from 'hnswlib-node';
import { KnownError } from '../errors.ts';
import { checkHeader, compareWritten, type GraphFile } from './hnsw-file.ts';
import type { PackedVectors } from './packed-vectors.ts';
import { badIndex } from './sections.ts';

/** Settings of the graph: links a node, width of the search while building, width of the search while answering. */
export interface DenseSettings {
  readonly M: number;
  readonly efConstruction: number;
  readonly ef: number;
}

/**
 * Chosen with recall@10 of questions against exact search, over texts embedded by the model we ship (256 dimensions),
 * for 0.99 at 10,000 passages: M 16 gave 0.979 there and M 32 gives 0.992, in 0.5 ms. At 1,000 it is 1.00, at 100,000
 * 0.97 in 1.2 ms. An `efConstruction` of 400 would give 0.99 at 100,000 too, for 2.7 times the time to build.
 */
export const defaultDenseSettings: DenseSettings = { M: 32, efConstruction: 200, ef: 200 };

export interface DenseHit {
  readonly passage: number;
  /** Cosine, -1..1. */
  readonly similarity: number;
}

/** Approximate nearest neighbours of a query among the passages that have an embedding. */
export interface DenseIndex {
  /** Passages with an embedding; the others are never found. */
  readonly count: number;
  readonly dimension: number;
  /** Best first, equal ones by ordinal; `k` outside 1..count is clamped. Throws on a query that is no unit vector. */
  search(query: Float32Array, k: number): DenseHit[];
  /** Cosine of a query and a passage, from the packed copy; 0 for a passage without an embedding. */
  similarity(query: Float32Array, passage: number): number;
  /** The embedding of a passage as it was stored, or `null`. Slow, for builds: the native side copies number by number. */
  vector(passage: number): Float32Array | null;
}

/** A graph that is being built. Vectors are labelled 0, 1, 2 … in the order they are added. */
export interface DenseBuilder {
  add(vector: Float32Array): void;
  /** Writes the file and reads it again: every vector must be there, under its label, unchanged. */
  write(file: string): void;
}

/** What a file is opened with; all of it comes from a manifest. */
export interface DenseFile extends DenseSettings {
  readonly dimension: number;
  readonly count: number;
  readonly passageCount: number;
  /** Passage of each label, rising; `null` when each passage has an embedding. */
  readonly labels: Uint32Array | null;
  /** The same vectors, by label. */
  readonly packed: PackedVectors;
}

/** The same vectors in the same order give the same graph. */
const randomSeed = 100;
/** How far from 1 the norm of a unit vector of 32-bit floats may be. */
const normTolerance = 1e-3;

/** Starts an empty graph over unit vectors; `capacity` is the number of vectors that will be added. */
export function createDenseIndex(
  dimension: number,
  capacity: number,
  settings: DenseSettings = defaultDenseSettings,
): DenseBuilder {
  const graph = newGraph(dimension);
  graph.initIndex(capacity, settings.M, settings.efConstruction, randomSeed);
  const vectors: Float32Array[] = [];
  return {
    add(vector) {
      if (vectors.length >= capacity)
        throw new RangeError(`The dense index is full: it was made for ${capacity} vectors`);
      graph.addPoint(unitVector(vector, dimension), vectors.length);
      vectors.push(vector);
    },
    write(file) {
      if (vectors.length !== capacity)
        throw new RangeError(`The dense index has ${vectors.length} of ${capacity} vectors`);
      graph.writeIndexSync(file);
      compareWritten(file, vectors, { ...settings, dimension, count: capacity });
    },
  };
}

/**
 * Opens a file that `write` made, always as a new object.
 *
 * The native code crashes on damaged files and checks neither dimension nor content: the caller must have compared the
 * file's size and SHA-256 with the manifest just before.
 *
 * @throws KnownError `bad-index` when header, size or labels do not fit what the manifest says
 */
export function openDenseIndex(file: string, expected: DenseFile): DenseIndex {
  const { dimension, count, labels, passageCount, packed } = expected;
  const labelOf = labels === null ? null : invert(labels, passageCount);
  if (count !== (labels?.length ?? passageCount)) {
    throw badIndex('dense index', `it has ${count} vectors for ${labels?.length ?? passageCount} passages`);
  }
  const graph = loadGraph(file, expected);
  /** -1 for a passage without an embedding. */
  const labelOfPassage = (passage: number): number => {
    if (!Number.isInteger(passage) || passage < 0 || passage >= passageCount) {
      throw new RangeError(`There is no passage ${passage}: the index has ${passageCount}`);
    }
    return labelOf === null ? passage : labelOf[passage]!;
  };
  return {
    count,
    dimension,
    search(query, k) {
      const wanted = Math.min(Math.max(Math.trunc(k) || 1, 1), count);
      const found = graph.searchKnn(unitVector(query, dimension), wanted);
      return found.neighbors
        .map((label, at) => ({ passage: labels?.[label] ?? label, similarity: 1 - found.distances[at]! }))
        .sort((a, b) => b.similarity - a.similarity || a.passage - b.passage);
    },
    similarity(query, passage) {
      if (query.length !== dimension) throw wrongLength(query.length, dimension);
      const label = labelOfPassage(passage);
      return label < 0 ? 0 : packed.similarity(query, label);
    },
    vector(passage) {
      const label = labelOfPassage(passage);
      return label < 0 ? null : Float32Array.from(graph.getPoint(label));
    },
  };
}

/** Finds nothing: what an index has when no text in it could be embedded. */
export function emptyDenseIndex(dimension: number): DenseIndex {
  return { count: 0, dimension, search: () => [], similarity: () => 0, vector: () => null };
}

function loadGraph(file: string, expected: GraphFile & DenseSettings): HierarchicalNSW {
  checkHeader(file, expected);
  const graph = newGraph(expected.dimension);
  try {
    graph.readIndexSync(file);
  } catch (error) {
    throw badIndex('dense index', error instanceof Error ? error.message : 'it cannot be read');
  }
  const found = graph.getCurrentCount();
  if (found !== expected.count)
    throw badIndex('dense index', `it has ${found} vectors instead of ${expected.count}`);
  // A search is as wide as `ef`, which the file does not hold; the library widens it to `k` by itself.
  graph.setEf(expected.ef);
  return graph;
}

/** Label of each passage, -1 where it has none. */
function invert(labels: Uint32Array, passageCount: number): Int32Array {
  const labelOf = new Int32Array(passageCount).fill(-1);
  let previous = -1;
  for (const [label, passage] of labels.entries()) {
    if (passage <= previous || passage >= passageCount) {
      throw badIndex('dense index', `label ${label} names passage ${passage} of ${passageCount}`);
    }
    labelOf[passage] = label;
    previous = passage;
  }
  return labelOf;
}

/** A plain array of the right length, finite, of norm 1: the native code checks none of it. */
function unitVector(vector: Float32Array, dimension: number): number[] {
  if (!(vector instanceof Float32Array)) throw new TypeError('A vector must be a Float32Array');
  if (vector.length !== dimension) throw wrongLength(vector.length, dimension);
  let squares = 0;
  for (let at = 0; at < dimension; at += 1) squares += vector[at]! * vector[at]!;
  if (!(Math.abs(Math.sqrt(squares) - 1) <= normTolerance)) {
    throw new RangeError(`A vector must have norm 1; this one has ${Math.sqrt(squares)}`);
  }
  return Array.from(vector);
}

function wrongLength(found: number, dimension: number): RangeError {
  return new RangeError(`A vector has ${found} numbers; the index has ${dimension} dimensions`);
}

function newGraph(dimension: number): HierarchicalNSW {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > 65_536) {
    throw new RangeError(`An index cannot have ${dimension} dimensions`);
  }
  const { HierarchicalNSW: Graph } = loadNative();
  return new Graph('ip', dimension);
}

type Native = typeof import('hnswlib-node');

/** Loaded with the first graph, so that what only reads this file's types and constants loads nothing native. */
function loadNative(): Native {
  try {
    return createRequire(import.meta.url)('hnswlib-node') as Native;
  } catch (error) {
    throw new KnownError(
      'bad-index',
      'The native part of hnswlib-node cannot be loaded. Run: npm rebuild hnswlib-node',
      { cause: error },
    );
  }
}
