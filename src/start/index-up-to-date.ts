import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { KnownError, type KnownErrorCode } from '../errors.ts';
import { buildInOwnProcess } from '../index/build-process.ts';
import { readCurrent } from '../index/current.ts';
import { isBeingBuilt } from '../index/lock.ts';
import { buildOrder } from '../library/live.ts';
import { wordsOfBuild } from '../terminal/build-progress.ts';
import { describeFailure } from '../terminal/edge.ts';
import type { Progress } from '../terminal/progress.ts';
import { reportInBrief } from '../terminal/render-report.ts';

/** Between two looks at somebody else's build. */
const lookEveryMs = 300;

/**
 * Brings the index up to date before anybody asks. Someone else building, a full disk or documents that are not there just now
 * are no reason to turn people away from an index that works; where there is none yet, somebody else's build is waited for.
 *
 * @param say takes a line for the operator
 * @throws KnownError as `buildIndex` does; the signal's reason when it stops
 */
export async function bringIndexUpToDate(
  config: Config,
  progress: Progress,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      const report = await buildInOwnProcess(buildOrder(config), {
        onProgress: (state) => progress.update(...wordsOfBuild(state)),
        signal,
      });
      progress.stop();
      return say(reportInBrief(report));
    } catch (error) {
      progress.stop();
      // Ctrl-C reaches both processes, and it is chance whose end is noticed first.
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof KnownError) || !isPassing.has(error.code)) throw error;
      const isThere = (await readCurrent(config.indexDir)).kind === 'named';
      if (!isThere && error.code !== 'index-busy') throw error;
      describeFailure(error, false).lines.forEach(say);
      if (isThere) return say('Going on with the index that is there.');
      say('Waiting for it: there is no other index to answer from yet.');
      await othersBuild(config.indexDir, signal);
      if ((await readCurrent(config.indexDir)).kind === 'named') return say('The index is built.');
    }
  }
}

/** Problems that say nothing against the index that is there. */
const isPassing: ReadonlySet<KnownErrorCode> = new Set(['index-busy', 'disk', 'documents']);

/** Waits until there is an index, or nobody who builds it. */
async function othersBuild(indexDir: string, signal: AbortSignal): Promise<void> {
  while ((await readCurrent(indexDir)).kind !== 'named' && (await isBeingBuilt(indexDir))) {
    await wait(lookEveryMs, null, { signal }).catch(() => {
      throw signal.reason;
    });
  }
}
