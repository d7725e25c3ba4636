import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { KnownError, type KnownErrorCode } from '../src/errors.ts';
import { randomBelow, seededRandom } from '../src/evaluation/random.ts';
import { buildIndexFromDocuments } from '../src/index/build.ts';
import { openIndex } from '../src/index/generation.ts';
import { fakeModel, smallCorpus, temporaryFolder, versionOfCorpus } from './fixtures/small-index.ts';

function has(code: KnownErrorCode, pattern = /./): (error: unknown) => boolean {
  return (error) => error instanceof KnownError && error.code === code && pattern.test(error.message);
}

test('an index gives back every document, passage and text that went in', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  const sources = smallCorpus();
  const { generation } = await buildIndexFromDocuments({ indexDir, model, documents: sources });
  const index = await openIndex(indexDir, model);
  assert.equal(index.generation, generation);
  assert.equal(index.warning, undefined);
  assert.equal(index.passageCount, 6);
  assert.deepEqual(
    index.documents.map(({ path: place, metadata }) => [place, metadata]),
    sources.map(({ document }) => [document.path, document.metadata]),
  );
  let ordinal = 0;
  for (const [number, { document, passages }] of sources.entries()) {
    assert.equal(index.text(number), document.text);
    assert.ok(index.isTextIntact(number));
    assert.equal(index.documents[number]!.firstPassage, ordinal);
    for (const passage of passages)
      assert.deepEqual(index.passage(ordinal++), { document: number, ...passage });
  }
});

test('both searches find a passage by its own words', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  await buildIndexFromDocuments({ indexDir, model, documents: smallCorpus() });
  const index = await openIndex(indexDir, model);
  const [query] = await model.embed(['The paper mill. The mill closed after a fire. Nobody was hurt.']);
  assert.equal(index.dense.search(query!, 1)[0]?.passage, 3);
  assert.equal(index.lexical.search(index.lexical.queryTerms('mill closed fire'), 1).passages[0], 3);
});

test('passages that cannot be embedded are found by their words alone', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  await buildIndexFromDocuments({ indexDir, model, documents: smallCorpus() });
  const index = await openIndex(indexDir, model);
  assert.equal(index.manifest.counts.dense, 5);
  assert.equal(index.dense.vector(5), null);
  assert.equal(index.lexical.search(index.lexical.queryTerms('31337'), 1).passages[0], 5);
});

test('an index in which nothing could be embedded is a lexical index', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = { ...fakeModel(), embed: async (texts: readonly string[]) => texts.map(() => null) };
  await buildIndexFromDocuments({ indexDir, model, documents: smallCorpus() });
  const index = await openIndex(indexDir, model);
  assert.equal(index.manifest.counts.dense, 0);
  assert.ok(!readdirSync(path.join(indexDir, index.generation)).includes('dense.hnsw'));
  assert.deepEqual(index.dense.search(new Float32Array(model.dimension), 5), []);
  assert.equal(index.lexical.search(index.lexical.queryTerms('envelopes'), 1).passages[0], 2);
});

test('no index, no CURRENT and a wrong CURRENT are three different problems', async (t) => {
  const indexDir = temporaryFolder(t);
  await assert.rejects(
    openIndex(path.join(indexDir, 'none')),
    has('no-index', /There is no index in .*Run: npm run index/),
  );
  await assert.rejects(openIndex(indexDir), has('no-index'));
  const model = fakeModel();
  const { generation } = await buildIndexFromDocuments({ indexDir, model, documents: smallCorpus() });
  for (const content of ['', '../../etc', generation.slice(1), `${generation}x`, '\u0000\u0000']) {
    writeFileSync(path.join(indexDir, 'CURRENT'), content);
    await assert.rejects(openIndex(indexDir), has('bad-index', /CURRENT does not name a generation/));
    const opened = await openIndex(indexDir, model, { allowPrevious: true });
    assert.equal(opened.generation, generation);
    assert.match(
      opened.warning ?? '',
      /CURRENT does not name a generation.*generation \d+T\d+Z-\w+ is used instead/,
    );
  }
  rmSync(path.join(indexDir, 'CURRENT'));
  await assert.rejects(openIndex(indexDir), has('bad-index', /CURRENT is missing/));
  assert.equal((await openIndex(indexDir, model, { allowPrevious: true })).generation, generation);
});

test('a folder that may be searched but not listed gives the generation in use', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  const { generation } = await buildIndexFromDocuments({ indexDir, model, documents: smallCorpus() });
  chmodSync(indexDir, 0o711);
  await asNobody(async () => {
    assert.equal((await openIndex(indexDir, model, { allowPrevious: true })).generation, generation);
  });
  writeFileSync(path.join(indexDir, generation, 'texts.bin'), '');
  await asNobody(async () => {
    await assert.rejects(
      openIndex(indexDir, model, { allowPrevious: true }),
      has('bad-index', /index folder .* cannot be read \(EACCES\)/),
    );
  });

  /** Root may list everything; another user may not list a folder of root's, but the owner would have to be forbidden. */
  async function asNobody(work: () => Promise<void>): Promise<void> {
    const isRoot = process.geteuid?.() === 0;
    if (!isRoot) chmodSync(indexDir, 0o311);
    else process.seteuid?.(65_534);
    try {
      await work();
    } finally {
      if (isRoot) process.seteuid?.(0);
      else chmodSync(indexDir, 0o711);
    }
  }
});

test('falls back to a generation whose folder is a link', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  const before = await buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(1) });
  const { generation } = await buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(2) });
  renameSync(path.join(indexDir, before.generation), path.join(indexDir, 'moved'));
  symlinkSync('moved', path.join(indexDir, before.generation));
  rmSync(path.join(indexDir, generation, 'texts.bin'));
  assert.equal((await openIndex(indexDir, model, { allowPrevious: true })).generation, before.generation);
  rmSync(path.join(indexDir, 'moved'), { recursive: true });
  await assert.rejects(openIndex(indexDir, model, { allowPrevious: true }), has('bad-index', /texts\.bin/));
});

test('refuses an index of another model, naming both', async (t) => {
  const indexDir = temporaryFolder(t);
  await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents: smallCorpus() });
  const other = fakeModel({ id: 'other', dimension: 8 });
  const message =
    /was built with model "fake" \(24 dimensions\); the setting is "other" \(8\)\. Run: npm run index/;
  await assert.rejects(openIndex(indexDir, other), has('index-mismatch', message));
  await assert.rejects(openIndex(indexDir, other, { allowPrevious: true }), has('index-mismatch'));
});

test('every one of 400 faults in the files of a generation is refused, or served from the one before', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  const before = await buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(1) });
  const corpus = [...smallCorpus(), ...versionOfCorpus(2)];
  const { generation } = await buildIndexFromDocuments({ indexDir, model, documents: corpus });
  const folder = path.join(indexDir, generation);
  const names = readdirSync(folder);
  assert.equal(names.length, 9);
  const random = seededRandom(20);
  for (let fault = 0; fault < 400; fault += 1) {
    const name = names[fault % names.length]!;
    const file = path.join(folder, name);
    const intact = readFileSync(file);
    const changed = damage(intact, path.join(indexDir, before.generation, name));
    if (changed !== null && changed.equals(intact)) continue;
    if (changed === null) rmSync(file);
    else writeFileSync(file, changed);
    await assert.rejects(openIndex(indexDir, model), has('bad-index'), `fault ${fault} in ${name}`);
    if (fault % 20 === 0) {
      const served = await openIndex(indexDir, model, { allowPrevious: true });
      assert.equal(served.generation, before.generation);
      assert.match(served.warning ?? '', /Run: npm run index\. Until then, generation/);
    }
    writeFileSync(file, intact);
  }
  assert.equal((await openIndex(indexDir, model)).generation, generation);

  /** One fault: a flipped bit, a cut, a page of zeros, more at the end, the same file of another generation, nothing. */
  function damage(intact: Buffer, other: string): Buffer | null {
    const copy = Buffer.from(intact);
    const at = randomBelow(random, copy.length);
    switch (randomBelow(random, 8)) {
      case 0:
        return copy.subarray(0, at);
      case 1:
        return copy.fill(0, at, Math.min(at + 4096, copy.length));
      case 2:
        return Buffer.concat([copy, copy.subarray(at)]);
      case 3:
        return readdirSync(path.dirname(other)).includes(path.basename(other)) ? readFileSync(other) : null;
      case 4:
        return at % 4 === 0 ? null : Buffer.alloc(copy.length);
      default:
        copy[at]! ^= 1 << randomBelow(random, 8);
        return copy;
    }
  }
});

test('a whole generation under the name of another is refused', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  const first = await buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(1) });
  const second = await buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(2) });
  rmSync(path.join(indexDir, second.generation), { recursive: true });
  cpSync(path.join(indexDir, first.generation), path.join(indexDir, second.generation), { recursive: true });
  await assert.rejects(openIndex(indexDir, model), has('bad-index', /belongs to generation/));
});

test('an open index does not need its files any more', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  await buildIndexFromDocuments({ indexDir, model, documents: smallCorpus() });
  const index = await openIndex(indexDir, model);
  renameSync(path.join(indexDir, index.generation), path.join(indexDir, 'gone'));
  rmSync(path.join(indexDir, 'gone'), { recursive: true });
  assert.equal(index.text(0), smallCorpus()[0]!.document.text);
  assert.ok(index.isTextIntact(2));
  const [query] = await model.embed(['storm wall harbour']);
  assert.equal(index.dense.search(query!, 6).length, 5);
});

test(
  'a pipe or a device in the place of a file is damage, and is not waited for',
  { skip: process.platform === 'win32' && 'has neither', timeout: 20_000 },
  async (t) => {
    const indexDir = temporaryFolder(t);
    const model = fakeModel();
    await buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(1) });
    const { generation } = await buildIndexFromDocuments({ indexDir, model, documents: versionOfCorpus(2) });
    const places = [
      'CURRENT',
      ...readdirSync(path.join(indexDir, generation)).map((name) => `${generation}/${name}`),
    ];
    for (const place of places) {
      const file = path.join(indexDir, place);
      const intact = readFileSync(file);
      for (const put of [() => spawnSync('mkfifo', [file]), () => symlinkSync('/dev/zero', file)]) {
        rmSync(file);
        put();
        await assert.rejects(openIndex(indexDir, model), has('bad-index'), place);
        rmSync(file);
        writeFileSync(file, intact);
      }
    }
    assert.equal((await openIndex(indexDir, model)).generation, generation);
  },
);
