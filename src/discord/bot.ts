import { Events } from 'discord.js';
import type { Config } from '../config.ts';
import { referenceOf, type KnownError } from '../errors.ts';
import type { LiveLibrary } from '../library/live.ts';
import type { Log } from '../log.ts';
import { createBreaker } from './breaker.ts';
import { createClient } from './client.ts';
import { tokenRefused } from './close-codes.ts';
import { commandDefinitions } from './commands.ts';
import { watchConnection } from './connection.ts';
import { createDispatch } from './dispatch.ts';
import type { FeedbackStore } from './feedback.ts';
import type { Handlers } from './handler.ts';
import { checkLogin, connect } from './login.ts';
import { registerCommands } from './register.ts';
import { fieldsOf } from './rest-error.ts';
import type { ShardPlace } from './shard-place.ts';

export interface BotParts {
  readonly config: Config & { readonly discordToken: string };
  readonly library: LiveLibrary;
  readonly feedback: FeedbackStore;
  readonly handlers: Handlers;
  readonly log: Log;
  /** Where this process is one of several. */
  readonly shard?: ShardPlace | null;
  /** Between two signs of life while connecting. */
  readonly loginMs?: number;
  /** A handler that has said nothing for so long is taken for lost. */
  readonly silenceMs?: number;
  /** Milliseconds that never go back, by which refusals are counted. */
  readonly now?: () => number;
  /** Gives up the login; what is connected is stopped with `stop`. */
  readonly signal?: AbortSignal;
}

/** A bot that answers. */
export interface Bot {
  readonly servers: number;
  readonly shards: number;
  /** Resolves, if ever, when the bot cannot go on, with what to do. */
  readonly failed: Promise<KnownError>;
  /** Takes no more questions, ends or stops those under way, and leaves: within 7 s. */
  stop(): Promise<void>;
}

/** A login with many connections takes 5 s for each. */
const defaultLoginMs = 20_000;
/** A process gets 10 s before it is killed, and what else ends with it needs some as well. */
const stopMs = 6000;
const leaveMs = 1000;

/**
 * Connects to Discord and answers. Resolves when the bot is ready.
 *
 * @throws KnownError `settings` or `network`, within seconds, when it cannot be; the signal's reason
 */
export async function startBot(parts: BotParts): Promise<Bot> {
  const { config, library, feedback, handlers, log, shard = null, loginMs = defaultLoginMs } = parts;
  const breaker = createBreaker({
    ...(parts.now === undefined ? {} : { now: parts.now }),
    onOpen: (waitMs) =>
      log.error('Discord refused too many requests: none are sent for a while', {
        seconds: Math.ceil(waitMs / 1000),
      }),
  });
  // Before the bot is ready, whoever asked hears of a refusal in words that fit better.
  let isReady = false;
  const client = createClient(config, shard, {
    breaker,
    onUnauthorized: () => {
      if (isReady) connection.fail(tokenRefused());
    },
  });
  // Without a listener, anything that goes wrong inside discord.js ends the process.
  client.on(Events.Error, (error) =>
    log.error('discord.js failed', { reference: referenceOf(error), ...fieldsOf(error) }),
  );
  const connection = watchConnection(client, log);
  const around = { config, library, feedback, log, now: () => Date.now() };
  const dispatch = createDispatch({
    handlers,
    around,
    rest: client.rest,
    ...(parts.silenceMs === undefined ? {} : { silenceMs: parts.silenceMs }),
  });
  client.on(Events.InteractionCreate, (interaction) => dispatch.take(interaction));
  const stopping = new AbortController();

  const leave = async (): Promise<void> => {
    stopping.abort();
    connection.stop();
    // Closing waits for the other side, which may be gone.
    await within(client.destroy(), leaveMs);
  };
  try {
    client.rest.setToken(config.discordToken);
    const wanted = shard === null ? (config.shards === 'auto' ? null : config.shards) : 1;
    const isStopped = stopOf(parts.signal);
    const checking = checkLogin(client.rest, config.discordApiUrl, wanted, { signal: parts.signal });
    const { application } = await Promise.race([checking, isStopped]);
    await Promise.race([connect(client, config.discordToken, connection.failed, loginMs), isStopped]);
    isReady = true;
    const ids = client.options.shards;
    if (!Array.isArray(ids) || ids.includes(0)) {
      void registerCommands({
        rest: client.rest,
        application: application ?? client.application?.id ?? client.user?.id ?? '',
        definitions: commandDefinitions,
        log,
        signal: stopping.signal,
      });
    }
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    servers: client.guilds.cache.size,
    shards: client.ws.shards.size,
    failed: connection.failed,
    async stop() {
      await dispatch.stop(stopMs);
      await leave();
    },
  };
}

/** Rejects with the signal's reason, if ever. */
function stopOf(signal?: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal?.reason);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
  // It may come when nobody waits for it any more.
  stopped.catch(() => null);
  return stopped;
}

async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, isOver]);
  clearTimeout(timer);
}
