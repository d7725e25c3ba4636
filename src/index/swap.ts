import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ModelDescription } from '../embedding/embed.ts';
import { KnownError } from '../errors.ts';
import { currentStamp, listGenerations, readCurrent, writeCurrent } from './current.ts';
import { shownPath } from './files.ts';
import { openGeneration, verifyGeneration, type OpenIndex } from './generation.ts';
import { takeLock } from './lock.ts';
import { writingTo } from './write.ts';

export interface WatchOptions {
  readonly indexDir: string;
  /** Name of the generation that is open already. */
  readonly generation: string;
  /** The model that questions are embedded with. */
  readonly expected?: ModelDescription;
  /** Between two looks at CURRENT. */
  readonly intervalMs?: number;
  /** Takes the new generation: one assignment. Questions that are under way keep the old one. */
  readonly onChange: (index: OpenIndex) => void;
  /** Told once about each new state that cannot be used; the open generation goes on serving. */
  readonly onBad: (error: unknown) => void;
}

export interface IndexWatch {
  /** Looks at once, or waits for the look that is under way. */
  check(): Promise<void>;
  stop(): void;
}

const defaultIntervalMs = 2000;

/**
 * Notices when another generation is in use and opens it, always as a new object beside the open one.
 *
 * Looks at the times of one file; what the system tells about changes in folders is not the same on all platforms.
 */
export function watchIndex(options: WatchOptions): IndexWatch {
  const { indexDir, expected, intervalMs = defaultIntervalMs, onChange, onBad } = options;
  let { generation } = options;
  let seen: string | null = null;
  let isStopped = false;
  let underWay: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const stamp = await currentStamp(indexDir);
    if (stamp === null || stamp === seen) return;
    try {
      const current = await readCurrent(indexDir);
      if (current.kind !== 'named') {
        throw new KnownError(
          'bad-index',
          `${shownPath(indexDir)}/CURRENT does not name a generation. Run: npm run index`,
        );
      }
      if (current.generation !== generation) {
        const opened = await openGeneration(indexDir, current.generation, expected);
        if (isStopped) return;
        generation = opened.generation;
        onChange(opened);
        freeNativeMemory();
      }
    } catch (error) {
      // Replaced again while it was read: what matters is the new one, at the next look.
      if ((await currentStamp(indexDir)) !== stamp) return;
      if (!isStopped) onBad(error);
    }
    seen = stamp;
  };
  const check = async (): Promise<void> => {
    underWay ??= look()
      .catch(onBad)
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };
  const timer = setInterval(() => void check(), intervalMs);
  timer.unref();
  return {
    check,
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

/**
 * Puts the generation before the one in use back into use, after comparing all its files.
 *
 * @returns its name
 * @throws KnownError `bad-index` when there is none that is intact, `index-busy`, `disk`
 */
export async function rollback(indexDir: string): Promise<string> {
  const lock = await writingTo(indexDir, async () => takeLock(indexDir));
  try {
    const current = await readCurrent(indexDir);
    const candidates = await listGenerations(indexDir);
    for (const generation of candidates) {
      if (current.kind === 'named' && generation >= current.generation) continue;
      if (!(await isIntact(indexDir, generation))) continue;
      await writingTo(indexDir, async () => writeCurrent(indexDir, generation));
      return generation;
    }
    const message = `There is no earlier intact generation in ${shownPath(indexDir)} to go back to. Run: npm run index`;
    throw new KnownError('bad-index', message);
  } finally {
    await lock.release();
  }
}

async function isIntact(indexDir: string, generation: string): Promise<boolean> {
  try {
    await verifyGeneration(indexDir, generation);
    return true;
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}

/**
 * Has unused objects collected now. The memory of a graph lies outside of what V8 counts: left to itself it let a hundred
 * graphs of 16 MB pile up. Once per new generation, this costs nothing that matters.
 */
function freeNativeMemory(): void {
  setImmediate(() => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect === 'function') collect();
  });
}
