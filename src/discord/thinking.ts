import { setTimeout as wait } from 'node:timers/promises';
import { MessageFlags, type REST } from 'discord.js';
import type { Haste } from './haste.ts';
import { isGone, troubleOf } from './rest-error.ts';
import { read, send } from './rest.ts';

/** Where somebody looks at "thinking". */
export interface ThinkingPlace {
  readonly rest: REST;
  /** The first response. */
  readonly original: `/${string}`;
  /** For further messages. */
  readonly webhook: `/${string}`;
  /** By `performance.now()`. */
  readonly tokenEnd: number;
  /** When it comes, there are seconds left to say anything. */
  readonly haste: Haste;
}

/** The same words for either way of saying them. */
export interface FirstWords {
  readonly edit: object;
  readonly further: object;
  /** There are no others to say if Discord refuses these. */
  readonly isLast: boolean;
}

export interface Thinking {
  /**
   * Puts the words in the place of "thinking". Where edits fail a few times, or have to wait for long, a further message
   * says them, and "thinking" is deleted if it still stands.
   */
  replace(words: FirstWords): Promise<void>;
}

/** How long edits are tried before the words go the other way. */
const editing = { failures: 3, tryMs: 4000, ms: 10_000 };
const hurried = { failures: 1, tryMs: 1000, ms: 1000 };
/** For one further message, and for deleting. */
const furtherMs = 60_000;
const furtherTryMs = 10_000;
const hurriedTryMs = 1500;
const readMs = 2000;
const hurriedReadMs = 700;
/** Between two looks whether "thinking" still stands. */
const lookPausesMs: readonly number[] = [300, 1000, 3000, 10_000];

export function createThinking({ rest, original, webhook, tokenEnd, haste }: ThinkingPlace): Thinking {
  let noEditsUntil = 0;

  const edit = async (body: object): Promise<void> => {
    const pace = haste.hasBegun ? hurried : editing;
    try {
      await send(rest, {
        method: 'PATCH',
        route: original,
        body,
        until: Math.min(tokenEnd, performance.now() + pace.ms),
        tryMs: pace.tryMs,
        failures: pace.failures,
        isRepeatable: true,
        ...(haste.hasBegun ? {} : { signal: haste.signal }),
      });
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'rate-limit') noEditsUntil = performance.now() + trouble.waitMs;
      throw error;
    }
  };
  /** @returns `null` where Discord does not say. @throws what says that the message is gone */
  const stands = async (): Promise<boolean | null> => {
    try {
      const withinMs = haste.hasBegun ? hurriedReadMs : readMs;
      const message = (await read(rest, original, { withinMs })) as { readonly flags?: number };
      return ((message.flags ?? 0) & MessageFlags.Loading) !== 0;
    } catch (error) {
      if (isGone(troubleOf(error))) throw error;
      return null;
    }
  };
  const look = async (pausesMs: readonly number[]): Promise<boolean | null> => {
    let isThere = await stands();
    for (const pause of pausesMs) {
      if (isThere !== null) break;
      await wait(pause);
      isThere = await stands();
    }
    return isThere;
  };
  /** A further message takes the place of "thinking", says the guide of discord.js; Discord's documents do not. */
  const remove = async (): Promise<void> => {
    const isThere = await look(lookPausesMs);
    // Where nothing is known it stays: it may be what has just been said.
    if (isThere !== true) return;
    const until = Math.min(tokenEnd, performance.now() + furtherMs);
    await send(rest, { method: 'DELETE', route: original, until, tryMs: readMs, isRepeatable: true });
  };
  const goRound = async (words: FirstWords): Promise<void> => {
    // An edit may have arrived, and only the word of it have been lost: said again, the answer would stand there twice.
    if ((await look(haste.hasBegun ? [] : lookPausesMs.slice(0, 3))) === false) return;
    try {
      await send(rest, {
        method: 'POST',
        route: webhook,
        body: words.further,
        until: Math.min(tokenEnd, performance.now() + furtherMs),
        tryMs: haste.hasBegun ? hurriedTryMs : furtherTryMs,
        isRepeatable: false,
      });
    } catch (error) {
      if (!isPassing(error)) throw error;
      if ((await stands()) === false) return;
      // It may yet arrive, and is not said again; an edit can be.
      const body = words.edit;
      return send(rest, { method: 'PATCH', route: original, body, until: tokenEnd, isRepeatable: true });
    }
    // It has been said: what stands beside it is no reason to say anything else.
    await remove().catch(() => null);
  };
  return {
    async replace(words) {
      try {
        if (performance.now() > noEditsUntil) return await edit(words.edit);
      } catch (error) {
        if (isGone(troubleOf(error)) || !(words.isLast || isPassing(error))) throw error;
      }
      await goRound(words);
    },
  };
}

function isPassing(error: unknown): boolean {
  const { kind } = troubleOf(error);
  return kind === 'server' || kind === 'connection' || kind === 'rate-limit';
}
