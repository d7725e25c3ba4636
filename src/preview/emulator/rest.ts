import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError, invalidJson, notFound, unauthorized } from './api-error.ts';
import type { FaultState } from './fault-state.ts';
import type { RestFaultKind } from './faults.ts';
import { createRateLimit } from './rate-limit.ts';
import { withoutToken } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import { findRoute } from './routes.ts';
import type { Answer, Route, Served } from './routes.ts';
import { sendAnswer, sendHtml, sendRateLimit, sendTruncated } from './responses.ts';

const bodyBytes = 8 * 1024 * 1024;

/** REST v10: reads a request, lets a fault befall it, answers and records it. */
export function createRest({
  served,
  faults,
  recorder,
  isToken,
}: {
  readonly served: Served;
  readonly faults: FaultState;
  readonly recorder: Recorder;
  readonly isToken: (token: string) => boolean;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { core } = served;
  const isAllowed = createRateLimit(core.limits.requestsPerSecond, core.now);

  const answerOf = (
    route: Route | null,
    request: IncomingMessage,
    url: URL,
    path: string,
    body: unknown,
  ): Answer => {
    if (route === null) throw notFound();
    const token = (request.headers.authorization ?? '').replace(/^Bot /, '');
    if (route.needsToken && !isToken(token)) throw unauthorized();
    return route.answer({ method: request.method ?? 'GET', path, query: url.searchParams, body });
  };

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname.replaceAll('%40', '@').replace(/^\/api(?:\/v\d+)?/, '');
    const route = findRoute(served, path);
    const method = request.method ?? 'GET';
    const text = await readBody(request);
    // The connection went away while it was read.
    if (text === null) return;
    const body = parsed(text);
    const record = (status: number, violations: readonly string[] = []): void =>
      recorder.record(
        {
          at: core.now(),
          method,
          path: withoutToken(path, route?.token ?? null),
          query: url.search,
          body: body.value,
          status,
          interaction:
            core.interactions.idOf(route?.token ?? '') ?? /^\/interactions\/(\d+)/.exec(path)?.[1] ?? null,
        },
        violations,
      );

    const fault = faults.pick(route?.name ?? 'any', method);
    if (fault?.kind === 'delay') await wait(fault.ms);
    const instead = fault === null ? null : statusInstead(fault);
    if (fault !== null && instead !== null) {
      record(instead);
      return befall(fault, request, response);
    }
    if (route?.needsToken === true && !isAllowed()) {
      record(429);
      return sendRateLimit(response, 1, true);
    }

    try {
      if (!body.isJson) throw invalidJson();
      const answer = answerOf(route, request, url, path, body.value);
      const isLost = fault !== null && (fault.kind === 'drop' || fault.kind === 'hang');
      record(isLost ? 0 : answer.status);
      if (fault?.kind === 'drop') request.socket.destroy();
      else if (fault?.kind === 'truncated-json') sendTruncated(response, answer);
      else if (!isLost) sendAnswer(response, answer);
    } catch (error) {
      const refusal = error instanceof ApiError ? error : ownFault(error);
      record(refusal.status, refusal.violations);
      sendAnswer(response, { status: refusal.status, body: refusal.body });
    }
  };
}

/** A mistake of the emulator's own must not end a preview that runs for weeks, nor pass a test. */
function ownFault(error: unknown): ApiError {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ApiError(500, { message: '500: Internal Server Error', code: 0 }, [
    `the emulator failed: ${said}`,
  ]);
}

/** The status that a fault puts in the place of the answer; null where the request is carried out first. */
function statusInstead(fault: RestFaultKind): number | null {
  switch (fault.kind) {
    case 'rate-limit':
      return 429;
    case 'status':
    case 'html':
      return fault.status;
    case 'unknown-interaction':
      return 404;
    case 'drop':
    case 'hang':
      return fault.when === 'before' ? 0 : null;
    case 'truncated-json':
    case 'delay':
      return null;
  }
}

function befall(fault: RestFaultKind, request: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case 'rate-limit':
      return sendRateLimit(response, fault.retryAfter, fault.global ?? false);
    case 'status':
      return sendAnswer(response, {
        status: fault.status,
        body: { message: fault.message ?? `${fault.status}: Refused`, code: fault.code ?? 0 },
      });
    case 'html':
      return sendHtml(response, fault.status);
    case 'unknown-interaction':
      return sendAnswer(response, { status: 404, body: { message: 'Unknown interaction', code: 10062 } });
    case 'drop':
      request.socket.destroy();
      return;
    case 'hang':
    case 'truncated-json':
    case 'delay':
  }
}

/** @returns null where the connection broke or too much was sent */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > bodyBytes) {
        request.socket.destroy();
        return null;
      }
      parts.push(part);
    }
  } catch {
    // The client has gone; there is nobody to answer.
    return null;
  }
  return Buffer.concat(parts).toString();
}

function parsed(text: string): { readonly isJson: boolean; readonly value: unknown } {
  if (text === '') return { isJson: true, value: undefined };
  try {
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    // What is no JSON is refused by the caller, in Discord's words.
    return { isJson: false, value: undefined };
  }
}
