import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileListName, sha256, type FileRecord } from '../embedding/model-files.ts';
import { KnownError } from '../errors.ts';

/** How models that were trained again are sealed again. */
const sealCommand = 'node --import tsx scripts/train/ranking/seal.ts';
/** Bytes; a list of ten files has 1,500. */
const mostListBytes = 100_000;

/** What a folder of ranking models holds now: every `.json` and `.txt` but the list itself, by name. */
export function describeFolder(folder: string): FileRecord[] {
  return readdirSync(folder)
    .filter((name) => /\.(json|txt)$/.test(name) && name !== fileListName)
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(path.join(folder, name));
      return { name, size: bytes.length, sha256: sha256(bytes) };
    });
}

/**
 * Compares the files of a folder of ranking models with its files.json: a digit that was flipped in a weight is a weight like
 * any other, and nothing else would notice it. Hashing them takes about a millisecond.
 *
 * @throws KnownError `model` naming the first file that is not what was sealed
 */
export function checkSeal(folder: string): void {
  const list = path.join(folder, fileListName);
  for (const { name, size, sha256: expected } of readSeal(list)) {
    const file = path.join(folder, name);
    // The name itself may be what is damaged.
    if (!existsSync(file)) throw damaged(file, `it is missing, and ${list} names it`);
    const bytes = readOrdinary(file, size);
    if (bytes.length !== size || sha256(bytes) !== expected)
      throw damaged(file, `its content is not what ${fileListName} says`);
  }
}

function readSeal(file: string): FileRecord[] {
  let list: unknown;
  try {
    list = (JSON.parse(readOrdinary(file, mostListBytes).toString('utf8')) as { files?: unknown }).files;
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw damaged(file, 'it is no list of files', error);
  }
  if (!Array.isArray(list) || list.length === 0 || !list.every(isRecord))
    throw damaged(file, 'it is no list of files');
  return list;
}

/** @param most bytes: a pipe would be waited for, and a device read to an end that it does not have */
function readOrdinary(file: string, most: number): Buffer {
  try {
    const found = statSync(file);
    if (!found.isFile()) throw damaged(file, 'it is not a file');
    if (found.size > most) throw damaged(file, `it has ${found.size} bytes, and ${most} are the most`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw damaged(file, code === 'ENOENT' ? 'it is missing' : `it cannot be read (${code})`, error);
  }
}

/** A name must lie in the folder itself. */
function isRecord(value: unknown): value is FileRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { name, size, sha256: hash } = value as Readonly<Record<keyof FileRecord, unknown>>;
  return (
    typeof name === 'string' &&
    /^[\w-]+\.(json|txt)$/.test(name) &&
    Number.isSafeInteger(size) &&
    typeof hash === 'string'
  );
}

function damaged(file: string, reason: string, cause?: unknown): KnownError {
  const message = `The ranking models cannot be used: ${file} is damaged or was changed: ${reason}. Restore it from the repository; after training again, run: ${sealCommand}`;
  return new KnownError('model', message, { cause });
}
