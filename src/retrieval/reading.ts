import type { Span } from '../types.ts';
import type { Token } from '../text/terms.ts';
import type { Query } from './query.ts';
import type { Words } from './words.ts';

/** Where one sentence meets the query. */
export interface SentenceReading {
  readonly span: Span;
  readonly tokens: readonly Token[];
  /** For each token the index of the query's term it matches, or -1. */
  readonly matched: Int16Array;
  /** The same with words that may stand for a term, where the word is not a term itself. */
  readonly standing: Int16Array;
  /** For each term of the query the best similarity found in this sentence, 0..1. */
  readonly found: Float32Array;
  /** The same with words that may stand for a term. */
  readonly meant: Float32Array;
  /** The same with words that are near a term in meaning. */
  readonly near: Float32Array;
  /** Share of the query's idf mass that this sentence holds, 0..1. */
  readonly coverage: number;
}

/** One pass over the words of a run of sentences: what the reranker and the reader both work from. */
export interface PassageReading {
  readonly sentences: readonly SentenceReading[];
  /** For each term the best similarity found anywhere in the passage. */
  readonly found: Float32Array;
  readonly meant: Float32Array;
  readonly near: Float32Array;
  readonly coverage: number;
  readonly wordCount: number;
}

/** Share of the query's idf mass under a vector of per-term similarities; 0 for an empty query. */
export function coverageOf(query: Query, found: ArrayLike<number>): number {
  if (query.mass === 0) return 0;
  let held = 0;
  for (let index = 0; index < query.terms.length; index += 1) {
    held += (found[index] ?? 0) * (query.terms[index]?.idf ?? 0);
  }
  return held / query.mass;
}

/** The same of two vectors together, term by term the larger. */
export function coverageOfBoth(query: Query, a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (query.mass === 0) return 0;
  let held = 0;
  for (let index = 0; index < query.terms.length; index += 1)
    held += Math.max(a[index] ?? 0, b[index] ?? 0) * (query.terms[index]?.idf ?? 0);
  return held / query.mass;
}

/** Matches the words of each sentence against the query. Linear in the number of words. */
export function readPassage(query: Query, sentences: readonly Words[]): PassageReading {
  const found = new Float32Array(query.terms.length);
  const meant = new Float32Array(query.terms.length);
  const near = new Float32Array(query.terms.length);
  let wordCount = 0;
  const readings = sentences.map((words) => {
    const reading = readSentence(query, words);
    raise(found, reading.found);
    raise(meant, reading.meant);
    raise(near, reading.near);
    wordCount += words.tokens.length;
    return reading;
  });
  return { sentences: readings, found, meant, near, coverage: coverageOf(query, found), wordCount };
}

/**
 * Matches the words of one sentence or title against the query. Most sentences hold little of a question, and arrays are
 * what reading costs: what would be the same as another, or holds nothing, is shared.
 */
export function readSentence(query: Query, words: Words): SentenceReading {
  const { stems, marks } = words;
  const { marked } = query;
  const size = query.terms.length;
  const nothing = nothingFound(size);
  const unmatched = noMatches(stems.length);
  let matched = unmatched;
  let standing = unmatched;
  let found = nothing;
  let meant = nothing;
  let near = nothing;
  // Indexed loops: this runs for every word of every candidate.
  for (let position = 0; position < stems.length; position += 1) {
    if (marked[marks[position] ?? 0] !== 1) continue;
    const meaning = query.meanings.get(stems[position] ?? '');
    if (meaning === undefined) continue;
    for (const { term, similarity } of meaning.standsFor) {
      if (standing === unmatched) standing = unmatched.slice();
      standing[position] = term;
      if (meant === nothing) meant = new Float32Array(size);
      if (similarity > (meant[term] ?? 0)) meant[term] = similarity;
    }
    for (const { term, similarity } of meaning.near) {
      if (near === nothing) near = new Float32Array(size);
      if (similarity > (near[term] ?? 0)) near[term] = similarity;
    }
    const { match } = meaning;
    if (match === null) continue;
    if (matched === unmatched) matched = unmatched.slice();
    matched[position] = match.term;
    if (found === nothing) found = new Float32Array(size);
    if (match.similarity > (found[match.term] ?? 0)) found[match.term] = match.similarity;
  }
  if (meant === nothing) meant = found;
  else raise(meant, found);
  if (near === nothing) near = meant;
  else raise(near, meant);
  return {
    span: words.span,
    tokens: words.tokens,
    matched,
    standing,
    found,
    meant,
    near,
    coverage: found === nothing ? 0 : coverageOf(query, found),
  };
}

/** Shared by all that hold nothing, and never written to; a question has at most some dozen terms. */
const zeros: Float32Array[] = [];

/** Known by what is shared; others that hold nothing are as well read as a whole. */
function holdsNothing(found: ArrayLike<number>, size: number): boolean {
  return found.length === 0 || found === zeros[size];
}

function nothingFound(size: number): Float32Array {
  return (zeros[size] ??= new Float32Array(size));
}

/** The same of the places of a sentence. Sentences of one length share it, up to a length that is not unusual. */
const unmatchedPlaces: Int16Array[] = [];
const longestShared = 256;

function noMatches(length: number): Int16Array {
  if (length > longestShared) return new Int16Array(length).fill(-1);
  return (unmatchedPlaces[length] ??= new Int16Array(length).fill(-1));
}

/** The larger of two per-term similarity vectors, term by term. One of them itself where the other holds nothing. */
export function unionOf(
  a: Float32Array | readonly never[],
  b: Float32Array | readonly never[],
): Readonly<Float32Array> {
  if (a instanceof Float32Array && holdsNothing(b, a.length)) return a;
  if (b instanceof Float32Array && holdsNothing(a, b.length)) return b;
  const union = new Float32Array(Math.max(a.length, b.length));
  raise(union, a);
  raise(union, b);
  return union;
}

function raise(target: Float32Array, other: ArrayLike<number>): void {
  for (let index = 0; index < target.length; index += 1) {
    const value = other[index] ?? 0;
    if (value > (target[index] ?? 0)) target[index] = value;
  }
}
