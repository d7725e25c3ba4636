import { passageFeatures, shareOf, type PassageFeature } from '../retrieval/features.ts';
import type { Query } from '../retrieval/query.ts';
import { coverageOf, unionOf } from '../retrieval/reading.ts';
import { vectorOf } from '../retrieval/vector.ts';
import { evidenceFeatures, featuresOfEvidence } from './evidence.ts';
import { sentenceFeatures, type SentenceCandidate, type SentenceFeature } from './sentence-features.ts';

/** What the search and the choice of the sentence tell of whether the documents say it. */
export const confidenceFeatures = [
  'passage', // in the whole passage with title
  'related', // share of the sentence with its neighbours and title that is held by words that may stand for a term
  'missing', // idf of the rarest term that the context lacks, over the largest idf
  'missingMeant', // the same where no word stands for it either
  'unknown', // idf share of terms that no document holds
  'names', // share of names found in passage or title
  'numbers', // share of numbers found in passage or title
  'pairs', // adjacent word pairs kept in the passage
  'dense', // cosine of question and passage
  'predicate', // idf share of words other than names, in the sentence and the one before
  'predicateRelated', // further share of them in words that may stand for one
  'telling', // share of the terms that tell the sentences read from each other
  'typed', // the sentence holds something of the type asked for
  'lacksTyped', // it holds none
  'countsOther', // a count is asked for, and every number of the sentence counts something else
  'answerNear', // how near the question's words stand to it
  'lacksAttribute', // somebody's something is asked for, and no document holds that word
  'terms', // log of the number of terms
  // Of the sentence, as `sentenceFeatures` has them.
  'coverage',
  'title',
  'closeness',
  'rarest',
  'length',
  'typedCoverage',
  'numbersHere',
  // Of its passage, as `passageFeatures` has them.
  'bestSentenceWithTitle',
  'bestMeant',
  'bestPair',
  'typedPassage',
  'tellingPassage',
  'lexicalMass',
  'lengthPassage',
] as const;

export type ConfidenceFeature = (typeof confidenceFeatures)[number];

/** How far the best is ahead of the second, in score units, at most three; 0 without a second. */
export const leadFeatures = ['lead', 'sentenceLead'] as const;

/** What the trees of the judgement ask for. */
export const treeFeatures = [...confidenceFeatures, ...evidenceFeatures] as const;

/** All that the judgement is made of, in the order of its vectors. */
export const judgedFeatures = [...treeFeatures, ...leadFeatures] as const;
export type JudgedFeature = (typeof judgedFeatures)[number];

/** What a question was read into: the hits, and their sentences with the chosen one first. */
export interface Choice {
  readonly hits: readonly { readonly score: number }[];
  readonly sentences: readonly { readonly score: number }[];
}

/**
 * The signs for and against an answer in the chosen sentence, in the order of `judgedFeatures`.
 *
 * @param text of the sentence's document
 * @param verbs words that are verbs more often than not
 */
export function featuresOfJudgement(
  query: Query,
  candidate: SentenceCandidate,
  text: string,
  verbs: ReadonlySet<string>,
  { hits, sentences }: Choice,
): Float64Array {
  const features = new Float64Array(judgedFeatures.length);
  features.set(featuresOfConfidence(query, candidate));
  features.set(featuresOfEvidence(query, candidate, text, verbs), confidenceFeatures.length);
  features.set([leadOf(hits), leadOf(sentences)], treeFeatures.length);
  return features;
}

const largestLead = 3;

function leadOf([first, second]: readonly { readonly score: number }[]): number {
  return first === undefined || second === undefined ? 0 : Math.min(largestLead, first.score - second.score);
}

/** About the mean of right answers on the development sets: a question that the embedding knows no word of has none, which speaks neither way. */
const usualCosine = 0.37;

function featuresOfConfidence(query: Query, candidate: SentenceCandidate): Float64Array {
  const { hit, position, reading } = candidate;
  const { sentences } = hit.reading;
  let context = unionOf(reading.found, hit.title.found);
  let meant = unionOf(reading.meant, hit.title.meant);
  for (const neighbour of [sentences[position - 1], sentences[position + 1]]) {
    if (neighbour === undefined) continue;
    context = unionOf(context, neighbour.found);
    meant = unionOf(meant, neighbour.meant);
  }
  const passage = unionOf(hit.reading.found, hit.title.found);
  const largest = query.terms.reduce((most, { idf }) => Math.max(most, idf), 0);
  let missing = 0;
  let missingMeant = 0;
  let unknown = 0;
  for (const [index, term] of query.terms.entries()) {
    missing = Math.max(missing, term.idf * (1 - (context[index] ?? 0)));
    missingMeant = Math.max(missingMeant, term.idf * (1 - (meant[index] ?? 0)));
    // A misspelt word that was recognised is only a little unknown, and so is one that another may stand for.
    if (query.unknown.has(index))
      unknown += term.idf * ((query.searched[index] ?? term).expansions.length === 0 ? 1 : 0.3);
  }
  const ofPassage = (name: PassageFeature): number => hit.features[passageFeatures.indexOf(name)] ?? 0;
  const ofSentence = (name: SentenceFeature): number =>
    candidate.features[sentenceFeatures.indexOf(name)] ?? 0;
  const values: Record<ConfidenceFeature, number> = {
    passage: coverageOf(query, passage),
    related: coverageOf(query, meant) - coverageOf(query, context),
    missing: largest === 0 ? 1 : missing / largest,
    unknown: query.mass === 0 ? 1 : unknown / query.mass,
    names: shareOf(query.names, passage),
    numbers: shareOf(query.numbers, passage),
    missingMeant: largest === 0 ? 1 : missingMeant / largest,
    pairs: ofPassage('pairs'),
    dense: query.vector === null ? usualCosine : hit.dense,
    predicate: ofSentence('predicate'),
    predicateRelated: ofSentence('predicateRelated'),
    telling: ofSentence('telling'),
    typed: ofSentence('typed'),
    lacksTyped: ofSentence('lacksTyped'),
    countsOther: ofSentence('countsOther'),
    answerNear: ofSentence('answerNear'),
    lacksAttribute: query.lacksAttribute ? 1 : 0,
    terms: Math.log(1 + query.terms.length) / Math.log(12),
    coverage: ofSentence('coverage'),
    title: ofSentence('title'),
    closeness: ofSentence('closeness'),
    rarest: ofSentence('rarest'),
    length: ofSentence('length'),
    typedCoverage: ofSentence('typedCoverage'),
    numbersHere: ofSentence('numbers'),
    bestSentenceWithTitle: ofPassage('bestSentenceWithTitle'),
    bestMeant: ofPassage('bestMeant'),
    bestPair: ofPassage('bestPair'),
    typedPassage: ofPassage('typed'),
    tellingPassage: ofPassage('telling'),
    lexicalMass: ofPassage('lexicalMass'),
    lengthPassage: ofPassage('length'),
  };
  return vectorOf(confidenceFeatures, values);
}
