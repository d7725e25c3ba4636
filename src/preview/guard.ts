/*
 * The page stands for somebody on this machine, so nobody else may speak for it: not another machine (the server is bound to
 * loopback), not a name that has been pointed at loopback (Host), not another page of the same browser (Origin, Sec-Fetch-Site).
 */
import type { IncomingMessage } from 'node:http';

/** Bytes; a question has at most 6,000 characters. */
const longestBody = 64 * 1024;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: readonly (readonly [string, string])[] = [
  ['content-security-policy', policy],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cache-control', 'no-store'],
];

export function isOurHost(request: IncomingMessage, port: number): boolean {
  const host = request.headers.host?.toLowerCase();
  return (
    host === `127.0.0.1:${port}` ||
    host === `localhost:${port}` ||
    (port === 80 && (host === '127.0.0.1' || host === 'localhost'))
  );
}

/** A browser says where a request comes from; a POST without a word on it is not from our page. */
export function isFromOurPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return request.method === 'GET';
  return origin === `http://${host?.toLowerCase()}`;
}

export function wantsJson(request: IncomingMessage): boolean {
  return /^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '');
}

export type Body =
  | { readonly kind: 'read'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'malformed' };

/** Reads no further than it has to. */
export async function readJson(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > longestBody) return { kind: 'too-large' };
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > longestBody) return { kind: 'too-large' };
    pieces.push(piece);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'));
    return isRecord(value) ? { kind: 'read', value } : { kind: 'malformed' };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'malformed' };
    throw error;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
