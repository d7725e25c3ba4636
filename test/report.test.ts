import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AbstentionFigures } from '../src/evaluation/abstention.ts';
import type { Estimate } from '../src/evaluation/bootstrap.ts';
import type { RetrievalFigures } from '../src/evaluation/dataset-figures.ts';
import {
  missSections,
  reportLines,
  type AnswerSetReport,
  type DatasetReport,
} from '../src/evaluation/report.ts';

const estimate = (value: number, count = 40): Estimate => ({
  value,
  low: value - 0.1,
  high: value + 0.1,
  count,
});
const retrieval = (value: number): RetrievalFigures => ({
  recallAt1: estimate(value),
  recallAt5: estimate(value),
  recallAt10: estimate(value),
  reciprocalRankAt10: estimate(value),
});

const separation = {
  unanswerable: 30,
  auroc: estimate(0.875),
  aurocOfRight: estimate(0.75),
  falseAnswersAtRight: null,
  falseAnswersAtKept: 0.25,
};
const abstention: AbstentionFigures = {
  ...separation,
  falseAnswers: estimate(0.125, 30),
  falseRefusals: estimate(0.2),
  calibration: {
    bins: Array.from({ length: 10 }, (_, bin) =>
      bin === 9
        ? { count: 40, meanConfidence: 0.95, shareRight: 0.875 }
        : { count: 0, meanConfidence: Number.NaN, shareRight: Number.NaN },
    ),
    expectedCalibrationError: 0.075,
    brier: 0.1234,
  },
  levels: [{ name: 'balanced', threshold: 0.5, falseAnswers: 0.125, falseRefusals: 0.2 }],
};
const baseline = { right: estimate(0.5), separation };
const baselines = { lexical: baseline, plain: { ...baseline, separation: null } };

const town: DatasetReport = {
  kind: 'dataset',
  name: 'town',
  passages: 12,
  questions: 50,
  retrieval: { whole: retrieval(0.75), lexical: retrieval(0.5), dense: retrieval(0.25) },
  fewSharedWords: null,
  answers: null,
  abstention: null,
  baselines,
  outOfCorpus: { from: 'lakes', ...abstention, baselines },
  milliseconds: { p50: 1.234, p95: 5.678 },
};

const mills: AnswerSetReport = {
  kind: 'answers',
  name: 'mills',
  documents: 3,
  passages: 9,
  figures: {
    answerable: 8,
    right: estimate(0.75, 8),
    firstQuoteRight: estimate(0.625, 8),
    rightForced: estimate(0.875, 8),
    refused: 1,
    unanswerable: 4,
    answeredAnyway: 1,
    quotes: 20,
    altered: 1,
    short: null,
    abstention: null,
  },
  baselines,
  claims: [],
  misses: ['m1 (date) wrong, confidence 0.80: When?', '    Then.[1]'],
};

test('each table has the rows that belong in it, and one without rows is left out', () => {
  const lines = reportLines([mills, town]);
  const titles = lines.filter(
    (line, at) => line !== '' && lines[at + 1] === '' && lines[at + 3]?.startsWith('─'),
  );
  assert.deepEqual(
    titles.map((title) => title.replace(/ \(.*/, '')),
    [
      'Answers over documents',
      'Retrieval',
      'Abstention',
      'Levels of abstention: false answers / false refusals',
      'Reliability: mean confidence → share right',
      'Time of one answer, its question embedded',
    ],
  );
});

test('figures are shown with what they are of', () => {
  const lines = reportLines([mills, town]);
  const rowOf = (name: RegExp): string =>
    lines.find((line) => name.test(line))?.replace(/ {2,}/g, ' | ') ?? '';
  assert.equal(
    rowOf(/^mills/),
    'mills | Footnote | 75.0 [65.0–85.0] | 8 | 62.5 | 87.5 | 1 of 8 | 1 of 4 | 19 of 20',
  );
  assert.equal(
    rowOf(/^town +Footnote/),
    'town | Footnote | 40 | 75.0 [65.0–85.0] | 75.0 | 75.0 | 75.0 [65.0–85.0]',
  );
  assert.equal(
    rowOf(/^town, questions of lakes/),
    'town, questions of lakes | Footnote | 30 | 87.5 [77.5–97.5] | 75.0 | 12.5 [2.5–22.5] | 20.0 [10.0–30.0] | – | 25.0 | 7.5 | 0.123',
  );
  assert.match(rowOf(/BM25 alone .*0 of 8/), /BM25 alone \| 50\.0 \[40\.0–60\.0\] \| 8 .*4 of 4$/);
  assert.match(rowOf(/→ 88/), /\| – \| 95 → 88 \(40\)$/);
  assert.match(rowOf(/12\.5 \/ 20/), /^town, questions of lakes \| 12\.5 \/ 20\.0$/);
  assert.equal(rowOf(/^town .*1\.23/), 'town | 12 | 1.23 | 5.68');
});

test('misses stand under the name of their set', () => {
  assert.deepEqual(missSections([town, mills]), ['Misses of mills', '', ...mills.misses, '']);
});
