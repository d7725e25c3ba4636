import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readModelSetting } from '../src/embedding/model-setting.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'footnote-setting-'));
after(() => rmSync(scratch, { recursive: true }));
const baseDir = path.join(scratch, 'project');
mkdirSync(path.join(baseDir, 'data', 'model'), { recursive: true });
mkdirSync(path.join(scratch, 'elsewhere'));

test('names a folder inside the project by its path there, however it was given', async () => {
  const expected = { kind: 'folder', folder: path.join(baseDir, 'data', 'model'), id: 'data/model' };
  for (const model of ['data/model', './data/model/', path.join(baseDir, 'data', 'model')]) {
    assert.deepEqual(await readModelSetting(model, baseDir), expected);
  }
});

test('names a folder outside the project by its last part alone', async () => {
  for (const model of ['../elsewhere', path.join(scratch, 'elsewhere')]) {
    assert.deepEqual(await readModelSetting(model, baseDir), {
      kind: 'folder',
      folder: path.join(scratch, 'elsewhere'),
      id: 'elsewhere',
    });
  }
});

test('reads a hub model with and without a revision', async () => {
  const hub = { kind: 'hub', repository: 'Some-One/a.model_v2' };
  assert.deepEqual(await readModelSetting('Some-One/a.model_v2', baseDir), { ...hub, revision: null });
  assert.deepEqual(await readModelSetting('Some-One/a.model_v2@v1.0', baseDir), { ...hub, revision: 'v1.0' });
  const commit = 'a'.repeat(40);
  assert.deepEqual(await readModelSetting(`Some-One/a.model_v2@${commit}`, baseDir), {
    ...hub,
    revision: commit,
  });
});

test('does not take a mistyped folder, or a path, for a hub model', async () => {
  for (const model of [
    'data/modle',
    './nowhere',
    '../a/b',
    '/no/such/folder',
    'model',
    'a/b/c',

    'a/b@',
    'a--b/c',
    'http://a/b',
  ]) {
    await assert.rejects(readModelSetting(model, baseDir), (error: Error) => {
      assert.equal((error as { code?: string }).code, 'model');
      assert.ok(error.message.includes(`"${model}"`), error.message);
      return true;
    });
  }
});
