import {
  closenessOf,
  pairsHeld,
  predicateCoverage,
  rarestFound,
  inOrder,
  largestMissing,
  shareOf,
  shareUnder,
} from '../retrieval/features.ts';
import { nearAnswer } from '../retrieval/answer-near.ts';
import { asked, setAsked } from '../retrieval/asked.ts';
import { setLeads } from '../retrieval/leads.ts';
import type { Query } from '../retrieval/query.ts';
import { coverageOf, coverageOfBoth, unionOf, type SentenceReading } from '../retrieval/reading.ts';
import type { ReadHit } from '../retrieval/retrieve.ts';
import { newRow, placesOf } from '../retrieval/vector.ts';
import { lookOf } from './sentence-look.ts';

/** What the reader looks at to choose a sentence, in the order of its weights. */
export const sentenceFeatures = [
  'coverage', // idf share of the question in the sentence
  'previous', // further share in the sentence before it
  'next', // further share in the sentence after it
  'title', // further share in title and heading
  'document', // further share in the document around
  'related', // further share in words that may stand for a term
  'telling', // share found of the terms that tell these sentences from each other
  'tellingRelated', // further share of them in words that may stand for a term
  'pairs', // adjacent word pairs of the question that stand together here
  'closeness', // how tightly the terms stand
  'numbers', // share of its numbers in the sentence
  'rarest', // the rarest term of the question is here
  'predicateRelated', // further share of the predicate in words that may stand for a term
  'predicate', // idf share of the question's words other than names, in the sentence and the one before
  'typed', // holds something of the type asked for
  'lacksTyped', // holds nothing of the type asked for
  'countsOther', // a count of something is asked for, and every number here counts something else
  'typedCoverage', // the coverage, where it does
  'answerNear', // how near terms of the question, or words that may stand for them, are to what is of the type
  'previousLeans', // further share in the sentence before, where this one leans on it
  'length', // log of words over log of 60
  'first', // first sentence of its passage
  'asks', // is itself a question
  'leans', // opens with a pronoun
  'passage', // score of its passage below the best passage's
  'passageTop', // its passage is the best one
  'near', // further share in words that are near a term in meaning
  'tellingNear', // the same of the terms that tell these sentences from each other
  'predicateNear', // the same of the predicate, with the sentence before
  'order', // share of the question that stands here in the order of the question
  'missing', // idf of the rarest term that neither this sentence nor the one before nor the title holds, over the largest
  'head', // how well the noun that is asked about is said
  'typedSpans', // how many spans are of the type asked for, up to three
  'digits', // share of words that hold a digit
  'capitals', // share of words after the first that have a capital
  'quoted', // holds a quotation mark
  'place', // position in the passage, over ten
  'dense', // cosine of question and passage
  'coverageLead', // coverage above the best of the other sentences, or below
  'meantLead', // the same with words that may stand for a term, the sentence before and the title
  'nearLead', // with words that are near
  'answerLead', // of answerNear
  'tellingLead', // of telling
  ...asked,
] as const;

export type SentenceFeature = (typeof sentenceFeatures)[number];

const at = placesOf(sentenceFeatures);

/** A sentence of a hit with its feature vector. */
export interface SentenceCandidate {
  readonly hit: ReadHit;
  /** Position in the hit's passage. */
  readonly position: number;
  readonly reading: SentenceReading;
  readonly features: Float64Array;
}

/** Whether no number of the sentence stands before (or is) the noun that is counted in the question. */
function countsOther(query: Query, text: string, reading: SentenceReading): boolean {
  const { type, nouns } = query.wanted.expected;
  if (type !== 'count' || nouns.length === 0) return false;
  return !query.wanted.spansIn(text, reading.span).some(({ start, end }) => {
    const first = reading.tokens.findIndex((token) => token.start >= start);
    if (first < 0) return false;
    let reach = first;
    while (reach < reading.tokens.length && (reading.tokens[reach]?.start ?? end) < end) reach += 1;
    reach = Math.min(reading.tokens.length, reach + countedReach);
    for (let position = first; position < reach; position += 1) {
      const exact = reading.matched[position] ?? -1;
      const term = exact >= 0 ? exact : (reading.standing[position] ?? -1);
      if (term >= 0 && nouns.includes(query.terms[term]?.stem ?? '')) return true;
    }
    return false;
  });
}

/** "294 Turkish military officers": words between a number and what it counts. */
const countedReach = 4;

/** Feature vectors for every sentence of a hit. */
export function readHit(
  query: Query,
  text: string,
  hit: ReadHit,
  bestScore: number,
  telling: Float64Array,
): SentenceCandidate[] {
  const { sentences } = hit.reading;
  const head = headTerm(query);
  return sentences.map((reading, position) => {
    const look = lookOf(text, reading);
    const further = (other: SentenceReading | undefined): number =>
      other === undefined ? 0 : coverageOfBoth(query, reading.found, other.found) - reading.coverage;
    const before = sentences[position - 1];
    const after = sentences[position + 1];
    const near = unionOf(unionOf(before?.found ?? [], after?.found ?? []), hit.title.found);
    const context = unionOf(reading.found, near);
    const contextCoverage = coverageOf(query, context);
    const meant = coverageOf(query, reading.meant);
    const told = shareUnder(telling, reading.found);
    const withBefore = unionOf(reading.found, before?.found ?? []);
    const predicate = predicateCoverage(query, withBefore);
    const typed = query.wanted.isIn(text, reading.span);
    const leans = look.leans ? 1 : 0;
    const previous = further(before);
    const spans = query.wanted.spansIn(text, reading.span);
    const told2 = shareUnder(telling, reading.meant);
    const meantBefore = unionOf(reading.meant, before?.meant ?? []);
    const predicateMeant = predicateCoverage(query, unionOf(meantBefore, withBefore));
    const row = newRow(sentenceFeatures);
    row[at.coverage] = reading.coverage;
    row[at.previous] = previous;
    row[at.next] = further(after);
    row[at.title] = further(hit.title);
    row[at.document] = coverageOfBoth(query, context, hit.around) - contextCoverage;
    row[at.related] = meant - reading.coverage;
    row[at.telling] = told;
    row[at.tellingRelated] = told2 - told;
    row[at.pairs] = pairsHeld(query, [reading]);
    row[at.closeness] = closenessOf(query, reading);
    row[at.numbers] = shareOf(query.numbers, reading.found);
    row[at.rarest] = rarestFound(query, reading.found);
    row[at.predicateRelated] = predicateMeant - predicate;
    row[at.predicate] = predicate;
    row[at.typed] = typed === true ? 1 : 0;
    row[at.lacksTyped] = typed === false ? 1 : 0;
    row[at.countsOther] = typed === true && countsOther(query, text, reading) ? 1 : 0;
    row[at.typedCoverage] = typed === true ? reading.coverage : 0;
    row[at.answerNear] = typed === true ? nearAnswer(query, reading, spans) : 0;
    row[at.previousLeans] = leans * previous;
    row[at.length] = Math.log(1 + reading.tokens.length) / Math.log(60);
    row[at.first] = position === 0 ? 1 : 0;
    row[at.asks] = look.asks ? 1 : 0;
    row[at.leans] = leans;
    row[at.passage] = hit.score - bestScore;
    row[at.passageTop] = hit.rank === 1 ? 1 : 0;
    row[at.near] = coverageOf(query, reading.near) - meant;
    row[at.tellingNear] = shareUnder(telling, reading.near) - told2;
    row[at.predicateNear] =
      predicateCoverage(query, unionOf(unionOf(reading.near, before?.near ?? []), meantBefore)) -
      predicateMeant;
    row[at.order] = inOrder(query, reading.matched);
    row[at.missing] = largestMissing(query, unionOf(withBefore, hit.title.found));
    row[at.head] = head < 0 ? 0 : (reading.near[head] ?? 0);
    row[at.typedSpans] = Math.min(3, spans.length) / 3;
    row[at.digits] = look.digits;
    row[at.capitals] = look.capitals;
    row[at.quoted] = look.quoted ? 1 : 0;
    row[at.place] = Math.min(10, position) / 10;
    row[at.dense] = hit.dense;
    row[at.coverageLead] = reading.coverage;
    row[at.meantLead] = coverageOfBoth(query, meantBefore, hit.title.meant);
    row[at.nearLead] = coverageOfBoth(query, unionOf(reading.near, before?.near ?? []), hit.title.near);
    row[at.tellingLead] = told;
    setAsked(row, at, query);
    row[at.answerLead] = row[at.answerNear] ?? 0;
    return { hit, position, reading, features: row };
  });
}

/**
 * For each term how much it tells the sentences of the hits from each other: its inverse frequency among them, at most
 * its own idf. In a folder about one event the names are in every sentence.
 */
export function tellingTerms(query: Query, hits: readonly ReadHit[]): Float64Array {
  const counts = new Float64Array(query.terms.length);
  let all = 0;
  for (const { reading } of hits) {
    for (const { found } of reading.sentences) {
      all += 1;
      for (let term = 0; term < counts.length; term += 1)
        if ((found[term] ?? 0) > 0) counts[term] = (counts[term] ?? 0) + 1;
    }
  }
  return counts.map((count, term) =>
    Math.min(query.terms[term]?.idf ?? 0, Math.log((all + 1) / (count + 0.5))),
  );
}

/** The term of the question that is the noun asked about, or -1. */
function headTerm(query: Query): number {
  const { head, nouns } = query.wanted.expected;
  if (head === null) return -1;
  return query.terms.findLastIndex(({ stem }) => nouns.includes(stem));
}

/** Sets the features that compare a sentence with the best of the others. */
export function compareSentences(candidates: readonly SentenceCandidate[]): void {
  setLeads(
    candidates.map(({ features }) => features),
    leadColumns,
  );
}

const leadColumns = sentenceFeatures.flatMap((name, at) => (name.endsWith('Lead') ? [at] : []));
