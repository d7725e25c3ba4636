import { createHash } from 'node:crypto';
import { constants, type BigIntStats, type Stats } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf } from './system-error.ts';
import type { FoundFile } from './walk.ts';

/** The bytes of one file, read once: what is hashed is what is parsed. */
export type ReadFile =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly kind: 'refused'; readonly reason: string };

const megabyte = 1024 * 1024;

// Windows has neither flag, nor the pipes and links that they are there for.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A file is read so long after its last change, and again if it changed meanwhile; so often, and then it is refused. */
const settledMs = 200;
const mostReads = 8;

/**
 * Reads a file that a walk has found, at most `maxBytes` of it. The file may have been replaced since: a link is not
 * followed, a pipe does not block, and what was opened must still be what lies at the real path inside the folder. The bytes
 * are those of one moment: what changes while it is read is read again, and refused when it goes on changing.
 */
export async function readFoundFile(file: FoundFile, maxBytes: number): Promise<ReadFile> {
  try {
    const expected = await lstat(file.realPath);
    if (!expected.isFile()) return changed;
    if (expected.size > maxBytes) return tooLarge(expected.size, maxBytes);
    const handle = await open(file.realPath, openFlags);
    try {
      for (let reads = 0; reads < mostReads; reads += 1) {
        const opened = await handle.stat();
        const isSame = opened.isFile() && isSameFile(opened, await lstat(file.realPath));
        if (!isSame || (await realpath(file.realPath)) !== file.realPath) return changed;
        if (opened.size > maxBytes) return tooLarge(opened.size, maxBytes);
        const before = await handle.stat({ bigint: true });
        // The system counts time in steps: a change within the step of the one before would not show. Its fractions put a change of
        // this instant a little into the future; a clock that is wrong puts it far from it.
        const age = Date.now() - Number(before.ctimeMs);
        if (Math.abs(age) < settledMs) {
          await wait(settledMs - age);
          continue;
        }
        const bytes = await readAll(handle, Math.min(Number(before.size), maxBytes));
        const after = await handle.stat({ bigint: true });
        if (BigInt(bytes.length) !== before.size || !isUnchanged(before, after)) continue;
        return { kind: 'bytes', bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
      }
      return { kind: 'refused', reason: 'it changed while it was read: build the index again' };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { kind: 'refused', reason: reasonOf(error) };
  }
}

/** What a file holds now: some bytes more than it said it would, if there are, which shows that it is being written. */
async function readAll(handle: FileHandle, size: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(size + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
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
