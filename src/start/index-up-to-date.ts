import type { Config } from '../config.ts';
import { KnownError } from '../errors.ts';
import { buildInOwnProcess } from '../index/build-process.ts';
import { readCurrent } from '../index/current.ts';
import { buildOrder } from '../library/live.ts';
import { wordsOfBuild } from '../terminal/build-progress.ts';
import { describeFailure } from '../terminal/edge.ts';
import type { Progress } from '../terminal/progress.ts';
import { reportInBrief } from '../terminal/render-report.ts';

/**
 * Brings the index up to date before anybody asks. Someone else building, or a full disk, is no reason to turn people away
 * from an index that works.
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
  try {
    const report = await buildInOwnProcess(buildOrder(config), {
      onProgress: (state) => progress.update(...wordsOfBuild(state)),
      signal,
    });
    progress.stop();
    say(reportInBrief(report));
  } catch (error) {
    progress.stop();
    // Ctrl-C reaches both processes, and it is chance whose end is noticed first.
    if (signal.aborted) throw signal.reason;
    const isPassing = error instanceof KnownError && (error.code === 'index-busy' || error.code === 'disk');
    if (!isPassing || (await readCurrent(config.indexDir)).kind !== 'named') throw error;
    describeFailure(error, false).lines.forEach(say);
    say('Going on with the index that is there.');
  }
}
