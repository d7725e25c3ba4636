import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { freePort, startFolder, startProcess } from './fixtures/start.ts';

// npm puts a shell between itself and the bot, and the shell does not pass signals on.
test('npm start ends with 0 at SIGTERM, and leaves nothing running', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'footnote-npm-'));
  const port = await freePort();
  const npm = startProcess({ ...startFolder(folder), PREVIEW_PORT: String(port) }, [], 'npm');
  try {
    await npm.prints(/Try it here/);
    npm.kill('SIGTERM');
    assert.equal(await npm.ended, 0, npm.errors());
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  } finally {
    npm.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
