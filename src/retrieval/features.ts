import { nearAnswer } from './answer-near.ts';
import { asked, setAsked } from './asked.ts';
import { setLeads } from './leads.ts';
import { newRow, placesOf } from './vector.ts';
import type { Query } from './query.ts';
import { coverageOf, coverageOfBoth, unionOf, type PassageReading, type SentenceReading } from './reading.ts';

/**
 * What the reranker looks at, in the order of its weights. Each is about 0..1; each says what it measures.
 */
export const passageFeatures = [
  'lexical', // BM25 over the best of the list
  'lexicalMass', // BM25 over the idf mass of the query: how good it is at all
  'dense', // cosine of question and passage
  'coverage', // idf share found in the passage
  'coverageWithTitle', // the same with title and heading
  'document', // further share in the document around
  'related', // further share in words that may stand for a term, in the passage
  'bestSentence', // the largest idf share in one sentence
  'bestSentenceWithTitle',
  'bestMeant', // the largest share in one sentence and the title with words that may stand for a term, beyond the largest without
  'bestPair', // in two neighbouring sentences
  'pairs', // share of the question's adjacent word pairs that stand together here too
  'closeness', // how tightly the best sentence holds its terms
  'numbers', // share of its numbers found
  'rarest', // the rarest term found
  'typed', // the best sentence, or one nearly as good, holds something of the type asked for
  'telling', // share found of the terms that tell the candidates from each other, with title
  'length', // log of the passage's words, over log of 200
  'near', // further share in words that are near a term in meaning
  'bestNear', // the largest share in one sentence and the title with such words, beyond the largest meant
  'missing', // idf of the rarest term that neither passage nor title holds, over the largest
  'answerNear', // how near the question's words stand to something of the type asked for, in the likeliest sentences
  'order', // share of the question that stands in the order of the question in one sentence
  'place', // place of the likeliest sentence, over ten
  'lexicalLead', // BM25 above the best of the other candidates, over the idf mass
  'denseLead', // cosine above the best of the other candidates, or below
  'coverageLead', // the same of the coverage with title
  'sentenceLead', // of the likeliest sentence's share
  'nearLead', // of the nearest
  'answerLead', // of answerNear
  ...asked,
] as const;

export type PassageFeature = (typeof passageFeatures)[number];

const at = placesOf(passageFeatures);

export interface PassageSignals {
  readonly reading: PassageReading;
  readonly title: SentenceReading;
  readonly around: Float32Array;
  readonly lexical: number;
  readonly bestLexical: number;
  readonly dense: number;
}

/** The feature vector of one candidate, in the order of `passageFeatures`. */
export function featuresOfPassage(
  query: Query,
  telling: Float64Array,
  text: string,
  signals: PassageSignals,
): Float64Array {
  const { reading, title } = signals;
  const best = bestOf(reading.sentences, (sentence) => sentence.coverage);
  let bestWithTitle = 0;
  // The two sentences that cover most, with the title and with words that may stand for a term.
  let likeliest: Covered | null = null;
  let second: Covered | null = null;
  let bestPair = 0;
  let previous: SentenceReading | null = null;
  for (const sentence of reading.sentences) {
    bestWithTitle = Math.max(bestWithTitle, coverageOfBoth(query, sentence.found, title.found));
    const covered = { sentence, share: coverageOfBoth(query, sentence.meant, title.found) };
    if (likeliest === null || covered.share > likeliest.share) [likeliest, second] = [covered, likeliest];
    else if (second === null || covered.share > second.share) second = covered;
    if (previous !== null)
      bestPair = Math.max(bestPair, coverageOfBoth(query, sentence.found, previous.found));
    previous = sentence;
  }
  const withTitle = unionOf(reading.found, title.found);
  const coverageWithTitle = coverageOf(query, withTitle);
  const meantCoverage = coverageOf(query, reading.meant);
  let nearest = 0;
  let order = 0;
  for (const sentence of reading.sentences) {
    nearest = Math.max(nearest, coverageOfBoth(query, sentence.near, title.near));
    order = Math.max(order, inOrder(query, sentence.matched));
  }
  let answerNear = 0;
  for (const covered of [likeliest, second]) {
    if (covered === null) continue;
    const spans = query.wanted.spansIn(text, covered.sentence.span);
    if (spans.length > 0) answerNear = Math.max(answerNear, nearAnswer(query, covered.sentence, spans));
  }
  const meantShare = likeliest?.share ?? 0;
  const row = newRow(passageFeatures);
  row[at.lexical] = signals.bestLexical > 0 ? signals.lexical / signals.bestLexical : 0;
  row[at.lexicalMass] = query.mass > 0 ? Math.min(2, signals.lexical / query.mass) : 0;
  row[at.dense] = signals.dense;
  row[at.coverage] = reading.coverage;
  row[at.coverageWithTitle] = coverageWithTitle;
  row[at.document] = coverageOfBoth(query, withTitle, signals.around) - coverageWithTitle;
  row[at.related] = meantCoverage - reading.coverage;
  row[at.bestSentence] = best?.coverage ?? 0;
  row[at.bestSentenceWithTitle] = bestWithTitle;
  row[at.bestMeant] = (likeliest?.share ?? 0) - bestWithTitle;
  row[at.bestPair] = Math.max(bestPair, best?.coverage ?? 0);
  row[at.pairs] = pairsHeld(query, reading.sentences);
  row[at.closeness] = best === null ? 0 : closenessOf(query, best);
  row[at.numbers] = shareOf(query.numbers, withTitle);
  row[at.rarest] = rarestFound(query, withTitle);
  row[at.typed] = typedShare(query, text, likeliest, second);
  row[at.telling] = shareUnder(telling, withTitle);
  row[at.length] = Math.log(1 + reading.wordCount) / Math.log(200);
  row[at.near] = coverageOf(query, reading.near) - meantCoverage;
  row[at.bestNear] = nearest - meantShare;
  row[at.missing] = largestMissing(query, withTitle);
  row[at.answerNear] = answerNear;
  row[at.order] = order;
  row[at.place] = likeliest === null ? 0 : Math.min(10, reading.sentences.indexOf(likeliest.sentence)) / 10;
  row[at.lexicalLead] = query.mass > 0 ? signals.lexical / query.mass : 0;
  row[at.denseLead] = signals.dense;
  row[at.coverageLead] = coverageWithTitle;
  row[at.sentenceLead] = meantShare;
  row[at.nearLead] = nearest;
  row[at.answerLead] = answerNear;
  setAsked(row, at, query);
  return row;
}

interface Covered {
  readonly sentence: SentenceReading;
  readonly share: number;
}

/** The coverage of the likelier of two sentences that holds what is asked for; 0 where neither does. */
function typedShare(query: Query, text: string, ...likely: readonly (Covered | null)[]): number {
  for (const covered of likely)
    if (covered !== null && query.wanted.isIn(text, covered.sentence.span) !== false) return covered.share;
  return 0;
}

/** Sets the features that compare a candidate with the best of the others. */
export function comparePassages(features: readonly Float64Array[]): void {
  setLeads(features, leadColumns);
}

const leadColumns = passageFeatures.flatMap((name, at) => (name.endsWith('Lead') ? [at] : []));

/** Idf of the rarest term that is not found, over the largest idf, 0..1. */
export function largestMissing(query: Query, found: ArrayLike<number>): number {
  let largest = 0;
  let missing = 0;
  for (let index = 0; index < query.terms.length; index += 1) {
    const idf = query.terms[index]?.idf ?? 0;
    largest = Math.max(largest, idf);
    missing = Math.max(missing, idf * (1 - (found[index] ?? 0)));
  }
  return largest === 0 ? 1 : missing / largest;
}

/** Largest idf share of terms that stand in the order of the question (terms are numbered in its order). */
export function inOrder(query: Query, matched: Int16Array): number {
  if (query.mass === 0) return 0;
  // The best share of an ascending run of terms that ends with each term; made with the first of them.
  let ending: Float64Array | null = null;
  let best = 0;
  for (let position = 0; position < matched.length; position += 1) {
    const term = matched[position] ?? -1;
    if (term < 0) continue;
    ending ??= new Float64Array(query.terms.length);
    let before = 0;
    for (let lower = 0; lower < term; lower += 1) before = Math.max(before, ending[lower] ?? 0);
    const share = before + (query.terms[term]?.idf ?? 0);
    if (share > (ending[term] ?? 0)) ending[term] = share;
    best = Math.max(best, share);
  }
  return best / query.mass;
}

/** Share of a mass of weights that is found. */
export function shareUnder(weights: Float64Array, found: ArrayLike<number>): number {
  let held = 0;
  let all = 0;
  for (let term = 0; term < weights.length; term += 1) {
    all += weights[term] ?? 0;
    held += (weights[term] ?? 0) * (found[term] ?? 0);
  }
  return all === 0 ? 0 : held / all;
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
  for (let index = 0; index < query.terms.length; index += 1) {
    if (query.names.has(index) || query.numbers.has(index)) continue;
    const idf = query.terms[index]?.idf ?? 0;
    all += idf;
    held += idf * (found[index] ?? 0);
  }
  return all === 0 ? 1 : held / all;
}

/** The best similarity found for the rarest of the query's terms. */
export function rarestFound(query: Query, found: ArrayLike<number>): number {
  let rarest = -1;
  for (let index = 0; index < query.terms.length; index += 1) {
    if (rarest < 0 || (query.terms[index]?.idf ?? 0) > (query.terms[rarest]?.idf ?? 0)) rarest = index;
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
