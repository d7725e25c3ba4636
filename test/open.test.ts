import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../src/config.ts';
import { exitStatus, exitStatusOf, KnownError } from '../src/errors.ts';
import { openIndex } from '../src/index/generation.ts';
import { openLibrary } from '../src/library/open.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const quiet = { update: () => {} };

test('an index folder that is a file, or lies in one, is a wrong setting', async (t) => {
  const file = path.join(temporaryFolder(t), 'file');
  writeFileSync(file, '');
  for (const place of [file, path.join(file, 'index')]) {
    await assert.rejects(
      openLibrary(loadConfig({ INDEX_DIR: place }), 'npm run index', quiet),
      (error) =>
        error instanceof KnownError &&
        exitStatusOf(error) === exitStatus.usage &&
        /a file lies there or above it\. Set INDEX_DIR/.test(error.message),
    );
  }
});

test(
  'an index folder that may not be read is said to be one',
  { skip: process.getuid?.() === 0 },
  async (t) => {
    const folder = temporaryFolder(t);
    chmodSync(folder, 0o300);
    await assert.rejects(
      openIndex(folder),
      (error) => error instanceof KnownError && /cannot be read \(EACCES\)/.test(error.message),
    );
  },
);
