import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError } from '../corpus/system-error.ts';
import type { IndexedDocument } from '../index/generation.ts';
import type { SourceState } from './live.ts';

type Source = Pick<IndexedDocument, 'path' | 'bytes' | 'sha256'>;

/** Read and hashed between two turns of the event loop: about 1 ms. */
const stepBytes = 512 * 1024;
// Windows has neither flag, nor the pipes and links that they are there for.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Tells whether the files of documents are still what was indexed, by size and SHA-256. A file is read again only when
 * something about it has changed since the last look, and one file at a time: whoever presses a button many times reads once.
 *
 * @returns a function of a document's ordinal. What lies outside the folder, or cannot be read, counts as missing
 */
export function sourceStates(
  documentsDir: string,
  documents: readonly Source[],
): (document: number) => Promise<SourceState> {
  const known = new Map<number, { readonly stamp: string; readonly state: SourceState }>();
  let last: Promise<unknown> = Promise.resolve();

  const look = async (ordinal: number, source: Source): Promise<SourceState> => {
    const file = await insideFolder(documentsDir, source.path);
    if (file === null) return 'missing';
    const seen = await lstat(file, { bigint: true });
    if (!seen.isFile()) return 'missing';
    const found = known.get(ordinal);
    if (found?.stamp === stampOf(seen)) return found.state;
    const handle = await open(file, openFlags);
    try {
      const opened = await handle.stat({ bigint: true });
      if (!opened.isFile() || opened.ino !== seen.ino || opened.dev !== seen.dev) return 'missing';
      const isSame =
        Number(opened.size) === source.bytes && (await hashOf(handle, source.bytes)) === source.sha256;
      const state = isSame ? 'unchanged' : 'changed';
      known.set(ordinal, { stamp: stampOf(opened), state });
      return state;
    } finally {
      await handle.close();
    }
  };
  return async (ordinal) => {
    const source = documents[ordinal];
    if (source === undefined) return 'missing';
    const looking = last.then(async () =>
      look(ordinal, source).catch((error: unknown): SourceState => {
        if (isSystemError(error)) return 'missing';
        throw error;
      }),
    );
    last = looking.catch(() => null);
    return looking;
  };
}

/** Where a document's file really is; `null` where that is outside the folder. */
async function insideFolder(folder: string, relative: string): Promise<string | null> {
  const root = await realpath(folder);
  const file = await realpath(path.join(root, ...relative.split('/')));
  const inside = path.relative(root, file);
  return inside === '' || inside.split(path.sep)[0] === '..' || path.isAbsolute(inside) ? null : file;
}

/** SHA-256 of a file that should have this many bytes; one byte more is read, and then it is another file's hash. */
async function hashOf(handle: FileHandle, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const step = Buffer.allocUnsafe(Math.min(stepBytes, bytes + 1));
  for (let at = 0; at <= bytes;) {
    const { bytesRead } = await handle.read(step, 0, Math.min(step.length, bytes + 1 - at), at);
    if (bytesRead === 0) break;
    hash.update(step.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('hex');
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
