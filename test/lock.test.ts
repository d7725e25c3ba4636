import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { KnownError } from '../src/errors.ts';
import { takeLock, type Lock } from '../src/index/lock.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const isBusy = (error: unknown): boolean => error instanceof KnownError && error.code === 'index-busy';

/** The number of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid!;
}

async function lockOf(folder: string, changes: object): Promise<string> {
  const lock = await takeLock(folder);
  const file = path.join(folder, '.lock');
  const holder = JSON.parse(readFileSync(file, 'utf8')) as object;
  await lock.release();
  writeFileSync(file, JSON.stringify({ ...holder, token: 'abc123', ...changes }));
  return file;
}

test('one holder at a time; the second is told who and since when', async (t) => {
  const folder = path.join(temporaryFolder(t), 'index');
  const lock = await takeLock(folder);
  await assert.rejects(takeLock(folder), (error) => {
    assert.ok(isBusy(error));
    assert.match(
      (error as Error).message,
      new RegExp(`process ${process.pid} has been building since \\d{4}-`),
    );
    return true;
  });
  await lock.check();
  await lock.release();
  await (await takeLock(folder)).release();
  assert.deepEqual(readdirSync(folder), []);
});

test('takes over the lock of a dead process', async (t) => {
  const folder = temporaryFolder(t);
  await lockOf(folder, { pid: await deadProcess() });
  const lock = await takeLock(folder);
  await lock.check();
  await lock.release();
  assert.deepEqual(readdirSync(folder), []);
});

test(
  'takes over the lock of a process whose number was given to another',
  { skip: !existsSync('/proc/self/stat') },
  async (t) => {
    const folder = temporaryFolder(t);
    await lockOf(folder, { processStart: '1' });
    await (await takeLock(folder)).release();
  },
);

test('believes a lock from another machine while it is touched, and no longer', async (t) => {
  const folder = temporaryFolder(t);
  const file = await lockOf(folder, { place: 'other-machine 1234', pid: await deadProcess() });
  await assert.rejects(
    takeLock(folder),
    (error) => isBusy(error) && /on other-machine/.test((error as Error).message),
  );
  const longAgo = new Date(Date.now() - 10 * 60_000);
  utimesSync(file, longAgo, longAgo);
  await (await takeLock(folder)).release();
});

test('takes over a lock file that never said anything', async (t) => {
  for (const content of [
    '',
    '{',
    '{"pid":"x"}',
    '{"token":"../../x","pid":1,"processStart":null,"place":"","since":""}',
  ]) {
    const folder = temporaryFolder(t);
    const file = path.join(folder, '.lock');
    writeFileSync(file, content);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    await (await takeLock(folder)).release();
    assert.deepEqual(readdirSync(folder), []);
  }
});

test('of many that find a dead holder at once, one takes the lock', async (t) => {
  const dead = await deadProcess();
  for (let round = 0; round < 20; round += 1) {
    const folder = temporaryFolder(t);
    await lockOf(folder, { pid: dead });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, async () => takeLock(folder)));
    const taken = outcomes.filter(
      (outcome): outcome is PromiseFulfilledResult<Lock> => outcome.status === 'fulfilled',
    );
    assert.equal(taken.length, 1);
    for (const outcome of outcomes) assert.ok(outcome.status === 'fulfilled' || isBusy(outcome.reason));
    await taken[0]!.value.check();
    await taken[0]!.value.release();
    assert.deepEqual(readdirSync(folder), []);
  }
});

test('takes over when one that was taking over died half-way', async (t) => {
  const folder = temporaryFolder(t);
  const pid = await deadProcess();
  const file = await lockOf(folder, { pid });
  writeFileSync(`${file}-over-abc123`, readFileSync(file, 'utf8').replace('abc123', 'def456'));
  await (await takeLock(folder)).release();
});

test('a holder that lost its lock notices, and leaves the lock of the next one alone', async (t) => {
  const folder = temporaryFolder(t);
  const lock = await takeLock(folder);
  const file = path.join(folder, '.lock');
  const other = readFileSync(file, 'utf8').replace(/"token":"[0-9a-f]+"/, '"token":"feed"');
  writeFileSync(file, other);
  await assert.rejects(lock.check(), isBusy);
  await lock.release();
  assert.equal(readFileSync(file, 'utf8'), other);
});

test('giving a lock back never fails, even when the folder is gone or the lock became a folder', async (t) => {
  const gone = path.join(temporaryFolder(t), 'index');
  const first = await takeLock(gone);
  rmSync(gone, { recursive: true });
  await first.release();
  const folder = temporaryFolder(t);
  const second = await takeLock(folder);
  rmSync(path.join(folder, '.lock'));
  mkdirSync(path.join(folder, '.lock'));
  await second.release();
});

test(
  'a lock that became a pipe is not waited for',
  { skip: process.platform === 'win32', timeout: 20_000 },
  async (t) => {
    const folder = temporaryFolder(t);
    const file = path.join(folder, '.lock');
    spawnSync('mkfifo', [file]);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    await (await takeLock(folder)).release();
    assert.deepEqual(readdirSync(folder), []);
  },
);
