import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { rankingDir, readRankingModels } from '../src/answering/models.ts';
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
      () => readRankingModels(folder),
      (error) =>
        error instanceof KnownError && error.code === 'model' && error.message.includes('weights.json'),
    );
  });
}

test('the background vanishes beside a large collection', () => {
  const passages = 1000 * backgroundPassages;
  assert.ok(Math.abs(smoothedIdf(passages, 10, 0.5) - smoothedIdf(passages, 510, 0)) < 1e-9);
  assert.ok(smoothedIdf(5, 1, 0.2) < smoothedIdf(5, 1, 0) / 2);
});
