import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import { KnownError } from '../errors.ts';
import type { Embed } from '../types.ts';
import type { DownloadProgress } from './download-file.ts';
import { downloadModel } from './download.ts';
import type { Encoder } from './encoder.ts';
import { openEncoder } from './encoder.ts';
import { compareWithGolden, recordGolden } from './golden.ts';
import type { ModelDescription, ModelFacts, ModelFiles } from './model-files.ts';
import { readModelFiles } from './model-files.ts';
import { readModelSetting } from './model-setting.ts';
import { poolMean } from './pooling.ts';

export type { ModelDescription } from './model-files.ts';
export type { DownloadProgress } from './download-file.ts';

/** An open embedding model. */
export interface EmbeddingModel extends ModelDescription {
  readonly embed: Embed;
  /** Lets go of the network; later calls of `embed` fail. */
  readonly close: () => Promise<void>;
}

export interface OpenModelOptions {
  /** A folder, or `owner/name` or `owner/name@revision` of a hub. */
  readonly model: string;
  /** Where hub models are kept once downloaded. */
  readonly cacheDir: string;
  /** Base address of the hub, without a slash at the end. */
  readonly hubUrl: string;
  /** Relative folders start here. */
  readonly baseDir: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** The network blocks the event loop while it runs; eight passages keep that to tens of milliseconds on a transformer. */
const largestBatch = 8;
/**
 * Characters of a text that are read, for each token the model reads. Prose has four to six characters a token, so what
 * this cuts is past the model's last token anyway; without it the tokenizer would spend half a second on a megabyte.
 */
const charactersPerToken = 8;

/**
 * Opens the model that a setting names, downloading it first if it is a hub model that is not in the cache.
 *
 * The vectors of `embed` do not depend on which texts are embedded together. Text after the first `maxTokens` tokens
 * of a model (at most 512) is not read. Texts without one known token, and blank ones, give `null`.
 *
 * @throws KnownError `model` when files are missing, damaged or not usable; `download` when the hub cannot give them
 */
export async function openEmbeddingModel(options: OpenModelOptions): Promise<EmbeddingModel> {
  return (await readEmbeddingModel(options)).open();
}

/** A model whose files were read and checked, and can be opened as they were. */
export interface ReadModel {
  /** What an index has to agree on. */
  readonly description: ModelDescription;
  readonly open: () => Promise<EmbeddingModel>;
}

/**
 * The first half of `openEmbeddingModel`, for those who want to know which model it is before the 0.2 s of the second.
 *
 * @throws KnownError as `openEmbeddingModel` does
 */
export async function readEmbeddingModel(options: OpenModelOptions): Promise<ReadModel> {
  const { files, isDownloaded } = await findModelFiles(options);
  return { description: describe(files), open: async () => openFiles(files, isDownloaded) };
}

async function openFiles(read: ModelFiles, isDownloaded: boolean): Promise<EmbeddingModel> {
  const encoder = await openEncoder(read);
  // The bytes are in the encoder by now.
  const { contents: _, ...files } = read;
  try {
    await probe(encoder, files);
    await checkGolden(files, async (texts) => embedInBatches(texts, encoder, files), isDownloaded);
  } catch (error) {
    await encoder.close();
    throw error;
  }
  let isClosed = false;
  return {
    ...describe(files),
    embed: async (texts) => {
      if (isClosed) throw new Error('embed() was called on an embedding model that is closed');
      return embedInBatches(texts, encoder, files);
    },
    close: async () => {
      isClosed = true;
      await encoder.close();
    },
  };
}

/**
 * What an index has to agree on, from the files alone: without the 0.2 s that opening a model takes.
 *
 * @throws KnownError as `openEmbeddingModel` does
 */
export async function describeEmbeddingModel(options: OpenModelOptions): Promise<ModelDescription> {
  return (await readEmbeddingModel(options)).description;
}

async function findModelFiles(
  options: OpenModelOptions,
): Promise<{ readonly files: ModelFiles; readonly isDownloaded: boolean }> {
  const setting = await readModelSetting(options.model, options.baseDir);
  if (setting.kind === 'folder')
    return { files: await readModelFiles(setting.folder, setting.id), isDownloaded: false };
  const downloaded = await downloadModel(setting, options);
  return { files: await readModelFiles(downloaded.folder, downloaded.id), isDownloaded: true };
}

/** What the model gives today against what it gave when it was shipped; a downloaded one, when it was first opened. */
async function checkGolden(files: ModelFacts, embed: Embed, isDownloaded: boolean): Promise<void> {
  if ((await compareWithGolden(files, embed)) || !isDownloaded) return;
  try {
    await recordGolden(files, embed);
  } catch (error) {
    // A cache that takes no writes now holds a whole model all the same; the next start writes it down.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
}

function describe({ id, hash, tokenizerHash, dimension, pooling }: ModelFacts): ModelDescription {
  return { id, hash, tokenizerHash, dimension, pooling };
}

async function embedInBatches(
  texts: readonly string[],
  encoder: Encoder,
  files: ModelFacts,
): Promise<(Float32Array | null)[]> {
  const vectors: (Float32Array | null)[] = texts.map(() => null);
  // Texts of similar length share a batch, which leaves little padding to compute.
  const order = texts.map((_, index) => index).sort((a, b) => texts[a]!.length - texts[b]!.length || a - b);
  const batchSize = files.dependsOnBatch ? 1 : largestBatch;
  for (let from = 0; from < order.length; from += batchSize) {
    if (from > 0) await turnOfEventLoop();
    const known = order.slice(from, from + batchSize).flatMap((index) => {
      const ids = encoder.tokenize(texts[index]!.trimStart().slice(0, files.maxTokens * charactersPerToken));
      return ids === null ? [] : [{ index, ids }];
    });
    if (known.length === 0) continue;
    const batch = known.map(({ ids }) => ids);
    const { states, sequenceLength, dimension } = await encoder.run(batch);
    const lengths = batch.map((ids) => ids.length);
    const pooled = poolMean(states, lengths, sequenceLength, dimension);
    known.forEach(({ index }, row) => (vectors[index] = pooled[row]!));
  }
  return vectors;
}

/** Embeds plain words once, so that a model that opens but computes nonsense is reported at start and not with the first question. */
async function probe(encoder: Encoder, files: ModelFacts): Promise<void> {
  const fail = (problem: string): KnownError =>
    new KnownError('model', `The embedding model in ${files.folder} cannot be used: ${problem}`);
  const ids = encoder.tokenize('What is the name of this, and when was it first made?');
  if (ids === null) throw fail('its tokenizer knows no word of a plain English question');
  const { states, sequenceLength, dimension } = await encoder.run([ids]);
  if (dimension !== files.dimension)
    throw fail(`its vectors have ${dimension} numbers where config.json says hidden_size ${files.dimension}`);
  if (poolMean(states, [ids.length], sequenceLength, dimension)[0] === null)
    throw fail('a plain English question gives a vector that is zero or not finite');
}
