import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBelow, seededRandom } from '../src/evaluation/random.ts';

const take = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('the same seed gives the same numbers, another seed others', () => {
  assert.deepEqual(take(7, 50), take(7, 50));
  assert.notDeepEqual(take(7, 50), take(8, 50));
});

test('numbers of any seed are in [0, 1) and spread evenly', () => {
  for (const seed of [0, 1, -1, 2 ** 31, 0x9e3779b9, 123_456_789]) {
    const numbers = take(seed, 10_000);
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of numbers) {
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 1,000 expected in each, standard deviation 30.
    assert.ok(
      tenths.every((count) => Math.abs(count - 1000) < 150),
      `seed ${seed}: ${tenths.join(' ')}`,
    );
  }
});

test('whole numbers stay below the bound and reach all of it', () => {
  const random = seededRandom(3);
  const drawn = Array.from({ length: 200 }, () => randomBelow(random, 6));
  assert.deepEqual(new Set(drawn), new Set([0, 1, 2, 3, 4, 5]));
});
