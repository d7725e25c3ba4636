import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { OpenModelOptions } from '../src/embedding/embed.ts';
import { describeEmbeddingModel, openEmbeddingModel } from '../src/embedding/embed.ts';
import type { TinyModelOptions } from './fixtures/tiny-model.ts';
import { tinyDimension, tinyRow, tinyWords, writeTinyModel } from './fixtures/tiny-model.ts';

const baseDir = mkdtempSync(path.join(tmpdir(), 'footnote-embed-'));
after(() => rmSync(baseDir, { recursive: true }));

let written = 0;
/** Options that open a tiny model, just written with the given peculiarities. */
function optionsFor(peculiar: TinyModelOptions = {}): OpenModelOptions {
  const model = `model-${(written += 1)}`;
  writeTinyModel(path.join(baseDir, model), peculiar);
  return { model, cacheDir: path.join(baseDir, 'cache'), hubUrl: 'http://127.0.0.1:9', baseDir };
}

/** What the tiny model has to give for words it knows: the direction of the sum of their rows. */
function expectedVector(words: readonly string[]): number[] {
  const sum = Array.from({ length: tinyDimension }, () => 0);
  for (const word of words)
    tinyRow(tinyWords.indexOf(word) + 4).forEach((value, axis) => (sum[axis]! += value));
  return sum.map((value) => value / Math.hypot(...sum));
}

function assertClose(actual: Float32Array | null | undefined, expected: readonly number[]): void {
  assert.ok(actual, 'there is a vector');
  assert.equal(actual.length, expected.length);
  expected.forEach((value, axis) =>
    assert.ok(Math.abs(actual[axis]! - value) < 1e-6, `axis ${axis}: ${actual[axis]} for ${value}`),
  );
}

function isRuntimeLoaded(): boolean {
  const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: string[] };
  return sharedObjects.some((file) => file.includes('onnxruntime'));
}

test('describes a model without loading the runtime, and an open model says the same', async () => {
  const options = optionsFor();
  const description = await describeEmbeddingModel(options);
  assert.equal(isRuntimeLoaded(), false);
  const model = await openEmbeddingModel(options);
  assert.equal(isRuntimeLoaded(), true);
  const { id, hash, tokenizerHash, dimension, pooling } = model;
  assert.deepEqual({ id, hash, tokenizerHash, dimension, pooling }, description);
  await model.close();
});

test('gives the direction of the mean token vector, in the order of the texts', async () => {
  const model = await openEmbeddingModel(optionsFor());
  const texts = Array.from({ length: 30 }, (_, index) =>
    tinyWords.slice(index % 7, (index % 7) + 1 + ((index * 5) % 12)),
  );
  const vectors = await model.embed(texts.map((words) => words.join(' ')));
  assert.equal(vectors.length, texts.length);
  vectors.forEach((vector, index) => assertClose(vector, expectedVector(texts[index]!)));
  await model.close();
});

test('gives null where a text has nothing known in it, and a vector to its neighbours', async () => {
  const model = await openEmbeddingModel(optionsFor());
  const empty = ['', '  \n', 'xylophone quartz', '汉字', '[UNK] [SEP]', '\u0000', '\ud800', '😀'];
  const vectors = await model.embed([...empty, 'stone bridge']);
  assert.deepEqual(
    vectors.slice(0, empty.length),
    empty.map(() => null),
  );
  assertClose(vectors.at(-1), expectedVector(['stone', 'bridge']));
  assert.deepEqual(await model.embed([]), []);
  await model.close();
});

test('gives null where token vectors cancel out', async () => {
  const rows = new Map(
    tinyWords.map((word, index) => [
      index + 4,
      tinyRow(5).map((value) => (word === 'night' ? -value : value)),
    ]),
  );
  const model = await openEmbeddingModel(optionsFor({ row: (id) => rows.get(id) ?? tinyRow(0) }));
  assert.deepEqual(await model.embed(['lamp night']), [null]);
  await model.close();
});

test('gives a text the same vector alone and among others', async () => {
  const model = await openEmbeddingModel(optionsFor());
  const text = 'when was the stone bridge opened';
  const [alone] = await model.embed([text]);
  const among = await model.embed([
    'lamp',
    ...Array.from({ length: 20 }, () => 'the winter night of the river '.repeat(9)),
    text,
  ]);
  assert.deepEqual(among.at(-1), alone);
  await model.close();
});

test('reads a long text up to the length of the model', async () => {
  const model = await openEmbeddingModel(optionsFor({ tokenizerConfig: { model_max_length: 10 } }));
  // [CLS] and nine words are ten tokens.
  const [long] = await model.embed([`${'river '.repeat(9)}${'lamp '.repeat(2000)}`]);
  assertClose(long, expectedVector(['river']));
  const [indented] = await model.embed([`${' '.repeat(20_000)}winter`]);
  assertClose(indented, expectedVector(['winter']));
  await model.close();
});

test('lets other work run between batches', async () => {
  const model = await openEmbeddingModel(optionsFor());
  let turns = 0;
  let isDone = false;
  const countTurns = (): void => {
    turns += 1;
    if (!isDone) setImmediate(countTurns);
  };
  setImmediate(countTurns);
  await model.embed(Array.from({ length: 80 }, () => 'the river'));
  isDone = true;
  assert.ok(turns >= 9, `${turns} turns in ten batches`);
  await model.close();
});

test('uses the unquantised network where there is no other', async () => {
  const model = await openEmbeddingModel(optionsFor({ onnxName: 'onnx/model.onnx' }));
  assertClose((await model.embed(['museum']))[0], expectedVector(['museum']));
  await model.close();
});

test('opens two models at the same time without mixing them up', async () => {
  const reversed = optionsFor({ row: (id) => tinyRow(id).map((value) => -value) });
  const models = await Promise.all([openEmbeddingModel(optionsFor()), openEmbeddingModel(reversed)]);
  const expected = expectedVector(['museum']);
  assertClose((await models[0].embed(['museum']))[0], expected);
  assertClose(
    (await models[1].embed(['museum']))[0],
    expected.map((value) => -value),
  );
  await Promise.all(models.map((model) => model.close()));
});

test('does not embed once it is closed', async () => {
  const model = await openEmbeddingModel(optionsFor());
  await model.close();
  await assert.rejects(model.embed(['river']), /closed/);
});

const unusable: readonly (readonly [string, TinyModelOptions, RegExp])[] = [
  [
    'of a kind that the library does not know',
    { config: { model_type: 'abacus' } },
    /knows no model_type "abacus"/,
  ],
  [
    'whose vectors have another length than it says',
    { config: { hidden_size: 9 } },
    /8 numbers where config.json says hidden_size 9/,
  ],
  ['that computes not-a-number', { row: (id) => tinyRow(id).map(() => Number.NaN) }, /zero or not finite/],
  ['without vectors for each token', { outputName: 'logits' }, /gives logits and not last_hidden_state/],
];
for (const [kind, peculiar, message] of unusable) {
  test(`refuses a model ${kind}, naming its folder`, async () => {
    const options = optionsFor(peculiar);
    await assert.rejects(openEmbeddingModel(options), (error: Error) => {
      assert.deepEqual([error.name, (error as { code?: string }).code], ['KnownError', 'model']);
      assert.match(error.message, message);
      assert.ok(error.message.includes(path.join(baseDir, options.model)));
      return true;
    });
  });
}

test('a tokenizer of no known kind is one plain sentence', async () => {
  const options = optionsFor();
  writeFileSync(path.join(baseDir, options.model, 'tokenizer.json'), '{"model": {}, "added_tokens": []}');
  await assert.rejects(
    openEmbeddingModel(options),
    /^KnownError: The embedding model in .* cannot be used: tokenizer\.json and tokenizer_config\.json are not of a kind/,
  );
});
