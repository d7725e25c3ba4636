import { createHash, randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { KnownError, systemCode } from '../errors.ts';
import { shownPath, type FileRecord } from './files.ts';

/**
 * Writes a new file and waits until the disk has it.
 *
 * @param parts written one after the other
 * @returns size and SHA-256 of the bytes that were to be written, for a later comparison with those on the disk
 */
export async function writeDurably(file: string, parts: Iterable<Uint8Array>): Promise<FileRecord> {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(file, 'wx');
  try {
    for (const part of batched(parts)) {
      hash.update(part);
      size += part.byteLength;
      await handle.writeFile(part);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest('hex') };
}

/** Waits until the disk has a file that something else wrote. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the disk has the names in a folder: a rename lasts only after this. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and keeps names in order by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a small text file as a whole: a reader, and a crash, finds the old text or the new one. */
export async function replaceDurably(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeDurably(temporary, [Buffer.from(text)]);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/**
 * Runs work that writes below a folder, and turns what the file system refuses into a sentence.
 *
 * @throws KnownError `disk`, or `settings` where the folder cannot be one, naming the folder and what to do; other errors come
 *   through as they are
 */
export async function writingTo<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemCode(error) ?? '';
    const remedy = error instanceof KnownError ? undefined : remedies.get(code);
    if (remedy === undefined) throw error;
    const message = `Could not write to ${shownPath(folder)}: ${remedy} An index that was there before still is.`;
    throw new KnownError(isNoFolder.has(code) ? 'settings' : 'disk', message, { cause: error });
  }
}

/** What waiting or room on the disk does not change. */
const isNoFolder: ReadonlySet<string> = new Set(['ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG']);

const forbidden =
  'this user may not write there. Change its permissions, or set INDEX_DIR to another folder.';
const remedies: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk is full (ENOSPC). Free some space, or set INDEX_DIR to a folder on another disk.'],
  ['EDQUOT', 'the disk quota is used up (EDQUOT). Free some space, or set INDEX_DIR to another disk.'],
  ['EFBIG', 'a file would be larger than the system allows (EFBIG). Raise the limit on file sizes.'],
  ['EROFS', 'the disk is read-only (EROFS). Set INDEX_DIR to a folder that can be written.'],
  ['EACCES', forbidden],
  ['EPERM', forbidden],
  ['ENOTDIR', 'part of that path is a file, not a folder (ENOTDIR). Set INDEX_DIR to a folder.'],
  [
    'EEXIST',
    'a file lies where a folder should be (EEXIST). Move it away, or set INDEX_DIR to another folder.',
  ],
  ['ELOOP', 'it is a link that leads back to itself (ELOOP). Set INDEX_DIR to a folder.'],
  ['ENAMETOOLONG', 'the path is too long for this system (ENAMETOOLONG). Set INDEX_DIR to a shorter one.'],
  [
    'EISDIR',
    'a folder lies where a file of the index should be (EISDIR). Move it away, or set INDEX_DIR to another folder.',
  ],
  [
    'ENOENT',
    'part of that path cannot be made, or was deleted meanwhile (ENOENT). Leave it in place, or set INDEX_DIR to another folder.',
  ],
  ['EMFILE', 'the system allows no more open files (EMFILE). Raise the limit on open files.'],
  ['ENFILE', 'the system allows no more open files (ENFILE). Close other programs, and run it again.'],
  [
    'ESTALE',
    'the disk of another machine is gone (ESTALE). Mount it again, or set INDEX_DIR to another folder.',
  ],
  ['EIO', 'the disk reports an error (EIO). Check the disk, or set INDEX_DIR to another one.'],
]);

/** Small parts are joined, so that a hundred thousand texts are not a hundred thousand writes. */
function* batched(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  const enough = 1024 * 1024;
  let waiting: Uint8Array[] = [];
  let size = 0;
  for (const part of parts) {
    waiting.push(part);
    size += part.byteLength;
    if (size < enough) continue;
    yield waiting.length === 1 ? part : Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
