import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareDocuments } from '../src/index/build-report.ts';

const file = (path: string, sha256: string): { path: string; sha256: string } => ({ path, sha256 });

test('tells added, changed, unchanged, renamed and removed documents apart', () => {
  const before = [file('a', '1'), file('b', '2'), file('c', '3'), file('d', '4')];
  const now = [file('a', '1'), file('b', '22'), file('e', '3'), file('f', '5')];
  assert.deepEqual(compareDocuments(before, now), {
    states: ['unchanged', 'changed', 'renamed', 'added'],
    removed: ['d'],
  });
});

test('a copy of a document that is still there is added, and one that is gone was renamed once', () => {
  assert.deepEqual(compareDocuments([file('a', '1')], [file('a', '1'), file('b', '1')]).states, [
    'unchanged',
    'added',
  ]);
  assert.deepEqual(compareDocuments([file('a', '1')], [file('b', '1'), file('c', '1')]), {
    states: ['renamed', 'added'],
    removed: [],
  });
});
