import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentile } from '../src/evaluation/percentile.ts';

test('a percentile is one of the values, whatever their order', () => {
  const values = [30, 10, 50, 20, 40];
  assert.deepEqual(
    [0, 0.2, 0.5, 0.95, 1].map((share) => percentile(values, share)),
    [10, 20, 30, 50, 50],
  );
  assert.deepEqual(values, [30, 10, 50, 20, 40]);
});

test('the median of an even number of values is the upper one of the two', () => {
  assert.equal(percentile([1, 2, 3, 4], 0.5), 3);
});

test('there is no percentile of nothing', () => {
  assert.ok(Number.isNaN(percentile([], 0.5)));
});
