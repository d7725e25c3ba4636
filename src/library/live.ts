import type { Answerer } from '../answering/answer.ts';
import type { BuildProgress } from '../index/build.ts';
import type { BuildReport } from '../index/build-report.ts';
import type { OpenIndex } from '../index/generation.ts';
import type { Citation } from '../types.ts';
import type { Place } from '../text/place.ts';

/** Whether the file that a document was read from is still what was indexed. */
export type SourceState = 'unchanged' | 'changed' | 'missing';

/** One generation, open, with everything that a face needs to answer from it. It never changes. */
export interface Library {
  readonly index: OpenIndex;
  readonly answerer: Answerer;
  /** When the index was built, ISO 8601. */
  readonly builtAt: string | null;
  /** What the operator should know about the index that was opened, if anything. */
  readonly warning: string | null;
  readonly placeOf: (citation: Citation) => (Omit<Place, 'line'> & { readonly line: number | null }) | null;
  /** Reads the file again and compares its hash. @param document its ordinal */
  readonly sourceState: (document: number) => Promise<SourceState>;
}

export interface ReindexOptions {
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
}

/** The library as it is now: follows the index on disk from generation to generation. */
export interface LiveLibrary {
  /** Hold on to one for a whole question. */
  readonly current: () => Library;
  /** Builds in a process of its own, then takes the new generation. One build at a time: `null` while one is under way. */
  readonly reindex: (options?: ReindexOptions) => Promise<BuildReport | null>;
  readonly close: () => Promise<void>;
}
