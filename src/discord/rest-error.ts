import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { LogFields } from '../log.ts';

/** What went wrong with a request, as far as it matters for what to do next. */
export type Trouble =
  /** Discord said no: `status` is 4xx, `code` its own number. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: number }
  | { readonly kind: 'server'; readonly status: number }
  | { readonly kind: 'rate-limit'; readonly waitMs: number }
  /** The line broke or nothing came in time. `hasArrived` is false where the request cannot have reached Discord. */
  | { readonly kind: 'connection'; readonly hasArrived: boolean }
  /** Nothing is sent at the moment; see `createBreaker`. */
  | { readonly kind: 'paused' }
  /** Not about a request. */
  | { readonly kind: 'other' };

/** Nothing may be sent just now. */
export class PausedError extends Error {
  constructor() {
    super('Requests are paused, since Discord refused many of them');
    this.name = 'PausedError';
  }
}

/** So many requests were under way for so long that there was no time left for this one. */
export class CrowdedError extends Error {
  constructor() {
    super('There was no place on the line to Discord in time');
    this.name = 'CrowdedError';
  }
}

/** Codes of Discord's that are met in the ordinary course of things. */
export const apiCodes = {
  unknownMessage: 10_008,
  unknownApplication: 10_002,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  invalidWebhookToken: 50_027,
} as const;

const neverLeft: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function troubleOf(error: unknown): Trouble {
  if (error instanceof DiscordAPIError) {
    return { kind: 'refused', status: error.status, code: Number(error.code) || 0 };
  }
  if (error instanceof HTTPError) return { kind: 'server', status: error.status };
  if (error instanceof RateLimitError) {
    return { kind: 'rate-limit', waitMs: Math.max(error.retryAfter, error.timeToReset, 0) };
  }
  if (error instanceof PausedError) return { kind: 'paused' };
  if (error instanceof CrowdedError) return { kind: 'connection', hasArrived: false };
  if (!(error instanceof Error)) return { kind: 'other' };
  const code = codeOf(error);
  if (code !== null && neverLeft.has(code)) return { kind: 'connection', hasArrived: false };
  const isConnection =
    error.name === 'AbortError' ||
    error.name === 'TimeoutError' ||
    (code !== null && (code.startsWith('UND_ERR') || code.startsWith('HPE_') || 'syscall' in error));
  return isConnection ? { kind: 'connection', hasArrived: true } : { kind: 'other' };
}

/** Whether the message or the right to change it is gone, so that there is nothing left to say it in. */
export function isGone(trouble: Trouble): boolean {
  return (
    trouble.kind === 'refused' &&
    (trouble.status === 404 ||
      trouble.code === apiCodes.unknownInteraction ||
      trouble.code === apiCodes.invalidWebhookToken)
  );
}

/**
 * What may be logged of an error. The errors of discord.js hold the interaction's token in their address and the answer in
 * their body; an ordinary error's message may hold what a question said, and only its place in the code is kept.
 */
export function fieldsOf(error: unknown): LogFields {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    const { name, status, method, message } = error;
    return { error: name, status, method, reason: message };
  }
  if (error instanceof RateLimitError) {
    return { error: 'RateLimitError', method: error.method, waitMs: Math.round(error.retryAfter) };
  }
  if (!(error instanceof Error)) return { error: typeof error };
  const code = codeOf(error);
  return troubleOf(error).kind === 'other'
    ? { error: error.name, code, at: placeOf(error) }
    : { error: error.name, code, reason: error.message };
}

/** The places of the code that an error came through, the nearest first. */
function placeOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, 6)
    .map((line) => line.trim().replace(/^at /, ''))
    .join(' < ');
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
