import type { DocumentFormat, Metadata, MetadataField, Span } from '../types.ts';
import type { DocumentRecord } from './passage-index.ts';
import { badIndex } from './sections.ts';

/** A document as a generation keeps it. */
export interface IndexedDocument extends DocumentRecord {
  readonly format: DocumentFormat;
  /** Size and SHA-256 of the file it was read from. */
  readonly bytes: number;
  readonly sha256: string;
  /** Where its text lies in texts.bin, in bytes of UTF-8, and the SHA-256 of those. */
  readonly textStart: number;
  readonly textBytes: number;
  readonly textSha256: string;
  /** Words that are not page furniture. */
  readonly words: number;
}

/**
 * The content of documents.json. What follows from other fields or is empty is left out, which keeps 100,000 records
 * under 25 MB and quick to parse.
 */
export function writeDocumentList(documents: readonly IndexedDocument[]): string {
  const lines = documents.map((document) => {
    const { path, format, bytes, sha256, textBytes, textSha256, metadata, evidence, passageCount, words } =
      document;
    const known = Object.entries(metadata).filter(([, value]) => value !== null);
    const stored: StoredDocument = {
      path,
      format,
      bytes,
      sha256,
      textBytes,
      ...(textSha256 === sha256 ? {} : { textSha256 }),
      metadata: Object.fromEntries(known),
      ...(Object.keys(evidence).length === 0 ? {} : { evidence }),
      passages: passageCount,
      words,
    };
    return JSON.stringify(stored);
  });
  return `[\n${lines.join(',\n')}\n]\n`;
}

/** @throws KnownError `bad-index` when any record is not what `writeDocumentList` writes */
export function readDocumentList(text: string): IndexedDocument[] {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    throw badIndex(listName, 'it is not JSON');
  }
  if (!Array.isArray(values)) throw badIndex(listName, 'it is not a list');
  let firstPassage = 0;
  let textStart = 0;
  const paths = new Set<string>();
  return values.map((value: unknown, ordinal) => {
    if (!isStored(value) || paths.has(value.path))
      throw badIndex(listName, `document ${ordinal} has a wrong field`);
    paths.add(value.path);
    const { path, format, bytes, sha256, textBytes, textSha256, metadata, evidence, words } = value;
    const document: IndexedDocument = {
      path,
      format,
      bytes,
      sha256,
      textStart,
      textBytes,
      textSha256: textSha256 ?? sha256,
      metadata: {
        title: metadata.title ?? '',
        publisher: metadata.publisher ?? null,
        author: metadata.author ?? null,
        published: metadata.published ?? null,
        url: metadata.url ?? null,
        basedOn: metadata.basedOn ?? null,
      },
      evidence: evidence ?? nothing,
      firstPassage,
      passageCount: value.passages,
      words,
    };
    firstPassage += value.passages;
    textStart += textBytes;
    return document;
  });
}

interface StoredDocument {
  readonly path: string;
  readonly format: DocumentFormat;
  readonly bytes: number;
  readonly sha256: string;
  readonly textBytes: number;
  /** Left out where the text is the file. */
  readonly textSha256?: string;
  readonly metadata: Partial<Metadata>;
  readonly evidence?: Readonly<Partial<Record<MetadataField, Span>>>;
  readonly passages: number;
  readonly words: number;
}

const listName = 'list of documents';
const nothing: DocumentRecord['evidence'] = Object.freeze({});
const formats: ReadonlySet<unknown> = new Set<DocumentFormat>(['text', 'markdown', 'html', 'pdf', 'docx']);
const metadataFields: ReadonlySet<string> = new Set<MetadataField>([
  'title',
  'publisher',
  'author',
  'published',
  'url',
  'basedOn',
]);

function isStored(value: unknown): value is StoredDocument {
  if (!isObject(value)) return false;
  const { path, format, bytes, sha256, textBytes, textSha256, metadata, evidence, passages, words } = value;
  return (
    typeof path === 'string' &&
    path !== '' &&
    formats.has(format) &&
    isWhole(bytes) &&
    isWhole(textBytes) &&
    isWhole(passages) &&
    isWhole(words) &&
    isHash(sha256) &&
    (textSha256 === undefined || isHash(textSha256)) &&
    isObject(metadata) &&
    Object.keys(metadata).every((key) => metadataFields.has(key) && typeof metadata[key] === 'string') &&
    (evidence === undefined || isEvidence(evidence, textBytes))
  );
}

function isEvidence(value: unknown, textBytes: number): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([key, span]) =>
        metadataFields.has(key) &&
        isObject(span) &&
        isWhole(span['start']) &&
        isWhole(span['end']) &&
        span['start'] < span['end'] &&
        // A text has at least as many bytes as UTF-16 units.
        span['end'] <= textBytes,
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
