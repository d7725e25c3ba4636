import { KnownError, exitStatus, exitStatusOf, referenceOf, stackOf } from '../errors.ts';
import { inert } from '../text/inert.ts';

/** The parts of `process` that the edge touches, so that a test can stand in for it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { on(event: 'error', listener: (error: Error) => void): unknown };
  readonly stderr: { write(text: string): unknown };
  exitCode?: number | string | null | undefined;
  exit(code: number): unknown;
}

/** What a person sees of a failure, and what the shell does. */
export interface Failure {
  readonly lines: readonly string[];
  readonly exitStatus: number;
}

/** Work that a signal ended in good order. The exit status is the one a shell expects: 128 and the signal's number. */
export class StoppedError extends Error {
  readonly exitStatus: number;

  constructor(signal: 'SIGINT' | 'SIGTERM', message: string) {
    super(message);
    this.name = 'StoppedError';
    this.exitStatus = signal === 'SIGINT' ? 130 : 143;
  }
}

/**
 * Runs a command and is the one place where its errors are caught: a `KnownError` is its message, anything else one
 * sentence with a reference. What the command returns is its exit status, 0 if nothing.
 */
export async function runCommand(run: () => Promise<number | void>, host: Host = process): Promise<void> {
  host.stdout.on('error', (error) => {
    const code = 'code' in error ? String(error.code) : error.name;
    // The reader of a pipe that has seen enough (`| head`) is no failure of ours.
    if (code === 'EPIPE') host.exit(exitStatus.done);
    else {
      host.stderr.write(`The output could not be written (${code}). Check where it goes to.\n`);
      host.exit(exitStatus.unexpected);
    }
  });
  try {
    host.exitCode = (await run()) ?? exitStatus.done;
  } catch (error) {
    const failure = describeFailure(error, host.env['LOG_LEVEL'] === 'debug');
    host.stderr.write(`${failure.lines.join('\n')}\n`);
    host.exitCode = failure.exitStatus;
  }
}

/** Writes lines of a result to standard output. */
export function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** Words for an error. Only `isDebug` shows where it came from, since a stack may hold what a question said. */
export function describeFailure(error: unknown, isDebug: boolean): Failure {
  const stopped = stoppedBy(error);
  if (stopped !== null) return { lines: [stopped.message], exitStatus: stopped.exitStatus };
  const stack = isDebug ? inert(stackOf(error)).split('\n') : [];
  if (error instanceof KnownError) {
    return { lines: [...inert(error.message).split('\n'), ...stack], exitStatus: exitStatusOf(error) };
  }
  const advice = isDebug ? 'Please report it with the lines below.' : 'With LOG_LEVEL=debug it shows where.';
  return {
    lines: [`Something went wrong inside Footnote (reference ${referenceOf(error)}). ${advice}`, ...stack],
    exitStatus: exitStatusOf(error),
  };
}

/** The signal that ended it, if one did. Node's own functions wrap the reason of an abort in an AbortError. */
export function stoppedBy(error: unknown): StoppedError | null {
  if (error instanceof StoppedError) return error;
  return error instanceof Error && error.name === 'AbortError' && error.cause instanceof StoppedError
    ? error.cause
    : null;
}
