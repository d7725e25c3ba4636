import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { DownloadOptions } from '../src/embedding/download.ts';
import { downloadModel } from '../src/embedding/download.ts';
import { describeEmbeddingModel, openEmbeddingModel } from '../src/embedding/embed.ts';
import type { LoopbackHub } from './fixtures/loopback-hub.ts';
import { openLoopbackHub, resolvePath, sendBytes, sendHalf } from './fixtures/loopback-hub.ts';
import { tinyModelFiles } from './fixtures/tiny-model.ts';

const repository = 'someone/tiny';
const commit = '0123456789abcdef0123456789abcdef01234567';
const onnxName = 'onnx/model_quantized.onnx';
const setting = { kind: 'hub', repository, revision: null } as const;
const files = tinyModelFiles();
const onnx = files.get(onnxName)!;

const scratch = mkdtempSync(path.join(tmpdir(), 'footnote-download-'));
after(() => rmSync(scratch, { recursive: true }));

interface Scene {
  readonly hub: LoopbackHub;
  readonly options: DownloadOptions;
  readonly folder: string;
}

/** A hub of its own and an empty cache. */
async function setUp(context: TestContext, served: ReadonlyMap<string, Buffer> = files): Promise<Scene> {
  const hub = await openLoopbackHub(repository, commit, served);
  context.after(() => hub.close());
  const cacheDir = mkdtempSync(path.join(scratch, 'cache-'));
  return {
    hub,
    options: { cacheDir, hubUrl: hub.url },
    folder: path.join(cacheDir, 'someone--tiny', commit),
  };
}

function partsIn(folder: string): string[] {
  return existsSync(folder)
    ? (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.part'))
    : [];
}

/** The download fails with a message like the given one, leaves nothing that counts as a model, and works once the hub does. */
async function assertFailsThenRecovers({ hub, options, folder }: Scene, message: RegExp): Promise<void> {
  await assert.rejects(downloadModel(setting, options), (error: Error) => {
    assert.deepEqual([error.name, (error as { code?: string }).code], ['KnownError', 'download']);
    assert.match(error.message, message);
    assert.ok(error.message.includes(new URL(hub.url).host), error.message);
    assert.match(error.message, /EMBEDDING_MODEL=data\/model/);
    return true;
  });
  assert.equal(existsSync(path.join(folder, 'files.json')), false);
  assert.deepEqual(partsIn(folder), []);
  hub.instead.clear();
  await downloadModel(setting, options);
  for (const [name, bytes] of files) assert.deepEqual(readFileSync(path.join(folder, name)), bytes);
}

test('downloads a model that then opens, and does not ask the hub again', async (context) => {
  const { hub, options, folder } = await setUp(context);
  const model = { ...options, model: repository, baseDir: scratch };
  const opened = await openEmbeddingModel(model);
  assert.equal(opened.id, `${repository}@${commit}`);
  assert.equal((await opened.embed(['the stone bridge']))[0]?.length, opened.dimension);
  await opened.close();
  assert.deepEqual(partsIn(folder), []);
  const asked = hub.requests.length;
  assert.equal((await describeEmbeddingModel(model)).hash, opened.hash);
  assert.equal(hub.requests.length, asked);
});

test('reports progress up to the size of each file', async (context) => {
  const { options } = await setUp(context);
  const received = new Map<string, number>();
  await downloadModel(setting, {
    ...options,
    onProgress: ({ file, receivedBytes, totalBytes }) => {
      assert.equal(totalBytes, files.get(file)?.length);
      assert.ok(receivedBytes > (received.get(file) ?? 0));
      received.set(file, receivedBytes);
    },
  });
  assert.deepEqual(received, new Map([...files].map(([name, bytes]) => [name, bytes.length])));
});

test('takes the unquantised network where the hub has no other', async (context) => {
  const { options, folder } = await setUp(context, tinyModelFiles({ onnxName: 'onnx/model.onnx' }));
  await downloadModel(setting, options);
  assert.deepEqual(readFileSync(path.join(folder, 'onnx/model.onnx')), onnx);
});

test('goes on using the commit that main meant at first', async (context) => {
  const { hub, options, folder } = await setUp(context);
  await downloadModel(setting, options);
  hub.instead.set(
    `/api/models/${repository}/revision/main`,
    (_, response) => void response.end(JSON.stringify({ sha: 'f'.repeat(40) })),
  );
  assert.equal((await downloadModel(setting, options)).folder, folder);
  rmSync(path.join(folder, 'files.json'));
  assert.equal((await downloadModel(setting, options)).folder, folder);
});

test('asks for a given commit without looking main up', async (context) => {
  const { hub, options } = await setUp(context);
  await downloadModel({ ...setting, revision: commit }, options);
  assert.deepEqual(
    hub.requests.filter((asked) => asked.startsWith('/api/')),
    [],
  );
});

test('refuses bytes that are not those pinned for a known model', async (context) => {
  const pinned = '751bff37182d3f1213fa05d7196b954e230abad9';
  const known = 'Xenova/all-MiniLM-L6-v2';
  const hub = await openLoopbackHub(known, pinned, files);
  context.after(() => hub.close());
  const options = { cacheDir: mkdtempSync(path.join(scratch, 'cache-')), hubUrl: hub.url };
  await assert.rejects(
    downloadModel({ kind: 'hub', repository: known, revision: null }, options),
    /config\.json .* the pinned file has 7135149f/,
  );
  assert.deepEqual(hub.requests, [resolvePath(known, pinned, 'config.json')]);
});

type Respond = (request: IncomingMessage, response: ServerResponse) => void;
const lfsPointer = Buffer.from(
  `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`,
);
const webPage = Buffer.from('<!doctype html><title>Sign in</title>');
const flipped = Buffer.from(onnx);
flipped[Math.floor(onnx.length / 2)]! ^= 1;
const otherJson = Buffer.from('{"model_type": "bert", "hidden_size": 9}');

const configPath = resolvePath(repository, commit, 'config.json');
const onnxPath = resolvePath(repository, commit, onnxName);
const faults: readonly (readonly [string, string, Respond, RegExp])[] = [
  [
    'a file is missing',
    configPath,
    (_, response) => response.writeHead(404).end(),
    /HTTP 404: it has no config\.json/,
  ],
  [
    'the network is missing',
    onnxPath,
    (_, response) => response.writeHead(404).end(),
    /no onnx\/model_quantized\.onnx and no onnx\/model\.onnx/,
  ],
  ['the hub is down', configPath, (_, response) => response.writeHead(503).end(), /HTTP 503/],
  [
    'the model is not public',
    configPath,
    (_, response) => response.writeHead(401).end(),
    /HTTP 401 \(there is no such model, or it is not public\)/,
  ],
  ['the connection breaks off at once', configPath, (request) => request.socket.destroy(), /broke off/],
  [
    'the connection breaks off half-way',
    `/large/${onnxName}`,
    (request, response) => sendHalf(response, onnx, () => request.socket.destroy()),
    /broke off/,
  ],
  [
    'half of the file counts as all of it',
    `/large/${onnxName}`,
    (_, response) => sendBytes(response, onnx.subarray(0, onnx.length / 2)),
    /not a whole ONNX model/,
  ],
  [
    'a web page comes for the network',
    `/large/${onnxName}`,
    (_, response) => sendBytes(response, webPage),
    /is a web page/,
  ],
  [
    'a web page comes for a JSON file',
    configPath,
    (_, response) => sendBytes(response, webPage),
    /is not JSON/,
  ],
  [
    'a Git LFS pointer comes for the network',
    `/large/${onnxName}`,
    (_, response) => sendBytes(response, lfsPointer),
    /Git LFS pointer/,
  ],
  [
    'one bit of the network is flipped',
    `/large/${onnxName}`,
    (_, response) => sendBytes(response, flipped),
    /SHA-256 .* and the hub says/,
  ],
  [
    'a small file has other bytes than its Git hash says',
    configPath,
    (_, response) => sendBytes(response, otherJson, { etag: `"${'1'.repeat(40)}"` }),
    /Git hash/,
  ],
  [
    'a file is too large to be a model',
    configPath,
    (_, response) => void response.writeHead(200, { 'content-length': 3e9 }).write('{'),
    /it has 3000000000 bytes; the most is/,
  ],
  [
    'a redirect leads to plain http elsewhere',
    onnxPath,
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/x' }).end(),
    /redirects to http:\/\/127\.0\.0\.1:9, which is not https/,
  ],
  [
    'redirects go round',
    onnxPath,
    (_, response) => response.writeHead(302, { location: onnxPath }).end(),
    /more than 5 redirects/,
  ],
  [
    'the answer names no commit',
    `/api/models/${repository}/revision/main`,
    (_, response) => void response.end('{"sha": "main"}'),
    /names no commit/,
  ],
  [
    'there is no such model',
    `/api/models/${repository}/revision/main`,
    (_, response) => response.writeHead(404).end(),
    /no model of that name/,
  ],
];
for (const [fault, where, respond, message] of faults) {
  test(`when ${fault}, says so and keeps no model`, async (context) => {
    const scene = await setUp(context);
    scene.hub.instead.set(where, respond);
    await assertFailsThenRecovers(scene, message);
  });
}

for (const [fault, respond] of [
  ['before the first byte', () => undefined],
  ['half-way', (_: IncomingMessage, response: ServerResponse) => sendHalf(response, onnx, () => undefined)],
] as const) {
  test(`gives up when the hub falls silent ${fault}`, async (context) => {
    const scene = await setUp(context);
    scene.hub.instead.set(`/large/${onnxName}`, respond);
    await assertFailsThenRecovers(
      { ...scene, options: { ...scene.options, stallMilliseconds: 300 } },
      /no data for 0\.3 seconds/,
    );
  });
}

test('says which host cannot be reached', async (context) => {
  const { hub, options } = await setUp(context);
  await hub.close();
  await assert.rejects(
    downloadModel(setting, options),
    /127\.0\.0\.1:\d+: the connection was refused\. .*EMBEDDING_MODEL=data\/model/,
  );
});

test('after a kill half-way keeps what was whole and fetches the rest', async (context) => {
  const { hub, options, folder } = await setUp(context);
  const halfSent = new Promise<void>((resolve) => {
    hub.instead.set(`/large/${onnxName}`, (_, response) => sendHalf(response, onnx, resolve));
  });
  const script = fileURLToPath(new URL('fixtures/download-once.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, repository, hub.url, options.cacheDir], {
    stdio: 'inherit',
  });
  const exited = once(child, 'exit');
  await Promise.race([halfSent, exited]);
  while (partsIn(folder).length === 0 && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  assert.equal((await exited)[1], 'SIGKILL');
  assert.equal(existsSync(path.join(folder, 'files.json')), false);
  const [part] = partsIn(folder);
  assert.ok(part, 'the killed process left a partial file');

  hub.instead.clear();
  const { ino } = statSync(path.join(folder, 'config.json'));
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(path.join(folder, part), longAgo, longAgo);
  await downloadModel(setting, options);
  assert.equal(statSync(path.join(folder, 'config.json')).ino, ino);
  assert.deepEqual(readFileSync(path.join(folder, onnxName)), onnx);
  assert.deepEqual(partsIn(folder), []);
});

test('replaces a damaged file of an unfinished download', async (context) => {
  const { options, folder } = await setUp(context);
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  writeFileSync(path.join(folder, onnxName), flipped);
  writeFileSync(path.join(folder, 'config.json'), otherJson);
  await downloadModel(setting, options);
  assert.deepEqual(readFileSync(path.join(folder, onnxName)), onnx);
  assert.deepEqual(readFileSync(path.join(folder, 'config.json')), files.get('config.json'));
});

test('does not open a cached model that was damaged since, and says which file', async (context) => {
  const { options, folder } = await setUp(context);
  await downloadModel(setting, options);
  writeFileSync(path.join(folder, onnxName), flipped);
  await assert.rejects(
    openEmbeddingModel({ ...options, model: repository, baseDir: scratch }),
    (error: Error) => {
      assert.equal((error as { code?: string }).code, 'model');
      assert.match(error.message, /onnx\/model_quantized\.onnx is damaged or was changed.*Delete the folder/);
      assert.ok(error.message.includes(folder));
      return true;
    },
  );
});

test('lets several downloads of one model run at once', async (context) => {
  const { options, folder } = await setUp(context);
  await Promise.all(Array.from({ length: 6 }, () => downloadModel(setting, options)));
  for (const [name, bytes] of files) assert.deepEqual(readFileSync(path.join(folder, name)), bytes);
  assert.deepEqual(partsIn(folder), []);
});

test('reports a cache that cannot be written', async (context) => {
  const { options } = await setUp(context);
  const file = path.join(options.cacheDir, 'file');
  writeFileSync(file, '');
  await assert.rejects(downloadModel(setting, { ...options, cacheDir: file }), (error: Error) => {
    assert.equal((error as { code?: string }).code, 'disk');
    assert.match(error.message, /someone\/tiny .* ENOTDIR/);
    return true;
  });
});
