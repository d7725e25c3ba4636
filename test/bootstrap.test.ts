import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrap, meanOf } from '../src/evaluation/bootstrap.ts';

test('the value is that of the items themselves, and the interval lies around it', () => {
  const values = Array.from({ length: 200 }, (_, item) => (item % 4 === 0 ? 1 : 0));
  const { value, low, high, count } = meanOf(
    values,
    values.map((_, item) => `g${item}`),
  );
  assert.equal(value, 0.25);
  assert.equal(count, 200);
  // Binomial: 0.25 ± 1.96 × √(0.25 × 0.75 / 200) = 0.25 ± 0.060.
  assert.ok(low !== null && Math.abs(low - 0.19) < 0.015, `low ${low}`);
  assert.ok(high !== null && Math.abs(high - 0.31) < 0.015, `high ${high}`);
});

test('questions of one article stand or fall together, so fewer articles give a wider interval', () => {
  const values = Array.from({ length: 200 }, (_, item) => (item % 4 === 0 ? 1 : 0));
  const widthOf = (groups: string[]): number => {
    const { low, high } = meanOf(values, groups);
    return (high ?? 0) - (low ?? 0);
  };
  const alone = widthOf(values.map((_, item) => `g${item}`));
  const together = widthOf(values.map((value, item) => `g${value}-${item % 5}`));
  assert.ok(together > 2 * alone, `${together} against ${alone}`);
});

test('the same results give the same interval', () => {
  const values = [1, 0, 0, 1, 1];
  const groups = ['a', 'b', 'b', 'c', 'd'];
  assert.deepEqual(meanOf(values, groups), meanOf(values, groups));
});

test('one article gives a value without an interval', () => {
  assert.deepEqual(meanOf([1, 0], ['a', 'a']), { value: 0.5, low: null, high: null, count: 2 });
});

test('every draw takes as many articles as there are, each whole', () => {
  const groups = ['a', 'a', 'b', 'c'];
  bootstrap(groups, (weights) => {
    assert.equal(weights[0], weights[1]);
    assert.equal((weights[0] ?? 0) + (weights[2] ?? 0) + (weights[3] ?? 0), 3);
    return 0;
  });
});

test('a draw in which the statistic is not defined is left out', () => {
  const { value, low, high } = bootstrap(['a', 'b'], (weights) => (weights[0] === 0 ? Number.NaN : 0.5));
  assert.deepEqual([value, low, high], [0.5, 0.5, 0.5]);
});
