import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { poolMean, toUnitVector } from '../src/embedding/pooling.ts';

test('averages the real tokens of each text and leaves padding out', () => {
  const states = Float32Array.from([3, 0, 5, 0, 100, 100, /* second text */ 0, 1, 0, 2, 4, 0]);
  const [first, second] = poolMean(states, [2, 3], 3, 2);
  assert.deepEqual([...first!], [1, 0]);
  assert.deepEqual([...second!], [...toUnitVector(Float32Array.from([4, 3]))!]);
});

test('does not let not-a-number in the padding reach a text', () => {
  const states = Float32Array.from([0, 2, Number.NaN, Number.NaN]);
  assert.deepEqual([...poolMean(states, [1], 2, 2)[0]!], [0, 1]);
});

test('gives null for a text whose mean is zero or not finite, and keeps its neighbours', () => {
  const zero = [1, -1, -1, 1];
  const notANumber = [Number.NaN, 1, 1, 1];
  const infinite = [Number.POSITIVE_INFINITY, 0, 0, 0];
  const sound = [0, 3, 0, 3];
  const states = Float32Array.from([zero, notANumber, infinite, sound].flat());
  const pooled = poolMean(states, [2, 2, 2, 2], 2, 2);
  assert.deepEqual(pooled.slice(0, 3), [null, null, null]);
  assert.deepEqual([...pooled[3]!], [0, 1]);
});

test('a unit vector has length 1 and points where the vector pointed', () => {
  const numbers = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 });
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 40 }), (values) => {
      const vector = Float32Array.from(values);
      const norm = Math.hypot(...vector);
      const unit = toUnitVector(vector);
      if (norm < 1e-12) return assert.equal(unit, null);
      assert.ok(Math.abs(Math.hypot(...unit!) - 1) < 1e-5);
      vector.forEach((value, axis) => assert.ok(Math.abs(unit![axis]! * norm - value) <= 1e-5 * norm));
    }),
  );
});

test('sums every axis, whatever the dimension', () => {
  const shape = fc.record({
    tokens: fc.integer({ min: 1, max: 6 }),
    dimension: fc.integer({ min: 1, max: 11 }),
  });
  fc.assert(
    fc.property(shape, ({ tokens, dimension }) => {
      const states = Float32Array.from({ length: tokens * dimension }, (_, at) => ((at * 37) % 19) + 1);
      const sums = Array.from({ length: dimension }, (_, axis) =>
        states.reduce((sum, value, at) => sum + (at % dimension === axis ? value : 0), 0),
      );
      assert.deepEqual(
        poolMean(states, [tokens], tokens, dimension)[0],
        toUnitVector(Float64Array.from(sums)),
      );
    }),
  );
});
