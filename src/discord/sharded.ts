import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { REST, ShardingManager, type Shard } from 'discord.js';
import type { Config } from '../config.ts';
import { exitStatus } from '../errors.ts';
import type { Log } from '../log.ts';
import { createBreaker } from './breaker.ts';
import { checkLogin } from './login.ts';
import { restOptions } from './rest.ts';
import { stopMessage } from './shard-place.ts';

export interface ShardedParts {
  readonly config: Config & { readonly discordToken: string };
  /** What each process runs, and with which arguments. */
  readonly script: string;
  readonly args: readonly string[];
  readonly log: Log;
  /** Ends all of them. */
  readonly signal: AbortSignal;
  /** Between two logins; Discord asks for 5 s. */
  readonly loginPauseMs?: number;
  /** Before a process that died is started again, the first time; it doubles each time. */
  readonly restartMs?: number;
}

const stopMs = 9000;
const longestRestartMs = 60_000;
/** A process that has run for so long has not died of what it died of before. */
const healthyMs = 5 * 60_000;
/** Ends of a process after which starting it again would end in the same way. */
const hopeless: ReadonlySet<number | null> = new Set([exitStatus.usage, exitStatus.noIndex]);

/**
 * Runs the bot as one process for each gateway connection, until the signal.
 *
 * @returns the exit status for this process: not 0 when a process ended with a problem that only a person can put right
 * @throws KnownError as `checkLogin` does
 */
export async function runSharded(parts: ShardedParts): Promise<number> {
  const { config, script, args, log, signal, loginPauseMs = 5500, restartMs = 1000 } = parts;
  const count = await Promise.race([shardCount(config, signal), isAborted(signal)]);
  if (count === null) return exitStatus.done;
  const shards = new ShardingManager(script, {
    totalShards: count,
    token: config.discordToken,
    // Its own way to start a process again knows no pause.
    respawn: false,
    shardArgs: [...args],
    execArgv: process.execArgv,
  });
  log.info('Starting the processes', { processes: count });
  const over = new AbortController();
  let status: number = exitStatus.done;
  // Only one may log in at a time.
  let lastLogin: Promise<unknown> = Promise.resolve();

  const isOver = (): boolean => signal.aborted || over.signal.aborted;
  const spawn = async (shard: Shard): Promise<void> => {
    if (isOver()) return;
    await shard.spawn(-1);
    await Promise.race([once(shard, 'ready'), once(shard, 'death')]);
    await wait(loginPauseMs, undefined, { signal: over.signal }).catch(() => null);
  };
  const login = async (shard: Shard): Promise<number | null> => {
    lastLogin = lastLogin.then(async () => spawn(shard));
    const death = once(shard, 'death', { signal: AbortSignal.any([signal, over.signal]) });
    const [child] = (await death) as [{ readonly exitCode: number | null }];
    return child.exitCode;
  };
  const keep = async (shard: Shard): Promise<void> => {
    for (let pause = restartMs; !isOver(); pause = Math.min(longestRestartMs, pause * 2)) {
      const startedAt = performance.now();
      const code = await login(shard).catch(() => null);
      if (isOver()) return;
      if (hopeless.has(code)) {
        status = code ?? exitStatus.unexpected;
        log.error('A process ended with a problem that has to be put right first', {
          shard: shard.id,
          status,
        });
        return over.abort();
      }
      if (performance.now() - startedAt > healthyMs) pause = restartMs;
      log.warn('A process ended; starting it again', {
        shard: shard.id,
        status: code,
        seconds: pause / 1000,
      });
      await wait(pause, undefined, { signal: over.signal }).catch(() => null);
    }
  };
  const kept = Array.from({ length: count }, async (_, id) => keep(shards.createShard(id)));
  await Promise.race([
    Promise.all(kept),
    signal.aborted ? null : once(signal, 'abort', { signal: over.signal }).catch(() => null),
  ]);
  over.abort();
  await endAll([...shards.shards.values()], log);
  return status;
}

async function isAborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await once(signal, 'abort');
  return null;
}

async function shardCount(config: ShardedParts['config'], signal: AbortSignal): Promise<number> {
  const rest = new REST(restOptions(config, { breaker: createBreaker(), onUnauthorized: () => {} })).setToken(
    config.discordToken,
  );
  const wanted = config.shards === 'auto' ? null : config.shards;
  const { shards } = await checkLogin(rest, config.discordApiUrl, wanted, { signal });
  return wanted ?? shards;
}

/** Asks each process to end, and ends those that do not. */
async function endAll(shards: readonly Shard[], log: Log): Promise<void> {
  const children = shards.flatMap(({ process: child }) => (child === null ? [] : [child]));
  const ended = children
    .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    .map(async (child) => {
      const exit = once(child, 'exit');
      // A message and not a signal: a terminal or service manager may have sent each of them one already, and two are an order.
      child.send(stopMessage, () => {});
      await exit;
    });
  const timer = new AbortController();
  const inTime = await Promise.race([
    Promise.all(ended).then(() => true),
    wait(stopMs, false, { signal: timer.signal }).catch(() => true),
  ]);
  timer.abort();
  if (inTime) return;
  log.warn('Some processes did not end in time');
  for (const child of children) child.kill('SIGKILL');
}
