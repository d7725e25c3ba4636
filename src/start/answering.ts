import { once } from 'node:events';
import type { Config } from '../config.ts';
import { startBot, type Bot } from '../discord/bot.ts';
import { openFeedback } from '../discord/feedback-store.ts';
import { handlers } from '../discord/handlers.ts';
import { fieldsOf } from '../discord/rest-error.ts';
import type { ShardPlace } from '../discord/shard-place.ts';
import { exitStatus, KnownError } from '../errors.ts';
import { openLiveLibrary, type LiveLibrary } from '../library/live.ts';
import type { Log } from '../log.ts';
import type { Progress } from '../terminal/progress.ts';
import { watchProcess } from './logging.ts';

export interface AnsweringParts {
  readonly config: Config & { readonly discordToken: string };
  readonly log: Log;
  readonly progress: Progress;
  /** The command that builds the index, for the message when there is none. */
  readonly remedy: string;
  readonly shard?: ShardPlace | null;
  /** Ends it in good order. */
  readonly signal: AbortSignal;
  /** Told when the bot is ready, and again for each new generation. */
  readonly onLibrary?: (library: LiveLibrary) => void;
}

/** A process that is told to end gets 10 s from whoever tells it: it has ended well before, whatever hangs. */
const endMs = 8000;

/**
 * Opens the library, starts the bot and answers until the signal.
 *
 * @returns the exit status: 0 after the signal, 1 after an exception that nobody caught
 * @throws KnownError when the bot cannot start, or cannot go on
 */
export async function answerUntil(parts: AnsweringParts): Promise<number> {
  const { config, log, progress, signal } = parts;
  const startedAt = performance.now();
  const broken = new AbortController();
  const forget = watchProcess(process, log, () => {
    broken.abort();
    forceEnd(exitStatus.unexpected);
  });
  let live: LiveLibrary | null = null;
  let bot: Bot | null = null;
  try {
    live = await openLiveLibrary(config, {
      remedy: parts.remedy,
      progress,
      onChange: ({ index }) => {
        log.info('A new index is in use', {
          generation: index.generation,
          documents: index.documents.length,
          passages: index.passageCount,
        });
        if (live !== null) parts.onLibrary?.(live);
      },
      onBad: (error) =>
        log.error(
          error instanceof KnownError ? error.message : 'The new index could not be opened',
          error instanceof KnownError ? {} : fieldsOf(error),
        ),
    });
    progress.stop();
    const { index, warning } = live.current();
    if (warning !== null) log.warn(warning);
    const feedback = await openFeedback({
      dir: config.feedbackDir,
      days: config.feedbackDays,
      now: () => Date.now(),
      log,
    });
    signal.throwIfAborted();
    bot = await startBot({
      config,
      library: live,
      feedback,
      handlers,
      log,
      shard: parts.shard ?? null,
      signal,
    });
    log.info('Ready', {
      servers: bot.servers,
      shards: bot.shards,
      documents: index.documents.length,
      generation: index.generation,
      ms: Math.round(performance.now() - startedAt),
      pid: process.pid,
    });
    parts.onLibrary?.(live);
    const problem = await Promise.race([bot.failed, isAborted(signal), isAborted(broken.signal)]);
    if (problem !== null) throw problem;
    if (broken.signal.aborted) return exitStatus.unexpected;
    forceEnd(exitStatus.done);
    log.info('Stopping: no more questions are taken');
    return exitStatus.done;
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    log.info('Stopped. It was not ready yet');
    return exitStatus.done;
  } finally {
    await bot?.stop();
    await live?.close();
    forget();
    if (bot !== null) log.info('Stopped');
  }
}

async function isAborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await once(signal, 'abort');
  return null;
}

/** The timer keeps nothing alive: it is for what does. */
function forceEnd(status: number): void {
  setTimeout(() => process.exit(status), endMs).unref();
}
