import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readQuality } from '../src/discord/quality.ts';
import { KnownError } from '../src/errors.ts';
import { lacksForQuality, qualityOf } from '../src/evaluation/quality.ts';
import type { AnswerSetReport, DatasetReport } from '../src/evaluation/report.ts';
import { readTrainingCard, trainingLines } from '../src/evaluation/training-card.ts';

const over = (value: number, count: number): { value: number; low: null; high: null; count: number } => ({
  value,
  low: null,
  high: null,
  count,
});
const separation = {
  unanswerable: 60,
  auroc: over(0.93456, 160),
  aurocOfRight: over(0.8, 160),
  falseAnswersAtRight: null,
  falseAnswersAtKept: null,
};
const baselines = {
  lexical: { right: over(0.5, 100), separation: null },
  plain: { right: over(0.5, 100), separation: null },
};
const ranks = {
  recallAt1: over(0.8, 100),
  recallAt5: over(0.8, 100),
  recallAt10: over(0.8, 100),
  reciprocalRankAt10: over(0.8944, 100),
};
const searched: DatasetReport = {
  kind: 'dataset',
  name: 'squad-1.1',
  passages: 10,
  questions: 100,
  retrieval: { whole: ranks, lexical: ranks, dense: ranks },
  fewSharedWords: null,
  answers: null,
  baselines,
  abstention: null,
  outOfCorpus: {
    from: 'selqa',
    ...separation,
    falseAnswers: over(0.1, 60),
    falseRefusals: over(0.1, 100),
    calibration: { bins: [], expectedCalibrationError: 0, brier: 0 },
    levels: [],
    baselines,
  },
  milliseconds: { p50: 1, p95: 2 },
};

function answered(name: string, right: number): AnswerSetReport {
  return {
    kind: 'answers',
    name,
    documents: 1,
    passages: 1,
    figures: {
      answerable: 30,
      right: over(right / 30, 30),
      firstQuoteRight: over(0, 30),
      rightForced: over(0, 30),
      refused: 0,
      unanswerable: 9,
      answeredAnyway: 2,
      quotes: 0,
      altered: 0,
      short: null,
      abstention: null,
    },
    baselines,
    misses: [],
    claims: [],
  };
}

test('the bot reads what a run measured, from the set that nothing was fitted to where it was asked', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'footnote-quality-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'quality.json');
  writeFileSync(
    file,
    JSON.stringify(qualityOf([answered('news-dev', 11), answered('news-test', 13), searched])),
  );
  assert.deepEqual(readQuality(file), {
    answers: { set: 'news (test)', answerable: 30, right: 13, unanswerable: 9, answeredAnyway: 2 },
    retrieval: { set: 'SQuAD 1.1', questions: 100, mrr10: 89.4 },
    abstention: {
      set: 'SQuAD 1.1, with questions of SelQA',
      answerable: 100,
      unanswerable: 60,
      auroc: 93.5,
    },
  });
  assert.equal(qualityOf([searched, answered('news-dev', 11)]).answers.right, 11);
});

test('a run without a set that the figures are from saves none of them', () => {
  assert.equal(lacksForQuality(['news-dev', 'squad-1.1']), null);
  assert.equal(lacksForQuality(['news-dev', 'selqa']), 'squad-1.1');
  assert.equal(lacksForQuality(['examples', 'squad-1.1']), 'news-test or news-dev');
  assert.throws(() => qualityOf([searched]), isUsage);
  assert.throws(() => qualityOf([answered('news-dev', 1), { ...searched, outOfCorpus: null }]), isUsage);
});

test('how often the trainer tried is told where it wrote it down', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'footnote-training-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'weights.json');
  writeFileSync(file, '{"training":{"configurations":14,"seeds":[1,2,3]}}');
  assert.deepEqual(trainingLines(readTrainingCard(folder)), [
    'Ranking models: 14 configurations tried, seeds 1, 2, 3',
  ]);
  const other = path.join(folder, 'confidence.json');
  writeFileSync(other, '{"training":{"configurations":3,"seeds":[3,4]}}');
  assert.deepEqual(trainingLines(readTrainingCard(folder)), [
    'Ranking models: 17 configurations tried, seeds 1, 2, 3, 4',
  ]);
  rmSync(other);
  writeFileSync(file, '{"reranker":{}}');
  assert.deepEqual(trainingLines(readTrainingCard(folder)), []);
});

function isUsage(error: unknown): boolean {
  return error instanceof KnownError && error.code === 'usage';
}
