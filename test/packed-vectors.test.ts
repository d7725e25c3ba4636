import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { KnownError } from '../src/errors.ts';
import { openPackedVectors, packVectors } from '../src/index/packed-vectors.ts';

const unit = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));

const isBad = (error: unknown): boolean => error instanceof KnownError && error.code === 'bad-index';

test('similarities of the packed copy are those of the vectors to within half a step at each number', () => {
  fc.assert(
    fc.property(unit, fc.array(unit, { minLength: 1, maxLength: 4 }), (query, vectors) => {
      const packed = openPackedVectors(packVectors(64, vectors), 64, vectors.length);
      for (const [label, vector] of vectors.entries()) {
        const exact = vector.reduce((sum, value, at) => sum + value * query[at]!, 0);
        // A step of a vector is its largest number / 127; half a step at each number is the worst case.
        const bound = Math.max(...vector.map(Math.abs)) / 254;
        const worst = bound * query.reduce((sum, value) => sum + Math.abs(value), 0) + 1e-5;
        assert.ok(Math.abs(packed.similarity(query, label) - exact) <= worst);
      }
    }),
  );
});

test('refuses a table of the wrong size or with a scale that is no scale', () => {
  const bytes = packVectors(4, [Float32Array.of(0.5, 0.5, 0.5, 0.5)]);
  assert.throws(() => openPackedVectors(bytes.slice(1), 4, 1), isBad);
  assert.throws(() => openPackedVectors(bytes, 4, 2), isBad);
  for (const scale of [0, -1, Number.NaN, Infinity]) {
    new Float32Array(bytes.buffer, 0, 1)[0] = scale;
    assert.throws(() => openPackedVectors(bytes, 4, 1), isBad);
  }
});
