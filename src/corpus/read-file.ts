import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { reasonOf } from './system-error.ts';
import type { FoundFile } from './walk.ts';

/** The bytes of one file, read once: what is hashed is what is parsed. */
export type ReadFile =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly kind: 'refused'; readonly reason: string };

const megabyte = 1024 * 1024;

// Windows has neither flag, nor the pipes and links that they are there for.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a file that a walk has found, at most `maxBytes` of it. The file may have been replaced since: a link is not
 * followed, a pipe does not block, and what was opened must still be what lies at the real path inside the folder.
 */
export async function readFoundFile(file: FoundFile, maxBytes: number): Promise<ReadFile> {
  try {
    const expected = await lstat(file.realPath);
    if (!expected.isFile()) return changed;
    if (expected.size > maxBytes) return tooLarge(expected.size, maxBytes);
    const handle = await open(file.realPath, openFlags);
    try {
      const opened = await handle.stat();
      const isSame = opened.isFile() && isSameFile(opened, await lstat(file.realPath));
      if (!isSame || (await realpath(file.realPath)) !== file.realPath) return changed;
      if (opened.size > maxBytes) return tooLarge(opened.size, maxBytes);
      // Some bytes more than it says, to notice a file that is still being written.
      const buffer = new Uint8Array(Math.min(opened.size, maxBytes) + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      if (length !== opened.size)
        return { kind: 'refused', reason: 'it changed while it was read: build the index again' };
      const bytes = buffer.subarray(0, length);
      return { kind: 'bytes', bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { kind: 'refused', reason: reasonOf(error) };
  }
}

const changed: ReadFile = {
  kind: 'refused',
  reason: 'it was replaced by something else while the folder was read',
};

function isSameFile(a: Stats, b: Stats): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

function tooLarge(size: number, maxBytes: number): ReadFile {
  // Rounded up, so that a file just over the limit does not seem to be just at it.
  const decimals = size < megabyte ? 1_000 : 10;
  const sizeMegabytes = Math.ceil((size / megabyte) * decimals) / decimals;
  const limitMegabytes = Number((maxBytes / megabyte).toFixed(3));
  return {
    kind: 'refused',
    reason: `too large: ${sizeMegabytes} MB, and the limit is ${limitMegabytes} MB (setting MAX_FILE_MB)`,
  };
}
