import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as fc from 'fast-check';
import { topK } from '../src/index/top-k.ts';

it('agrees with sorting everything', () => {
  const score = fc.constantFrom(0, 0, 0.5, 1, 1.5, 2, 3);
  fc.assert(
    fc.property(fc.array(score, { maxLength: 40 }), fc.integer({ min: -1, max: 45 }), (values, k) => {
      const expected = [...values.keys()]
        .filter((place) => (values[place] ?? 0) > 0)
        .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
        .slice(0, Math.max(0, k));
      const best = topK(Float32Array.from(values), k);
      assert.deepEqual([...best.places], expected);
      assert.deepEqual(
        [...best.scores],
        expected.map((place) => values[place]),
      );
    }),
    { numRuns: 500 },
  );
});
