import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'node:test';
import { runSession, type SessionParts } from '../src/terminal/session.ts';

/** Runs a session over what is typed, and gives all that was written. */
async function session(typed: string, given: Partial<SessionParts> = {}): Promise<string> {
  const output = new PassThrough();
  const written = text(output);
  const input = new PassThrough();
  input.end(typed);
  await runSession({
    input,
    output,
    prompt: '› ',
    greeting: ['Hello'],
    ask: async (question) => [`answer to ${question}`],
    sources: async () => ['the documents'],
    describeError: () => ['that went wrong'],
    ...given,
  });
  output.end();
  return written;
}

test('greets, answers line by line, and ends with the input', async () => {
  assert.equal(await session('Who?\nWhen?\n'), 'Hello\n› answer to Who?\n› answer to When?\n› \n');
});

test('answers the last line also when no line end follows it', async () => {
  assert.match(await session('Who?'), /answer to Who\?/);
});

test('lines typed ahead wait for the answer before them', async () => {
  const order: string[] = [];
  await session('slow\nfast\n', {
    ask: async (question) => {
      order.push(`${question} begins`);
      if (question === 'slow') await wait(20);
      order.push(`${question} ends`);
      return [];
    },
  });
  assert.deepEqual(order, ['slow begins', 'slow ends', 'fast begins', 'fast ends']);
});

test('passes over blank lines', async () => {
  assert.equal(await session('\n   \n'), 'Hello\n› › › \n');
});

test('lists documents and commands, and says when there is no such command', async () => {
  assert.match(await session(':sources\n'), /the documents/);
  assert.match(await session(':HELP\n'), /:sources[^]*:quit/);
  assert.match(await session(':sauces please\n'), /no command :sauces; :help lists them/);
});

test('leaves at a word, asking nothing that follows', async () => {
  for (const word of [':quit', ':q', 'exit', 'Quit']) {
    const written = await session(`${word}\nWho?\n`);
    assert.ok(!written.includes('answer'), word);
  }
});

test('an error with one question does not end the session', async () => {
  const written = await session('bad\ngood\n', {
    ask: async (question) => {
      if (question === 'bad') throw new Error('x');
      return ['fine'];
    },
  });
  assert.match(written, /that went wrong[^]*fine/);
});

test('ends from outside, while it waits for a line', async () => {
  const stop = new AbortController();
  const output = new PassThrough();
  output.resume();
  const running = runSession({
    input: new PassThrough(),
    output,
    prompt: '',
    greeting: [],
    ask: async () => [],
    sources: async () => [],
    describeError: () => [],
    signal: stop.signal,
  });
  setImmediate(() => stop.abort());
  await running;
});

test('does not begin when it was ended before', async () => {
  assert.equal(await session('Who?\n', { signal: AbortSignal.abort() }), 'Hello\n\n');
});
