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
  | 'disk';

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
      return exitStatus.unexpected;
  }
}
