import type { FoundErrand } from './errand.ts';
import type { OpenReply } from './reply.ts';

/** How a handler's work came to its end: by itself, by its time running out, or by the bot stopping. */
export type Ending = 'done' | 'timed-out' | 'restarting';

export interface RunParts {
  readonly errand: FoundErrand;
  readonly reply: OpenReply;
  /** Called when the work is done and only what is being sent is waited for. */
  readonly done: () => void;
  /** A handler that has said nothing for so long is taken for lost; one that reports its progress may go on. */
  readonly silenceMs: number;
  /** While it runs, it can be ended from outside through what it puts here. */
  readonly endings: Set<(ending: Ending) => void>;
}

/**
 * Runs a handler to its end, or ends it. What is being sent is never cut off by the time running out: a second answer could
 * overtake the first.
 *
 * @throws what the handler throws, unless it has been ended before
 */
export async function runErrand({ errand, reply, done, silenceMs, endings }: RunParts): Promise<Ending> {
  let heard = 0;
  let timer: NodeJS.Timeout | undefined;
  let endNow: ((ending: Ending) => void) | undefined;
  const isEnded = new Promise<Ending>((resolve) => {
    endNow = resolve;
    endings.add(resolve);
    const look = (): void => {
      if (!reply.isSending && reply.said === heard) return resolve('timed-out');
      heard = reply.said;
      timer = setTimeout(look, silenceMs);
    };
    timer = setTimeout(look, silenceMs);
  });
  const running = errand.run(reply.forHandler(done));
  try {
    return await Promise.race([running.then((): Ending => 'done'), isEnded]);
  } finally {
    if (endNow !== undefined) endings.delete(endNow);
    clearTimeout(timer);
    // Ended from outside, it may still fail, and nobody would hear of it.
    running.catch(() => null);
  }
}
