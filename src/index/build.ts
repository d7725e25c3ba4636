import path from 'node:path';
import { makePassages, type SplitterSettings } from '../corpus/chunk.ts';
import { loadDocuments } from '../corpus/load.ts';
import type { EmbeddingModel } from '../embedding/embed.ts';
import { KnownError } from '../errors.ts';
import type { SkippedFile } from '../types.ts';
import { buildLexicalIndex } from './bm25.ts';
import { describeBuild, stageClock, type BuildReport, type BuildStage } from './build-report.ts';
import { collect, lexicalSources, type SourceDocument } from './collect.ts';
import { cleanUp, listGenerations, newGenerationName, readCurrent, writeCurrent } from './current.ts';
import { writeDocumentList } from './document-list.ts';
import { embedPassages, nothingKnown, vectorsOf } from './embed-passages.ts';
import { shownPath } from './files.ts';
import { openIndex, type OpenIndex } from './generation.ts';
import { defaultDenseSettings, type DenseSettings } from './hnsw.ts';
import { takeLock } from './lock.ts';
import { isSameModel } from './manifest.ts';
import { isUnchanged } from './unchanged.ts';
import { buildDense, writeGeneration } from './write-generation.ts';
import { writingTo } from './write.ts';

export type { BuildReport, BuildStage, BuiltDocument } from './build-report.ts';
export type { SourceDocument } from './collect.ts';

/** How far a build is: `read`, `index` for words, `embed`, `index` for vectors, `write`. */
export interface BuildProgress {
  readonly stage: BuildStage;
  readonly done: number;
  /** `null` while it is not known. */
  readonly total: number | null;
  readonly note?: string;
}

interface CommonOptions {
  readonly indexDir: string;
  /** What a build asks of a model; nothing is closed. */
  readonly model: Omit<EmbeddingModel, 'close'>;
  readonly dense?: DenseSettings;
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Stops between two turns of the event loop; what was there before stays. */
  readonly signal?: AbortSignal;
}

export interface BuildOptions extends CommonOptions {
  readonly documentsDir: string;
  readonly splitter: SplitterSettings;
  readonly maxFileBytes: number;
}

export interface BuildFromDocumentsOptions extends CommonOptions {
  readonly documents: AsyncIterable<SourceDocument> | Iterable<SourceDocument>;
  /** The settings that the passages were made with, if they were. */
  readonly splitter?: SplitterSettings | null;
}

/**
 * Brings the index of a documents folder up to date: a new generation, or `unchanged` and nothing written. It is the
 * same as one built from nothing, but passages whose text was embedded before are not embedded again.
 *
 * A kill at any instant, or a full disk, leaves the old generation in use or the new one.
 *
 * @throws KnownError `documents` when there is nothing to index, `index-busy`, `disk`, and what the model throws
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const skipped: SkippedFile[] = [];
  const { documentsDir, maxFileBytes, splitter } = options;
  return build(
    { ...options, documents: documentsOf(documentsDir, maxFileBytes, splitter, skipped) },
    skipped,
    () => nothingToIndex(documentsDir, skipped),
  );
}

/** The same from documents and passages in memory, in the order they come; paths must differ. */
export async function buildIndexFromDocuments(options: BuildFromDocumentsOptions): Promise<BuildReport> {
  return build(options, [], () => new KnownError('documents', 'There is no passage to build an index of'));
}

async function* documentsOf(
  folder: string,
  maxFileBytes: number,
  splitter: SplitterSettings,
  skipped: SkippedFile[],
): AsyncGenerator<SourceDocument> {
  for await (const loaded of loadDocuments(folder, { maxFileBytes })) {
    if (loaded.kind === 'skipped') {
      skipped.push(loaded.file);
      continue;
    }
    const { document, notes = [] } = loaded;
    yield { document, passages: makePassages(document, splitter), notes };
  }
}

async function build(
  options: BuildFromDocumentsOptions,
  skipped: readonly SkippedFile[],
  nothing: () => KnownError,
): Promise<BuildReport> {
  const { indexDir } = options;
  const lock = await writingTo(indexDir, async () => takeLock(indexDir));
  try {
    return await buildLocked(options, skipped, nothing, async () => lock.check());
  } finally {
    await lock.release();
  }
}

async function buildLocked(
  options: BuildFromDocumentsOptions,
  skipped: readonly SkippedFile[],
  nothing: () => KnownError,
  checkLock: () => Promise<void>,
): Promise<BuildReport> {
  const { indexDir, model, signal, splitter = null, dense = defaultDenseSettings } = options;
  const created = new Date();
  const clock = stageClock();
  const tell = (progress: BuildProgress): void => options.onProgress?.(progress);
  const { previous, warnings } = await openPrevious(indexDir);

  const collected = await collect(options.documents, (done, note) => {
    signal?.throwIfAborted();
    tell({ stage: 'read', done, total: null, note });
  });
  if (collected.passages.count === 0) throw nothing();
  clock.end('read');

  tell({ stage: 'index', done: 0, total: null, note: 'words' });
  const lexical = buildLexicalIndex(lexicalSources(collected));
  const documentList = Buffer.from(writeDocumentList(collected.documents));
  clock.end('index');
  signal?.throwIfAborted();

  const settings = { model, splitter, dense };
  const report = { collected, previous, skipped, warnings, clock };
  if (
    previous !== null &&
    isUnchanged(previous.manifest, settings, { documentList, lexical, ...collected })
  ) {
    const used = previous.generation;
    warnings.push(...(await writingTo(indexDir, async () => useGeneration(indexDir, used))));
    return describeBuild({ ...report, status: 'unchanged', generation: previous.generation, embedded: 0 });
  }

  const canReuse = previous !== null && isSameModel(previous.manifest.model, model);
  const known = canReuse ? await vectorsOf(previous, path.join(indexDir, previous.generation)) : nothingKnown;
  const { vectors, embedded } = await embedPassages(
    collected,
    model.embed,
    known,
    (done, total) => tell({ stage: 'embed', done, total }),
    signal,
  );
  clock.end('embed');

  const denseParts = await buildDense(
    { ...settings, collected, vectors },
    (done, total) => tell({ stage: 'index', done, total, note: 'vectors' }),
    signal,
  );
  clock.end('index');

  tell({ stage: 'write', done: 0, total: 1 });
  const generation = newGenerationName(await listGenerations(indexDir), created);
  await writingTo(indexDir, async () => {
    await cleanUp(indexDir, new Set(await listGenerations(indexDir)));
    const parts = { ...settings, indexDir, generation, created, collected, documentList, lexical, vectors };
    await writeGeneration(parts, denseParts, checkLock);
    warnings.push(...(await useGeneration(indexDir, generation, previous?.generation)));
  });
  tell({ stage: 'write', done: 1, total: 1 });
  clock.end('write');
  return describeBuild({ ...report, status: 'built', generation, embedded });
}

/** What there is to compare with; a damaged index is one that is not there. */
async function openPrevious(indexDir: string): Promise<{ previous: OpenIndex | null; warnings: string[] }> {
  try {
    const previous = await openIndex(indexDir, undefined, { allowPrevious: true });
    return { previous, warnings: previous.warning === undefined ? [] : [previous.warning] };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    if (error.code === 'no-index') return { previous: null, warnings: [] };
    if (error.code !== 'bad-index' && error.code !== 'index-mismatch') throw error;
    return {
      previous: null,
      warnings: [`Built from nothing, because the index before cannot be used. ${error.message}`],
    };
  }
}

/** Switches to a generation, and keeps one more to go back to. Returns what could not be tidied up. */
async function useGeneration(indexDir: string, generation: string, before?: string): Promise<string[]> {
  const current = await readCurrent(indexDir);
  if (current.kind !== 'named' || current.generation !== generation) await writeCurrent(indexDir, generation);
  const others = (await listGenerations(indexDir)).filter((name) => name !== generation);
  const kept = before ?? others[0];
  return cleanUp(indexDir, new Set(kept === undefined ? [generation] : [generation, kept]));
}

function nothingToIndex(documentsDir: string, skipped: readonly SkippedFile[]): KnownError {
  const folder = shownPath(documentsDir);
  const remedy =
    'Put documents there (.txt, .md, .html, .pdf, .docx), or set DOCUMENTS_DIR to another folder';
  if (skipped.length === 0)
    return new KnownError('documents', `There is nothing to index in ${folder}. ${remedy}`);
  const shown = skipped.slice(0, 20).map(({ path: file, reason }) => `  ${file}: ${reason}`);
  const more = skipped.length > shown.length ? [`  … and ${skipped.length - shown.length} more`] : [];
  return new KnownError(
    'documents',
    [`None of the files in ${folder} can be used. ${remedy}`, ...shown, ...more].join('\n'),
  );
}
