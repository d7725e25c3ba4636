import { setTimeout as wait } from 'node:timers/promises';
import { Events, Routes, type APIGatewayBotInfo, type Client, type REST } from 'discord.js';
import { KnownError } from '../errors.ts';
import { tokenRefused } from './close-codes.ts';
import { apiCodes, fieldsOf, troubleOf } from './rest-error.ts';

export interface LoginCheck {
  /** Id of the token's application; `null` where it could not be asked. */
  readonly application: string | null;
  /** Connections that Discord recommends. */
  readonly shards: number;
}

export interface LoginOptions {
  /** Gives it up. */
  readonly signal?: AbortSignal | undefined;
  /** Between two tries while Discord has trouble of its own: half a minute in all. */
  readonly troublePausesMs?: readonly number[];
}

const statusPage = 'https://discordstatus.com';
const tryMs = 4000;
/** Between two tries while there is no way to Discord. */
const linePausesMs: readonly number[] = [500, 1000];
const defaultTroublePausesMs: readonly number[] = [1000, 2000, 4000, 8000, 10_000];
/** Below this many logins left none is made: when they are used up, Discord resets the token. */
const leastLogins = 5;

/**
 * Asks Discord whether the token is good, where the gateway is and how many logins are left today: within seconds, and
 * without using one of them up.
 *
 * @param connections how many will be made; `null` for as many as Discord recommends
 * @throws KnownError `settings` for a token, address or application that is wrong; `network` when Discord cannot be reached
 */
export async function checkLogin(
  rest: REST,
  apiUrl: string,
  connections: number | null,
  options: LoginOptions = {},
): Promise<LoginCheck> {
  const gateway = await ask<APIGatewayBotInfo>(rest, Routes.gatewayBot(), apiUrl, options);
  const { session_start_limit: limit, shards, url } = gateway as Partial<APIGatewayBotInfo>;
  if (limit === undefined || shards === undefined || url === undefined)
    throw new KnownError('settings', notDiscord(apiUrl));
  const wanted = connections ?? shards;
  if (limit.remaining < Math.max(leastLogins, wanted)) {
    const minutes = Math.ceil(limit.reset_after / 60_000);
    throw new KnownError(
      'network',
      `The bot has logged in too often: Discord allows ${limit.remaining} more logins in the next ${minutes} minutes and resets the token when there are none left. Wait until then, and look into the log for why it kept starting again.`,
    );
  }
  return { application: await askApplication(rest, apiUrl, options), shards };
}

/** Logs in and waits until the bot is ready, as long as something moves. */
export async function connect(
  client: Client,
  token: string,
  failed: Promise<KnownError>,
  silenceMs: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const isSilent = new Promise<KnownError>((resolve) => {
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(
        () =>
          resolve(
            new KnownError(
              'network',
              `Discord answers, but its gateway ${client.ws.gateway ?? ''} does not. Look at a proxy or firewall that lets no WebSocket through. Then start again; a service manager does so by itself.`,
            ),
          ),
        silenceMs,
      );
    };
    alive();
    client.on(Events.ShardReady, alive);
  });
  const isReady = new Promise<null>((resolve, reject) => {
    client.once(Events.ClientReady, () => resolve(null));
    client.login(token).catch(reject);
  });
  try {
    const problem = await Promise.race([
      failed,
      isSilent,
      isReady.catch(async (error: unknown) => {
        // A close code says more than the error that discord.js makes of it, and comes with it.
        const closed = await Promise.race([failed, wait(50, null)]);
        return closed ?? notConnected(error);
      }),
    ]);
    if (problem !== null) throw problem;
  } finally {
    clearTimeout(timer);
  }
}

function notConnected(cause: unknown): KnownError {
  const { error, code, status } = fieldsOf(cause);
  const name = [error, code, status].filter((part) => part !== undefined && part !== null).join(' ');
  return new KnownError(
    'network',
    `The connection to Discord could not be made (${name}). Look at the network, at a proxy or firewall that lets no WebSocket through, and at ${statusPage}. Then start again; a service manager does so by itself.`,
    { cause },
  );
}

async function askApplication(rest: REST, apiUrl: string, options: LoginOptions): Promise<string | null> {
  try {
    const { id } = await ask<{ readonly id: string }>(rest, Routes.currentApplication(), apiUrl, options);
    return id;
  } catch (error) {
    const trouble = troubleOf(error instanceof KnownError ? error.cause : error);
    if (trouble.kind === 'refused' && trouble.code === apiCodes.unknownApplication) {
      throw new KnownError(
        'settings',
        'The application that the token in DISCORD_TOKEN belongs to is gone. Create one at https://discord.com/developers/applications and use its token.',
        { cause: error },
      );
    }
    // The gateway says it as well.
    if (trouble.kind === 'refused' && trouble.status === 404) return null;
    throw error;
  }
}

async function ask<T>(
  rest: REST,
  route: `/${string}`,
  apiUrl: string,
  { signal, troublePausesMs = defaultTroublePausesMs }: LoginOptions,
): Promise<T> {
  for (let count = 0; ; count++) {
    try {
      const answer: unknown = await rest.get(route, { signal: AbortSignal.timeout(tryMs) });
      if (typeof answer !== 'object' || answer === null || answer instanceof ArrayBuffer) {
        throw new KnownError('settings', notDiscord(apiUrl));
      }
      return answer as T;
    } catch (error) {
      const problem = problemOf(error, apiUrl);
      if (problem.code !== 'network') throw problem;
      const trouble = troubleOf(error);
      const planned = (trouble.kind === 'server' ? troublePausesMs : linePausesMs)[count];
      if (planned === undefined) throw problem;
      if (trouble.kind === 'rate-limit' && trouble.waitMs > tryMs) throw problem;
      await wait(trouble.kind === 'rate-limit' ? trouble.waitMs : planned, undefined, { signal });
    }
  }
}

/** An error of one of these requests, in words for the operator. */
function problemOf(cause: unknown, apiUrl: string): KnownError {
  if (cause instanceof KnownError) return cause;
  const trouble = troubleOf(cause);
  switch (trouble.kind) {
    case 'refused':
      if (trouble.status === 401) return tokenRefused();
      return new KnownError(
        'settings',
        `Discord refused to let the bot in (status ${trouble.status}). ${trouble.status === 404 ? notDiscord(apiUrl) : 'Look at the application at https://discord.com/developers/applications for a notice.'}`,
        { cause },
      );
    case 'server':
      return network(
        `Discord has a problem of its own (status ${trouble.status}), and trying for half a minute did not help. Look at ${statusPage}.`,
        cause,
      );
    case 'rate-limit':
      return network(
        `Discord asks to wait for ${Math.ceil(trouble.waitMs / 1000)} s before the next login.`,
        cause,
      );
    case 'paused':
    case 'connection': {
      const { code } = fieldsOf(cause);
      return network(
        `Discord cannot be reached at ${apiUrl}${typeof code === 'string' ? ` (${code})` : ''}. Look at the network, a proxy or firewall, and the setting DISCORD_API_URL.`,
        cause,
      );
    }
    case 'other':
      return new KnownError('settings', notDiscord(apiUrl), { cause });
  }
}

function network(said: string, cause: unknown): KnownError {
  return new KnownError('network', `${said} Then start again; a service manager does so by itself.`, {
    cause,
  });
}

function notDiscord(apiUrl: string): string {
  return `What answers at ${apiUrl} does not speak as Discord does: look at the settings DISCORD_API_URL and DISCORD_API_VERSION.`;
}
