import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import type { SplitterSettings } from '../corpus/chunk.ts';
import type { ModelDescription } from '../embedding/embed.ts';
import type { Collected } from './collect.ts';
import { unfinishedFolder } from './current.ts';
import { keyOf } from './embed-passages.ts';
import { describeFile, type FileRecord } from './files.ts';
import { openGeneration, type OpenIndex } from './generation.ts';
import { createDenseIndex, type DenseBuilder, type DenseSettings } from './hnsw.ts';
import {
  fileNames,
  formatVersion,
  manifestName,
  writeManifest,
  type FileKey,
  type Manifest,
} from './manifest.ts';
import { packVectors } from './packed-vectors.ts';
import { syncFile, syncFolder, writeDurably } from './write.ts';

/** Everything a generation is written from. */
export interface GenerationParts {
  readonly indexDir: string;
  readonly generation: string;
  readonly created: Date;
  readonly model: ModelDescription;
  readonly splitter: SplitterSettings | null;
  readonly dense: DenseSettings;
  readonly collected: Collected;
  readonly documentList: Buffer;
  readonly lexical: Uint8Array;
  readonly vectors: readonly (Float32Array | null)[];
}

/** The graph over the passages that have a vector, and which those are. */
export interface DenseParts {
  readonly builder: DenseBuilder | null;
  readonly vectors: readonly Float32Array[];
  readonly labels: Uint32Array;
}

const vectorsPerTurn = 100;

/** Builds the graph in the order of the passages; the same vectors give the same graph. */
export async function buildDense(
  parts: Pick<GenerationParts, 'collected' | 'model' | 'dense' | 'vectors'>,
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<DenseParts> {
  const { labels, vectors } = withoutMoreCopies(parts);
  if (vectors.length === 0) return { builder: null, vectors, labels };
  const builder = createDenseIndex(parts.model.dimension, vectors.length, parts.dense);
  for (const [done, vector] of vectors.entries()) {
    builder.add(vector);
    if (done % vectorsPerTurn !== 0) continue;
    signal?.throwIfAborted();
    onProgress(done, vectors.length);
    await turnOfEventLoop();
  }
  onProgress(vectors.length, vectors.length);
  return { builder, vectors, labels };
}

/**
 * Passages of one and the same text have equal vectors. Among those a search through the graph has no direction and visits all of them: adding 20,000 takes minutes. No
 * list of passages is longer than this, so no more of them could be found; the words of the others are searched as ever.
 */
const mostCopies = 64;

function withoutMoreCopies({
  collected,
  vectors: all,
}: Pick<GenerationParts, 'collected' | 'vectors'>): Omit<DenseParts, 'builder'> {
  const copies = new Map<string, number>();
  const labels: number[] = [];
  const vectors: Float32Array[] = [];
  for (const [passage, vector] of all.entries()) {
    if (vector === null) continue;
    const key = keyOf(collected.keys, passage);
    const before = copies.get(key) ?? 0;
    if (before >= mostCopies) continue;
    copies.set(key, before + 1);
    labels.push(passage);
    vectors.push(vector);
  }
  return { labels: Uint32Array.from(labels), vectors };
}

/**
 * Writes all files into a folder that no reader looks at, reads them back, asks them questions, and only then gives
 * the folder its name. Errors of the file system come through.
 *
 * @param beforeNaming throws when this build may not finish after all
 * @throws KnownError `disk` or `bad-index` when what was written is not what is there
 */
export async function writeGeneration(
  parts: GenerationParts,
  dense: DenseParts,
  beforeNaming: () => Promise<void>,
): Promise<void> {
  const { indexDir, generation } = parts;
  const folder = unfinishedFolder(indexDir, generation);
  await mkdir(folder);
  try {
    const files = await writeFiles(folder, parts, dense);
    const manifest = manifestOf(parts, dense.vectors.length, files);
    await writeDurably(path.join(folder, manifestName), [Buffer.from(writeManifest(manifest))]);
    await syncFolder(folder);
    probe(await openGeneration(indexDir, generation, parts.model, folder));
    await beforeNaming();
    await rename(folder, path.join(indexDir, generation));
    await syncFolder(indexDir);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writeFiles(
  folder: string,
  parts: GenerationParts,
  dense: DenseParts,
): Promise<Manifest['files']> {
  const { collected, model } = parts;
  const fileOf = (key: FileKey): string => path.join(folder, fileNames[key]);
  const write = async (key: FileKey, bytes: Iterable<Uint8Array>): Promise<FileRecord> =>
    writeDurably(fileOf(key), bytes);
  const files = {
    documents: await write('documents', [parts.documentList]),
    texts: await write('texts', collected.texts),
    passages: await write('passages', [collected.passageBytes]),
    embedded: await write('embedded', [collected.keys]),
    lexical: await write('lexical', [parts.lexical]),
  };
  if (dense.builder === null) return files;
  dense.builder.write(fileOf('dense'));
  await syncFile(fileOf('dense'));
  const denseFiles = {
    dense: await describeFile(fileOf('dense')),
    vectors: await write('vectors', [packVectors(model.dimension, dense.vectors)]),
  };
  if (dense.labels.length === collected.passages.count) return { ...files, ...denseFiles };
  const { buffer, byteOffset, byteLength } = dense.labels;
  return {
    ...files,
    ...denseFiles,
    labels: await write('labels', [new Uint8Array(buffer, byteOffset, byteLength)]),
  };
}

function manifestOf(parts: GenerationParts, denseCount: number, files: Manifest['files']): Manifest {
  const { collected, model } = parts;
  const { id, hash, tokenizerHash, dimension, pooling } = model;
  const { M, efConstruction, ef } = parts.dense;
  return {
    formatVersion,
    generation: parts.generation,
    created: parts.created.toISOString(),
    model: { id, hash, tokenizerHash, dimension, pooling },
    splitter: parts.splitter && {
      targetWords: parts.splitter.targetWords,
      maxWords: parts.splitter.maxWords,
      overlapSentences: parts.splitter.overlapSentences,
    },
    counts: {
      documents: collected.documents.length,
      passages: collected.passages.count,
      sentences: collected.passages.sentenceCount,
      words: collected.words,
      dense: denseCount,
    },
    dense: { M, efConstruction, ef },
    files,
  };
}

/** Asks for passages spread over the index by their own words and vectors; a sound index finds nearly all of them. */
function probe(index: OpenIndex): void {
  const probes = Math.min(16, index.passageCount);
  let asked = 0;
  let found = 0;
  for (let at = 0; at < probes; at += 1) {
    const ordinal = Math.floor((at * index.passageCount) / probes);
    const { document, start, end } = index.passage(ordinal);
    if (!index.isTextIntact(document))
      throw new Error(`The text of document ${document} is not what was written`);
    // All of it: a word that is cut is another word, and some words are longer than any limit.
    const terms = index.lexical.queryTerms(index.text(document).slice(start, end));
    if (terms.length > 0) {
      asked += 1;
      if (index.lexical.search(terms, 1).passages.length === 1) found += 1;
    }
    const vector = index.dense.vector(ordinal);
    if (vector !== null) {
      asked += 1;
      if ((index.dense.search(vector, 10)[0]?.similarity ?? 0) > 0.99) found += 1;
    }
  }
  // The search is approximate, so that one vector in a hundred may miss itself.
  if (found < asked / 2) throw new Error(`The new index finds only ${found} of ${asked} of its own passages`);
}
