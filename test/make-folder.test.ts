import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeFolder } from '../src/make-folder.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

test('a folder is made with those above it, by several at once, and again', async (t) => {
  const folder = path.join(temporaryFolder(t), 'a', 'b', 'c');
  await Promise.all([makeFolder(folder, 0o700), makeFolder(folder, 0o700), makeFolder(folder, 0o700)]);
  await makeFolder(folder);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});

test('what cannot be made is told, and not tried for ever', async (t) => {
  const file = path.join(temporaryFolder(t), 'file');
  writeFileSync(file, '');
  await assert.rejects(makeFolder(file), { code: 'EEXIST' });
  await assert.rejects(makeFolder(path.join(file, 'below')), { code: 'ENOTDIR' });
  if (existsSync('/proc/self')) await assert.rejects(makeFolder('/proc/self/nothing'), { code: 'ENOENT' });
});
