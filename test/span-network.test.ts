import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fitSpans, meanWorth, together, type SpanChoice } from '../scripts/train/ranking/fit-spans.ts';
import { readSpanNetwork, spanScorer, type SpanNetwork } from '../src/answering/span-network.ts';

const inputs = { question: ['who', 'when'], span: ['capital', 'number', 'length'] };
const written = {
  start: [0.5, -1],
  out: [2, 1],
  question: { who: [1, 0], when: [0, 3] },
  layer: { capital: [1, 0], number: [-4, 1], length: [0, 0.5] },
  direct: { capital: 0.1, number: 0, length: -0.2 },
};

function fileOf(content: unknown): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'network-')), 'short-answer.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test('a span scores what the network of its file says of it and its question', () => {
  const network = readSpanNetwork(fileOf(written), inputs);
  const row = Float64Array.of(1, 0, 2);
  // Units: 0.5 + 1 and -1 + 1 for no question; the first also with "who", the second also with "when".
  const direct = 0.1 - 0.4;
  assert.ok(Math.abs(spanScorer(network, [])(row) - (direct + 2 * 1.5)) < 1e-12);
  assert.ok(Math.abs(spanScorer(network, [0])(row) - (direct + 2 * 2.5)) < 1e-12);
  assert.ok(Math.abs(spanScorer(network, [1])(row) - (direct + 2 * 1.5 + 3)) < 1e-12);
});

test('a file without a row for each input is refused by its name', () => {
  const { capital: _, ...fewer } = written.layer;
  for (const content of [
    {},
    [],
    { ...written, layer: fewer },
    { ...written, layer: { ...written.layer, more: [0, 0] } },
    { ...written, out: [1] },
    { ...written, start: [1, null] },
    { ...written, direct: {} },
    { ...written, question: { who: [1], when: [0, 3] } },
  ])
    assert.throws(() => readSpanNetwork(fileOf(content), inputs), {
      code: 'model',
      message: /short-answer\.json/,
    });
});

/** A who-question is answered by the span with the capital, a when-question by the one with the number. */
const choices: SpanChoice[] = Array.from({ length: 160 }, (_, at) => ({
  asked: [at % 2],
  rivals: [
    Float64Array.of(1, 0, 1 + (at % 3)),
    Float64Array.of(0, 1, 1 + (at % 5)),
    Float64Array.of(0, 0, 1),
  ],
  worth: at % 2 === 0 ? [1, 0, 0] : [0, 1, 0],
}));
const plan = { seed: 3, hidden: 6, dropout: 0.1, decay: 0.01, rounds: 60, rate: 0.02 };
const sizes = { question: 2, span: 3 };

test('what answers depends on the question, which no sum of features alone can learn', () => {
  assert.ok(meanWorth(choices, fitSpans(choices, sizes, plan)) > 0.95);
});

test('the same seed fits the same network, another one another', () => {
  const few = { ...plan, rounds: 3 };
  assert.deepEqual(fitSpans(choices, sizes, few), fitSpans(choices, sizes, few));
  assert.notDeepEqual(fitSpans(choices, sizes, few), fitSpans(choices, sizes, { ...few, seed: 4 }));
});

test('networks together score as their mean', () => {
  const networks: SpanNetwork[] = [1, 2, 3].map((seed) =>
    fitSpans(choices, sizes, { ...plan, rounds: 3, seed }),
  );
  const row = Float64Array.of(1, 0, 2);
  const mean = networks.reduce((sum, one) => sum + spanScorer(one, [1])(row) / 3, 0);
  assert.ok(Math.abs(spanScorer(together(networks), [1])(row) - mean) < 1e-9);
});
