import type { PassageIndex } from '../index/passage-index.ts';
import type { Background } from '../retrieval/background.ts';
import { makeQuery, type Query } from '../retrieval/query.ts';
import { coverageOf, readPassage, readSentence, unionOf } from '../retrieval/reading.ts';
import type { ReadHit } from '../retrieval/retrieve.ts';
import { isStopWord } from '../text/terms.ts';
import type { Citation, Span } from '../types.ts';
import { cite } from './cite.ts';
import { maxTextLength, onOneLine, shorten } from './compose.ts';
import type { DocumentField, DocumentQuestion } from './document-questions.ts';
import { wordsOf } from '../retrieval/words.ts';
import { abstained, relatedTo, type Outcome } from './outcome.ts';

/** A subject must be covered this far by a document's best passage and title to be taken as that document's. */
const subjectCoverage = 0.4;
/** What a mention must cover of the words asked for, in one sentence. */
const mentionCoverage = 0.99;
/** A phrase must have more than this of the different words of a title to stand for it. */
const titleShare = 0.5;
/** And a title must hold this much of the phrase. */
const titleCoverage = 0.9;
const documentsShown = 5;

/**
 * Answers a question about the documents themselves from metadata and text, each statement with the place where the
 * document says so; `null` when it is not such a question, or asks after the author of something that is no document.
 */
export function answerDocumentQuestion(
  index: PassageIndex,
  asked: DocumentQuestion | null,
  background: Background,
  search: (query: Query) => readonly ReadHit[],
): Outcome | null {
  if (asked === null) return null;
  if (asked.asks === 'list') return listDocuments(index);
  const query = makeQuery(asked.about, index.lexical, null, background);
  if (asked.asks === 'mentions') return findMentions(index, query, search);
  const hits = search(query);
  if (asked.byTitle !== true) return tellField(index, asked.asks, documentAbout(index, query, hits), hits);
  const document = documentTitled(index, query, hits);
  return document === null ? null : tellField(index, asked.asks, document, hits);
}

function listDocuments(index: PassageIndex): Outcome {
  const citations = citeEach(index, titlePlaces(index));
  const count = index.documents.length;
  const lead = count === 1 ? 'One document' : `${count} documents`;
  return answered(`${lead}: ${listed(citations, count)}.`, null, citations, 1);
}

/** Where each document states its title, or its first sentence; made one by one, as only the first few are wanted. */
function* titlePlaces(index: PassageIndex): Generator<readonly [number, Span | null]> {
  for (const [document, { evidence, firstPassage }] of index.documents.entries()) {
    yield [document, evidence.title ?? index.passage(firstPassage).sentences[0] ?? null];
  }
}

function findMentions(
  index: PassageIndex,
  query: Query,
  search: (query: Query) => readonly ReadHit[],
): Outcome {
  const found = new Map<number, Span>();
  const reach = index.lexical.search(query.terms, Math.min(index.passageCount, 500)).passages;
  for (const ordinal of reach) {
    const { document } = index.passage(ordinal);
    if (found.has(document)) continue;
    const span = mentioningSentence(index, query, ordinal);
    if (span !== null) found.set(document, span);
  }
  const places = [...found].sort(([a], [b]) => a - b);
  const citations = citeEach(index, places);
  if (citations.length === 0) {
    return abstained('None of the documents mentions that.', relatedTo(index, search(query)));
  }
  const lead = found.size === 1 ? 'One document mentions it' : `${found.size} documents mention it`;
  return answered(`${lead}: ${listed(citations, found.size)}.`, null, citations, 0.95);
}

/** Citations of the first documents whose place can be quoted. */
function citeEach(
  index: PassageIndex,
  places: Iterable<readonly [document: number, span: Span | null]>,
): Citation[] {
  const citations: Citation[] = [];
  for (const [document, span] of places) {
    if (citations.length === documentsShown) break;
    const citation = span === null ? null : cite(index, document, span, citations.length + 1);
    if (citation !== null) citations.push(citation);
  }
  return citations;
}

/** The titles with their markers, and how many more there are. */
function listed(citations: readonly Citation[], count: number): string {
  const titles = citations.map((citation) => `${titled(citation)}[${citation.number}]`).join(', ');
  return titles + (count > citations.length ? ` and ${count - citations.length} more` : '');
}

/** The first sentence of a passage that holds all the words asked for. */
function mentioningSentence(index: PassageIndex, query: Query, ordinal: number): Span | null {
  const { document, sentences } = index.passage(ordinal);
  const reading = readPassage(
    query,
    sentences.map((span) => wordsOf(index.text(document), span)),
  );
  return reading.sentences.find(({ coverage }) => coverage >= mentionCoverage)?.span ?? null;
}

function tellField(
  index: PassageIndex,
  field: DocumentField,
  document: number | null,
  hits: readonly ReadHit[],
): Outcome {
  if (document === null)
    return abstained(
      'It is not clear which document is meant. Name something from its title.',
      relatedTo(index, hits),
    );
  const record = index.documents[document];
  const value = record?.metadata[field] ?? null;
  const span = record?.evidence[field];
  const title = shorten(onOneLine(record?.metadata.title ?? ''), 120);
  const what = { author: 'who wrote it', publisher: 'who published it', published: 'when it was published' }[
    field
  ];
  const citation = value === null || span === undefined ? null : cite(index, document, span, 1);
  if (citation === null || value === null)
    return abstained(`“${title}” does not say ${what}.`, relatedTo(index, hits));
  const lead = { author: 'was written by', publisher: 'was published by', published: 'is dated' }[field];
  const short = citation.quote.includes(value) ? value : onOneLine(citation.quote);
  return answered(`“${title}” ${lead} ${value}.[1]`, short, [citation], 0.95);
}

/** The document a phrase is about: the one whose title and best passage cover it most. `null` when none does. */
function documentAbout(index: PassageIndex, query: Query, hits: readonly ReadHit[]): number | null {
  if (query.terms.length === 0) return index.documents.length === 1 ? 0 : null;
  let best: { document: number; score: number } | null = null;
  for (const { document, reading, title } of hits) {
    const covered = coverageOf(query, unionOf(reading.found, title.found));
    const score = covered + title.coverage;
    if (covered >= subjectCoverage && (best === null || score > best.score)) best = { document, score };
  }
  return best?.document ?? null;
}

function answered(
  text: string,
  short: string | null,
  citations: readonly Citation[],
  confidence: number,
): Outcome {
  return {
    status: 'answered',
    text: shorten(text, maxTextLength),
    short,
    citations,
    related: [],
    confidence,
  };
}

function titled(citation: Citation): string {
  return `“${shorten(onOneLine(citation.title), 90)}”`;
}

/** The document whose title a phrase is, or most of it; `null` where no title says as much. */
function documentTitled(index: PassageIndex, query: Query, hits: readonly ReadHit[]): number | null {
  if (query.terms.length === 0) return null;
  const named = [...new Set(hits.map(({ document }) => document))].find((document) => {
    const title = index.documents[document]?.metadata.title ?? '';
    const { coverage, tokens } = readSentence(query, wordsOf(title, { start: 0, end: title.length }));
    const words = new Set(tokens.map(({ term }) => term).filter((term) => !isStopWord(term)));
    return coverage >= titleCoverage && query.terms.length > titleShare * words.size;
  });
  return named ?? null;
}
