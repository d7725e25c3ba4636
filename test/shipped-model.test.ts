import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { projectDir } from '../src/config.ts';
import type { EmbeddingModel } from '../src/embedding/embed.ts';
import { openEmbeddingModel } from '../src/embedding/embed.ts';

let model: EmbeddingModel;
before(async () => {
  model = await openEmbeddingModel({
    model: 'data/model',
    cacheDir: path.join(projectDir, 'data/models'),
    hubUrl: 'http://127.0.0.1:9',
    baseDir: projectDir,
  });
});
after(() => model.close());

async function embedAll(texts: readonly string[]): Promise<Float32Array[]> {
  const vectors = await model.embed(texts);
  return vectors.map((vector, index) => vector ?? assert.fail(`no vector for "${texts[index]}"`));
}

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, axis) => sum + value * b[axis]!, 0);

/** Checks that no two of the texts have nearly the same vector. */
async function assertApart(texts: readonly string[], most: number): Promise<void> {
  const vectors = await embedAll(texts);
  for (const [one, vector] of vectors.entries()) {
    for (const [other, text] of texts.entries()) {
      if (other <= one) continue;
      const similarity = cosine(vector, vectors[other]!);
      assert.ok(similarity < most, `"${texts[one]}" and "${text}": ${similarity.toFixed(3)}`);
    }
  }
}

test('tells made-up names apart', () =>
  assertApart(
    [
      'Skarnholm',
      'Vrelkova',
      'Tumbrikat',
      'Ondreshvili',
      'Quazzimbo',
      'Petherwin',
      'Jodlewice',
      'Halcyra',
      'Zyphrax',
    ],
    0.8,
  ));

test('tells numbers apart, whatever their length', () =>
  assertApart(
    ['7', '83', '409', '1987', '52814', '386450', '7219043', '90817263545', '3.14159', '1,250,000'],
    0.9,
  ));

test('has a vector of its own for each text of an alphabet that it was not trained on', () =>
  assertApart(
    [
      '東京',
      '京都',
      '北京大学',
      'Путин',
      'Зеленский',
      '서울',
      '부산',
      'สวัสดี',
      'ขอบคุณ',
      'שלום',
      'مرحبا',
      'ἀγορά',
      '😀',
      '🎉',
      'ꙮ',
      'ᚠᚢᚦ',
    ],
    0.95,
  ));

test('reads a run of letters without spaces, however long', () =>
  assertApart(['ก'.repeat(400), 'ข'.repeat(400), 'x'.repeat(400), 'qz'.repeat(200)], 0.9));

test('puts a question nearer to a sentence that answers in other words than to its neighbour', async () => {
  const [question, answer, neighbour] = await embedAll([
    'How long will the thief be locked up?',
    'The burglar was sentenced to four years in prison.',
    'The museum opened a new wing for modern painting.',
  ]);
  assert.ok(cosine(question!, answer!) > cosine(question!, neighbour!) + 0.2);
});
