import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { rankingDir, readRankingModels, readRankingParts } from '../src/answering/models.ts';
import { describeFolder } from '../src/answering/seal.ts';
import { projectDir } from '../src/config.ts';
import { KnownError } from '../src/errors.ts';
import { backgroundPassages, smoothedIdf } from '../src/retrieval/background.ts';

test('the shipped models hold a finite weight for every feature', () => {
  const models = readRankingModels();
  for (const { weights } of [models.reranker, models.sentence]) {
    assert.ok(weights.length > 10 && weights.every(Number.isFinite));
  }
  assert.ok(models.background('the') > 0.5);
  assert.equal(models.background('skarvik'), 0);
});

for (const [fault, content] of [
  ['is not JSON', 'not json'],
  ['lacks a feature', '{"reranker":{"bias":0,"weights":{"lexical":1}}}'],
  ['is empty', ''],
] as const) {
  test(`a weights file that ${fault} is refused with its name`, (context) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'footnote-ranking-'));
    context.after(() => rmSync(folder, { recursive: true }));
    copyFileSync(path.join(rankingDir, 'background.json'), path.join(folder, 'background.json'));
    writeFileSync(path.join(folder, 'weights.json'), content);
    assert.throws(
      () => readRankingParts(folder),
      (error) =>
        error instanceof KnownError && error.code === 'model' && error.message.includes('weights.json'),
    );
  });
}

test('a process reads the shipped models once, and those of another folder each time', () => {
  assert.equal(readRankingModels(), readRankingModels());
  const other = `${rankingDir}${path.sep}`;
  assert.notEqual(readRankingModels(other), readRankingModels(other));
});

test('files.json holds every ranking file as it is', () => {
  const text = readFileSync(path.join(rankingDir, 'files.json'), 'utf8');
  const remedy = 'run: node --import tsx scripts/train/ranking/seal.ts';
  assert.deepEqual((JSON.parse(text) as { files: unknown }).files, describeFolder(rankingDir), remedy);
});

test('a folder is sealed by the command, and a digit that changes afterwards is refused with its file', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'footnote-ranking-'));
  context.after(() => rmSync(folder, { recursive: true }));
  cpSync(rankingDir, folder, { recursive: true });
  const weights = path.join(folder, 'weights.json');
  const changed = readFileSync(weights, 'utf8').replace(/\d(?=\D*$)/, (digit) =>
    String((Number(digit) + 1) % 10),
  );
  writeFileSync(weights, changed);
  const isRefused = (name: string) => (error: unknown) =>
    error instanceof KnownError &&
    error.code === 'model' &&
    error.message.includes(path.join(folder, name)) &&
    /Restore it from the repository; after training again, run: node/.test(error.message);
  assert.throws(() => readRankingModels(folder), isRefused('weights.json'));
  // Training reads what is there.
  assert.ok(readRankingParts(folder).sentence.weights.length > 10);
  const seal = ['--import', 'tsx', 'scripts/train/ranking/seal.ts', '--folder', folder];
  assert.equal(spawnSync(process.execPath, seal, { cwd: projectDir }).status, 0);
  assert.ok(readRankingModels(folder).sentence.weights.length > 10);

  const list = path.join(folder, 'files.json');
  const sealed = readFileSync(list, 'utf8');
  writeFileSync(list, sealed.replace('"verbs.txt"', '"verbr.txt"'));
  assert.throws(() => readRankingModels(folder), isRefused('verbr.txt'));
  assert.throws(() => readRankingModels(folder), isRefused('files.json'));
  for (const content of [
    '',
    '{}',
    '{"files":[]}',
    '{"files":[{"name":"../weights.json","size":1,"sha256":""}]}',
  ]) {
    writeFileSync(list, content);
    assert.throws(() => readRankingModels(folder), isRefused('files.json'), content);
  }
  rmSync(list);
  assert.throws(() => readRankingModels(folder), isRefused('files.json'));
});

test('the background vanishes beside a large collection', () => {
  const passages = 1000 * backgroundPassages;
  assert.ok(Math.abs(smoothedIdf(passages, 10, 0.5) - smoothedIdf(passages, 510, 0)) < 1e-9);
  assert.ok(smoothedIdf(5, 1, 0.2) < smoothedIdf(5, 1, 0) / 2);
});
