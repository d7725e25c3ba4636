import { createAnswerer } from '../answering/answer.ts';
import { abstentionLevels } from '../answering/levels.ts';
import { projectDir, type Config } from '../config.ts';
import type { EmbeddingModel, ModelDescription, OpenModelOptions } from '../embedding/embed.ts';
import { KnownError } from '../errors.ts';
import type { OpenIndex } from '../index/generation.ts';
import { placeOf } from '../text/place.ts';
import type { Library } from './live.ts';
import { sourceStates } from './source-state.ts';

/** A library, and what has to be given back when it is no longer needed. */
export interface OpenLibrary extends Library {
  readonly close: () => Promise<void>;
}

/** Hears how far opening has come, as a progress line does. */
export interface OpeningProgress {
  update(what: string, done?: number, total?: number | null): void;
}

/** An open index, the model it was built with, and what describes that model. */
export interface OpenParts {
  readonly index: OpenIndex;
  readonly model: EmbeddingModel;
  readonly expected: ModelDescription;
}

/**
 * Opens the index in use and the model it was built with.
 *
 * @param remedy the command that builds this index, for the message when there is none
 * @throws KnownError `no-index`, `bad-index`, `index-mismatch`, `model`, `download`
 */
export async function openLibrary(
  config: Config,
  remedy: string,
  progress: OpeningProgress,
): Promise<OpenLibrary> {
  const { index, model } = await openParts(config, remedy, progress);
  return { ...libraryOf(config, index, model), close: model.close };
}

/** As `openLibrary`, in parts: the model outlives the index it was opened with. */
export async function openParts(
  config: Config,
  remedy: string,
  progress: OpeningProgress,
): Promise<OpenParts> {
  const [{ openIndex }, { canHoldIndex, listGenerations, readCurrent }] = await Promise.all([
    import('../index/generation.ts'),
    import('../index/current.ts'),
  ]);
  // Looked for before the model is opened: where there is no index, that is what has to be said, and at once.
  if (
    (await readCurrent(config.indexDir)).kind === 'missing' &&
    (await listGenerations(config.indexDir)).length === 0
  ) {
    if (!(await canHoldIndex(config.indexDir))) {
      throw new KnownError(
        'settings',
        `There can be no index in ${config.indexDir}: a file lies there or above it. Set INDEX_DIR to a folder.`,
      );
    }
    throw new KnownError(
      'no-index',
      `There is no index in ${config.indexDir} yet. Build it first: ${remedy}`,
    );
  }
  const { readEmbeddingModel } = await import('../embedding/embed.ts');
  const { description: expected, open } = await readEmbeddingModel(modelOptions(config, progress));
  progress.update('Opening the index and its model');
  // The model's library takes the longest to load, so it is read while the index is being checked.
  const [model, index] = await openBoth(
    open(),
    openIndex(config.indexDir, expected, { allowPrevious: true }),
  );
  return { index, model, expected };
}

/** One generation with everything that a face needs to answer from it. */
export function libraryOf(config: Config, index: OpenIndex, model: EmbeddingModel): Library {
  const ordinals = new Map(index.documents.map(({ path }, ordinal) => [path, ordinal]));
  return {
    index,
    answerer: createAnswerer({
      index,
      embed: model.embed,
      modelId: model.id,
      threshold: abstentionLevels[config.abstention],
    }),
    builtAt: index.manifest.created,
    warning: index.warning ?? null,
    placeOf: (citation) => {
      const ordinal = ordinals.get(citation.document);
      const document = ordinal === undefined ? undefined : index.documents[ordinal];
      if (ordinal === undefined || document === undefined) return null;
      const place = placeOf(index.text(ordinal), citation);
      const isFileText = document.format === 'text' || document.format === 'markdown';
      return { ...place, line: isFileText ? place.line : null };
    },
    sourceState: sourceStates(config.documentsDir, index.documents),
  };
}

/** What opening a model takes, from the settings; downloads go to the progress line. */
export function modelOptions(config: Config, progress: OpeningProgress): OpenModelOptions {
  return {
    model: config.embeddingModel,
    cacheDir: config.modelCacheDir,
    hubUrl: config.modelHubUrl,
    baseDir: projectDir,
    onProgress: ({ file, receivedBytes, totalBytes }) =>
      progress.update(
        `Downloading ${file}, kilobytes`,
        kilobytes(receivedBytes),
        totalBytes && kilobytes(totalBytes),
      ),
  };
}

/** Waits for both even when one fails, so that no model is left open behind an error. */
async function openBoth(
  opening: Promise<EmbeddingModel>,
  index: Promise<OpenIndex>,
): Promise<[EmbeddingModel, OpenIndex]> {
  const [model, opened] = await Promise.allSettled([opening, index]);
  if (model.status === 'fulfilled' && opened.status === 'fulfilled') return [model.value, opened.value];
  if (model.status === 'fulfilled') await model.value.close();
  throw opened.status === 'rejected' ? opened.reason : (model as PromiseRejectedResult).reason;
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1000);
}
