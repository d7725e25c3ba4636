import assert from 'node:assert/strict';
import test from 'node:test';
import { stem } from '../src/text/terms.ts';
import { isOpposite, isSameSense } from '../src/text/word-senses.ts';

const both = (check: (a: string, b: string) => boolean, one: string, two: string): readonly boolean[] => [
  check(stem(one), stem(two)),
  check(stem(two), stem(one)),
];

for (const [one, two] of [
  ['fled', 'escaped'],
  ['rejected', 'refuses'],
  ['boats', 'boat'],
  ['requested', 'sought'],
] as const) {
  test(`${one} and ${two} say the same`, () => assert.deepEqual(both(isSameSense, one, two), [true, true]));
}

for (const [one, two] of [
  ['granted', 'rejected'],
  ['legal', 'illegal'],
  ['happy', 'unhappy'],
  ['before', 'after'],
  ['rose', 'fell'],
] as const) {
  test(`${one} and ${two} are opposites`, () => {
    assert.deepEqual(both(isOpposite, one, two), [true, true]);
    assert.deepEqual(both(isSameSense, one, two), [false, false]);
  });
}

for (const [one, two] of [
  ['import', 'port'],
  ['union', 'ion'],
  ['under', 'der'],
  ['granted', 'granted'],
  ['boat', 'pier'],
] as const) {
  test(`${one} and ${two} are no opposites`, () =>
    assert.deepEqual(both(isOpposite, one, two), [false, false]));
}
