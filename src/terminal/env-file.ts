import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import dotenv from 'dotenv';
import { KnownError, systemCode } from '../errors.ts';

/** Settings are a page at most; a device has no end. */
const mostBytes = 1024 * 1024;
/** What hands secrets over through a pipe begins to write when it is opened. */
const pipePatienceMs = 5000;
const pipePauseMs = 20;

/**
 * The names and values of a `.env` file; none where there is no file. A pipe is how some keepers of secrets hand them over.
 *
 * @throws KnownError `settings` for a file that cannot be read as one, naming it and none of what it holds
 */
export function readEnvFile(file: string): Record<string, string> {
  const refuse = (problem: string): KnownError =>
    new KnownError(
      'settings',
      `The settings in ${file} cannot be read: ${problem}. Put it right, or delete it.`,
    );
  let handle: number;
  try {
    // A pipe that nobody writes to would be waited for without end.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return {};
    if (code === null) throw error;
    throw refuse(code === 'EACCES' ? 'this user may not read it' : code);
  }
  try {
    const kind = fstatSync(handle);
    if (kind.isDirectory()) throw refuse('it is a folder');
    const bytes = readUpTo(handle, kind.isFIFO());
    if (bytes === null) throw refuse(`nothing came out of the pipe in ${pipePatienceMs / 1000} s`);
    if (bytes.length > mostBytes) throw refuse('it is larger than 1 MiB');
    const text = decode(bytes);
    if (text.includes('\0')) throw refuse('it holds NUL bytes, so that it is no text');
    return dotenv.parse(text);
  } catch (error) {
    const code = systemCode(error);
    if (error instanceof KnownError || code === null) throw error;
    throw refuse(code);
  } finally {
    closeSync(handle);
  }
}

/** One byte more than is allowed at most; `null` for a pipe out of which nothing comes. */
function readUpTo(handle: number, isPipe: boolean): Buffer | null {
  const bytes = Buffer.alloc(mostBytes + 1);
  const until = performance.now() + pipePatienceMs;
  let length = 0;
  for (;;) {
    const count = readSome(handle, bytes, length);
    length += Math.max(0, count);
    const isOver = count === 0 && (!isPipe || length > 0);
    if (isOver || length === bytes.length) return bytes.subarray(0, length);
    if (count > 0) continue;
    if (performance.now() > until) return length === 0 ? null : bytes.subarray(0, length);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pipePauseMs);
  }
}

/** Bytes read; −1 where there may be more later. */
function readSome(handle: number, bytes: Buffer, from: number): number {
  try {
    return readSync(handle, bytes, from, bytes.length - from, null);
  } catch (error) {
    if (systemCode(error) === 'EAGAIN') return -1;
    throw error;
  }
}

/** Some editors of Windows write UTF-16, with a mark at its start. */
function decode(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
