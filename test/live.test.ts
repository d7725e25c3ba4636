import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { abstentionLevels } from '../src/answering/levels.ts';
import { loadConfig, projectDir, type Config } from '../src/config.ts';
import { KnownError } from '../src/errors.ts';
import { buildInOwnProcess } from '../src/index/build-process.ts';
import { buildOrder, openLiveLibrary, type LiveLibrary } from '../src/library/live.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';
const folder = path.join(tmpdir(), `footnote-live-${process.pid}`);
const documentsDir = path.join(folder, 'documents');
const config: Config = loadConfig({ DOCUMENTS_DIR: documentsDir, INDEX_DIR: path.join(folder, 'index') });
const options = { remedy: 'npm run index', progress: { update: () => {} }, intervalMs: 60_000 };

const bridge = '# The bridge\n\nThe bridge over the river Ock was opened in 1911.\n';

before(async () => {
  mkdirSync(documentsDir, { recursive: true });
  writeFileSync(path.join(documentsDir, 'bridge.md'), bridge);
  if (skip === false) await buildInOwnProcess(buildOrder(config));
});

after(() => rmSync(folder, { recursive: true, force: true }));

async function withLibrary(use: (library: LiveLibrary) => Promise<void>): Promise<void> {
  const library = await openLiveLibrary(config, options);
  try {
    await use(library);
  } finally {
    await library.close();
  }
}

test('a rebuild swaps the new generation in and leaves the old one as it was', { skip }, async () => {
  await withLibrary(async (live) => {
    const old = live.current();
    writeFileSync(path.join(documentsDir, 'mill.md'), '# The mill\n\nThe mill burned down in 1873.\n');
    const [report, second] = await Promise.all([live.reindex(), live.reindex()]);
    assert.equal(report?.status, 'built');
    assert.equal(second, null, 'one build at a time');
    assert.equal(live.current().index.generation, report?.generation);
    assert.deepEqual(
      live.current().index.documents.map((document) => document.path),
      ['bridge.md', 'mill.md'],
    );
    assert.deepEqual(
      old.index.documents.map((document) => document.path),
      ['bridge.md'],
    );
    assert.match((await old.answerer.answer('When was the bridge opened?')).text, /1911/);
    assert.match((await live.current().answerer.answer('When did the mill burn down?')).text, /1873/);
    assert.equal((await live.reindex())?.status, 'unchanged');
  });
});

test('answers from the confidence of the level that is set', { skip }, async () => {
  for (const level of ['cautious', 'eager'] as const) {
    const live = await openLiveLibrary({ ...config, abstention: level }, options);
    try {
      // The second is half answered: the bridge is named, and who built it is not told.
      for (const question of ['When was the bridge opened?', 'Who built the bridge over the river Ock?']) {
        const { status, confidence } = await live.current().answerer.answer(question);
        assert.equal(status === 'answered', confidence >= abstentionLevels[level], `${level}: ${question}`);
      }
    } finally {
      await live.close();
    }
  }
});

test('tells whether a file is still what was indexed', { skip }, async () => {
  await withLibrary(async (live) => {
    const { index, sourceState } = live.current();
    const ordinal = index.documents.findIndex((document) => document.path === 'bridge.md');
    const file = path.join(documentsDir, 'bridge.md');
    assert.equal(await sourceState(ordinal), 'unchanged');
    assert.equal(await sourceState(ordinal), 'unchanged');
    writeFileSync(file, bridge.replace('1911', '1912'));
    assert.equal(await sourceState(ordinal), 'changed', 'the same size, other words');
    writeFileSync(file, `${bridge}More.\n`);
    assert.equal(await sourceState(ordinal), 'changed');
    rmSync(file);
    assert.equal(await sourceState(ordinal), 'missing');
    mkdirSync(file);
    assert.equal(await sourceState(ordinal), 'missing', 'a folder is no file');
    rmSync(file, { recursive: true });
    writeFileSync(path.join(folder, 'outside.md'), bridge);
    symlinkSync(path.join(folder, 'outside.md'), file);
    assert.equal(await sourceState(ordinal), 'missing', 'a link out of the folder is not followed');
    rmSync(file);
    writeFileSync(file, bridge);
    assert.equal(await sourceState(ordinal), 'unchanged');
    assert.equal(await sourceState(99), 'missing');
  });
});

test('an index that cannot be used is told once, and the open one goes on', { skip }, async () => {
  const told: unknown[] = [];
  const live = await openLiveLibrary(config, {
    ...options,
    intervalMs: 20,
    onBad: (error) => told.push(error),
  });
  try {
    const { generation } = live.current().index;
    const current = path.join(config.indexDir, 'CURRENT');
    writeFileSync(current, 'nothing\n');
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(told[0] instanceof KnownError);
    assert.equal(live.current().index.generation, generation);
    writeFileSync(current, `${generation}\n`);
  } finally {
    await live.close();
  }
});
