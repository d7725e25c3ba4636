import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../src/config.ts';
import { KnownError } from '../src/errors.ts';
import { readSettings, withArguments } from '../src/terminal/settings.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const config = loadConfig({});

const isSettings = (error: unknown): boolean =>
  error instanceof KnownError &&
  error.code === 'settings' &&
  /^The settings in .* cannot be read: /.test(error.message);

function given(values: Record<string, string>) {
  return { values, switches: new Set<string>(), words: [] };
}

test('folders given on the command line start where it was typed', (t) => {
  const folder = temporaryFolder(t);
  const changed = withArguments(config, given({ documents: 'papers', index: '../index' }), folder);
  assert.equal(changed.documentsDir, path.join(folder, 'papers'));
  assert.equal(changed.indexDir, path.join(path.dirname(folder), 'index'));
  assert.equal(changed.embeddingModel, config.embeddingModel);
});

test('a model is a folder where there is one, otherwise what the setting would mean', (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(path.join(folder, 'own', 'model'), { recursive: true });
  assert.equal(
    withArguments(config, given({ model: 'own/model' }), folder).embeddingModel,
    path.join(folder, 'own', 'model'),
  );
  assert.equal(withArguments(config, given({ model: 'other/model' }), folder).embeddingModel, 'other/model');
});

test('without options the settings stay as they are', (t) => {
  assert.deepEqual(withArguments(config, given({}), temporaryFolder(t)), config);
});

test('a .env fills in what the environment lacks; one that cannot be read is not the same as none', (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, '.env');
  assert.equal(readSettings({}, file).previewPort, config.previewPort);
  writeFileSync(file, 'PREVIEW_PORT=4321\nSHARDS=3\n');
  const read = readSettings({ SHARDS: '2' }, file);
  assert.deepEqual([read.previewPort, read.shards], [4321, 2]);
  const folderInItsPlace = path.join(folder, 'folder');
  mkdirSync(folderInItsPlace);
  const loop = path.join(folder, 'loop');
  symlinkSync('loop', loop);
  assert.throws(() => readSettings({}, folderInItsPlace), isSettings);
  assert.throws(() => readSettings({}, loop), isSettings);
  if (process.getuid?.() === 0) return;
  chmodSync(file, 0);
  assert.throws(() => readSettings({}, file), isSettings);
});
