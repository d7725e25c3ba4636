import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createProgress } from '../src/terminal/progress.ts';

function recorder(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

function useFakeTimers(t: TestContext): void {
  t.mock.timers.enable({ apis: ['setTimeout'] });
}

test('shows nothing for the first second, then how far the work is', (t) => {
  useFakeTimers(t);
  const stream = recorder(true);
  const progress = createProgress(stream);
  progress.update('Embedding passages', 1, 4000);
  t.mock.timers.tick(999);
  assert.deepEqual(stream.written, []);
  progress.update('Embedding passages', 1000, 4000);
  t.mock.timers.tick(1);
  assert.equal(stream.written.length, 1);
  assert.match(stream.written[0]!, /━{6}─{18} {2}Embedding passages {2}1,000 of 4,000$/);
});

test('shows work that says nothing more after its start', (t) => {
  useFakeTimers(t);
  const stream = recorder(true);
  createProgress(stream).update('Opening the model');
  t.mock.timers.tick(1000);
  assert.match(stream.written.join(''), /Opening the model …$/);
});

test('draws at most ten times a second, and only what is new', (t) => {
  useFakeTimers(t);
  const stream = recorder(true);
  const progress = createProgress(stream);
  progress.update('Reading', 0);
  t.mock.timers.tick(1000);
  for (let done = 1; done <= 50; done++) progress.update('Reading', done);
  t.mock.timers.tick(100);
  assert.equal(stream.written.length, 2);
  assert.match(stream.written[1]!, /Reading {2}50$/);
  t.mock.timers.tick(500);
  assert.equal(stream.written.length, 2);
});

test('takes its line away, once', (t) => {
  useFakeTimers(t);
  const stream = recorder(true);
  const progress = createProgress(stream);
  progress.update('Reading', 1);
  t.mock.timers.tick(1000);
  progress.stop();
  progress.stop();
  t.mock.timers.tick(5000);
  assert.deepEqual(stream.written.slice(1), ['\r\u001B[2K']);
});

test('leaves no trace of work shorter than a second', (t) => {
  useFakeTimers(t);
  const stream = recorder(true);
  const progress = createProgress(stream);
  progress.update('Reading', 1);
  progress.stop();
  t.mock.timers.tick(5000);
  assert.deepEqual(stream.written, []);
});

test('never writes where there is no terminal', (t) => {
  useFakeTimers(t);
  const stream = recorder(false);
  const progress = createProgress(stream);
  progress.update('Reading', 1, 2);
  t.mock.timers.tick(5000);
  progress.stop();
  assert.deepEqual(stream.written, []);
});

test('keeps to the width, and lets no file name act on the terminal', (t) => {
  useFakeTimers(t);
  const stream = recorder(true, 30);
  createProgress(stream).update(`Reading \u001B]0;x\u0007${'long/'.repeat(20)}name.txt`, 1);
  t.mock.timers.tick(1000);
  const shown = stream.written.join('').replace('\r\u001B[2K', '');
  assert.ok(shown.length <= 29, shown);
  assert.match(shown, /^Reading long\/.*…$/);
});
