import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { KnownError, systemCode } from '../errors.ts';
import { readSmallText, shownPath } from './files.ts';
import { replaceDurably } from './write.ts';

/** What CURRENT says: the name of a generation, something else, or nothing. */
export type Current =
  | { readonly kind: 'named'; readonly generation: string }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'missing' };

const currentName = 'CURRENT';
/** Of CURRENT: a name has 26. */
const mostBytes = 4096;
/** Time of the start of the build in UTC, so that names sort by age, and a random end. */
const generationPattern = /^(\d{8}T\d{9}Z)-[0-9a-f]{6}$/;
/** End of the names of what is not finished, or no longer wanted. */
const leftoverEnd = '.tmp';

/** Reads which generation is in use. */
export async function readCurrent(indexDir: string): Promise<Current> {
  try {
    const text = await readSmallText(path.join(indexDir, currentName), mostBytes);
    const generation = text.trim();
    return generationPattern.test(generation) ? { kind: 'named', generation } : { kind: 'damaged' };
  } catch (error) {
    return isAbsent(error) ? { kind: 'missing' } : { kind: 'damaged' };
  }
}

/**
 * Whether an index could be there: a folder is, or nothing yet. False where a file lies in its place or above it, which no
 * build can change.
 */
export async function canHoldIndex(indexDir: string): Promise<boolean> {
  try {
    return (await stat(indexDir)).isDirectory();
  } catch (error) {
    return systemCode(error) !== 'ENOTDIR';
  }
}

/** Makes a generation the one in use. Done when the disk has it. */
export async function writeCurrent(indexDir: string, generation: string): Promise<void> {
  await replaceDurably(path.join(indexDir, currentName), `${generation}\n`);
}

/** What changes whenever CURRENT is replaced; `null` while there is none. */
export async function currentStamp(indexDir: string): Promise<string | null> {
  try {
    const { ino, mtimeNs, size } = await stat(path.join(indexDir, currentName), { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    return isAbsent(error) ? null : `unreadable: ${systemCode(error) ?? String(error)}`;
  }
}

/**
 * Names of the finished generations, newest first; none where there is no such folder. A link counts as what it leads to does:
 * opening says whether that is whole.
 *
 * @throws KnownError `bad-index` when the folder cannot be read
 */
export async function listGenerations(indexDir: string): Promise<string[]> {
  try {
    const entries = await readdir(indexDir, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => name);
    return names
      .filter((name) => generationPattern.test(name))
      .sort()
      .reverse();
  } catch (error) {
    if (isAbsent(error)) return [];
    const code = systemCode(error);
    if (code === null) throw error;
    const message = `The index folder ${shownPath(indexDir)} cannot be read (${code}). Give this user the right to read it, or set INDEX_DIR to another folder`;
    throw new KnownError('bad-index', message, { cause: error });
  }
}

/** A name for a new generation that sorts after all others, even when the clock went back. */
export function newGenerationName(others: readonly string[], now: Date): string {
  const newest = others
    .map((name) => generationPattern.exec(name)?.[1] ?? '')
    .reduce((a, b) => (a > b ? a : b), '');
  const own = stamp(now);
  const isLater = own > newest;
  return `${isLater ? own : stamp(new Date(timeOf(newest) + 1))}-${randomBytes(3).toString('hex')}`;
}

/** Where a generation is written before it is finished. */
export function unfinishedFolder(indexDir: string, generation: string): string {
  return path.join(indexDir, `${generation}${leftoverEnd}`);
}

/**
 * Deletes the generations that are not to be kept and what dead builds left. Only for the holder of the lock.
 *
 * @returns what could not be deleted, in words: that is no reason for a build to fail, and the next one tries again
 */
export async function cleanUp(indexDir: string, keep: ReadonlySet<string>): Promise<string[]> {
  const problems: string[] = [];
  const attempt = async (name: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      problems.push(`${name} could not be deleted (${systemCode(error) ?? String(error)})`);
    }
  };
  for (const name of await listGenerations(indexDir)) {
    // Renamed first: half a generation must not look like a damaged one.
    const leftover = unfinishedFolder(indexDir, name);
    if (!keep.has(name)) await attempt(name, async () => rename(path.join(indexDir, name), leftover));
  }
  for (const name of (await readdir(indexDir)).filter(isLeftover)) {
    await attempt(name, async () => rm(path.join(indexDir, name), { recursive: true, force: true }));
  }
  return problems;
}

function isLeftover(name: string): boolean {
  if (!name.endsWith(leftoverEnd)) return false;
  return generationPattern.test(name.slice(0, -leftoverEnd.length)) || name.startsWith(`${currentName}.`);
}

/** `YYYYMMDDTHHMMSSmmmZ`. */
function stamp(time: Date): string {
  return time.toISOString().replace(/[-:.]/g, '');
}

/** What `stamp` made, in milliseconds since 1970. */
function timeOf(stamp: string): number {
  return Date.parse(
    stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z'),
  );
}

function isAbsent(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}
