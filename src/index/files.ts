import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { KnownError, systemCode } from '../errors.ts';

/** What a file must be: its size in bytes, and its SHA-256 in hexadecimal. */
export interface FileRecord {
  readonly size: number;
  readonly sha256: string;
}

/** Read and hashed between two turns of the event loop: about 5 ms. */
const chunkBytes = 4 * 1024 * 1024;
/** A pipe in a file's place would otherwise be waited for, and a thread with it. Windows has neither. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a whole file and returns exactly the bytes that were hashed.
 *
 * @throws KnownError `bad-index` when size or SHA-256 differ from the record, or the file cannot be read
 */
export async function readVerified(file: string, record: FileRecord): Promise<Buffer> {
  return withFile(file, async (handle) => {
    await checkSize(handle, file, record);
    // Not from the pool, so that typed arrays can be laid over it.
    const bytes = Buffer.from(new ArrayBuffer(record.size));
    const hash = createHash('sha256');
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(chunkBytes, bytes.length - at), at);
      if (bytesRead === 0) throw damaged(file, 'it ended while it was read');
      hash.update(bytes.subarray(at, at + bytesRead));
      at += bytesRead;
    }
    checkHash(file, hash.digest('hex'), record);
    return bytes;
  });
}

/** The same check for a file that something else reads next; keeps one chunk of it in memory. */
export async function verifyFile(file: string, record: FileRecord): Promise<void> {
  await withFile(file, async (handle) => {
    await checkSize(handle, file, record);
    checkHash(file, await hashOpenFile(handle), record);
  });
}

/**
 * The text of a small file. What is no file, or longer, fails as a file that cannot be read does: a pipe is not waited for,
 * and a device not read to its end, which it may not have.
 *
 * @param most bytes
 */
export async function readSmallText(file: string, most: number): Promise<string> {
  const handle = await open(file, openFlags);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw Object.assign(new Error(`${file} is not a file`), { code: 'not a file' });
    if (found.size > most) throw Object.assign(new Error(`${file} is too large`), { code: 'too large' });
    const bytes = Buffer.alloc(found.size);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Size and SHA-256 of a file as it is. Errors of the file system come through. */
export async function describeFile(file: string): Promise<FileRecord> {
  const handle = await open(file, openFlags);
  try {
    const { size } = await handle.stat();
    return { size, sha256: await hashOpenFile(handle) };
  } finally {
    await handle.close();
  }
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A path for messages: relative where it lies below the folder a command runs in, absolute elsewhere. */
export function shownPath(place: string): string {
  const relative = path.relative(process.cwd(), place);
  const isOutside = relative === '' || path.isAbsolute(relative) || relative.split(path.sep)[0] === '..';
  return isOutside ? place : relative.replaceAll(path.sep, '/');
}

async function withFile<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, openFlags);
    return await work(handle);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    const code = systemCode(error);
    if (code === null) throw error;
    throw damaged(file, code === 'ENOENT' ? 'it is missing' : `it cannot be read (${code})`, error);
  } finally {
    await handle?.close();
  }
}

async function checkSize(handle: FileHandle, file: string, record: FileRecord): Promise<void> {
  const found = await handle.stat();
  if (!found.isFile()) throw damaged(file, 'it is not a file');
  if (found.size !== record.size) throw damaged(file, `it has ${found.size} bytes instead of ${record.size}`);
}

function checkHash(file: string, found: string, record: FileRecord): void {
  if (found !== record.sha256) throw damaged(file, 'its content is not what was written (SHA-256 differs)');
}

async function hashOpenFile(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(chunkBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
}

function damaged(file: string, reason: string, cause?: unknown): KnownError {
  const message = `${shownPath(file)} is damaged: ${reason}. Run: npm run index`;
  return new KnownError('bad-index', message, { cause });
}
