import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { defaultSplitter } from '../src/corpus/chunk.ts';
import { KnownError, type KnownErrorCode } from '../src/errors.ts';
import {
  buildIndex,
  buildIndexFromDocuments,
  type BuildProgress,
  type BuildReport,
} from '../src/index/build.ts';
import { openIndex } from '../src/index/generation.ts';
import { embeddingText } from '../src/index/passage-text.ts';
import {
  fakeModel,
  smallCorpus,
  temporaryFolder,
  versionOfCorpus,
  type FakeModel,
} from './fixtures/small-index.ts';

const childFile = path.join(import.meta.dirname, 'fixtures', 'build-child.ts');

function has(code: KnownErrorCode, pattern = /./): (error: unknown) => boolean {
  return (error) => error instanceof KnownError && error.code === code && pattern.test(error.message);
}

async function buildFolder(folder: string, indexDir: string, model: FakeModel): Promise<BuildReport> {
  const options = { documentsDir: folder, indexDir, model, splitter: defaultSplitter, maxFileBytes: 1e6 };
  return buildIndex(options);
}

async function embeddedTexts(indexDir: string): Promise<Set<string>> {
  const index = await openIndex(indexDir);
  const ordinals = Array.from({ length: index.passageCount }, (_, ordinal) => ordinal);
  return new Set(
    ordinals.map((ordinal) => {
      const passage = index.passage(ordinal);
      const text = index.text(passage.document);
      return embeddingText({ metadata: index.documents[passage.document]!.metadata, text }, passage);
    }),
  );
}

function filesOf(indexDir: string, generation: string): Record<string, string> {
  const folder = path.join(indexDir, generation);
  const names = readdirSync(folder).filter((name) => name !== 'manifest.json');
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]),
  );
}

function startChild(indexDir: string, version: number, { delayMs = 0, fileBlocks = 0 } = {}): ChildProcess {
  const args = ['--import', 'tsx', childFile, indexDir, String(version), String(delayMs)];
  // Blocks of 512 bytes, as POSIX counts them.
  return fileBlocks === 0
    ? spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    : spawn('sh', ['-c', `ulimit -f ${fileBlocks}; exec "$0" "$@"`, process.execPath, ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
}

async function linesOf(child: ChildProcess): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) lines.push(line);
  return lines;
}

test('indexes a folder and reports on every file', async (t) => {
  const folder = temporaryFolder(t);
  const indexDir = path.join(temporaryFolder(t), 'deep', 'index');
  mkdirSync(path.join(folder, 'sub'));
  writeFileSync(
    path.join(folder, 'ferry.md'),
    '# The ferry\n\nThe ferry sails at noon. It carries forty cars.\n',
  );
  writeFileSync(
    path.join(folder, 'sub', 'bell.txt'),
    'The bell was cast in 1871. It cracked in the first winter.\n',
  );
  writeFileSync(path.join(folder, 'photo.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]));
  const report = await buildFolder(folder, indexDir, fakeModel());
  assert.equal(report.status, 'built');
  assert.deepEqual(
    report.documents.map(({ path: place, passages, state }) => [place, passages, state]),
    [
      ['ferry.md', 1, 'added'],
      ['sub/bell.txt', 1, 'added'],
    ],
  );
  assert.deepEqual(
    report.skipped.map((file) => file.path),
    ['photo.jpg'],
  );
  assert.equal(report.passages, 2);
  assert.equal(report.embedded, 2);
  const index = await openIndex(indexDir);
  assert.equal(index.generation, report.generation);
  assert.deepEqual(index.manifest.splitter, defaultSplitter);
});

test('writes nothing when nothing changed', async (t) => {
  const [folder, indexDir] = [temporaryFolder(t), temporaryFolder(t)];
  writeFileSync(path.join(folder, 'a.txt'), 'The lighthouse was painted red and white.\n');
  const model = fakeModel();
  const first = await buildFolder(folder, indexDir, model);
  const before = readdirSync(indexDir);
  const second = await buildFolder(folder, indexDir, model);
  assert.equal(second.status, 'unchanged');
  assert.equal(second.generation, first.generation);
  assert.equal(second.documents[0]?.state, 'unchanged');
  assert.deepEqual(readdirSync(indexDir), before);
  assert.equal(model.asked.length, 1);
});

test('another model or other settings are a change', async (t) => {
  const indexDir = temporaryFolder(t);
  const build = async (model: FakeModel, changes: object = {}): Promise<BuildReport> =>
    buildIndexFromDocuments({ indexDir, model, documents: smallCorpus(), ...changes });
  await build(fakeModel());
  const other = await build(fakeModel({ id: 'other' }));
  assert.deepEqual([other.status, other.embedded], ['built', 6]);
  const wider = await build(fakeModel({ id: 'other' }), { dense: { M: 8, efConstruction: 50, ef: 50 } });
  assert.deepEqual([wider.status, wider.embedded, wider.reused], ['built', 0, 6]);
  const split = await build(fakeModel({ id: 'other' }), {
    dense: { M: 8, efConstruction: 50, ef: 50 },
    splitter: defaultSplitter,
  });
  assert.deepEqual([split.status, split.embedded], ['built', 0]);
});

test('embeds only texts it has not embedded before, equal ones once', async (t) => {
  const indexDir = temporaryFolder(t);
  const first = fakeModel();
  await buildIndexFromDocuments({ indexDir, model: first, documents: versionOfCorpus(1) });
  assert.equal(first.asked.length, 200);
  const second = fakeModel();
  const mixed = [...versionOfCorpus(1).slice(0, 150), ...versionOfCorpus(2).slice(150), ...smallCorpus()];
  const copy = { ...mixed[0]!, document: { ...mixed[0]!.document, path: 'copy.txt' } };
  const copies = smallCorpus().map((source) => ({
    ...source,
    document: { ...source.document, path: `copy ${source.document.path}` },
  }));
  const report = await buildIndexFromDocuments({
    indexDir,
    model: second,
    documents: [...mixed, copy, ...copies],
  });
  assert.equal(second.asked.length, 56);
  assert.equal(new Set(second.asked).size, 56);
  assert.deepEqual([report.embedded, report.reused], [56, 157]);
});

test('after any changes to a folder the index is the one that a build from nothing makes', async (t) => {
  const words = ['harbour', 'mill', 'storm', 'bell', 'ferry', 'salt', '1904', 'Brekke', '🐦', 'envelope'];
  const anyText = fc
    .array(fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 9 }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((paragraphs) => paragraphs.map((paragraph) => `The ${paragraph.join(' ')} was there.`).join('\n\n'));
  const anyName = fc.constantFrom('a.txt', 'b.txt', 'c.md', 'd/e.txt', 'd/f.md', 'g.txt');
  const anyStep = fc.oneof(
    fc.record({ write: anyName, text: anyText }),
    fc.record({ remove: anyName }),
    fc.record({ rename: anyName, to: anyName }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyStep, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      async (rounds) => {
        const [folder, indexDir, freshDir] = [temporaryFolder(t), temporaryFolder(t), temporaryFolder(t)];
        mkdirSync(path.join(folder, 'd'));
        // So that there is something to index whatever the steps are.
        writeFileSync(path.join(folder, 'z.txt'), 'The weir is always there.\n');
        const model = fakeModel();
        let report: BuildReport | null = null;
        let known = new Set<string>();
        for (const steps of rounds) {
          const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
          for (const step of steps) {
            if ('write' in step) writeFileSync(path.join(folder, step.write), step.text);
            else if ('remove' in step) rmSync(path.join(folder, step.remove), { force: true });
            else if (names.includes(step.rename)) {
              try {
                renameSync(path.join(folder, step.rename), path.join(folder, step.to));
              } catch (error) {
                // Removed by a step before.
                assert.equal((error as NodeJS.ErrnoException).code, 'ENOENT');
              }
            }
          }
          const before = model.asked.length;
          report = await buildFolder(folder, indexDir, model);
          for (const text of model.asked.slice(before))
            assert.ok(!known.has(text), `embedded again: ${text}`);
          known = await embeddedTexts(indexDir);
        }
        const fresh = await buildFolder(folder, freshDir, fakeModel());
        assert.deepEqual(filesOf(indexDir, report!.generation), filesOf(freshDir, fresh.generation));
        assert.equal(report!.embedded + report!.reused, report!.passages);
      },
    ),
    { numRuns: 8 },
  );
});

test('keeps one generation to go back to and deletes the rest', async (t) => {
  const indexDir = temporaryFolder(t);
  mkdirSync(path.join(indexDir, '20000101T000000000Z-abcdef.tmp'));
  writeFileSync(path.join(indexDir, 'CURRENT.1-2.tmp'), 'x');
  writeFileSync(path.join(indexDir, 'notes of the owner.txt'), 'x');
  const generations: string[] = [];
  for (let version = 1; version <= 4; version += 1) {
    const report = await buildIndexFromDocuments({
      indexDir,
      model: fakeModel(),
      documents: versionOfCorpus(version),
    });
    assert.deepEqual(report.warnings, []);
    generations.push(report.generation);
  }
  assert.deepEqual(generations, [...generations].sort());
  const kept = ['CURRENT', 'notes of the owner.txt', generations[2], generations[3]];
  assert.deepEqual(new Set(readdirSync(indexDir)), new Set(kept));
});

test('builds from nothing when the index before is damaged, and says so', async (t) => {
  const indexDir = temporaryFolder(t);
  const first = await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents: smallCorpus() });
  writeFileSync(path.join(indexDir, first.generation, 'lexical.bin'), 'x');
  const second = await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents: smallCorpus() });
  assert.equal(second.status, 'built');
  assert.match(second.warnings.join(), /Built from nothing.*lexical\.bin is damaged/);
  await openIndex(indexDir);
});

test('names the generation in use again when CURRENT is gone and nothing else changed', async (t) => {
  const indexDir = temporaryFolder(t);
  const first = await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents: smallCorpus() });
  rmSync(path.join(indexDir, 'CURRENT'));
  const second = await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents: smallCorpus() });
  assert.deepEqual([second.status, second.generation], ['unchanged', first.generation]);
  await openIndex(indexDir);
});

test('an index of nothing is not built, and the files that could not be used are named', async (t) => {
  const [folder, indexDir] = [temporaryFolder(t), temporaryFolder(t)];
  await assert.rejects(
    buildFolder(folder, indexDir, fakeModel()),
    has('documents', /There is nothing to index in/),
  );
  writeFileSync(path.join(folder, 'photo.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
  await assert.rejects(buildFolder(folder, indexDir, fakeModel()), has('documents', /photo\.jpg: /));
  await assert.rejects(buildFolder(path.join(folder, 'none'), indexDir, fakeModel()), has('documents'));
  assert.deepEqual(readdirSync(indexDir), []);
});

test('stops when told to, and leaves the index as it was', async (t) => {
  const indexDir = temporaryFolder(t);
  const first = await buildIndexFromDocuments({
    indexDir,
    model: fakeModel(),
    documents: versionOfCorpus(1),
  });
  for (const stage of ['read', 'embed', 'index'] as const) {
    const stop = new AbortController();
    const onProgress = (progress: BuildProgress): void => {
      if (progress.stage === stage) stop.abort();
    };
    const options = {
      indexDir,
      model: fakeModel(),
      documents: versionOfCorpus(2),
      onProgress,
      signal: stop.signal,
    };
    await assert.rejects(buildIndexFromDocuments(options), { name: 'AbortError' });
    assert.deepEqual(readdirSync(indexDir).sort(), [first.generation, 'CURRENT'].sort());
  }
});

test('while one builds others are told so, and when it dies the next one builds', async (t) => {
  const indexDir = temporaryFolder(t);
  const holder = startChild(indexDir, 1, { delayMs: 600_000 });
  for await (const line of createInterface({ input: holder.stdout! })) if (line === 'read') break;
  const options = { indexDir, model: fakeModel(), documents: versionOfCorpus(2) };
  await assert.rejects(
    buildIndexFromDocuments(options),
    has('index-busy', new RegExp(`process ${holder.pid}`)),
  );
  assert.equal((await linesOf(startChild(indexDir, 2))).at(-1), 'index-busy');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  assert.equal((await buildIndexFromDocuments(options)).status, 'built');
});

test('a builder that is killed at any stage leaves the old index or the new one, and the next builds', async (t) => {
  const indexDir = temporaryFolder(t);
  let version = 1;
  await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents: versionOfCorpus(version) });
  for (const [stage, delayMs] of [
    ['started', 60],
    ['read', 0],
    ['embed', 3],
    ['index', 2],
    ['write', 0],
    ['write', 8],
    ['write', 25],
  ] as const) {
    const child = startChild(indexDir, version + 1);
    for await (const line of createInterface({ input: child.stdout! })) if (line === stage) break;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const index = await openIndex(indexDir);
    const found = Number(/version (\d+)/.exec(index.text(0))?.[1]);
    assert.ok(
      found === version || found === version + 1,
      `killed at ${stage}: version ${found} of ${version}`,
    );
    version = found;
  }
  const report = await buildIndexFromDocuments({
    indexDir,
    model: fakeModel(),
    documents: versionOfCorpus(version + 1),
  });
  assert.equal(report.status, 'built');
  assert.equal(readdirSync(indexDir).length, 3);
});

test(
  'a disk that takes no more leaves the old index, and the message says why',
  { skip: process.platform === 'win32' },
  async (t) => {
    const indexDir = temporaryFolder(t);
    const { generation } = await buildIndexFromDocuments({
      indexDir,
      model: fakeModel(),
      documents: versionOfCorpus(1),
    });
    const sizes = readdirSync(path.join(indexDir, generation)).map(
      (name) => readFileSync(path.join(indexDir, generation, name)).length,
    );
    const largest = Math.max(...sizes) / 512;
    for (const share of [0.05, 0.3, 0.6, 0.97]) {
      const lines = await linesOf(
        startChild(indexDir, 2, { fileBlocks: Math.max(2, Math.floor(largest * share)) }),
      );
      assert.equal(lines.at(-1), 'disk', lines.join(' '));
      assert.equal((await openIndex(indexDir)).generation, generation);
      assert.deepEqual(readdirSync(indexDir).sort(), [generation, 'CURRENT'].sort());
    }
  },
);

test('a folder that goes away while it is built in is said to be gone, whatever the build was about to do', async (t) => {
  // An index that is up to date needs nothing written, unless CURRENT went with the folder.
  for (const [version, last] of [
    [1, 'index'],
    [2, 'write'],
  ] as const) {
    const indexDir = path.join(temporaryFolder(t), 'index');
    await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents: versionOfCorpus(1) });
    const options = { indexDir, model: fakeModel(), documents: versionOfCorpus(version) };
    const onProgress = ({ stage, done }: BuildProgress): void => {
      if (stage === last && done === 0) rmSync(indexDir, { recursive: true });
    };
    await assert.rejects(
      buildIndexFromDocuments({ ...options, onProgress }),
      has('disk', /deleted meanwhile/),
      last,
    );
  }
});
