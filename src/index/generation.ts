import path from 'node:path';
import type { ModelDescription } from '../embedding/embed.ts';
import { KnownError, systemCode } from '../errors.ts';
import { openLexicalIndex } from './bm25.ts';
import { listGenerations, readCurrent, type Current } from './current.ts';
import { readDocumentList, type IndexedDocument } from './document-list.ts';
import { readSmallText, readVerified, shownPath, verifyFile, type FileRecord } from './files.ts';
import { emptyDenseIndex, openDenseIndex, type DenseIndex } from './hnsw.ts';
import {
  fileNames,
  findMismatch,
  manifestName,
  readManifest,
  type FileKey,
  type Manifest,
} from './manifest.ts';
import { openPackedVectors } from './packed-vectors.ts';
import type { PassageIndex } from './passage-index.ts';
import { openPassages } from './passages.ts';
import { badIndex } from './sections.ts';
import { openTexts } from './texts.ts';

export type { IndexedDocument } from './document-list.ts';
export type { IndexedPassage } from './passage-index.ts';
export type { Manifest } from './manifest.ts';

/** One open generation: it never changes, whatever happens to its files. */
export interface OpenIndex extends PassageIndex {
  readonly manifest: Manifest;
  readonly documents: readonly IndexedDocument[];
  readonly dense: DenseIndex;
  /** Why this is not the generation that should have been opened, for the operator. */
  readonly warning?: string;
}

/** A manifest has about 2,000. */
const mostManifestBytes = 1_000_000;

export interface OpenIndexOptions {
  /** Take the newest intact generation when the one in use is damaged, with a warning. */
  readonly allowPrevious?: boolean;
}

/**
 * Opens the generation in use.
 *
 * @param expected the model that questions will be embedded with
 * @throws KnownError `no-index`; `bad-index` when anything in it is not as it was written; `index-mismatch` when it was
 *   built with another model or by another version
 */
export async function openIndex(
  indexDir: string,
  expected?: ModelDescription,
  { allowPrevious = false }: OpenIndexOptions = {},
): Promise<OpenIndex> {
  const current = await readCurrent(indexDir);
  const problem = await openCurrent(indexDir, current, expected);
  if (!(problem instanceof KnownError)) return problem;
  // Only now: whoever may look into the folder but not list it can open the generation in use.
  const generations = await listGenerations(indexDir);
  if (current.kind === 'missing' && generations.length === 0) {
    throw new KnownError('no-index', `There is no index in ${shownPath(indexDir)}. Run: npm run index`);
  }
  if (!allowPrevious) throw problem;
  for (const generation of generations) {
    if (current.kind === 'named' && generation === current.generation) continue;
    const opened = await openOrProblem(indexDir, generation, expected);
    if (opened instanceof KnownError) continue;
    return { ...opened, warning: `${problem.message}. Until then, generation ${generation} is used instead` };
  }
  throw problem;
}

/**
 * Opens one generation by name. Every file is compared with the manifest before anything in it is believed.
 *
 * @param folder where it lies, if that is not the folder of its name
 * @throws KnownError `bad-index` or `index-mismatch`
 */
export async function openGeneration(
  indexDir: string,
  generation: string,
  expected?: ModelDescription,
  folder = path.join(indexDir, generation),
): Promise<OpenIndex> {
  const manifest = await openManifest(indexDir, folder, generation, expected);
  const { counts } = manifest;
  const read = async (key: FileKey): Promise<Buffer> =>
    readVerified(path.join(folder, fileNames[key]), recordOf(manifest, key));

  const documents = readDocumentList((await read('documents')).toString('utf8'));
  const passages = openPassages(await read('passages'), documents.length);
  checkCount('documents', documents.length, counts.documents);
  checkCount('passages', passages.count, counts.passages);
  checkCount('sentences', passages.sentenceCount, counts.sentences);
  checkPassagesOf(documents, passages.count, (ordinal) => passages.passage(ordinal).document);
  const lexical = openLexicalIndex(await read('lexical'));
  checkCount('passages in the lexical index', lexical.passageCount, counts.passages);
  const texts = openTexts(await read('texts'), documents);
  await verifyFile(path.join(folder, fileNames.embedded), recordOf(manifest, 'embedded'));
  const dense = await openDense(folder, manifest, read);

  return {
    generation,
    manifest,
    documents,
    passageCount: passages.count,
    lexical,
    dense,
    passage: (ordinal) => passages.passage(ordinal),
    text: (document) => texts.text(document),
    isTextIntact: (document) => texts.isTextIntact(document),
  };
}

/**
 * Compares every file of a generation with its manifest, opening none.
 *
 * @throws KnownError `bad-index` or `index-mismatch`
 */
export async function verifyGeneration(indexDir: string, generation: string): Promise<void> {
  const folder = path.join(indexDir, generation);
  const { files } = await openManifest(indexDir, folder, generation);
  for (const [key, record] of Object.entries(files)) {
    await verifyFile(path.join(folder, fileNames[key as FileKey]), record);
  }
}

async function openCurrent(
  indexDir: string,
  current: Current,
  expected?: ModelDescription,
): Promise<OpenIndex | KnownError> {
  if (current.kind === 'named') return openOrProblem(indexDir, current.generation, expected);
  const problem = current.kind === 'missing' ? 'is missing' : 'does not name a generation';
  return new KnownError('bad-index', `${shownPath(indexDir)}/CURRENT ${problem}. Run: npm run index`);
}

/** Damage comes back as a value; an index of another model is refused whatever else there is. */
async function openOrProblem(
  indexDir: string,
  generation: string,
  expected?: ModelDescription,
): Promise<OpenIndex | KnownError> {
  try {
    return await openGeneration(indexDir, generation, expected);
  } catch (error) {
    if (error instanceof KnownError && error.code === 'bad-index') return error;
    throw error;
  }
}

async function openManifest(
  indexDir: string,
  folder: string,
  generation: string,
  expected?: ModelDescription,
): Promise<Manifest> {
  const file = path.join(folder, manifestName);
  let text: string;
  try {
    text = await readSmallText(file, mostManifestBytes);
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    const message = `${shownPath(file)} cannot be read (${code}). Run: npm run index`;
    throw new KnownError('bad-index', message, { cause: error });
  }
  const manifest = readManifest(text, generation);
  const mismatch =
    expected === undefined ? null : findMismatch(shownPath(indexDir), manifest.model, expected);
  if (mismatch !== null) throw new KnownError('index-mismatch', mismatch);
  return manifest;
}

async function openDense(
  folder: string,
  manifest: Manifest,
  read: (key: FileKey) => Promise<Buffer>,
): Promise<DenseIndex> {
  const { counts, model, dense } = manifest;
  if (counts.dense === 0) return emptyDenseIndex(model.dimension);
  const packed = openPackedVectors(await read('vectors'), model.dimension, counts.dense);
  const labels = manifest.files.labels === undefined ? null : openLabels(await read('labels'));
  const file = path.join(folder, fileNames.dense);
  // The native code reads the file by itself, so this check comes last before it.
  await verifyFile(file, recordOf(manifest, 'dense'));
  const { dimension } = model;
  return openDenseIndex(file, {
    ...dense,
    dimension,
    count: counts.dense,
    passageCount: counts.passages,
    labels,
    packed,
  });
}

function openLabels(bytes: Buffer): Uint32Array {
  if (bytes.length % 4 !== 0) throw badIndex('list of labels', `it has ${bytes.length} bytes`);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function recordOf({ files }: Manifest, key: FileKey): FileRecord {
  const record = files[key];
  if (record === undefined) throw badIndex('manifest', `it does not list ${fileNames[key]}`);
  return record;
}

function checkCount(what: string, found: number, expected: number): void {
  if (found !== expected) throw badIndex('index', `it has ${found} ${what} instead of ${expected}`);
}

/** The list of documents and the table of passages must tell the same story. */
function checkPassagesOf(
  documents: readonly IndexedDocument[],
  passageCount: number,
  documentOf: (ordinal: number) => number,
): void {
  const last = documents.at(-1);
  checkCount(
    'passages in its list of documents',
    last === undefined ? 0 : last.firstPassage + last.passageCount,
    passageCount,
  );
  for (const [ordinal, document] of documents.entries()) {
    if (document.passageCount === 0) continue;
    const ends = [document.firstPassage, document.firstPassage + document.passageCount - 1];
    if (!ends.every((passage) => documentOf(passage) === ordinal)) {
      throw badIndex('index', `the passages of document ${ordinal} belong to another`);
    }
  }
}
