import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Feedback } from '../src/discord/feedback.ts';
import { openFeedback } from '../src/discord/feedback-store.ts';
import { KnownError } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const noon = Date.parse('2026-03-10T12:00:00Z');
const dayMs = 24 * 60 * 60 * 1000;

const helpful: Feedback = {
  answer: 'a1',
  generation: 'g1',
  vote: 'helpful',
  reason: null,
  question: null,
  comment: null,
};
const wrong: Feedback = {
  answer: 'a1',
  generation: 'g1',
  vote: 'not-helpful',
  reason: 'outdated',
  question: 'Who leads the board?',
  comment: 'Somebody else since May',
};

/** Keeps what was logged, fields and all. */
function listening(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const take = (message: string, fields: object = {}): void =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { log: { debug: take, info: take, warn: take, error: take }, lines };
}

const filesIn = (dir: string): string[] => readdirSync(dir).toSorted();
const written = (dir: string): string =>
  filesIn(dir)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => readFileSync(path.join(dir, name), 'utf8'))
    .join('');

test('votes are counted, with their reasons, by another process too', async (t) => {
  const dir = path.join(temporaryFolder(t), 'votes');
  const options = { dir, days: 30, now: () => noon };
  const [store, other] = [await openFeedback(options), await openFeedback(options)];
  await store.record('1', helpful);
  await other.record('2', wrong);
  await store.record('3', { ...wrong, answer: 'a2', reason: 'other' });
  const expected = { helpful: 1, notHelpful: 2, reasons: { outdated: 1, other: 1 } };
  assert.deepEqual(await store.summary(), expected);
  assert.deepEqual(await (await openFeedback(options)).summary(), expected);
});

test('a person has one vote on an answer, and the later one counts', async (t) => {
  const store = await openFeedback({ dir: temporaryFolder(t), days: 30, now: () => noon });
  await store.record('1', helpful);
  await store.record('1', wrong);
  assert.deepEqual(await store.summary(), { helpful: 0, notHelpful: 1, reasons: { outdated: 1 } });
  await store.record('1', helpful);
  assert.deepEqual(await store.summary(), { helpful: 1, notHelpful: 0, reasons: {} });
});

test('the files name nobody, and hold a question only beside a reason', async (t) => {
  const dir = temporaryFolder(t);
  const store = await openFeedback({ dir, days: 30, now: () => noon });
  const user = '80351110224678912';
  await store.record(user, { ...helpful, question: 'A question that slipped in' });
  assert.doesNotMatch(written(dir), /slipped in/);
  await store.record(user, { ...wrong, answer: 'a2' });
  const text = written(dir);
  assert.match(text, /Who leads the board\?/);
  assert.ok(!text.includes(user));
  const voters = [...text.matchAll(/"voter":"(\w+)"/g)].map(([, voter]) => voter);
  assert.equal(voters.length, 2);
  assert.notEqual(voters[0], voters[1], 'votes on two answers do not show that they are of one person');
});

test('nobody but the owner may read the key and the votes', async (t) => {
  const dir = path.join(temporaryFolder(t), 'votes');
  const store = await openFeedback({ dir, days: 30, now: () => noon });
  await store.record('1', helpful);
  assert.deepEqual(filesIn(dir), ['2026-03-10.jsonl', 'key']);
  for (const name of filesIn(dir)) assert.equal(statSync(path.join(dir, name)).mode & 0o777, 0o600, name);
});

test('damaged lines are passed over and reported, without their content', async (t) => {
  const dir = temporaryFolder(t);
  const { log, lines } = listening();
  const store = await openFeedback({ dir, days: 30, now: () => noon, log });
  await store.record('1', helpful);
  const file = path.join(dir, '2026-03-10.jsonl');
  appendFileSync(file, '{"version":1,"at":"2026-03-10T12:00:00Z","voter":"x","answer":"secret');
  await store.record('2', wrong);
  appendFileSync(file, 'null\n[]\n{"vote":"helpful"}\n\u0000\u0000\n');
  assert.deepEqual(await store.summary(), { helpful: 1, notHelpful: 1, reasons: { outdated: 1 } });
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /"lines":5/);
  assert.doesNotMatch(lines[0] ?? '', /secret/);
});

test('votes are gone when their time is over', async (t) => {
  const dir = temporaryFolder(t);
  let now = noon;
  const store = await openFeedback({ dir, days: 2, now: () => now });
  await store.record('1', helpful);
  now += dayMs;
  await store.record('2', wrong);
  assert.equal((await store.summary()).helpful, 1);
  now += dayMs + 1;
  assert.deepEqual(await store.summary(), { helpful: 0, notHelpful: 1, reasons: { outdated: 1 } });
  now += dayMs;
  await store.summary();
  assert.deepEqual(filesIn(dir), ['2026-03-11.jsonl', 'key'], 'the file of the first day is deleted');
  now += 10 * dayMs;
  const reopened = await openFeedback({ dir, days: 2, now: () => now });
  assert.deepEqual(filesIn(dir), ['key']);
  assert.deepEqual(await reopened.summary(), { helpful: 0, notHelpful: 0, reasons: {} });
});

test('a folder that cannot be written to refuses votes with a known error and counts none', async (t) => {
  const place = path.join(temporaryFolder(t), 'file');
  writeFileSync(place, 'a file where the folder should be');
  const { log, lines } = listening();
  const store = await openFeedback({ dir: path.join(place, 'votes'), days: 30, now: () => noon, log });
  await assert.rejects(store.record('1', helpful), (error) => {
    assert.ok(error instanceof KnownError);
    assert.equal(error.code, 'disk');
    assert.match(error.message, /votes/);
    return true;
  });
  assert.deepEqual(await store.summary(), { helpful: 0, notHelpful: 0, reasons: {} });
  assert.ok(lines.length > 0);
});

test(
  'a full disk costs the votes that it does not hold',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const dir = temporaryFolder(t);
    const store = await openFeedback({ dir, days: 30, now: () => noon });
    await store.record('1', helpful);
    // Writing to this device fails as writing to a full disk does.
    const { symlinkSync } = await import('node:fs');
    symlinkSync('/dev/full', path.join(dir, '2026-03-11.jsonl'));
    const later = await openFeedback({ dir, days: 30, now: () => noon + dayMs });
    await assert.rejects(later.record('2', wrong), /the disk is full/);
  },
);

test('a damaged key is made anew, and said so', async (t) => {
  const dir = temporaryFolder(t);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'key'), 'short');
  chmodSync(path.join(dir, 'key'), 0o644);
  const { log, lines } = listening();
  const store = await openFeedback({ dir, days: 30, now: () => noon, log });
  await store.record('1', helpful);
  await store.record('1', wrong);
  assert.equal((await store.summary()).notHelpful, 1);
  assert.match(lines.join('\n'), /key/);
  assert.match(readFileSync(path.join(dir, 'key'), 'utf8'), /^[0-9a-f]{64}\n$/);
  assert.equal(statSync(path.join(dir, 'key')).mode & 0o777, 0o600);
});

test(
  'a pipe in the place of a day or of the key is not waited for',
  { skip: process.platform === 'win32' && 'has none', timeout: 20_000 },
  async (t) => {
    for (const name of ['2026-03-10.jsonl', 'key']) {
      const dir = temporaryFolder(t);
      const store = await openFeedback({ dir, days: 30, now: () => noon });
      spawnSync('mkfifo', [path.join(dir, name)]);
      assert.equal((await store.summary()).helpful, 0);
      await assert.rejects(
        store.record('1', helpful),
        (error) => error instanceof KnownError && /could not be kept in .*: not a file/.test(error.message),
      );
    }
  },
);
