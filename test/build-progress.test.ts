import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { stopOnSignal, wordsOfBuild } from '../src/terminal/build-progress.ts';
import { StoppedError } from '../src/terminal/edge.ts';

test('says of each stage what is done, and how much where that is known', () => {
  assert.deepEqual(wordsOfBuild({ stage: 'read', done: 3, total: null, note: 'a.md' }), [
    'Reading a.md',
    3,
    null,
  ]);
  assert.deepEqual(wordsOfBuild({ stage: 'embed', done: 8, total: 90 }), ['Embedding passages', 8, 90]);
  assert.deepEqual(wordsOfBuild({ stage: 'index', done: 0, total: null, note: 'words' }), ['Indexing words']);
  assert.deepEqual(wordsOfBuild({ stage: 'index', done: 5, total: 9, note: 'vectors' }), [
    'Indexing vectors',
    5,
    9,
  ]);
  assert.deepEqual(wordsOfBuild({ stage: 'write', done: 0, total: 1 }), ['Writing the index']);
});

test('a first signal is an abort with its exit status, and a second one is left to the system', () => {
  const host = new EventEmitter();
  const { signal } = stopOnSignal(host as NodeJS.Process, 'Stopped.');
  host.emit('SIGTERM', 'SIGTERM');
  assert.ok(signal.reason instanceof StoppedError);
  assert.deepEqual([signal.reason.exitStatus, signal.reason.message], [143, 'Stopped.']);
  assert.equal(host.listenerCount('SIGTERM'), 0);
});

test('leaves no listener behind', () => {
  const host = new EventEmitter();
  stopOnSignal(host as NodeJS.Process, 'Stopped.').forget();
  assert.deepEqual(host.eventNames(), []);
});
