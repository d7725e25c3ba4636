import type { BuildProgress } from '../index/build.ts';
import { StoppedError } from './edge.ts';

/** What the progress line says of a build: words, and how far it is. */
export function wordsOfBuild({
  stage,
  done,
  total,
  note,
}: BuildProgress): [string, number?, (number | null)?] {
  switch (stage) {
    case 'read':
      return [note === undefined ? 'Reading documents' : `Reading ${note}`, done, total];
    case 'embed':
      return ['Embedding passages', done, total];
    case 'index':
      return total === null ? [`Indexing ${note ?? ''}`] : [`Indexing ${note ?? ''}`, done, total];
    case 'write':
      return ['Writing the index'];
  }
}

/** A signal that the process gets as an abort, until `forget`. A second signal ends the process where it stands. */
export interface StopSignal {
  readonly signal: AbortSignal;
  readonly forget: () => void;
}

/** @param said the one line for the person who stopped it */
export function stopOnSignal(host: NodeJS.Process, said: string): StopSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    forget();
    controller.abort(new StoppedError(signal === 'SIGINT' ? signal : 'SIGTERM', said));
  };
  const forget = (): void => {
    host.off('SIGINT', stop).off('SIGTERM', stop);
  };
  host.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, forget };
}
