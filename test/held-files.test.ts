import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readEmbeddingModel } from '../src/embedding/embed.ts';
import { heldFiles, holdFiles } from '../src/embedding/held-files.ts';
import { writeTinyModel } from './fixtures/tiny-model.ts';

const baseDir = mkdtempSync(path.join(tmpdir(), 'footnote-held-'));
after(() => rmSync(baseDir, { recursive: true }));

async function held(file: string): Promise<string | undefined> {
  const response = await heldFiles.match(file);
  return response && Buffer.from(await response.arrayBuffer()).toString();
}

test('holds a file until it is let go, and what another holds since after that', async () => {
  const letGo = holdFiles(new Map([['/a/b', Buffer.from('one')]]));
  const letOtherGo = holdFiles(new Map([['/a/b', Buffer.from('two')]]));
  letGo();
  assert.equal(await held('/a/b'), 'two');
  letOtherGo();
  assert.equal(await held('/a/b'), undefined);
});

test('opens a model from the bytes that were checked, whatever became of its files', async () => {
  writeTinyModel(path.join(baseDir, 'model'), {});
  const { description, open } = await readEmbeddingModel({
    model: 'model',
    cacheDir: path.join(baseDir, 'cache'),
    hubUrl: 'http://127.0.0.1:9',
    baseDir,
  });
  for (const file of ['config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'])
    writeFileSync(path.join(baseDir, 'model', file), '');
  const model = await open();
  assert.equal(model.hash, description.hash);
  assert.equal((await model.embed(['the river bridge']))[0]?.length, description.dimension);
  await model.close();
  assert.equal(await held(path.join(baseDir, 'model', 'config.json').replaceAll('\\', '/')), undefined);
});
