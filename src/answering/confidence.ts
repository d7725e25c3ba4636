import { passageFeatures, rarestFound, shareOf, type PassageFeature } from '../retrieval/features.ts';
import type { Query } from '../retrieval/query.ts';
import { coverageOf, unionOf } from '../retrieval/reading.ts';
import { linearScore, type LinearModel } from '../retrieval/weights.ts';
import { sentenceFeatures, type SentenceCandidate, type SentenceFeature } from './sentence-features.ts';

/** What decides whether the documents say it, in the order of the weights. */
export const confidenceFeatures = [
  'sentence', // idf share of the question in the chosen sentence
  'context', // the same with its neighbours, title and heading
  'passage', // in the whole passage with title
  'missing', // idf of the rarest term that the context lacks, over the largest idf
  'unknown', // idf share of terms that no document holds
  'names', // share of names found in passage or title
  'numbers', // share of numbers found in passage or title
  'rarest', // the rarest term is in the context
  'pairs', // adjacent word pairs kept in the passage
  'dense', // cosine of question and passage
  'lexicalMass', // BM25 over the idf mass
  'predicate', // idf share of words other than names, in the sentence and the one before
  'lacksFigure', // a number or a date is asked for, and the sentence holds none
  'lacksAttribute', // somebody's something is asked for, and no document holds that word
  'kind', // the sentence holds a new value of the kind asked for
  'lead', // score of the best passage above the second
  'sentenceLead', // score of the best sentence above the second
  'terms', // log of the number of terms
  'size', // log of the number of passages: in a large collection chance brings words together
] as const;

export type ConfidenceFeature = (typeof confidenceFeatures)[number];

/** Calibrated probability, 0..1, that the chosen sentence answers the question. */
export function confidenceOf(model: LinearModel, features: Float64Array): number {
  return 1 / (1 + Math.exp(-(model.bias + linearScore(model.weights, features))));
}

/** The signs for and against an answer. `leads` are margins over the runners-up, in score units. */
export function featuresOfConfidence(
  query: Query,
  candidate: SentenceCandidate,
  leads: { readonly passage: number; readonly sentence: number },
): Float64Array {
  const { hit, position, reading } = candidate;
  const { sentences } = hit.reading;
  let context = unionOf(reading.found, hit.title.found);
  for (const neighbour of [sentences[position - 1], sentences[position + 1]]) {
    if (neighbour !== undefined) context = unionOf(context, neighbour.found);
  }
  const passage = unionOf(hit.reading.found, hit.title.found);
  const largest = query.terms.reduce((most, { idf }) => Math.max(most, idf), 0);
  let missing = 0;
  let unknown = 0;
  for (const [index, term] of query.terms.entries()) {
    missing = Math.max(missing, term.idf * (1 - (context[index] ?? 0)));
    // A misspelt word that was recognised is only a little unknown.
    if (query.unknown.has(index)) unknown += term.idf * (term.expansions.length === 0 ? 1 : 0.3);
  }
  const ofPassage = (name: PassageFeature): number => hit.features[passageFeatures.indexOf(name)] ?? 0;
  const ofSentence = (name: SentenceFeature): number =>
    candidate.features[sentenceFeatures.indexOf(name)] ?? 0;
  const values: Record<ConfidenceFeature, number> = {
    sentence: reading.coverage,
    context: coverageOf(query, context),
    passage: coverageOf(query, passage),
    missing: largest === 0 ? 1 : missing / largest,
    unknown: query.mass === 0 ? 1 : unknown / query.mass,
    names: shareOf(query.names, passage),
    numbers: shareOf(query.numbers, passage),
    rarest: rarestFound(query, context),
    pairs: ofPassage('pairs'),
    dense: hit.dense,
    lexicalMass: ofPassage('lexicalMass'),
    predicate: ofSentence('predicate'),
    lacksFigure: ofSentence('lacksFigure'),
    lacksAttribute: query.lacksAttribute ? 1 : 0,
    kind: ofSentence('kind'),
    lead: Math.min(3, leads.passage),
    sentenceLead: Math.min(3, leads.sentence),
    terms: Math.log(1 + query.terms.length) / Math.log(12),
    size: Math.log10(1 + query.passageCount) / 3,
  };
  return Float64Array.from(confidenceFeatures, (name) => values[name]);
}
