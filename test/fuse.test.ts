import assert from 'node:assert/strict';
import test from 'node:test';
import { fuse } from '../src/retrieval/fuse.ts';

test('a passage that both searches like comes before one that only words or only meaning brings', () => {
  const order = fuse([
    { passage: 0, lexical: 8, dense: 0.1 },
    { passage: 1, lexical: 7, dense: 0.8 },
    { passage: 2, lexical: 0, dense: 0.9 },
  ]).map(({ passage }) => passage);
  assert.deepEqual(order, [1, 0, 2]);
});

test('how much better the best one is counts, not only that it is better', () => {
  const clear = fuse([
    { passage: 0, lexical: 10, dense: 0 },
    { passage: 1, lexical: 1, dense: 0.5 },
  ]);
  assert.equal(clear[0]?.passage, 0);
});

test('without any word in common the cosine decides, and equals keep the order of the corpus', () => {
  const order = fuse([
    { passage: 5, lexical: 0, dense: 0.2 },
    { passage: 3, lexical: 0, dense: 0.2 },
    { passage: 9, lexical: 0, dense: 0.4 },
  ]).map(({ passage }) => passage);
  assert.deepEqual(order, [9, 3, 5]);
});
