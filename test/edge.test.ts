import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { KnownError, referenceOf } from '../src/errors.ts';
import { describeFailure, runCommand, StoppedError, type Host } from '../src/terminal/edge.ts';

interface FakeHost extends Host {
  readonly stdout: EventEmitter;
  readonly written: string[];
  readonly exits: number[];
}

function fakeHost(env: Host['env'] = {}): FakeHost {
  const written: string[] = [];
  const exits: number[] = [];
  return {
    env,
    stdout: new EventEmitter(),
    stderr: { write: (text) => written.push(text) },
    exit: (code) => exits.push(code),
    written,
    exits,
  };
}

function errorAt(folder: string, message: string, line: number): Error {
  return Object.assign(new Error(message), {
    stack: `Error: ${message}\n    at read (file://${folder}/src/a.ts:${line}:7)\n    at ${folder}/src/b.ts:2:1`,
  });
}

test('a known error is its message and the exit status of its code', async () => {
  const host = fakeHost();
  await runCommand(async () => {
    throw new KnownError('no-index', 'There is no index in x. Run: npm run index');
  }, host);
  assert.deepEqual(host.written, ['There is no index in x. Run: npm run index\n']);
  assert.equal(host.exitCode, 3);
});

test('anything else is one sentence with a reference, and shows nothing of what it was about', async () => {
  const host = fakeHost();
  await runCommand(async () => {
    throw new TypeError('cannot read "what people asked"');
  }, host);
  assert.equal(host.exitCode, 1);
  assert.match(
    host.written.join(''),
    /^Something went wrong inside Footnote \(reference [0-9a-f]{8}\)\. [^\n]+\n$/,
  );
  assert.ok(!host.written.join('').includes('asked'));
});

test('LOG_LEVEL=debug shows the stack, and what caused it', async () => {
  const host = fakeHost({ LOG_LEVEL: 'debug' });
  await runCommand(async () => {
    throw new KnownError('disk', 'The disk is full.', { cause: new Error('ENOSPC') });
  }, host);
  assert.match(host.written.join(''), /^The disk is full\.\n[^]*at [^]*caused by Error: ENOSPC/);
});

test('what is thrown need not be an error', () => {
  assert.match(describeFailure('a word', false).lines.join(), /reference/);
  assert.equal(describeFailure(undefined, false).exitStatus, 1);
});

test('takes the power from control characters in a message', () => {
  const failure = describeFailure(new KnownError('documents', 'a\u001B[2Jb: bad\nsecond line'), false);
  assert.deepEqual(failure.lines, ['ab: bad', 'second line']);
});

test('a command that ends well exits with what it returned, or 0', async () => {
  const host = fakeHost();
  await runCommand(async () => {}, host);
  assert.equal(host.exitCode, 0);
  await runCommand(async () => 2, host);
  assert.equal(host.exitCode, 2);
  assert.deepEqual(host.written, []);
});

test('a stop by a signal exits as a shell expects, also when an AbortError wraps it', () => {
  const stopped = new StoppedError('SIGTERM', 'Stopped.');
  assert.deepEqual(describeFailure(stopped, false), { lines: ['Stopped.'], exitStatus: 143 });
  const abort = Object.assign(
    new Error('The operation was aborted', { cause: new StoppedError('SIGINT', 'Stopped.') }),
    {
      name: 'AbortError',
    },
  );
  assert.deepEqual(describeFailure(abort, false), { lines: ['Stopped.'], exitStatus: 130 });
});

test('a reader that has seen enough ends the command quietly, and a full disk does not', async () => {
  const host = fakeHost();
  await runCommand(async () => {}, host);
  host.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  assert.deepEqual([host.exits, host.written], [[0], []]);
  host.stdout.emit('error', Object.assign(new Error('no space'), { code: 'ENOSPC' }));
  assert.deepEqual(host.exits, [0, 1]);
  assert.match(host.written.join(''), /^The output could not be written \(ENOSPC\)/);
});

test('the reference follows from kind and place of an error, not from its words or the machine', () => {
  const reference = referenceOf(errorAt('/home/a', 'one', 3));
  assert.equal(referenceOf(errorAt('/srv/other', 'two', 3)), reference);
  assert.notEqual(referenceOf(errorAt('/home/a', 'one', 4)), reference);
});
