import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  /^(?:The settings in .* cannot be read: |Some names in .* are misspelt)/.test(error.message);

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

test('a .env as Windows writes it is read, and one that is no text, or has no end, is refused', (t) => {
  const file = path.join(temporaryFolder(t), '.env');
  writeFileSync(file, Buffer.from('\uFEFFPREVIEW_PORT=4321\r\n', 'utf16le'));
  assert.equal(readSettings({}, file).previewPort, 4321);
  writeFileSync(file, '\uFEFFPREVIEW_PORT=4322\r\n');
  assert.equal(readSettings({}, file).previewPort, 4322);
  writeFileSync(file, 'PREVIEW_PORT=4323\nDISCORD_TOKEN=s3cret\0\n');
  assert.throws(() => readSettings({}, file), isSettings);
  rmSync(file);
  symlinkSync('/dev/zero', file);
  assert.throws(() => readSettings({}, file), isSettings);
  rmSync(file);
  symlinkSync('/dev/null', file);
  assert.equal(readSettings({}, file).previewPort, config.previewPort);
});

test('settings come through a pipe, once somebody writes to it', (t) => {
  const pipe = path.join(temporaryFolder(t), '.env');
  if (spawnSync('mkfifo', [pipe]).status !== 0) return t.skip('no named pipes here');
  const writer = spawn('sh', ['-c', 'sleep 0.2; printf "PREVIEW_PORT=4321\\n" > "$0"', pipe]);
  t.after(() => writer.kill());
  assert.equal(readSettings({}, pipe).previewPort, 4321);
});

test('a misspelt name in a .env is told, with the one that is meant, and no value', (t) => {
  const file = path.join(temporaryFolder(t), '.env');
  writeFileSync(file, 'DISCORD_TOKE=s3cret\nDOCUMENTS_DIRS=papers\nMY_OWN_THING=1\n');
  assert.throws(
    () => readSettings({}, file),
    (error) =>
      isSettings(error) &&
      error instanceof Error &&
      /DISCORD_TOKE is no setting; did you mean DISCORD_TOKEN\?/.test(error.message) &&
      /DOCUMENTS_DIR\?/.test(error.message) &&
      !/s3cret|papers|MY_OWN/.test(error.message),
  );
  writeFileSync(file, 'MY_OWN_THING=1\n');
  assert.equal(readSettings({}, file).previewPort, config.previewPort);
});
