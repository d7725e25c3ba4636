import { closenessOf, pairsHeld, predicateCoverage, rarestFound, shareOf } from '../retrieval/features.ts';
import type { Query } from '../retrieval/query.ts';
import { coverageOf, unionOf, type SentenceReading } from '../retrieval/reading.ts';
import type { ReadHit } from '../retrieval/retrieve.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import { leansOnPrevious } from './anaphora.ts';
import { holdsNewValue } from './short-answer.ts';

/** What the reader looks at to choose a sentence, in the order of its weights. */
export const sentenceFeatures = [
  'coverage', // idf share of the question in the sentence
  'previous', // further share in the sentence before it
  'next', // further share in the sentence after it
  'title', // further share in title and heading
  'pairs', // adjacent word pairs of the question that stand together here
  'closeness', // how tightly the terms stand
  'names', // share of the question's names in the sentence
  'numbers', // share of its numbers in the sentence
  'rarest', // the rarest term of the question is here
  'predicate', // idf share of the question's words other than names, in the sentence and the one before
  'kind', // holds something of the kind asked for that the question does not already say
  'kindCoverage', // the same times the coverage
  'lacksFigure', // a number or a date is asked for, and there is none that the question does not already say
  'length', // log of words over log of 60
  'first', // first sentence of its passage
  'asks', // is itself a question
  'leans', // opens with a pronoun
  'passage', // score of its passage below the best passage's
  'passageTop', // its passage is the best one
] as const;

export type SentenceFeature = (typeof sentenceFeatures)[number];

/** A sentence of a hit with its feature vector. */
export interface SentenceCandidate {
  readonly hit: ReadHit;
  /** Position in the hit's passage. */
  readonly position: number;
  readonly reading: SentenceReading;
  readonly features: Float64Array;
}

/** Feature vectors for every sentence of a hit. */
export function readHit(
  query: Query,
  shape: QuestionShape,
  text: string,
  hit: ReadHit,
  bestScore: number,
): SentenceCandidate[] {
  const { sentences } = hit.reading;
  return sentences.map((reading, position) => {
    const sentence = text.slice(reading.span.start, reading.span.end);
    const further = (other: SentenceReading | undefined): number =>
      other === undefined ? 0 : coverageOf(query, unionOf(reading.found, other.found)) - reading.coverage;
    const kind = holdsNewValue(query, shape, sentence) ? 1 : 0;
    const values: Record<SentenceFeature, number> = {
      coverage: reading.coverage,
      previous: further(sentences[position - 1]),
      next: further(sentences[position + 1]),
      title: further(hit.title),
      pairs: pairsHeld(query, [reading]),
      closeness: closenessOf(query, reading),
      names: shareOf(query.names, reading.found),
      numbers: shareOf(query.numbers, reading.found),
      rarest: rarestFound(query, reading.found),
      predicate: predicateCoverage(query, unionOf(reading.found, sentences[position - 1]?.found ?? [])),
      kind,
      kindCoverage: kind * reading.coverage,
      lacksFigure: kind === 0 && (shape.kind === 'number' || shape.kind === 'date') ? 1 : 0,
      length: Math.log(1 + reading.tokens.length) / Math.log(60),
      first: position === 0 ? 1 : 0,
      asks: sentence.endsWith('?') ? 1 : 0,
      leans: leansOnPrevious(sentence) ? 1 : 0,
      passage: hit.score - bestScore,
      passageTop: hit.rank === 1 ? 1 : 0,
    };
    return { hit, position, reading, features: Float64Array.from(sentenceFeatures, (name) => values[name]) };
  });
}
