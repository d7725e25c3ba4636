import { notFound } from './api-error.ts';
import { messagePayload } from './api-message.ts';
import { respond } from './callbacks.ts';
import type { CommandStore } from './commands.ts';
import type { GatewayCounts } from './contract.ts';
import type { Core } from './core.ts';
import type { RouteName } from './faults.ts';
import { isObject } from './json.ts';
import type { JsonObject } from './json.ts';
import { applicationPayload, botPayload } from './payloads.ts';
import { editReply, followUp, removeReply, replyId } from './replies.ts';

export interface Answer {
  readonly status: number;
  /** None with 204. */
  readonly body?: unknown;
}

export interface Request {
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Route {
  readonly name: RouteName;
  /** Interaction endpoints are opened by the token in their path instead, and not counted against the global limit. */
  readonly needsToken: boolean;
  /** Of the interaction, where the path holds one. */
  readonly token: string | null;
  readonly answer: (request: Request) => Answer;
}

export interface Served {
  readonly core: Core;
  readonly commands: CommandStore;
  readonly counts: () => GatewayCounts;
  readonly gatewayUrl: () => string;
}

/** @returns null for a path that nothing is known about */
export function findRoute(served: Served, path: string): Route | null {
  return selfRoute(served, path) ?? commandRoute(served, path) ?? interactionRoute(served, path);
}

function selfRoute(served: Served, path: string): Route | null {
  const { core, counts, gatewayUrl } = served;
  const got = (name: RouteName, body: () => unknown): Route => ({
    name,
    needsToken: name !== 'gateway' || path !== '/gateway',
    token: null,
    answer: ({ method }) => {
      if (method !== 'GET') throw notFound();
      return { status: 200, body: body() };
    },
  });
  switch (path) {
    case '/gateway':
      return got('gateway', () => ({ url: gatewayUrl() }));
    case '/gateway/bot':
      return got('gateway', () => ({
        url: gatewayUrl(),
        shards: core.limits.shards,
        session_start_limit: {
          total: core.limits.identifies,
          remaining: counts().remaining,
          reset_after: 24 * 60 * 60 * 1000,
          max_concurrency: 1,
        },
      }));
    case '/users/@me':
      return got('self', () => botPayload(core.world));
    case '/applications/@me':
    case '/oauth2/applications/@me':
      return got('self', () => applicationPayload(core.world));
    default:
      return null;
  }
}

function commandRoute({ core, commands }: Served, path: string): Route | null {
  const match = /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands(?:\/(\d+))?$/.exec(path);
  if (match === null) return null;
  const [, application, guild = null, id] = match;
  return {
    name: 'commands',
    needsToken: true,
    token: null,
    answer({ method, query, body }) {
      if (application !== core.world.application.id) throw notFound();
      switch (`${method}${id === undefined ? '' : ' id'}`) {
        case 'GET':
          return { status: 200, body: commands.list(guild, query.get('with_localizations') === 'true') };
        case 'PUT':
          return { status: 200, body: commands.replaceAll(guild, body) };
        case 'POST': {
          const { isNew, command } = commands.create(guild, body);
          return { status: isNew ? 201 : 200, body: command };
        }
        case 'GET id':
          return { status: 200, body: commands.get(guild, id ?? '') };
        case 'PATCH id':
          return { status: 200, body: commands.edit(guild, id ?? '', body) };
        case 'DELETE id':
          commands.remove(guild, id ?? '');
          return { status: 204 };
        default:
          throw notFound();
      }
    },
  };
}

function interactionRoute({ core }: Served, path: string): Route | null {
  const first = /^\/interactions\/(\d+)\/([\w-]+)\/callback$/.exec(path);
  if (first !== null) {
    const [, id = '', token = ''] = first;
    return {
      name: 'callback',
      needsToken: false,
      token,
      answer({ method, query, body }) {
        if (method !== 'POST') throw notFound();
        const live = core.interactions.waiting(id, token);
        const response = respond(core, live, body);
        return query.get('with_response') === 'true' ? { status: 200, body: response() } : { status: 204 };
      },
    };
  }

  const later = /^\/webhooks\/(\d+)\/([\w-]+)(?:\/messages\/(@original|\d+))?$/.exec(path);
  if (later === null) return null;
  const [, , token = '', name] = later;
  return {
    name: name === undefined ? 'follow-up' : 'reply',
    needsToken: false,
    token,
    answer({ method, body }) {
      const live = core.interactions.answered(token);
      const given: JsonObject = isObject(body) ? body : {};
      if (name === undefined) {
        if (method !== 'POST') throw notFound();
        return { status: 200, body: messagePayload(core.world, followUp(core, live, given)) };
      }
      const id = replyId(core, live, name);
      switch (method) {
        case 'GET': {
          const message = core.messages.find(id);
          if (message === null) throw notFound();
          return { status: 200, body: messagePayload(core.world, message) };
        }
        case 'PATCH':
          return { status: 200, body: messagePayload(core.world, editReply(core, live, id, given)) };
        case 'DELETE':
          removeReply(core, live, id);
          return { status: 204 };
        default:
          throw notFound();
      }
    },
  };
}
