import type { Answerer } from '../answering/answer.ts';
import type { Config } from '../config.ts';
import { defaultSplitter } from '../corpus/chunk.ts';
import { KnownError } from '../errors.ts';
import type { BuildProgress } from '../index/build.ts';
import { buildInOwnProcess, type BuildOrder } from '../index/build-process.ts';
import type { BuildReport } from '../index/build-report.ts';
import type { OpenIndex } from '../index/generation.ts';
import { watchIndex } from '../index/swap.ts';
import type { Place } from '../text/place.ts';
import type { Citation } from '../types.ts';
import { libraryOf, modelOptions, openParts, type OpeningProgress } from './open.ts';

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

export interface OpenLiveOptions {
  /** The command that builds this index, for the message when there is none. */
  readonly remedy: string;
  readonly progress: OpeningProgress;
  /** Told about each new generation, after it has become the current one. */
  readonly onChange?: (library: Library) => void;
  /** Told once about each state of the index folder that cannot be used; the open generation goes on serving. */
  readonly onBad?: (error: unknown) => void;
  /** Between two looks at the index folder. */
  readonly intervalMs?: number;
}

/**
 * Opens the index in use and follows it.
 *
 * @throws KnownError as `openLibrary` does
 */
export async function openLiveLibrary(config: Config, options: OpenLiveOptions): Promise<LiveLibrary> {
  const { index, model, expected } = await openParts(config, options.remedy, options.progress);
  let library = libraryOf(config, index, model);
  const watch = watchIndex({
    indexDir: config.indexDir,
    generation: index.generation,
    expected,
    ...(options.intervalMs === undefined ? {} : { intervalMs: options.intervalMs }),
    onChange: (opened) => {
      library = libraryOf(config, opened, model);
      options.onChange?.(library);
    },
    onBad: (error) => options.onBad?.(error),
  });
  const closing = new AbortController();
  let building: Promise<BuildReport | null> | null = null;

  const build = async ({ onProgress, signal }: ReindexOptions): Promise<BuildReport | null> => {
    const report = await buildInOwnProcess(buildOrder(config), {
      signal: signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]),
      ...(onProgress && { onProgress }),
    }).catch((error: unknown) => {
      // Somebody else's build is one that is under way.
      if (error instanceof KnownError && error.code === 'index-busy') return null;
      throw error;
    });
    // The first look may have begun before the switch, and waiting for it would show the old state.
    if (report !== null) await watch.check().then(async () => watch.check());
    return report;
  };
  return {
    current: () => library,
    reindex: async (reindexOptions = {}) => {
      if (building !== null) return null;
      building = build(reindexOptions);
      try {
        return await building;
      } finally {
        building = null;
      }
    },
    close: async () => {
      watch.stop();
      closing.abort();
      await building?.catch(() => null);
      await model.close();
    },
  };
}

/** What building the index of these settings takes. */
export function buildOrder(config: Config): BuildOrder {
  const { onProgress: _, ...model } = modelOptions(config, { update: () => {} });
  return {
    documentsDir: config.documentsDir,
    indexDir: config.indexDir,
    maxFileBytes: config.maxFileBytes,
    splitter: defaultSplitter,
    model,
  };
}
