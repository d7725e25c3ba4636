import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../src/config.ts';
import { withArguments } from '../src/terminal/settings.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const config = loadConfig({});

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
