import { createHash } from 'node:crypto';

/** Exit status of every command: what a shell script can act on. */
export const exitStatus = { done: 0, unexpected: 1, usage: 2, noIndex: 3 } as const;

export type KnownErrorCode =
  | 'usage'
  | 'settings'
  | 'documents'
  | 'no-index'
  | 'bad-index'
  | 'index-mismatch'
  | 'index-busy'
  | 'model'
  | 'download'
  | 'disk'
  | 'network';

/**
 * A problem that a person can fix. The message says what happened, with which value, and what to do;
 * it is shown as it stands, so it never holds a secret or the text of a question.
 */
export class KnownError extends Error {
  readonly code: KnownErrorCode;

  constructor(code: KnownErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'KnownError';
    this.code = code;
  }
}

/** The exit status for anything that reached the edge of a command. */
export function exitStatusOf(error: unknown): number {
  if (!(error instanceof KnownError)) return exitStatus.unexpected;
  switch (error.code) {
    case 'no-index':
    case 'bad-index':
    case 'index-mismatch':
      return exitStatus.noIndex;
    case 'usage':
    case 'settings':
    case 'documents':
    case 'model':
    case 'download':
      return exitStatus.usage;
    case 'index-busy':
    case 'disk':
    case 'network':
      return exitStatus.unexpected;
  }
}

/** Eight characters that are the same whenever the same thing goes wrong in the same place, on any machine. */
export function referenceOf(error: unknown): string {
  const frames = stackOf(error)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.replace(/\(?(?:file:\/\/)?[^\s()]*[/\\]([^/\\\s()]+)\)?$/, '$1').trim());
  const name = error instanceof Error ? error.name : typeof error;
  return createHash('sha256')
    .update([name, ...frames].join('\n'))
    .digest('hex')
    .slice(0, 8);
}

/** The stack of an error and of what caused it. It may hold what a question said. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}

/** The `code` of a file system error, or `null` for anything else. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
