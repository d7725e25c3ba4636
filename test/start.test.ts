import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { projectDir } from '../src/config.ts';
import { takeLock } from '../src/index/lock.ts';
import { freePort, startFolder, startProcess } from './fixtures/start.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';
const folder = path.join(tmpdir(), `footnote-start-${process.pid}`);
const token = 'MTEwMDAwMDAwMDAwMDAwMDAwMQ.GabcDE.a-token-that-nobody-may-see-anywhere-1';
let settings: Readonly<Record<string, string>> = {};

before(() => {
  settings = { ...startFolder(folder), DISCORD_TOKEN: token };
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the bot against a server that gives one answer to everything, and waits for its end. */
async function startAgainst(
  status: number,
  body: unknown,
  args: readonly string[] = [],
): Promise<{ readonly status: number | null; readonly output: string; readonly errors: string }> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const started = startProcess({ ...settings, DISCORD_API_URL: `http://127.0.0.1:${port}/api` }, args);
  const ended = await started.ended;
  server.closeAllConnections();
  server.close();
  return { status: ended, output: started.output(), errors: started.errors() };
}

/** The last line: what the operator reads. */
function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

test('a folder or documents that are missing are named before anything is tried', { skip }, async () => {
  const nowhere = startProcess(settings, ['--documents', path.join(folder, 'nowhere')]);
  assert.equal(await nowhere.ended, 2);
  assert.match(nowhere.output(), /^✗ The documents folder .*nowhere does not exist[^\n]*\n✓ Embedding model/);
  const empty = path.join(folder, 'empty');
  mkdirSync(empty, { recursive: true });
  const nothing = startProcess(settings, ['--documents', empty, '--index', path.join(folder, 'none')]);
  assert.equal(await nothing.ended, 2);
  assert.match(nothing.output(), /✗ No documents in it: put/);
  assert.match(nothing.output(), /· No index in .*none yet\n/, 'it is not built');
});

test('a token that Discord refuses is one plain sentence, and nobody sees the token', { skip }, async () => {
  for (const args of [[], ['--sharded']]) {
    const { status, output, errors } = await startAgainst(
      401,
      { message: '401: Unauthorized', code: 0 },
      args,
    );
    assert.equal(status, 2, errors);
    assert.match(output, /✓ A token for Discord/);
    assert.match(lastLine(errors), /^Discord does not accept the token in DISCORD_TOKEN\. /);
    assert.ok(!`${output}${errors}`.includes(token));
  }
});

test(
  'an application that is gone, and a server that is not Discord, are said as well',
  { skip },
  async () => {
    const gone = await startAgainst(403, { message: 'Forbidden', code: 0 });
    assert.equal(gone.status, 2);
    assert.match(lastLine(gone.errors), /status 403/);
    const other = await startAgainst(200, { hello: 'there' });
    assert.equal(other.status, 2);
    assert.match(lastLine(other.errors), /does not speak as Discord does.*DISCORD_API_URL/);
  },
);

test('too few logins left are not used up', { skip }, async () => {
  const { status, errors } = await startAgainst(200, {
    url: 'ws://127.0.0.1:9',
    shards: 1,
    session_start_limit: { total: 1000, remaining: 3, reset_after: 3_600_000, max_concurrency: 1 },
  });
  assert.equal(status, 1);
  assert.match(lastLine(errors), /allows 3 more logins in the next 60 minutes/);
});

test('no way to Discord is one plain sentence, within seconds', { skip }, async () => {
  const started = startProcess({ ...settings, DISCORD_API_URL: 'http://127.0.0.1:9/api' });
  assert.equal(await started.ended, 1);
  assert.match(
    lastLine(started.errors()),
    /cannot be reached at http:\/\/127\.0\.0\.1:9\/api \(ECONNREFUSED\)/,
  );
});

test('several processes need a token', { skip }, async () => {
  const started = startProcess({ ...settings, DISCORD_TOKEN: '' }, ['--sharded']);
  assert.equal(await started.ended, 2);
  assert.match(lastLine(started.errors()), /--sharded needs a token/);
});

test('without a token it serves the preview on loopback, until it is told to end', { skip }, async () => {
  const port = await freePort();
  const started = startProcess({ ...settings, DISCORD_TOKEN: '', PREVIEW_PORT: String(port) });
  await started.prints(/Try it here: (http:\S+)/);
  assert.match(started.output(), /· No DISCORD_TOKEN: a preview starts/);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<html/);
  const taken = startProcess({ ...settings, DISCORD_TOKEN: '', PREVIEW_PORT: String(port) });
  assert.equal(await taken.ended, 2);
  assert.match(lastLine(taken.errors()), /PREVIEW_PORT/);
  started.kill('SIGTERM');
  assert.equal(await started.ended, 0, started.errors());
});

test(
  'a second start on an empty index folder waits for who builds it, and then serves',
  { skip },
  async () => {
    const indexDir = path.join(folder, 'shared-index');
    const lock = await takeLock(indexDir);
    const port = await freePort();
    const own = { ...settings, INDEX_DIR: indexDir, DISCORD_TOKEN: '', PREVIEW_PORT: String(port) };
    const started = startProcess(own);
    await started.prints(/is being built: process \d+ has been building since .*\nWaiting for it/);
    await lock.release();
    await started.prints(/Try it here/);
    started.kill('SIGTERM');
    assert.equal(await started.ended, 0, started.errors());

    // With an index to answer from, neither a builder nor missing documents keep it from starting.
    const again = await takeLock(indexDir);
    const busy = startProcess(own);
    await busy.prints(/Going on with the index that is there[^]*Try it here/);
    busy.kill('SIGTERM');
    assert.equal(await busy.ended, 0);
    await again.release();
    const nowhere = startProcess(own, ['--documents', path.join(folder, 'nowhere')]);
    await nowhere.prints(
      /The documents folder .*nowhere does not exist[^]*Going on with the index that is there[^]*Try it here/,
    );
    nowhere.kill('SIGTERM');
    assert.equal(await nowhere.ended, 0);
  },
);

test('while it waits for somebody else, it ends when told to', { skip }, async () => {
  const indexDir = path.join(folder, 'held-index');
  const lock = await takeLock(indexDir);
  const started = startProcess({ ...settings, INDEX_DIR: indexDir });
  await started.prints(/Waiting for it/);
  started.kill('SIGTERM');
  assert.equal(await started.ended, 0, started.errors());
  await lock.release();
});
