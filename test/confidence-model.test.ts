import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { calibrated, confidenceOf, readConfidenceModel } from '../src/answering/confidence-model.ts';
import { judgedFeatures } from '../src/answering/confidence.ts';
import { rankingDir } from '../src/answering/models.ts';
import { KnownError } from '../src/errors.ts';
import { treeScore } from '../src/retrieval/boosted-trees.ts';
import { boost } from '../scripts/train/ranking/boost.ts';
import { calibrate } from '../scripts/train/ranking/calibrate.ts';
import type { Judged } from '../scripts/train/ranking/judged.ts';
import { judgementSigns } from '../scripts/train/ranking/judgements.ts';
import { changeWord } from '../scripts/train/ranking/changed-questions.ts';

const shipped = path.join(rankingDir, 'confidence.json');

test('the shipped judgement is a probability that no sign against an answer raises', () => {
  const model = readConfidenceModel(shipped);
  const middle = Float64Array.from(judgedFeatures, () => 0.5);
  const confidence = confidenceOf(model, middle);
  assert.ok(confidence > 0 && confidence < 1);
  for (const [at, sign] of judgementSigns.entries()) {
    if (sign === 0) continue;
    const more = middle.with(at, 1);
    assert.ok(
      (confidenceOf(model, more) - confidence) * sign >= 0,
      `${judgedFeatures[at] ?? ''} moves the judgement the wrong way`,
    );
  }
});

for (const [fault, change] of [
  ['is about other features', (model: Record<string, unknown>) => ({ ...model, features: ['other'] })],
  [
    'has half a tree',
    (model: Record<string, unknown>) => ({
      ...model,
      trees: [{ features: [0], thresholds: [], leaves: [1, 2] }],
    }),
  ],
  [
    'names a feature that there is not',
    (model: Record<string, unknown>) => ({
      ...model,
      trees: [{ features: [999], thresholds: [0], leaves: [1, 2] }],
    }),
  ],
  [
    'has a calibration that falls',
    (model: Record<string, unknown>) => ({
      ...model,
      calibration: [
        [0, 0.5],
        [1, 0.4],
      ],
    }),
  ],
  ['has none', (model: Record<string, unknown>) => ({ ...model, calibration: [] })],
  [
    'lacks weights',
    (model: Record<string, unknown>) => ({ ...model, linear: { bias: 0, weights: { dense: 2 } } }),
  ],
] as const) {
  test(`a judgement that ${fault} is refused with its file's name`, (context) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'footnote-confidence-'));
    context.after(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'confidence.json');
    const model = JSON.parse(readFileSync(shipped, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(change(model)));
    assert.throws(
      () => readConfidenceModel(file),
      (error) => error instanceof KnownError && error.code === 'model' && error.message.includes(file),
    );
  });
}

test('a calibration is straight between its points and level beyond', () => {
  const points = [
    [-1, 0.1],
    [1, 0.5],
    [2, 0.9],
  ] as const;
  assert.equal(calibrated(points, -5), 0.1);
  assert.ok(Math.abs(calibrated(points, 0) - 0.3) < 1e-12);
  assert.equal(calibrated(points, 1), 0.5);
  assert.equal(calibrated(points, 7), 0.9);
});

test('boosted trees learn what no line can, keep to a sign, and are the same for a seed', () => {
  const judgements = Array.from({ length: 400 }, (_, at) => {
    const [x, y] = [(at % 20) / 20, Math.floor(at / 20) / 20];
    return { features: Float64Array.of(x, y), isRight: x > 0.5 !== y > 0.5, weight: 1 };
  });
  const settings = {
    trees: 60,
    depth: 2,
    learningRate: 0.3,
    leastMass: 1,
    decay: 1,
    rows: 0.9,
    columns: 1,
    seed: 3,
  };
  const free = boost(judgements, [0, 0], settings);
  const isRight = judgements.filter(
    ({ features, isRight: wanted }) => treeScore(free, features) > 0 === wanted,
  );
  assert.ok(isRight.length > 360, `${isRight.length} of 400`);
  assert.deepEqual(boost(judgements, [0, 0], settings), free);
  const rising = boost(judgements, [1, 0], settings);
  for (const y of [0.1, 0.9]) {
    const scores = [0, 0.25, 0.5, 0.75, 1].map((x) => treeScore(rising, [x, y]));
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => a - b),
    );
  }
});

test('held-out judgements are calibrated to the share of them that is right, never falling', () => {
  const predicted = Array.from({ length: 1000 }, (_, at) => {
    const judgement: Judged = {
      kind: 'asked',
      features: new Float64Array(0),
      isAnswerable: true,
      isRight: (at * 7) % 10 < Math.floor(at / 100),
      weight: 1,
      group: 'one',
    };
    return { judgement, score: at / 100 };
  });
  const points = calibrate(predicted);
  assert.ok(Math.abs(calibrated(points, 5.5) - 0.5) < 0.06);
  assert.ok(points.every(([, probability], at) => at === 0 || probability >= (points[at - 1]?.[1] ?? 0)));
});

test('a question is changed by a word of the same sort that its sentence does not hold', () => {
  const held = new Set(['petherwin', 'jail', 'fund']);
  const changed = changeWord(
    'Which fund had Petherwin robbed?',
    held,
    ['Who wrote to Quillon about the harbour?'],
    new Set(['wrote']),
    () => 0.4,
  );
  assert.ok(
    changed === 'Which fund had Quillon robbed?' || changed === 'Which harbour had Petherwin robbed?',
    String(changed),
  );
  assert.equal(
    changeWord('Who was the first mayor?', new Set(['mayor']), [], new Set(), () => 0.1),
    'Who was the last mayor?',
  );
  assert.equal(
    changeWord('What is it?', new Set(), [], new Set(), () => 0.9),
    null,
  );
});
