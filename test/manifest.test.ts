import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { KnownError } from '../src/errors.ts';
import {
  findMismatch,
  formatVersion,
  readManifest,
  writeManifest,
  type Manifest,
} from '../src/index/manifest.ts';

const sha256 = 'ab'.repeat(32);
const generation = '20310506T070809000Z-0a1b2c';
const record = { size: 10, sha256 };
const manifest: Manifest = {
  formatVersion,
  generation,
  created: '2031-05-06T07:08:09.000Z',
  model: { id: 'data/model', hash: sha256, tokenizerHash: sha256, dimension: 16, pooling: 'mean' },
  splitter: { targetWords: 100, maxWords: 180, overlapSentences: 0 },
  counts: { documents: 2, passages: 5, sentences: 9, words: 80, dense: 4 },
  dense: { M: 16, efConstruction: 200, ef: 100 },
  files: {
    documents: record,
    texts: record,
    passages: record,
    embedded: record,
    lexical: record,
    dense: record,
    vectors: record,
    labels: record,
  },
};
const isBad = (error: unknown): boolean => error instanceof KnownError && error.code === 'bad-index';

test('a manifest comes out as it went in', () => {
  assert.deepEqual(readManifest(writeManifest(manifest), generation), manifest);
  const unsplit = { ...manifest, splitter: null };
  assert.deepEqual(readManifest(writeManifest(unsplit), generation), unsplit);
});

test('any change to any character of it is refused', () => {
  const text = writeManifest(manifest);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, replacement) => {
      const changed = text.slice(0, at) + replacement + text.slice(at + 1);
      fc.pre(changed !== text);
      assert.throws(
        () => readManifest(changed, generation),
        (error) =>
          error instanceof KnownError && (error.code === 'bad-index' || error.code === 'index-mismatch'),
      );
    }),
    { numRuns: 500 },
  );
});

test('a manifest that was moved to another generation is refused', () => {
  assert.throws(() => readManifest(writeManifest(manifest), '20310506T070809000Z-ffffff'), isBad);
});

test('values that no build writes are refused even with a right checksum', () => {
  const changes: readonly object[] = [
    { counts: { ...manifest.counts, passages: 0, dense: 0 } },
    { counts: { ...manifest.counts, passages: 1.5 } },
    { counts: { ...manifest.counts, dense: 6 } },
    { counts: { ...manifest.counts, dense: 5 } },
    { model: { ...manifest.model, dimension: 0 } },
    { model: { ...manifest.model, pooling: 'cls' } },
    { dense: { ...manifest.dense, M: 0 } },
    { dense: { ...manifest.dense, ef: null } },
    { files: { ...manifest.files, '../secret': record } },
    { files: { ...manifest.files, texts: { size: -1, sha256 } } },
    { files: { ...manifest.files, texts: { size: 1, sha256: 'x' } } },
    { files: { texts: record } },
    { splitter: 'none' },
    { generation: '' },
  ];
  for (const change of changes) {
    const text = writeManifest({ ...manifest, ...change });
    assert.throws(() => readManifest(text, generation), isBad, JSON.stringify(change));
  }
  for (const text of ['', '{}', '[]', 'null', '0', '{"formatVersion":1', '\u0000'.repeat(100)]) {
    assert.throws(() => readManifest(text, generation), isBad, text);
  }
});

test('an index of another format version says which version it has and which is read', () => {
  assert.throws(
    () => readManifest(writeManifest({ ...manifest, formatVersion: 99 }), generation),
    (error) =>
      error instanceof KnownError &&
      error.code === 'index-mismatch' &&
      /format 99.*format \d+/.test(error.message),
  );
});

test('a mismatch names both sides and what to run', () => {
  const { model } = manifest;
  assert.equal(findMismatch('data/index', model, { ...model }), null);
  assert.equal(findMismatch('data/index', model, { ...model, id: 'elsewhere/model' }), null);
  assert.equal(
    findMismatch('data/index', model, { ...model, id: 'B', dimension: 384, hash: 'cd'.repeat(32) }),
    'data/index was built with model "data/model" (16 dimensions); the setting is "B" (384). Run: npm run index',
  );
  assert.match(
    findMismatch('data/index', model, { ...model, hash: 'cd'.repeat(32) }) ?? '',
    /other files of model "data\/model": the model's SHA-256 was abababababab…; it is cdcdcdcdcdcd…\. Run: npm run index$/,
  );
  assert.match(
    findMismatch('data/index', model, { ...model, tokenizerHash: 'cd'.repeat(32) }) ?? '',
    /the tokenizer's SHA-256 was abababababab…; it is cdcdcdcdcdcd…/,
  );
});
