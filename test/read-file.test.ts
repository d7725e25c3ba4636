import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readFoundFile } from '../src/corpus/read-file.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const size = 2_000_000;

test('a file that is written in place while it is read is one version or refused, never of two', async (t) => {
  const folder = realpathSync(temporaryFolder(t));
  const file = path.join(folder, 'notes.txt');
  writeFileSync(file, Buffer.alloc(size, 'a'));
  const writer = fork(
    path.join(import.meta.dirname, 'fixtures', 'rewriter.mjs'),
    [file, String(size), '300'],
    {
      execArgv: [],
    },
  );
  t.after(() => writer.kill('SIGKILL'));
  await new Promise((resolve) => writer.once('spawn', resolve));
  let read = 0;
  const until = Date.now() + 2500;
  for (let round = 0; Date.now() < until; round += 1) {
    const found = await readFoundFile({ kind: 'file', path: 'notes.txt', realPath: file }, 10e6);
    if (found.kind === 'refused') {
      assert.match(found.reason, /changed while it was read/);
      continue;
    }
    read += 1;
    const text = Buffer.from(found.bytes).toString('latin1').trimEnd();
    assert.match(text, /^(a+|b+|c+)$/, `round ${round}: two versions in one`);
    assert.equal(found.sha256, createHash('sha256').update(found.bytes).digest('hex'));
  }
  assert.ok(read > 0, 'some of them were read');
});
