import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { startEmulator, type Emulator } from '../src/preview/emulator/emulator.ts';
import type { Snapshot } from '../src/preview/page/protocol.ts';
import { startPreview, type Preview } from '../src/preview/server.ts';
import { writeFolder } from './fixtures/folder.ts';

interface Served {
  readonly emulator: Emulator;
  readonly preview: Preview;
  readonly port: number;
  readonly host: string;
}

async function serve(context: TestContext): Promise<Served> {
  const pageDir = await writeFolder(context, {
    'index.html': '<!doctype html><title>page</title>',
    'main.js': 'export {};',
    'page.css': '',
    'secret.txt': 'not for anyone',
    'deeper/hidden.js': '',
  });
  const emulator = await startEmulator();
  context.after(() => emulator.close());
  const preview = await startPreview({ emulator, port: 0, pageDir, documents: () => 7 });
  context.after(() => preview.close());
  const { port, host } = new URL(preview.url);
  return { emulator, preview, port: Number(port), host };
}

interface Told {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** As anyone on this machine could, with headers that a browser would not let a page choose. */
async function ask({ port, host }: Served, told: Told): Promise<IncomingMessage> {
  const { method = 'GET', path = '/', headers = {}, body = '' } = told;
  const sent = request({ host: '127.0.0.1', port, method, path, headers: { host, ...headers } });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

async function answerTo(
  served: Served,
  told: Told,
): Promise<{ readonly status: number; readonly body: string }> {
  const response = await ask(served, told);
  return { status: response.statusCode ?? 0, body: await text(response) };
}

function say(served: Served, words: string, headers: OutgoingHttpHeaders = {}): Told {
  const [channel] = served.emulator.world.channels;
  const [user] = served.emulator.world.users;
  return {
    method: 'POST',
    path: '/say',
    headers: { 'content-type': 'application/json', origin: `http://${served.host}`, ...headers },
    body: JSON.stringify({ user: user?.id, channel: channel?.id, text: words }),
  };
}

function said(served: Served): readonly string[] {
  const [channel] = served.emulator.world.channels;
  const [user] = served.emulator.world.users;
  return served.emulator.messages(channel?.id ?? '', user?.id ?? '').map(({ content }) => content);
}

/** Reads server-sent events as they come. */
async function listen(
  served: Served,
  viewer: string,
): Promise<{ next(kind: string): Promise<unknown>; end(): void }> {
  const response = await ask(served, { path: `/events?viewer=${viewer}` });
  assert.equal(response.statusCode, 200);
  response.setEncoding('utf8');
  let unread = '';
  return {
    async next(kind) {
      for (;;) {
        const end = unread.indexOf('\n\n');
        if (end === -1) {
          const [piece] = (await once(response, 'data')) as [string];
          unread += piece;
        } else {
          const event = unread.slice(0, end);
          unread = unread.slice(end + 2);
          if (event.startsWith(`event: ${kind}\n`))
            return JSON.parse(event.slice(event.indexOf('data: ') + 6));
        }
      }
    },
    end: () => response.destroy(),
  };
}

test('another page gets the page as everyone does, which holds nothing, and cannot read or show it', async (context) => {
  // What people say and are answered comes by /events only, and that is refused to others.
  const served = await serve(context);
  const response = await ask(served, { headers: { origin: 'http://example.org' } });
  assert.equal(response.statusCode, 200);
  assert.match(await text(response), /<title>page/);
  const { headers } = response;
  assert.equal(headers['access-control-allow-origin'], undefined);
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  assert.equal(headers['x-frame-options'], 'DENY');
});

test('the page comes with headers that keep everything else out', async (context) => {
  const response = await ask(await serve(context), {});
  assert.equal(response.statusCode, 200);
  assert.match(await text(response), /<title>page/);
  const { headers } = response;
  const policy = headers['content-security-policy'] ?? '';
  for (const part of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]) {
    assert.ok(policy.toString().includes(part), part);
  }
  assert.doesNotMatch(policy.toString(), /unsafe|\*|https?:/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['access-control-allow-origin'], undefined);
});

test('it answers only under the names of this machine, whatever a name elsewhere points at', async (context) => {
  const served = await serve(context);
  const statusFor = async (host: string): Promise<number> =>
    (await answerTo(served, { headers: { host } })).status;
  assert.equal(await statusFor(`localhost:${served.port}`), 200);
  assert.equal(await statusFor(`LOCALHOST:${served.port}`), 200);
  for (const host of [
    'example.org',
    `example.org:${served.port}`,
    `127.0.0.1:${served.port + 1}`,
    '127.0.0.1',
  ]) {
    assert.equal(await statusFor(host), 403, host);
  }
});

test('only its own page may act, and only with JSON', async (context) => {
  const served = await serve(context);
  const statusOf = async (told: Told): Promise<number> => (await answerTo(served, told)).status;
  const mine = say(served, 'refused');
  assert.equal(await statusOf({ ...mine, headers: { ...mine.headers, origin: 'http://example.org' } }), 403);
  assert.equal(await statusOf({ ...mine, headers: { ...mine.headers, origin: 'null' } }), 403);
  assert.equal(
    await statusOf({ ...mine, headers: { ...mine.headers, origin: `http://localhost:${served.port}` } }),
    403,
  );
  assert.equal(await statusOf({ ...mine, headers: { 'content-type': 'application/json' } }), 403);
  assert.equal(await statusOf(say(served, 'refused', { 'sec-fetch-site': 'cross-site' })), 403);
  assert.equal(await statusOf(say(served, 'refused', { 'sec-fetch-site': 'same-site' })), 403);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; a=application/json']) {
    assert.equal(await statusOf(say(served, 'refused', { 'content-type': type })), 415, type);
  }
  assert.deepEqual(said(served), []);
  assert.equal(await statusOf(say(served, 'heard', { 'sec-fetch-site': 'same-origin' })), 200);
  assert.deepEqual(said(served), ['heard']);
});

test('other sites cannot even listen', async (context) => {
  const served = await serve(context);
  const foreign = { path: '/events', headers: { origin: 'http://example.org' } };
  assert.equal((await answerTo(served, foreign)).status, 403);
  const silent = { path: '/events', headers: { 'sec-fetch-site': 'cross-site' } };
  assert.equal((await answerTo(served, silent)).status, 403);
});

test('a body over 64 KB is refused, with its length announced or not', async (context) => {
  const served = await serve(context);
  const long = say(served, 'x'.repeat(65 * 1024));
  assert.equal((await answerTo(served, long)).status, 413);
  const unannounced = { ...long, headers: { ...long.headers, 'transfer-encoding': 'chunked' } };
  assert.equal((await answerTo(served, unannounced)).status, 413);
  assert.deepEqual(said(served), []);
});

test('what is no JSON object is refused in words', async (context) => {
  const served = await serve(context);
  for (const body of ['', '{', '[]', '"text"', 'null', '\u0000']) {
    assert.equal((await answerTo(served, { ...say(served, ''), body })).status, 400, JSON.stringify(body));
  }
  const empty = await answerTo(served, { ...say(served, ''), body: '{}' });
  assert.equal(empty.status, 200);
  assert.deepEqual(JSON.parse(empty.body), { kind: 'refused', reason: '"user" is missing.' });
});

test('paths lead to the page’s own files and nowhere else', async (context) => {
  const served = await serve(context);
  const statusOf = async (path: string, method = 'GET'): Promise<number> => {
    const told = method === 'POST' ? { ...say(served, 'no'), path } : { path, method };
    return (await answerTo(served, told)).status;
  };
  assert.equal(await statusOf('/main.js'), 200);
  assert.equal(await statusOf('/main.js?v=2'), 200);
  const nowhere = [
    '/secret.txt',
    '/deeper/hidden.js',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
  ];
  for (const path of [...nowhere, '/index.html', '//main.js', '/main.js/', '/__proto__', '/constructor']) {
    assert.equal(await statusOf(path), 404, path);
  }
  for (const path of ['/', '/constructor', '/toString', '/close'])
    assert.equal(await statusOf(path, 'POST'), 404, path);
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD'])
    assert.equal(await statusOf('/', method), 405, method);
});

test('a page that comes back is told everything again, and then what changes', async (context) => {
  const served = await serve(context);
  const [user] = served.emulator.world.users;
  const first = await listen(served, user?.id ?? '');
  const empty = (await first.next('state')) as Snapshot;
  assert.deepEqual(empty.messages, []);
  assert.equal(empty.documents, 7);
  assert.equal(empty.isBotOnline, false);
  await answerTo(served, say(served, 'while listening'));
  assert.equal(((await first.next('message')) as { content: string }).content, 'while listening');
  first.end();
  await answerTo(served, say(served, 'while away'));
  const second = await listen(served, user?.id ?? '');
  const state = (await second.next('state')) as Snapshot;
  assert.deepEqual(
    state.messages.map(({ content }) => content),
    ['while listening', 'while away'],
  );
  second.end();
});

test('each viewer gets only the channels they are in', async (context) => {
  const served = await serve(context);
  const { channels, users } = served.emulator.world;
  for (const { id } of users) {
    const stream = await listen(served, id);
    const state = (await stream.next('state')) as Snapshot;
    stream.end();
    const own = channels.filter(({ members }) => members === undefined || members.includes(id));
    assert.ok(own.length < channels.length);
    assert.deepEqual(
      state.channels.map((channel) => channel.id).toSorted(),
      own.map((channel) => channel.id).toSorted(),
    );
  }
});

test('somebody who does not exist can do nothing', async (context) => {
  const served = await serve(context);
  const told = say(served, 'boo');
  const answer = await answerTo(served, {
    ...told,
    body: told.body?.replace(/"user":"\d+"/, '"user":"42"') ?? '',
  });
  assert.equal((JSON.parse(answer.body) as { kind: string }).kind, 'refused');
  assert.deepEqual(said(served), []);
});

test('closing ends every open page', async (context) => {
  const served = await serve(context);
  const stream = await listen(served, '');
  await stream.next('state');
  await served.preview.close();
  await assert.rejects(answerTo(served, {}));
});

test('a port that is taken is said so, with the setting’s name', async (context) => {
  const served = await serve(context);
  const pageDir = await writeFolder(context, { 'index.html': '' });
  await assert.rejects(startPreview({ emulator: served.emulator, port: served.port, pageDir }), {
    code: 'settings',
    message: new RegExp(`Port ${served.port} \\(PREVIEW_PORT\\) is in use.*\\.env`),
  });
});
