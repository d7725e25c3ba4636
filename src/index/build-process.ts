import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SplitterSettings } from '../corpus/chunk.ts';
import type { OpenModelOptions } from '../embedding/embed.ts';
import { KnownError, type KnownErrorCode } from '../errors.ts';
import type { BuildProgress, BuildReport } from './build.ts';

/** Everything that a build needs, as plain values. */
export interface BuildOrder {
  readonly documentsDir: string;
  readonly indexDir: string;
  readonly maxFileBytes: number;
  readonly splitter: SplitterSettings;
  readonly model: Omit<OpenModelOptions, 'onProgress'>;
}

/** What the process says while it works, and last of all. */
export type BuildMessage =
  | { readonly kind: 'progress'; readonly progress: BuildProgress }
  | { readonly kind: 'done'; readonly report: BuildReport }
  | { readonly kind: 'known-error'; readonly code: KnownErrorCode; readonly message: string };

export interface BuildProcessOptions {
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Ends the process; the index that was there before stays in use. */
  readonly signal?: AbortSignal;
}

/**
 * Builds an index in a process of its own: splitting and graph building would block this one for seconds, and native
 * code that crashes would take it along.
 *
 * @throws KnownError as `buildIndex` does; an ordinary error when the process dies
 */
export async function buildInOwnProcess(
  order: BuildOrder,
  { onProgress, signal }: BuildProcessOptions = {},
): Promise<BuildReport> {
  signal?.throwIfAborted();
  // Beside this file with the same ending, as TypeScript or built.
  const entry = fileURLToPath(import.meta.url).replace(/build-process(\.[jt]s)$/, 'build-entry$1');
  const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], ...(signal && { signal }) });
  return new Promise((resolve, reject) => {
    let outcome: BuildMessage | null = null;
    child.on('message', (message: BuildMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else outcome = message;
    });
    child.on('error', reject);
    child.on('exit', (status, endedBy) => {
      if (outcome?.kind === 'done') resolve(outcome.report);
      else if (outcome?.kind === 'known-error') reject(new KnownError(outcome.code, outcome.message));
      else
        reject(new Error(`The process that builds the index ended without a result (${endedBy ?? status})`));
    });
    child.send(order);
  });
}
