import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { projectDir } from '../src/config.ts';
import { defaultSplitter } from '../src/corpus/chunk.ts';
import { KnownError } from '../src/errors.ts';
import { buildInOwnProcess, type BuildOrder } from '../src/index/build-process.ts';
import { openIndex } from '../src/index/generation.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

function orderFor(documentsDir: string, indexDir: string): BuildOrder {
  const model = {
    model: 'data/model',
    cacheDir: indexDir,
    hubUrl: 'http://127.0.0.1:9',
    baseDir: projectDir,
  };
  return { documentsDir, indexDir, maxFileBytes: 1e6, splitter: defaultSplitter, model };
}

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';

test('another process builds, tells how far it is, and reports', { skip }, async (t) => {
  const [folder, indexDir] = [temporaryFolder(t), temporaryFolder(t)];
  writeFileSync(path.join(folder, 'a.txt'), 'The ferry sails at noon. It carries forty cars.\n');
  const stages = new Set<string>();
  const report = await buildInOwnProcess(orderFor(folder, indexDir), {
    onProgress: ({ stage }) => stages.add(stage),
  });
  assert.equal(report.status, 'built');
  assert.ok(stages.has('write'), [...stages].join());
  assert.equal((await openIndex(indexDir)).generation, report.generation);
});

test('a known error comes across as one', { skip }, async (t) => {
  const [folder, indexDir] = [temporaryFolder(t), temporaryFolder(t)];
  await assert.rejects(
    buildInOwnProcess(orderFor(folder, indexDir)),
    (error) =>
      error instanceof KnownError && error.code === 'documents' && /nothing to index/.test(error.message),
  );
});

test('ends the process when told to', { skip }, async (t) => {
  const [folder, indexDir] = [temporaryFolder(t), temporaryFolder(t)];
  writeFileSync(path.join(folder, 'a.txt'), 'The ferry sails at noon.\n');
  const stop = new AbortController();
  const built = buildInOwnProcess(orderFor(folder, indexDir), { signal: stop.signal });
  stop.abort();
  await assert.rejects(built, { name: 'AbortError' });
  await assert.rejects(buildInOwnProcess(orderFor(folder, indexDir), { signal: stop.signal }), {
    name: 'AbortError',
  });
  assert.ok(readdirSync(indexDir).every((name) => name !== 'CURRENT'));
});
