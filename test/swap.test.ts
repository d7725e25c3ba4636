import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { KnownError, type KnownErrorCode } from '../src/errors.ts';
import { buildIndexFromDocuments, type BuildReport } from '../src/index/build.ts';
import { openIndex, type OpenIndex } from '../src/index/generation.ts';
import { rollback, watchIndex, type IndexWatch } from '../src/index/swap.ts';
import { fakeModel, temporaryFolder, versionOfCorpus } from './fixtures/small-index.ts';

const never = 1_000_000;

async function build(indexDir: string, version: number, model = fakeModel()): Promise<BuildReport> {
  return buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(version) });
}

function has(code: KnownErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof KnownError && error.code === code;
}

interface Served {
  index: OpenIndex;
  readonly changes: string[];
  readonly problems: unknown[];
  readonly watch: IndexWatch;
}

/** Holds one reference, as the bot does. */
async function serve(indexDir: string, intervalMs = never): Promise<Served> {
  const index = await openIndex(indexDir);
  const changes: string[] = [];
  const problems: unknown[] = [];
  const watch = watchIndex({
    indexDir,
    generation: index.generation,
    expected: fakeModel(),
    intervalMs,
    onChange(opened) {
      served.index = opened;
      changes.push(opened.generation);
    },
    onBad: (error) => problems.push(error),
  });
  const served: Served = { index, changes, problems, watch };
  return served;
}

test('opens a new generation beside the old one, which goes on working', async (t) => {
  const indexDir = temporaryFolder(t);
  await build(indexDir, 1);
  const served = await serve(indexDir);
  t.after(() => served.watch.stop());
  const old = served.index;
  await served.watch.check();
  assert.deepEqual(served.changes, []);
  const { generation } = await build(indexDir, 2);
  await served.watch.check();
  await served.watch.check();
  assert.deepEqual(served.changes, [generation]);
  assert.match(served.index.text(0), /version 2/);
  assert.match(old.text(0), /version 1/);
  const vector = old.dense.vector(7)!;
  assert.equal(old.dense.search(vector, 1)[0]?.passage, 7);
  assert.deepEqual(served.problems, []);
});

test('looks by itself, and not after it was stopped', async (t) => {
  const indexDir = temporaryFolder(t);
  await build(indexDir, 1);
  const served = await serve(indexDir, 10);
  t.after(() => served.watch.stop());
  await build(indexDir, 2);
  const deadline = Date.now() + 20_000;
  while (served.changes.length === 0 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(served.changes.length, 1);
  served.watch.stop();
  await build(indexDir, 3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(served.changes.length, 1);
});

test('tells once about a generation that cannot be used and goes on with the old one', async (t) => {
  const indexDir = temporaryFolder(t);
  const first = await build(indexDir, 1);
  const served = await serve(indexDir);
  t.after(() => served.watch.stop());
  const second = await build(indexDir, 2);
  writeFileSync(path.join(indexDir, second.generation, 'texts.bin'), 'x');
  for (let look = 0; look < 3; look += 1) await served.watch.check();
  assert.equal(served.problems.length, 1);
  assert.ok(has('bad-index')(served.problems[0]));
  assert.equal(served.index.generation, first.generation);

  writeFileSync(path.join(indexDir, 'CURRENT'), 'rubbish');
  for (let look = 0; look < 3; look += 1) await served.watch.check();
  assert.equal(served.problems.length, 2);

  await build(indexDir, 3, fakeModel({ id: 'other' }));
  for (let look = 0; look < 3; look += 1) await served.watch.check();
  assert.ok(has('index-mismatch')(served.problems[2]));

  rmSync(path.join(indexDir, 'CURRENT'));
  await served.watch.check();
  assert.equal(served.problems.length, 3);

  const fourth = await build(indexDir, 4);
  await served.watch.check();
  assert.deepEqual(served.changes, [fourth.generation]);
});

test('every answer during many swaps comes from one generation', async (t) => {
  const indexDir = temporaryFolder(t);
  await build(indexDir, 1);
  const served = await serve(indexDir);
  t.after(() => served.watch.stop());
  const done = new AbortController();
  let asked = 0;
  const asking = (async () => {
    while (!done.signal.aborted) {
      // One reference for the whole question, whatever is swapped meanwhile.
      const { index } = served;
      const version = /version \d+/.exec(index.text(0))?.[0] ?? '';
      for (const passage of [3, 77, 150]) {
        await new Promise((resolve) => setImmediate(resolve));
        const [hit] = index.dense.search(index.dense.vector(passage)!, 1);
        assert.equal(hit?.passage, passage);
        assert.ok(index.text(index.passage(passage).document).includes(version));
      }
      asked += 1;
    }
  })();
  for (let version = 2; version < 14; version += 1) {
    const report = await build(indexDir, version);
    const file = path.join(indexDir, report.generation, 'dense.hnsw');
    if (version % 4 === 0) writeFileSync(file, readFileSync(file).subarray(0, 5000));
    await served.watch.check();
  }
  done.abort();
  await asking;
  assert.equal(served.changes.length, 9);
  assert.equal(served.problems.length, 3);
  assert.ok(asked > 10);
});

test('goes back to the generation before, and forward with the next build', async (t) => {
  const indexDir = temporaryFolder(t);
  const first = await build(indexDir, 1);
  await assert.rejects(rollback(indexDir), has('bad-index'));
  const second = await build(indexDir, 2);
  const served = await serve(indexDir);
  t.after(() => served.watch.stop());
  assert.equal(await rollback(indexDir), first.generation);
  await served.watch.check();
  assert.match(served.index.text(0), /version 1/);
  await assert.rejects(rollback(indexDir), has('bad-index'));
  const third = await build(indexDir, 2);
  assert.equal(third.status, 'built');
  assert.ok(third.generation > second.generation);
  assert.deepEqual(readdirSync(indexDir).sort(), ['CURRENT', first.generation, third.generation].sort());
});

test('never goes back to a damaged generation', async (t) => {
  const indexDir = temporaryFolder(t);
  const first = await build(indexDir, 1);
  const second = await build(indexDir, 2);
  rmSync(path.join(indexDir, first.generation, 'passages.bin'));
  await assert.rejects(rollback(indexDir), has('bad-index'));
  assert.equal((await openIndex(indexDir)).generation, second.generation);
});
