import { holdsExpected } from '../text/answer-spans.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import type { Query } from './query.ts';
import { coverageOf, unionOf, type PassageReading, type SentenceReading } from './reading.ts';

/**
 * What the reranker looks at, in the order of its weights. Each is about 0..1; each says what it measures.
 */
export const passageFeatures = [
  'lexical', // BM25 over the best of the list
  'lexicalMass', // BM25 over the idf mass of the query: how good it is at all
  'dense', // cosine of question and passage
  'denseLead', // that cosine below the best of the list
  'coverage', // idf share found in the passage
  'coverageWithTitle', // the same with title and heading
  'bestSentence', // the largest idf share in one sentence
  'bestSentenceWithTitle',
  'bestPair', // in two neighbouring sentences
  'pairs', // share of the question's adjacent word pairs that stand together here too
  'closeness', // how tightly the best sentence holds its terms
  'names', // share of the question's names found
  'numbers', // share of its numbers found
  'rarest', // the rarest term found
  'kind', // the best sentence holds what the question asks for
  'length', // log of the passage's words, over log of 200
] as const;

export type PassageFeature = (typeof passageFeatures)[number];

export interface PassageSignals {
  readonly reading: PassageReading;
  readonly title: SentenceReading;
  readonly lexical: number;
  readonly bestLexical: number;
  readonly dense: number;
  readonly bestDense: number;
}

/** The reranker asks whether there is any such thing at all. */
const nothingAsked: ReadonlySet<string> = new Set();

/** The feature vector of one candidate, in the order of `passageFeatures`. */
export function featuresOfPassage(
  query: Query,
  shape: QuestionShape,
  text: string,
  signals: PassageSignals,
): Float64Array {
  const { reading, title } = signals;
  const best = bestOf(reading.sentences, (sentence) => sentence.coverage);
  let bestWithTitle = 0;
  let bestPair = 0;
  let previous: SentenceReading | null = null;
  for (const sentence of reading.sentences) {
    bestWithTitle = Math.max(bestWithTitle, coverageOf(query, unionOf(sentence.found, title.found)));
    if (previous !== null)
      bestPair = Math.max(bestPair, coverageOf(query, unionOf(sentence.found, previous.found)));
    previous = sentence;
  }
  const bestText = best === null ? '' : text.slice(best.span.start, best.span.end);
  const withTitle = unionOf(reading.found, title.found);
  const values: Record<PassageFeature, number> = {
    lexical: signals.bestLexical > 0 ? signals.lexical / signals.bestLexical : 0,
    lexicalMass: query.mass > 0 ? Math.min(2, signals.lexical / query.mass) : 0,
    dense: signals.dense,
    denseLead: signals.dense - signals.bestDense,
    coverage: reading.coverage,
    coverageWithTitle: coverageOf(query, withTitle),
    bestSentence: best?.coverage ?? 0,
    bestSentenceWithTitle: bestWithTitle,
    bestPair: Math.max(bestPair, best?.coverage ?? 0),
    pairs: pairsHeld(query, reading.sentences),
    closeness: best === null ? 0 : closenessOf(query, best),
    names: shareOf(query.names, withTitle),
    numbers: shareOf(query.numbers, withTitle),
    rarest: rarestFound(query, withTitle),
    kind:
      holdsExpected(shape.expected, bestText, { start: 0, end: bestText.length }, nothingAsked) === false
        ? 0
        : 1,
    length: Math.log(1 + reading.wordCount) / Math.log(200),
  };
  return Float64Array.from(passageFeatures, (name) => values[name]);
}

/** Share of the question's adjacent term pairs that stand within three words of each other, in order, idf-weighted. */
export function pairsHeld(query: Query, sentences: readonly SentenceReading[]): number {
  if (query.pairs.length === 0) return 0;
  let held = 0;
  let all = 0;
  for (const [first, second] of query.pairs) {
    const weight = (query.terms[first]?.idf ?? 0) + (query.terms[second]?.idf ?? 0);
    all += weight;
    if (sentences.some((sentence) => standTogether(sentence.matched, first, second))) held += weight;
  }
  return all === 0 ? 0 : held / all;
}

function standTogether(matched: Int16Array, first: number, second: number): boolean {
  for (let position = 0; position < matched.length; position += 1) {
    if (matched[position] !== first) continue;
    for (let ahead = 1; ahead <= 3; ahead += 1) if (matched[position + ahead] === second) return true;
  }
  return false;
}

/**
 * Found terms per word between the first and the last of them, 0..1: 1 when they stand side by side.
 * A sentence with one found term, or none, has no closeness.
 */
export function closenessOf(query: Query, sentence: SentenceReading): number {
  let first = -1;
  let last = -1;
  for (let position = 0; position < sentence.matched.length; position += 1) {
    if ((sentence.matched[position] ?? -1) < 0) continue;
    if (first < 0) first = position;
    last = position;
  }
  const distinct = sentence.found.reduce((count, similarity) => count + (similarity > 0 ? 1 : 0), 0);
  if (distinct < 2 || query.terms.length < 2) return 0;
  return Math.min(1, distinct / (last - first + 1));
}

/** Mean similarity found for a set of terms; 1 when the set is empty, since nothing is missing. */
export function shareOf(wanted: ReadonlySet<number>, found: ArrayLike<number>): number {
  if (wanted.size === 0) return 1;
  let sum = 0;
  for (const term of wanted) sum += found[term] ?? 0;
  return sum / wanted.size;
}

/**
 * Share of the idf mass of the question's words other than names and numbers. Names make a passage relevant; what is
 * said of them is in the other words. 1 when the question has no other words.
 */
export function predicateCoverage(query: Query, found: ArrayLike<number>): number {
  let held = 0;
  let all = 0;
  for (const [index, { idf }] of query.terms.entries()) {
    if (query.names.has(index) || query.numbers.has(index)) continue;
    all += idf;
    held += idf * (found[index] ?? 0);
  }
  return all === 0 ? 1 : held / all;
}

/** The best similarity found for the rarest of the query's terms. */
export function rarestFound(query: Query, found: ArrayLike<number>): number {
  let rarest = -1;
  for (const [index, term] of query.terms.entries()) {
    if (rarest < 0 || term.idf > (query.terms[rarest]?.idf ?? 0)) rarest = index;
  }
  return rarest < 0 ? 0 : (found[rarest] ?? 0);
}

function bestOf<T>(items: readonly T[], value: (item: T) => number): T | null {
  let best: T | null = null;
  let bestValue = -Infinity;
  for (const item of items) {
    const itemValue = value(item);
    if (itemValue > bestValue) {
      best = item;
      bestValue = itemValue;
    }
  }
  return best;
}
