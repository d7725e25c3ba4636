import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { exitStatus, exitStatusOf, KnownError } from '../src/errors.ts';
import { describeFile, readVerified, verifyFile } from '../src/index/files.ts';
import { replaceDurably, writeDurably, writingTo } from '../src/index/write.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

const isBad = (error: unknown): boolean => error instanceof KnownError && error.code === 'bad-index';
const isDisk = (error: unknown): boolean =>
  error instanceof KnownError &&
  error.code === 'disk' &&
  /\/some\/folder.*set INDEX_DIR/i.test(error.message);

test('writes parts as one file and describes what it wrote', async (t) => {
  const file = path.join(temporaryFolder(t), 'file');
  const parts = [
    Buffer.alloc(3_000_000, 'a'),
    Buffer.from('b'),
    Buffer.alloc(0),
    Buffer.alloc(2_000_000, 'c'),
  ];
  const record = await writeDurably(file, parts);
  const whole = Buffer.concat(parts);
  assert.deepEqual(record, { size: whole.length, sha256: createHash('sha256').update(whole).digest('hex') });
  assert.deepEqual(await describeFile(file), record);
  assert.ok((await readVerified(file, record)).equals(whole));
  await verifyFile(file, record);
});

test('never writes over a file that is there', async (t) => {
  const file = path.join(temporaryFolder(t), 'file');
  writeFileSync(file, 'old');
  await assert.rejects(writeDurably(file, [Buffer.from('new')]), { code: 'EEXIST' });
  assert.equal(readFileSync(file, 'utf8'), 'old');
});

test('an empty file is written and read as one', async (t) => {
  const file = path.join(temporaryFolder(t), 'empty');
  const record = await writeDurably(file, []);
  assert.equal(record.size, 0);
  assert.equal((await readVerified(file, record)).length, 0);
});

test('replaces a text and leaves nothing else', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'CURRENT');
  await replaceDurably(file, 'one');
  await replaceDurably(file, 'two');
  assert.equal(readFileSync(file, 'utf8'), 'two');
  assert.deepEqual(readdirSync(folder), ['CURRENT']);
});

test('reads nothing that differs from its record', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'file');
  const record = await writeDurably(file, [Buffer.from('content')]);
  for (const content of ['Content', 'content!', 'conten', '']) {
    writeFileSync(file, content);
    await assert.rejects(readVerified(file, record), isBad, content);
    await assert.rejects(verifyFile(file, record), isBad, content);
  }
  await assert.rejects(readVerified(path.join(folder, 'none'), record), isBad);
  await assert.rejects(readVerified(folder, record), isBad);
});

test('names the folder and a remedy for what the file system refuses, and passes on the rest', async () => {
  const codes = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'EIO', 'EISDIR', 'ESTALE'];
  for (const code of codes) {
    const refused = Object.assign(new Error(code), { code });
    await assert.rejects(
      writingTo('/some/folder', async () => Promise.reject(refused)),
      isDisk,
      code,
    );
  }
  for (const code of ['ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG']) {
    const refused = Object.assign(new Error(code), { code });
    await assert.rejects(
      writingTo('/some/folder', async () => Promise.reject(refused)),
      (error) => error instanceof KnownError && error.code === 'settings' && /INDEX_DIR/.test(error.message),
      code,
    );
  }
  const bug = new TypeError('bug');
  await assert.rejects(
    writingTo('/some/folder', async () => Promise.reject(bug)),
    bug,
  );
  const known = new KnownError('index-busy', 'busy');
  await assert.rejects(
    writingTo('/some/folder', async () => Promise.reject(known)),
    known,
  );
});

test('a folder that is gone, and one that cannot be, are told apart', async (t) => {
  const folder = temporaryFolder(t);
  await assert.rejects(
    writingTo(folder, async () => writeDurably(path.join(folder, 'gone', 'file'), [])),
    (error) =>
      error instanceof KnownError &&
      error.code === 'disk' &&
      /deleted meanwhile \(ENOENT\)/.test(error.message),
  );
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  for (const place of [file, path.join(file, 'index')]) {
    await assert.rejects(
      writingTo(place, async () => void (await mkdir(place, { recursive: true }))),
      (error) =>
        error instanceof KnownError &&
        exitStatusOf(error) === exitStatus.usage &&
        /INDEX_DIR/.test(error.message),
    );
  }
});

test('a full disk is reported as one', { skip: !existsSync('/dev/full') }, async () => {
  await assert.rejects(
    writingTo('/dev', async () => {
      const handle = await open('/dev/full', 'w');
      try {
        await handle.writeFile('x');
      } finally {
        await handle.close();
      }
    }),
    (error) => error instanceof KnownError && error.code === 'disk' && /the disk is full/.test(error.message),
  );
});

test(
  'a folder without permission is reported as one',
  { skip: process.getuid?.() === 0 && 'root may write everywhere' },
  async (t) => {
    const folder = temporaryFolder(t);
    chmodSync(folder, 0o500);
    await assert.rejects(
      writingTo(folder, async () => writeDurably(path.join(folder, 'file'), [])),
      (error) => error instanceof KnownError && error.code === 'disk' && /may not write/.test(error.message),
    );
  },
);
