import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { projectDir } from '../src/config.ts';
import { openEmbeddingModel } from '../src/embedding/embed.ts';
import { compareWithGolden, goldenName, goldenTexts, recordGolden } from '../src/embedding/golden.ts';
import { readModelFiles } from '../src/embedding/model-files.ts';
import { KnownError } from '../src/errors.ts';
import type { Embed } from '../src/types.ts';
import { embedNothing } from './fixtures/small-library.ts';
import { openLoopbackHub } from './fixtures/loopback-hub.ts';
import { tinyModelFiles, writeTinyModel } from './fixtures/tiny-model.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'footnote-golden-'));
after(() => rmSync(scratch, { recursive: true }));

const isModel =
  (pattern: RegExp) =>
  (error: unknown): boolean =>
    error instanceof KnownError && error.code === 'model' && pattern.test(error.message);

/** A folder with a tiny model, and what opens it. */
function tinyModel(name: string): Parameters<typeof openEmbeddingModel>[0] {
  writeTinyModel(path.join(scratch, name));
  return { model: name, cacheDir: scratch, hubUrl: 'http://127.0.0.1:9', baseDir: scratch };
}

/** As a runtime would give it that computes something else. */
function turned(embed: Embed, by: number): Embed {
  return async (texts) =>
    (await embed(texts)).map((vector) => {
      if (vector === null) return null;
      const [x = 0, y = 0, ...rest] = vector;
      return Float32Array.from([
        x * Math.cos(by) - y * Math.sin(by),
        x * Math.sin(by) + y * Math.cos(by),
        ...rest,
      ]);
    });
}

const shipped = path.join(projectDir, 'data/model');
const skip = existsSync(path.join(shipped, 'config.json')) ? false : 'no model in data/model';

test('the shipped model has golden vectors of the very files that are shipped', { skip }, async () => {
  const files = await readModelFiles(shipped, 'data/model');
  const model = await openEmbeddingModel({
    model: shipped,
    cacheDir: scratch,
    hubUrl: '',
    baseDir: projectDir,
  });
  // After training: node --import tsx scripts/train/embedding/golden.ts
  assert.equal(await compareWithGolden(files, model.embed), true, 'they belong to other files');
  await assert.rejects(compareWithGolden(files, turned(model.embed, 1.5)), isModel(/Run: npm ci/));
  await model.close();
});

test('a model that gives other vectors than it did is refused, naming the text; rounding is not', async () => {
  const options = tinyModel('drifts');
  const model = await openEmbeddingModel(options);
  const files = await readModelFiles(path.join(scratch, 'drifts'), 'drifts');
  assert.equal(await compareWithGolden(files, model.embed), false, 'there is nothing to compare with');
  await recordGolden(files, model.embed);
  assert.equal(await compareWithGolden(files, model.embed), true);
  assert.equal(await compareWithGolden(files, turned(model.embed, 0.001)), true);
  await assert.rejects(
    compareWithGolden(files, turned(model.embed, 0.3)),
    isModel(/text \d+ of 20 has cosine 0\.9\d+ with what golden\.json says/),
  );
  await assert.rejects(compareWithGolden(files, embedNothing), isModel(/cosine 0\.0000/));
  await recordGolden(files, turned(model.embed, 0.3));
  await model.close();
  await assert.rejects(openEmbeddingModel(options), isModel(/gives other vectors/), 'and so does opening it');
});

test('a golden.json that is damaged is said to be', async () => {
  const options = tinyModel('damaged');
  const model = await openEmbeddingModel(options);
  const folder = path.join(scratch, 'damaged');
  await recordGolden(await readModelFiles(folder, 'damaged'), model.embed);
  await model.close();
  const file = path.join(folder, goldenName);
  const intact = readFileSync(file, 'utf8');
  const middle = intact.indexOf('vectors') + 200;
  for (const text of ['', '{}', '[1]', 'null', intact.slice(0, -20), intact.replace('water', 'wager')]) {
    writeFileSync(file, text);
    await assert.rejects(openEmbeddingModel(options), isModel(/golden\.json is damaged/), text.slice(0, 10));
  }
  writeFileSync(
    file,
    `${intact.slice(0, middle)}${intact[middle] === 'A' ? 'B' : 'A'}${intact.slice(middle + 1)}`,
  );
  await assert.rejects(openEmbeddingModel(options), isModel(/golden\.json is damaged/));
  rmSync(file);
  mkdirSync(file);
  await assert.rejects(openEmbeddingModel(options), isModel(/golden\.json is damaged/));
});

test('a downloaded model is written down when it is first opened, and compared from then on', async (t) => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  const hub = await openLoopbackHub('someone/tiny', commit, tinyModelFiles());
  t.after(() => hub.close());
  const options = {
    model: 'someone/tiny',
    cacheDir: path.join(scratch, 'cache'),
    hubUrl: hub.url,
    baseDir: scratch,
  };
  const folder = path.join(scratch, 'cache', 'someone--tiny', commit);
  const model = await openEmbeddingModel(options);
  assert.equal(
    (JSON.parse(readFileSync(path.join(folder, goldenName), 'utf8')) as { texts: unknown[] }).texts.length,
    20,
  );
  await openEmbeddingModel(options).then(({ close }) => close());
  const files = await readModelFiles(folder, model.id);
  rmSync(path.join(folder, goldenName));
  await recordGolden(files, turned(model.embed, 0.3));
  await model.close();
  await assert.rejects(openEmbeddingModel(options), isModel(/gives other vectors/));
});

test('the texts are twenty different ones', () => {
  assert.equal(new Set(goldenTexts).size, 20);
});
