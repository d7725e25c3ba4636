import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readModelFiles, sha256 } from '../src/embedding/model-files.ts';
import type { TinyModelOptions } from './fixtures/tiny-model.ts';
import { tinyModelFiles, writeTinyModel } from './fixtures/tiny-model.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'footnote-model-'));
after(() => rmSync(scratch, { recursive: true }));
const onnxName = 'onnx/model_quantized.onnx';

function folderOf(options: TinyModelOptions = {}): string {
  const folder = mkdtempSync(path.join(scratch, 'model-'));
  writeTinyModel(folder, options);
  return folder;
}

/** Writes files.json as it belongs to the model as built. */
function writeFileList(folder: string): void {
  const files = [...tinyModelFiles()].map(([name, bytes]) => ({
    name,
    size: bytes.length,
    sha256: sha256(bytes),
  }));
  writeFileSync(path.join(folder, 'files.json'), JSON.stringify({ files }));
}

async function lengthOf(tokenizer: unknown, positions: unknown): Promise<number> {
  const tokenizerConfig = { model_max_length: tokenizer };
  const folder = folderOf({ tokenizerConfig, config: { max_position_embeddings: positions } });
  return (await readModelFiles(folder, 'model')).maxTokens;
}

async function assertRefused(folder: string, message: RegExp): Promise<void> {
  await assert.rejects(readModelFiles(folder, 'model'), (error: Error) => {
    assert.equal((error as { code?: string }).code, 'model');
    assert.ok(error.message.includes(folder), error.message);
    assert.match(error.message, message);
    return true;
  });
}

test('hashes network and tokenizer apart, by content and not by place', async () => {
  const [first, copy, trained] = await Promise.all([
    readModelFiles(folderOf(), 'a'),
    readModelFiles(folderOf(), 'b'),
    readModelFiles(folderOf({ row: (id) => [id, 1, 1, 1, 1, 1, 1, 1] }), 'c'),
  ]);
  assert.equal(first.hash, copy.hash);
  assert.notEqual(first.hash, trained.hash);
  assert.equal(first.tokenizerHash, trained.tokenizerHash);
  const other = await readModelFiles(folderOf({ tokenizerConfig: { do_lower_case: true } }), 'd');
  assert.equal(first.hash, other.hash);
  assert.notEqual(first.tokenizerHash, other.tokenizerHash);
});

test('takes the least of the lengths that model and tokenizer name, and 512 at most', async () => {
  assert.equal(await lengthOf(256, 512), 256);
  assert.equal(await lengthOf(512, 128), 128);
  assert.equal(await lengthOf(1e30, 8192), 512);
  assert.equal(await lengthOf(undefined, undefined), 512);
});

for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
  test(`refuses a folder without ${name}, or with something else in it`, async () => {
    const folder = folderOf();
    writeFileSync(path.join(folder, name), '<html>');
    await assertRefused(folder, new RegExp(`${name.replace('.', '\\.')} is not JSON`));
    rmSync(path.join(folder, name));
    await assertRefused(folder, new RegExp(`${name.replace('.', '\\.')} is missing`));
  });
}

test('refuses a folder without a network, and says what belongs there', async () => {
  await assertRefused(
    mkdtempSync(path.join(scratch, 'empty-')),
    /no onnx\/model_quantized\.onnx and no onnx\/model\.onnx.*needs config\.json/,
  );
});

test('refuses a network that ends early', async () => {
  const folder = folderOf();
  const bytes = readFileSync(path.join(folder, onnxName));
  writeFileSync(path.join(folder, onnxName), bytes.subarray(0, 100));
  await assertRefused(folder, /onnx\/model_quantized\.onnx is not a whole ONNX model/);
});

test('refuses a configuration without the length of a vector', async () => {
  await assertRefused(folderOf({ config: { hidden_size: undefined } }), /hidden_size/);
  await assertRefused(folderOf({ config: { hidden_size: '8' } }), /hidden_size in config\.json is "8"/);
});

test('checks every file against files.json where there is one', async () => {
  const folder = folderOf();
  writeFileList(folder);
  await readModelFiles(folder, 'model');
  for (const [name, bytes] of tinyModelFiles()) {
    const file = path.join(folder, name);
    const changed = Buffer.from(bytes);
    changed[bytes.length - 2]! ^= 4;
    writeFileSync(file, changed);
    await assertRefused(folder, new RegExp(`${name.replaceAll('.', '\\.')} is damaged or was changed`));
    writeFileSync(file, bytes);
  }
  await readModelFiles(folder, 'model');
  writeFileSync(path.join(folder, 'files.json'), '{"files": [null]}');
  await assertRefused(folder, /files\.json does not list config\.json/);
});

test(
  'what is no file is refused, not waited for; a list that cannot be read is not the same as none',
  { timeout: 20_000 },
  async () => {
    const folder = folderOf();
    writeFileList(folder);
    for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'files.json']) {
      const file = path.join(folder, name);
      const intact = readFileSync(file);
      rmSync(file);
      mkdirSync(file);
      await assertRefused(folder, new RegExp(`${name.replaceAll('.', '\\.')} is not a file`));
      rmSync(file, { recursive: true });
      if (process.platform !== 'win32') {
        spawnSync('mkfifo', [file]);
        await assertRefused(folder, new RegExp(`${name.replaceAll('.', '\\.')} is not a file`));
        rmSync(file);
        symlinkSync('nowhere', file);
        await assertRefused(folder, new RegExp(`${name.replaceAll('.', '\\.')} is missing`));
        rmSync(file);
      }
      writeFileSync(file, intact);
    }
    await readModelFiles(folder, 'model');
  },
);
