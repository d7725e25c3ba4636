import { setTimeout as wait } from 'node:timers/promises';
import {
  DefaultRestOptions,
  type REST,
  type RequestMethod,
  type RESTOptions,
  type RouteLike,
} from 'discord.js';
import type { Config } from '../config.ts';
import type { Breaker } from './breaker.ts';
import { isFirstResponse } from './bot-rest.ts';
import { deadline } from './deadline.ts';
import type { Doubt } from './doubt.ts';
import { lineOf } from './line.ts';
import { post } from './post.ts';
import { CrowdedError, PausedError, troubleOf, type Trouble } from './rest-error.ts';

export interface RestWatch {
  readonly breaker: Breaker;
  /** Discord refused the bot's own token. */
  readonly onUnauthorized: () => void;
}

/** How discord.js talks to Discord. It tries everything once: when to try again is decided by `send`. */
export function restOptions(config: Config, watch: RestWatch): Partial<RESTOptions> {
  const { breaker, onUnauthorized } = watch;
  return {
    api: config.discordApiUrl,
    version: config.discordApiVersion,
    timeout: 15_000,
    retries: 0,
    rejectOnRateLimit: () => true,
    // Nearly all that is sent goes to interactions, and those are not bound to the limit of 50 a second.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    // There is one queue for each interaction; left for the usual hour they pile up.
    handlerSweepInterval: 60_000,
    async makeRequest(url, init) {
      if (breaker.isOpen()) throw new PausedError();
      const response = await makeRequest(url, init).catch((error: unknown) => {
        const trouble = troubleOf(error);
        if (trouble.kind === 'connection' && trouble.hasArrived) breaker.count(null);
        throw error;
      });
      breaker.count(response.status);
      if (response.status === 401 && isAuthorized(init.headers)) onUnauthorized();
      if (response.status !== 429) return response;
      // discord.js reads only the header, and leaves the body on the line.
      const said: unknown = await response.json().catch(() => null);
      if (!response.headers.has('retry-after'))
        response.headers.set('retry-after', String(retryAfterOf(said)));
      return response;
    },
  };
}

const makeRequest: RESTOptions['makeRequest'] = async (url, init) =>
  isFirstResponse(url) && typeof init.body === 'string'
    ? post(url, {
        headers: init.headers as Readonly<Record<string, string>>,
        body: init.body,
        signal: init.signal ?? null,
      })
    : DefaultRestOptions.makeRequest(url, init);

export interface Sending {
  readonly method: RequestMethod | `${RequestMethod}`;
  readonly route: RouteLike;
  readonly body?: unknown;
  /** With the bot's token; interactions carry their own. */
  readonly isAuthorized?: boolean;
  /** By `performance.now()`; nothing is tried after it. */
  readonly until: number;
  /** Time for one try, from when it has a place on the line. */
  readonly tryMs?: number;
  /** Tries at most. */
  readonly tries?: number;
  /** Tries at most that may come to nothing; being asked to wait is none of them. */
  readonly failures?: number;
  /** Begins with a try that failed and may have been carried out all the same, then or later. */
  readonly doubt?: Doubt;
  /** Ends it, the try under way as well. */
  readonly signal?: AbortSignal;
  /** Whether sending it twice does no harm. Where it does, it is not sent again once it may have arrived. */
  readonly isRepeatable: boolean;
}

export interface Reading {
  readonly withinMs: number;
  readonly isAuthorized?: boolean;
  readonly query?: URLSearchParams;
}

const defaultTryMs = 10_000;
const longestWaitMs = 15_000;

/**
 * Sends one request and sees it through dropped connections, errors of the server and rate limits until its time is
 * over. The content of Discord's answer is not looked at: that it answered well is what counts.
 *
 * @throws the last error, at once where trying again cannot help or would come too late
 */
export async function send(rest: REST, sending: Sending): Promise<void> {
  const { until, tries = Infinity, failures = Infinity, signal } = sending;
  let failed = 0;
  let last: unknown = null;
  for (let count = 1; ; count++) {
    try {
      return await tryOnce(rest, sending);
    } catch (error) {
      // What is known of the try before says more.
      if (error instanceof CrowdedError) throw last ?? error;
      last = error;
      const trouble = troubleOf(error);
      if (trouble.kind !== 'rate-limit') failed += 1;
      if (mayBeDone(trouble)) sending.doubt?.begin();
      const pause = waitBefore(trouble, count, sending.isRepeatable);
      const isLast = count >= tries || failed >= failures;
      if (pause === null || isLast || performance.now() + pause >= until) throw error;
      await wait(pause, undefined, signal === undefined ? {} : { signal }).catch(() => null);
      if (signal?.aborted === true) throw error;
    }
  }
}

async function tryOnce(rest: REST, sending: Sending): Promise<void> {
  const { method, route, body, isAuthorized = false, until, tryMs = defaultTryMs, signal } = sending;
  const line = lineOf(rest);
  const isUrgent = isFirstResponse(route);
  const leave = await line.enter({ isUrgent, until, signal });
  const begun = performance.now();
  const over = deadline(Math.ceil(Math.max(1, Math.min(tryMs, until - performance.now()))), signal);
  try {
    const requested = rest.queueRequest({
      method: method as RequestMethod,
      fullRoute: route,
      auth: isAuthorized,
      signal: over.signal,
      ...(body === undefined ? {} : { body }),
    });
    const response = await inTime(over.signal, requested);
    // Read to its end, so that the connection can be used again.
    await response.arrayBuffer().catch(() => null);
    if (isUrgent) line.took(performance.now() - begun);
  } finally {
    over.clear();
    leave();
  }
}

/** Asks for something, once. @throws what went wrong */
export async function read(rest: REST, route: RouteLike, options: Reading): Promise<unknown> {
  const { withinMs, isAuthorized = false, query } = options;
  const leave = await lineOf(rest).enter({ isUrgent: false, until: performance.now() + withinMs });
  const over = deadline(withinMs);
  try {
    return await rest.get(route, {
      auth: isAuthorized,
      signal: over.signal,
      ...(query === undefined ? {} : { query }),
    });
  } finally {
    over.clear();
    leave();
  }
}

/** Gives up waiting at the signal, whatever the client makes of it. */
async function inTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const isOver = new Promise<never>((_, reject) => {
    const end = (): void => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([work, isOver]);
}

function mayBeDone(trouble: Trouble): boolean {
  return trouble.kind === 'server' || (trouble.kind === 'connection' && trouble.hasArrived);
}

/** Milliseconds to wait before the next try; `null` where another would be of no use. */
function waitBefore(trouble: Trouble, count: number, isRepeatable: boolean): number | null {
  // Full jitter on the upper half, so that a hundred that failed together do not come back together.
  const growing = (firstMs: number): number =>
    Math.min(longestWaitMs, firstMs * 2 ** (count - 1)) * (0.5 + Math.random() / 2);
  switch (trouble.kind) {
    case 'rate-limit':
      return trouble.waitMs + 50 + Math.random() * 200;
    case 'connection':
      return isRepeatable || !trouble.hasArrived ? growing(100) : null;
    case 'server':
      return isRepeatable ? growing(400) : null;
    case 'refused':
    case 'paused':
    case 'other':
      return null;
  }
}

function retryAfterOf(said: unknown): number {
  const seconds =
    typeof said === 'object' && said !== null && 'retry_after' in said ? Number(said.retry_after) : NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : 1;
}

function isAuthorized(headers: unknown): boolean {
  return typeof headers === 'object' && headers !== null && 'Authorization' in headers;
}
