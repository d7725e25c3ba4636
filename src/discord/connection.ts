import { EventEmitter } from 'node:events';
import { Events, type Client } from 'discord.js';
import { KnownError } from '../errors.ts';
import type { Log } from '../log.ts';
import { fatalClose } from './close-codes.ts';
import { fieldsOf } from './rest-error.ts';

export interface ConnectionWatch {
  /** Resolves when connecting again is no use any more, with what to do. */
  readonly failed: Promise<KnownError>;
  readonly fail: (error: KnownError) => void;
  stop(): void;
}

/** Short interruptions are everyday; the connection is taken up again and brings what was missed. */
const goneMs = 120_000;

/** Follows the gateway connections of a client: notes those that stay away, and knows those that are over. */
export function watchConnection(client: Client, log: Log, noteAfterMs = goneMs): ConnectionWatch {
  const gone = new Map<number, NodeJS.Timeout | 'noted'>();
  const ending = new EventEmitter<{ failed: [KnownError] }>();
  const failed = new Promise<KnownError>((resolve) => ending.once('failed', resolve));
  const fail = (error: KnownError): boolean => ending.emit('failed', error);
  const back = (shard: number): void => {
    const state = gone.get(shard);
    gone.delete(shard);
    if (state === 'noted') log.info('The connection to Discord is back', { shard });
    else clearTimeout(state);
  };

  let isStopped = false;
  client.on(Events.ShardReconnecting, (shard) => {
    if (isStopped) return;
    log.debug('The connection to Discord broke; connecting again', { shard });
    if (gone.has(shard)) return;
    const timer = setTimeout(() => {
      gone.set(shard, 'noted');
      log.warn('The connection to Discord has been gone for minutes; it is being tried all the time', {
        shard,
      });
    }, noteAfterMs);
    timer.unref();
    gone.set(shard, timer);
  });
  client.on(Events.ShardReady, back);
  client.on(Events.ShardResume, back);
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    const fatal = fatalClose(code);
    if (fatal === null) log.warn('Discord ended a connection', { shard, code });
    else fail(fatal);
  });
  client.on(Events.Invalidated, () =>
    fail(new KnownError('network', 'Discord ended the session for good. Start again.')),
  );
  client.on(Events.ShardError, (error, shard) =>
    log.debug('A connection to Discord failed', { shard, ...fieldsOf(error) }),
  );
  client.on(Events.Warn, () => log.warn('discord.js gave a warning'));
  return {
    failed,
    fail,
    stop() {
      isStopped = true;
      for (const state of gone.values()) if (state !== 'noted') clearTimeout(state);
    },
  };
}
