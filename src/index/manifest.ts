import type { SplitterSettings } from '../corpus/chunk.ts';
import type { ModelDescription } from '../embedding/embed.ts';
import { KnownError } from '../errors.ts';
import { sha256Of, type FileRecord } from './files.ts';
import type { DenseSettings } from './hnsw.ts';
import { badIndex } from './sections.ts';

/** Raised with every change to what a generation's files mean; an index of another version is built anew. */
export const formatVersion = 1;

/** The files of a generation. The last three are there only when some passage has an embedding. */
export const fileNames = {
  documents: 'documents.json',
  texts: 'texts.bin',
  passages: 'passages.bin',
  /** Hash of the text embedded for each passage: what an incremental build recognises it by. */
  embedded: 'embedded.bin',
  lexical: 'lexical.bin',
  dense: 'dense.hnsw',
  vectors: 'vectors.bin',
  /** Passage of each dense vector. */
  labels: 'dense-labels.bin',
} as const;
export const manifestName = 'manifest.json';

export type FileKey = keyof typeof fileNames;

/** Everything that changes what a generation means. */
export interface Manifest {
  readonly formatVersion: number;
  readonly generation: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly model: ModelDescription;
  /** `null` for a set that came with its passages. */
  readonly splitter: SplitterSettings | null;
  readonly counts: {
    readonly documents: number;
    readonly passages: number;
    readonly sentences: number;
    readonly words: number;
    /** Passages with an embedding. */
    readonly dense: number;
  };
  readonly dense: DenseSettings;
  readonly files: Readonly<Partial<Record<FileKey, FileRecord>>>;
}

/** The text of manifest.json: the fields in their order, and a hash of them. */
export function writeManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, checksum: sha256Of(JSON.stringify(manifest)) }, null, 2)}\n`;
}

/**
 * Reads the text of a manifest.json; any change to it since `writeManifest` is noticed.
 *
 * @param generation name of the folder it was found in
 * @throws KnownError `bad-index` when it is not what was written there, `index-mismatch` for another format version
 */
export function readManifest(text: string, generation: string): Manifest {
  const value = parse(text);
  const version = value['formatVersion'];
  if (typeof version === 'number' && Number.isInteger(version) && version !== formatVersion) {
    const message = `The index has format ${version}; this version of Footnote reads format ${formatVersion}. Run: npm run index`;
    throw new KnownError('index-mismatch', message);
  }
  const model = section(value, 'model');
  const counts = section(value, 'counts');
  const dense = section(value, 'dense');
  const splitter = value['splitter'] === null ? null : section(value, 'splitter');
  const manifest: Manifest = {
    formatVersion: whole(value, 'formatVersion'),
    generation: words(value, 'generation'),
    created: words(value, 'created'),
    model: {
      id: words(model, 'id'),
      hash: words(model, 'hash'),
      tokenizerHash: words(model, 'tokenizerHash'),
      dimension: whole(model, 'dimension', 1, 65_536),
      pooling: pooling(model),
    },
    splitter: splitter && {
      targetWords: whole(splitter, 'targetWords'),
      maxWords: whole(splitter, 'maxWords'),
      overlapSentences: whole(splitter, 'overlapSentences'),
    },
    counts: {
      documents: whole(counts, 'documents', 1),
      passages: whole(counts, 'passages', 1),
      sentences: whole(counts, 'sentences'),
      words: whole(counts, 'words'),
      dense: whole(counts, 'dense'),
    },
    dense: {
      M: whole(dense, 'M', 2, 256),
      efConstruction: whole(dense, 'efConstruction', 1, 10_000),
      ef: whole(dense, 'ef', 1, 10_000),
    },
    files: fileRecords(section(value, 'files')),
  };
  checkFileList(manifest);
  // Read fields only, in our order: anything else in the file, or any other hash, gives another text.
  if (writeManifest(manifest) !== text) throw broken('its checksum does not match');
  if (manifest.generation !== generation) throw broken(`it belongs to generation ${manifest.generation}`);
  return manifest;
}

/**
 * Says how an index and the model that questions would be embedded with disagree, naming both sides; `null` if they
 * do not. A model that only moved to another folder is the same model.
 */
export function findMismatch(
  place: string,
  built: ModelDescription,
  wanted: ModelDescription,
): string | null {
  if (isSameModel(built, wanted)) return null;
  const remedy = 'Run: npm run index';
  if (built.id !== wanted.id || built.dimension !== wanted.dimension) {
    return (
      `${place} was built with model "${built.id}" (${built.dimension} dimensions); ` +
      `the setting is "${wanted.id}" (${wanted.dimension}). ${remedy}`
    );
  }
  const part = built.hash === wanted.hash ? 'tokenizer' : 'model';
  const [before, now] =
    part === 'model' ? [built.hash, wanted.hash] : [built.tokenizerHash, wanted.tokenizerHash];
  return (
    `${place} was built with other files of model "${built.id}": the ${part}'s SHA-256 was ${before.slice(0, 12)}…; ` +
    `it is ${now.slice(0, 12)}…. ${remedy}`
  );
}

/** Whether two models give the same vectors, wherever their files lie. */
export function isSameModel(a: ModelDescription, b: ModelDescription): boolean {
  return (
    a.hash === b.hash &&
    a.tokenizerHash === b.tokenizerHash &&
    a.dimension === b.dimension &&
    a.pooling === b.pooling
  );
}

type Fields = Readonly<Record<string, unknown>>;

function parse(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text), 'it');
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw broken('it is not JSON', error);
  }
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken(`${what} is not an object`);
  return value as Fields;
}

function section(fields: Fields, key: string): Fields {
  return fieldsOf(fields[key], key);
}

function whole(fields: Fields, key: string, low = 0, high = Number.MAX_SAFE_INTEGER): number {
  const value = fields[key];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= low && value <= high) return value;
  throw broken(`${key} is not a whole number from ${low} to ${high}`);
}

function words(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value === 'string' && value !== '') return value;
  throw broken(`${key} is not a text`);
}

function pooling(fields: Fields): 'mean' {
  if (fields['pooling'] === 'mean') return 'mean';
  throw broken('its pooling is not known');
}

function fileRecords(fields: Fields): Manifest['files'] {
  const records: Partial<Record<FileKey, FileRecord>> = {};
  for (const key of Object.keys(fields)) {
    if (!Object.hasOwn(fileNames, key)) throw broken(`it lists an unknown file "${key}"`);
    const record = section(fields, key);
    const sha256 = words(record, 'sha256');
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw broken(`${key} has no SHA-256`);
    records[key as FileKey] = { size: whole(record, 'size'), sha256 };
  }
  return records;
}

function checkFileList({ counts, files }: Manifest): void {
  if (counts.dense > counts.passages) throw broken('it has more vectors than passages');
  const expected = new Set<FileKey>(['documents', 'texts', 'passages', 'embedded', 'lexical']);
  if (counts.dense > 0) expected.add('dense').add('vectors');
  if (counts.dense > 0 && counts.dense < counts.passages) expected.add('labels');
  for (const key of Object.keys(fileNames) as FileKey[]) {
    if (expected.has(key) !== Object.hasOwn(files, key))
      throw broken(`its list of files is wrong at ${fileNames[key]}`);
  }
}

function broken(reason: string, cause?: unknown): KnownError {
  const error = badIndex('manifest', reason);
  return cause === undefined ? error : new KnownError(error.code, error.message, { cause });
}
