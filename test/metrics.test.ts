import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { auroc, rankOfRelevant, recallAt, reciprocalRank, type Decision } from '../src/evaluation/metrics.ts';

const hit = (passage: string, score: number): { passage: string; score: number } => ({ passage, score });
const decision = (isAnswerable: boolean, confidence: number, isAnswered = confidence >= 0.5): Decision => ({
  isAnswerable,
  isAnswered,
  confidence,
});

test('the rank counts passages with a higher score', () => {
  assert.equal(rankOfRelevant([hit('a', 3), hit('b', 2), hit('c', 1)], new Set(['b'])), 2);
});

test('the rank follows scores, not the order of the list', () => {
  assert.equal(rankOfRelevant([hit('b', 1), hit('a', 3), hit('c', 2)], new Set(['b'])), 3);
});

test('a tie counts against us wherever the relevant passage stands in the list', () => {
  assert.equal(rankOfRelevant([hit('b', 2), hit('a', 2), hit('c', 2)], new Set(['b'])), 3);
});

test('of several relevant passages the best one counts, and they do not stand in each other’s way', () => {
  const hits = [hit('x', 4), hit('b', 3), hit('c', 3), hit('y', 3)];
  assert.equal(rankOfRelevant(hits, new Set(['b', 'c', 'missing'])), 3);
});

test('no relevant passage in the list gives no rank, no recall and no reciprocal rank', () => {
  assert.equal(rankOfRelevant([hit('a', 1)], new Set(['b'])), null);
  assert.equal(rankOfRelevant([], new Set(['b'])), null);
  assert.equal(recallAt(null, 10), 0);
  assert.equal(reciprocalRank(null), 0);
});

test('a score that is not finite is an error, also behind the relevant passage', () => {
  for (const bad of [Number.NaN, Infinity, -Infinity]) {
    assert.throws(
      () => rankOfRelevant([hit('a', 1), hit('b', bad)], new Set(['a'])),
      /passage b was given the score/,
    );
  }
});

test('recall and reciprocal rank stop at their depth', () => {
  assert.deepEqual([recallAt(1, 1), recallAt(2, 1), recallAt(5, 5), recallAt(6, 5)], [1, 0, 1, 0]);
  assert.deepEqual(
    [reciprocalRank(1), reciprocalRank(4), reciprocalRank(10), reciprocalRank(11)],
    [1, 0.25, 0.1, 0],
  );
});

test('the rank does not depend on the order of the list', () => {
  const list = fc.uniqueArray(fc.record({ passage: fc.string(), score: fc.integer({ min: 0, max: 4 }) }), {
    selector: ({ passage }) => passage,
    minLength: 1,
  });
  fc.assert(
    fc.property(list, fc.nat(), (hits, at) => {
      const relevant = new Set([hits[at % hits.length]?.passage ?? '']);
      assert.equal(rankOfRelevant(hits.toReversed(), relevant), rankOfRelevant(hits, relevant));
    }),
  );
});

test('AUROC is 1 when every answerable question is more confident, 0 the other way round', () => {
  const apart = [decision(true, 0.9), decision(true, 0.6), decision(false, 0.5), decision(false, 0.1)];
  assert.equal(auroc(apart), 1);
  assert.equal(auroc(apart.map((one) => ({ ...one, confidence: 1 - one.confidence }))), 0);
});

test('AUROC counts pairs in the right order, equal ones half', () => {
  // Pairs (answerable, unanswerable): .8>.3, .8=.8 (half), .4>.3, .4<.8 → 2.5 of 4.
  const mixed = [decision(true, 0.8), decision(true, 0.4), decision(false, 0.3), decision(false, 0.8)];
  assert.equal(auroc(mixed), 0.625);
});

test('AUROC with weights is that of the questions repeated', () => {
  const mixed = [decision(true, 0.8), decision(true, 0.4), decision(false, 0.3), decision(false, 0.8)];
  const repeated = [0, 1, 1, 1, 3, 3].flatMap((at) => mixed[at] ?? []);
  assert.equal(auroc(mixed, [1, 3, 0, 2]), auroc(repeated));
  assert.equal(auroc(repeated), 1 / 8);
});

test('AUROC is not defined when one kind of question is missing', () => {
  assert.ok(Number.isNaN(auroc([decision(true, 0.5)])));
  assert.throws(() => auroc([decision(true, Number.NaN)]), /confidence NaN/);
});
