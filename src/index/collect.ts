import { createHash } from 'node:crypto';
import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import { countWords } from '../corpus/line-shape.ts';
import type { Document, Passage } from '../types.ts';
import type { LexicalSource } from './bm25.ts';
import type { IndexedDocument } from './document-list.ts';
import { sha256Of } from './files.ts';
import { embeddingText, titleText } from './passage-text.ts';
import { createPassageWriter, openPassages, type PassageTable } from './passages.ts';

/** A document with the passages that it is to be found by. */
export interface SourceDocument {
  readonly document: Document;
  readonly passages: readonly Passage[];
  /** What the operator should know about it, one sentence each. */
  readonly notes?: readonly string[];
}

/** A corpus as a generation stores it, gathered in memory: one copy of each text, as UTF-8. */
export interface Collected {
  readonly documents: readonly IndexedDocument[];
  readonly texts: readonly Buffer[];
  readonly passages: PassageTable;
  readonly passageBytes: Uint8Array;
  /** `keyBytes` for each passage: the start of the SHA-256 of the text that is embedded for it. */
  readonly keys: Uint8Array;
  readonly words: number;
  /** For each document. */
  readonly notes: readonly (readonly string[])[];
}

/** 128 bits: among a hundred million texts two would meet by chance in one of 10^22 cases. */
export const keyBytes = 16;
const documentsPerTurn = 64;

/** Reads documents one at a time; `onDocument` is told how many so far. */
export async function collect(
  source: AsyncIterable<SourceDocument> | Iterable<SourceDocument>,
  onDocument: (done: number, path: string) => void,
): Promise<Collected> {
  const documents: IndexedDocument[] = [];
  const texts: Buffer[] = [];
  const notes: (readonly string[])[] = [];
  const keys: Buffer[] = [];
  const paths = new Set<string>();
  const writer = createPassageWriter();
  let textStart = 0;
  let words = 0;
  for await (const { document: given, passages, notes: ownNotes = [] } of source) {
    if (paths.has(given.path)) throw new Error(`Two documents have the path ${given.path}`);
    paths.add(given.path);
    const textBytes = Buffer.from(given.text, 'utf8');
    // What is stored is what is indexed: half a surrogate pair does not survive UTF-8, so it must go before.
    const document = /\p{Surrogate}/u.test(given.text)
      ? { ...given, text: textBytes.toString('utf8') }
      : given;
    const firstPassage = writer.count;
    for (const passage of passages) {
      if (passage.end > document.text.length)
        throw new Error(`A passage of ${given.path} ends after its text`);
      writer.add(documents.length, passage);
      keys.push(createHash('sha256').update(embeddingText(document, passage)).digest().subarray(0, keyBytes));
    }
    const { path, format, bytes, sha256, metadata, evidence } = document;
    const record: IndexedDocument = {
      path,
      format,
      bytes,
      sha256,
      textStart,
      textBytes: textBytes.length,
      textSha256: sha256Of(textBytes),
      metadata,
      evidence,
      firstPassage,
      passageCount: passages.length,
      words: countContentWords(document),
    };
    documents.push(record);
    texts.push(textBytes);
    notes.push([...ownNotes, ...describeLeftOut(document, passages.length)]);
    textStart += textBytes.length;
    words += record.words;
    onDocument(documents.length, path);
    if (documents.length % documentsPerTurn === 0) await turnOfEventLoop();
  }
  const passageBytes = writer.finish();
  const passages = openPassages(passageBytes, documents.length);
  return { documents, texts, passages, passageBytes, keys: Buffer.concat(keys), words, notes };
}

/** The text to embed for each of the given passages, in their order; each document is decoded once for a run of its passages. */
export function* embeddingTexts(collected: Collected, ordinals: Iterable<number>): Generator<string> {
  for (const { record, text, ordinal } of withTexts(collected, ordinals)) {
    yield embeddingText({ metadata: record.metadata, text }, collected.passages.passage(ordinal));
  }
}

/** What the lexical index reads, for every passage in order. */
export function* lexicalSources(collected: Collected): Generator<LexicalSource> {
  const all = Array.from({ length: collected.passages.count }, (_, ordinal) => ordinal);
  for (const { record, text, ordinal } of withTexts(collected, all)) {
    const passage = collected.passages.passage(ordinal);
    yield { body: text.slice(passage.start, passage.end), title: titleText(record, passage) };
  }
}

function* withTexts(
  { documents, texts, passages }: Collected,
  ordinals: Iterable<number>,
): Generator<{ record: IndexedDocument; text: string; ordinal: number }> {
  let current = -1;
  let text = '';
  for (const ordinal of ordinals) {
    const { document } = passages.passage(ordinal);
    if (document !== current) text = texts[document]!.toString('utf8');
    current = document;
    yield { record: documents[document]!, text, ordinal };
  }
}

function countContentWords({ text, blocks }: Document): number {
  if (blocks.length === 0) return countWords(text);
  const content = blocks.filter(({ boilerplate }) => !boilerplate);
  return content.reduce((sum, { start, end }) => sum + countWords(text.slice(start, end)), 0);
}

function describeLeftOut({ text, blocks }: Document, passageCount: number): string[] {
  const left = blocks.filter(({ boilerplate }) => boilerplate);
  const words = left.reduce((sum, { start, end }) => sum + countWords(text.slice(start, end)), 0);
  const notes: string[] = [];
  if (left.length > 0)
    notes.push(`${left.length} pieces of page furniture (${words} words) are never quoted`);
  if (passageCount === 0) notes.push('it holds no sentence to quote');
  return notes;
}
