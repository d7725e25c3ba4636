import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { KnownError } from '../src/errors.ts';
import { seededRandom } from '../src/evaluation/random.ts';
import { createDenseIndex, openDenseIndex, type DenseFile, type DenseIndex } from '../src/index/hnsw.ts';
import { openPackedVectors, packVectors } from '../src/index/packed-vectors.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const dimension = 32;
const settings = { M: 16, efConstruction: 200, ef: 100 };

function randomUnitVectors(count: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const values = Array.from({ length: dimension }, () => random() - 0.5);
    const norm = Math.hypot(...values);
    return Float32Array.from(values, (value) => value / norm);
  });
}

function writeIndex(file: string, vectors: readonly Float32Array[]): void {
  const builder = createDenseIndex(dimension, vectors.length, settings);
  for (const vector of vectors) builder.add(vector);
  builder.write(file);
}

function fileOf(vectors: readonly Float32Array[], changes: Partial<DenseFile> = {}): DenseFile {
  const packed = openPackedVectors(packVectors(dimension, vectors), dimension, vectors.length);
  const count = vectors.length;
  return { ...settings, dimension, count, passageCount: count, labels: null, packed, ...changes };
}

function openIndexOf(
  t: TestContext,
  vectors: readonly Float32Array[],
  changes: Partial<DenseFile> = {},
): DenseIndex {
  const file = path.join(temporaryFolder(t), 'dense.hnsw');
  writeIndex(file, vectors);
  return openDenseIndex(file, fileOf(vectors, changes));
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);
const isBadIndex = (error: unknown): boolean => error instanceof KnownError && error.code === 'bad-index';

test('finds the ten nearest of 2,000 vectors as exact search does, 99 times in 100', (t) => {
  const vectors = randomUnitVectors(2000, 1);
  const index = openIndexOf(t, vectors);
  let found = 0;
  const queries = randomUnitVectors(50, 2);
  for (const query of queries) {
    const exact = vectors.map((vector) => dot(query, vector)).sort((a, b) => b - a);
    const hits = index.search(query, 10);
    assert.equal(hits.length, 10);
    found += hits.filter(({ similarity }) => similarity >= exact[9]! - 1e-5).length;
  }
  assert.ok(found / (10 * queries.length) >= 0.99, `recall ${found / (10 * queries.length)}`);
});

test('gives similarities as cosines, best first, and vectors as they were added', (t) => {
  const vectors = randomUnitVectors(300, 3);
  const index = openIndexOf(t, vectors);
  const query = randomUnitVectors(1, 4)[0]!;
  const hits = index.search(query, 300);
  assert.equal(hits.length, 300);
  for (const [rank, { passage, similarity }] of hits.entries()) {
    assert.ok(Math.abs(similarity - dot(query, vectors[passage]!)) < 1e-5);
    assert.ok(Math.abs(similarity - index.similarity(query, passage)) < 0.005);
    assert.ok(similarity <= (hits[rank - 1]?.similarity ?? 1));
    assert.deepEqual(index.vector(passage), vectors[passage]);
  }
});

test('the same vectors make the same file', (t) => {
  const folder = temporaryFolder(t);
  const [first, second] = [path.join(folder, 'a'), path.join(folder, 'b')];
  writeIndex(first, randomUnitVectors(200, 5));
  writeIndex(second, randomUnitVectors(200, 5));
  assert.ok(readFileSync(first).equals(readFileSync(second)));
});

test('passages without an embedding are never found and similar to nothing', (t) => {
  const vectors = randomUnitVectors(3, 6);
  const index = openIndexOf(t, vectors, { labels: Uint32Array.of(1, 2, 4), passageCount: 6 });
  assert.deepEqual(
    index
      .search(vectors[2]!, 10)
      .map(({ passage }) => passage)
      .sort((a, b) => a - b),
    [1, 2, 4],
  );
  assert.equal(index.search(vectors[2]!, 1)[0]?.passage, 4);
  assert.deepEqual(index.vector(4), vectors[2]);
  assert.equal(index.vector(3), null);
  assert.equal(index.similarity(vectors[0]!, 0), 0);
});

test('brings any k into the range from one to the number of vectors', (t) => {
  const vectors = randomUnitVectors(5, 7);
  const index = openIndexOf(t, vectors);
  for (const [k, expected] of [
    [0, 1],
    [-3, 1],
    [Number.NaN, 1],
    [2.9, 2],
    [5, 5],
    [6, 5],
    [1e9, 5],
    [Infinity, 5],
  ] as const) {
    assert.equal(index.search(vectors[0]!, k).length, expected, `k ${k}`);
  }
});

test('refuses every query that is no unit vector of the right length, and goes on working', (t) => {
  const vectors = randomUnitVectors(20, 8);
  const index = openIndexOf(t, vectors);
  const anyNumber = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1e-30, 1e30),
  );
  fc.assert(
    fc.property(fc.array(anyNumber, { maxLength: 40 }), (values) => {
      const query = Float32Array.from(values);
      const isUnit = query.length === dimension && Math.abs(Math.hypot(...query) - 1) < 1e-3;
      fc.pre(!isUnit);
      assert.throws(() => index.search(query, 3), RangeError);
    }),
  );
  const filled = vectors[0]!.with(3, Number.NaN);
  assert.throws(() => index.search(filled, 3), RangeError);
  assert.throws(() => index.search([...vectors[0]!] as unknown as Float32Array, 3), TypeError);
  for (const passage of [-1, 20, 0.5, Number.NaN]) assert.throws(() => index.vector(passage), RangeError);
  assert.equal(index.search(vectors[0]!, 3)[0]?.passage, 0);
});

test('takes no vector that is not finite, not of norm 1 or one too many', () => {
  const builder = createDenseIndex(dimension, 1, settings);
  assert.throws(() => builder.add(new Float32Array(dimension)), RangeError);
  assert.throws(() => builder.add(new Float32Array(dimension).fill(Number.NaN)), RangeError);
  assert.throws(() => builder.add(new Float32Array(dimension + 1)), RangeError);
  assert.throws(() => builder.write('/nowhere'), RangeError);
  const [vector] = randomUnitVectors(1, 9);
  builder.add(vector!);
  assert.throws(() => builder.add(vector!), RangeError);
});

test('says so when what was written is not there', (t) => {
  const builder = createDenseIndex(dimension, 1, settings);
  builder.add(randomUnitVectors(1, 10)[0]!);
  const file = path.join(temporaryFolder(t), 'no such folder', 'dense.hnsw');
  assert.throws(
    () => builder.write(file),
    (error) => error instanceof KnownError && error.code === 'disk',
  );
  // Takes every write, keeps nothing.
  assert.throws(
    () => builder.write('/dev/null'),
    (error) => error instanceof KnownError && error.code === 'disk',
  );
});

test('refuses a file whose header or size is not what the manifest leads to, before native code reads it', (t) => {
  const file = path.join(temporaryFolder(t), 'dense.hnsw');
  const vectors = randomUnitVectors(50, 11);
  writeIndex(file, vectors);
  const intact = readFileSync(file);
  for (const changes of [{ count: 49, passageCount: 49 }, { dimension: 31 }, { dimension: 64 }, { M: 8 }]) {
    assert.throws(() => openDenseIndex(file, fileOf(vectors, changes)), isBadIndex, JSON.stringify(changes));
  }
  for (const size of [0, 1, 95, 96, 1000, intact.length - 300]) {
    truncateSync(file, size);
    assert.throws(() => openDenseIndex(file, fileOf(vectors)), isBadIndex, `cut to ${size} bytes`);
    writeFileSync(file, intact);
  }
  writeFileSync(file, Buffer.alloc(96));
  assert.throws(() => openDenseIndex(file, fileOf(vectors)), isBadIndex);
});

test('refuses labels that do not rise, or that name no passage', (t) => {
  const vectors = randomUnitVectors(3, 12);
  const file = path.join(temporaryFolder(t), 'dense.hnsw');
  writeIndex(file, vectors);
  for (const labels of [
    [0, 0, 1],
    [2, 1, 0],
    [0, 1, 9],
    [0, 1],
  ]) {
    const changed = fileOf(vectors, { labels: Uint32Array.from(labels), passageCount: 4 });
    assert.throws(() => openDenseIndex(file, changed), isBadIndex, labels.join());
  }
});
