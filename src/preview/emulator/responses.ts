import type { ServerResponse } from 'node:http';
import type { Answer } from './routes.ts';

const json = { 'content-type': 'application/json' };

/** A 204 has no content type: a JSON one makes libraries parse the nothing that follows. */
export function sendAnswer(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, body === undefined ? {} : json);
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** @param retryAfter seconds */
export function sendRateLimit(response: ServerResponse, retryAfter: number, isGlobal: boolean): void {
  response.writeHead(429, {
    ...json,
    'retry-after': String(retryAfter),
    'x-ratelimit-scope': isGlobal ? 'global' : 'user',
    ...(isGlobal
      ? { 'x-ratelimit-global': 'true' }
      : {
          'x-ratelimit-limit': '5',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset-after': String(retryAfter),
        }),
  });
  response.end(
    JSON.stringify({ message: 'You are being rate limited.', retry_after: retryAfter, global: isGlobal }),
  );
}

/** What a proxy in front of Discord says. */
export function sendHtml(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' });
  response.end(`<!DOCTYPE html><html><head><title>${status}</title></head><body>Bad gateway</body></html>`);
}

export function sendTruncated(response: ServerResponse, answer: Answer): void {
  const text = JSON.stringify(answer.body ?? {});
  response.writeHead(answer.status, answer.body === undefined ? {} : json);
  response.end(answer.body === undefined ? undefined : text.slice(0, Math.ceil(text.length / 2)));
}
