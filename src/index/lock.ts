import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KnownError, systemCode } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { shownPath } from './files.ts';
import {
  ageOf,
  describeHolder,
  describeSelf,
  isAlive,
  readHolder,
  silentMs,
  type Holder,
} from './lock-holder.ts';

/** The right to build in an index folder. */
export interface Lock {
  /** @throws KnownError `index-busy` when someone else has taken the lock since */
  check(): Promise<void>;
  /**
   * Gives the lock back; a lock that is no longer ours is left alone. Never fails for what the file system refuses: the work is
   * done by then, and a lock that stays is taken over once this process has ended.
   */
  release(): Promise<void>;
}

const lockName = '.lock';
/** A holder touches its file this often, for those who cannot see its process. */
const heartbeatMs = 10_000;
/** A lock file that says nothing is one being written, for this long. */
const unreadableMs = 3_000;

/**
 * Takes the lock of an index folder, or takes it over from a holder that is dead.
 *
 * @throws KnownError `index-busy` naming a living holder; errors of the file system come through
 */
export async function takeLock(indexDir: string): Promise<Lock> {
  await makeFolder(indexDir);
  const file = path.join(indexDir, lockName);
  const token = await acquire(file);
  const heartbeat = setInterval(() => {
    // The file may be gone or not ours to touch; `check` finds out before anything is switched.
    const now = new Date();
    utimes(file, now, now).catch(() => clearInterval(heartbeat));
  }, heartbeatMs);
  heartbeat.unref();
  return {
    async check() {
      if ((await readHolder(file))?.token !== token) {
        throw busy(file, 'another process took it over while this one was building');
      }
    },
    async release() {
      clearInterval(heartbeat);
      try {
        if ((await readHolder(file))?.token === token) await rm(file, { force: true });
        await removeStrays(indexDir);
      } catch (error) {
        if (systemCode(error) === null) throw error;
      }
    },
  };
}

/** Whether a living process holds the lock of an index folder. */
export async function isBeingBuilt(indexDir: string): Promise<boolean> {
  const file = path.join(indexDir, lockName);
  const holder = await readHolder(file);
  return holder !== null && isAlive(file, holder);
}

/** @returns the token of the lock that is now in `file` */
async function acquire(file: string): Promise<string> {
  const holder = describeSelf();
  const own = `${file}-${holder.token}`;
  await writeFile(own, JSON.stringify(holder), { flag: 'wx' });
  try {
    for (;;) {
      if (await putInPlace(own, file)) return holder.token;
      const found = await readHolder(file);
      // Given back just now, or being written just now.
      if (found === null && (await ageOf(file)) < unreadableMs) {
        await wait(20);
        continue;
      }
      if (found !== null && (await isAlive(file, found))) throw busy(file, describeHolder(found));
      if (await takeOver(own, file, found)) return holder.token;
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** Puts a lock with its content where none is; false where one is. */
async function putInPlace(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT' || code === 'ENOSPC') throw error;
  }
  // No hard links on this disk: the lock is there before its content is, for a moment.
  try {
    await writeFile(file, await readFile(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Replaces the lock of a dead holder. Several may find it dead at once, so each first takes a lock on the right to
 * replace exactly this one, by the same rules, and looks again.
 */
async function takeOver(own: string, file: string, dead: Holder | null): Promise<boolean> {
  const right = `${file}-over-${dead?.token ?? 'unreadable'}`;
  const token = await acquire(right).catch((error: unknown) => {
    if (error instanceof KnownError) return null;
    throw error;
  });
  if (token === null) {
    await wait(20);
    return false;
  }
  try {
    const found = await readHolder(file);
    const isSame = found?.token === dead?.token && (await exists(file));
    if (!isSame) return false;
    await rename(own, file);
    return true;
  } finally {
    await rm(right, { force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Deletes what processes left that died while they were taking a lock. */
async function removeStrays(indexDir: string): Promise<void> {
  for (const name of await readdir(indexDir)) {
    const file = path.join(indexDir, name);
    if (name.startsWith(`${lockName}-`) && (await ageOf(file)) > silentMs) await rm(file, { force: true });
  }
}

function busy(file: string, reason: string): KnownError {
  const folder = shownPath(path.dirname(file));
  return new KnownError(
    'index-busy',
    `The index in ${folder} is being built: ${reason}. Wait for it, or stop it`,
  );
}
