import type { PassageIndex } from '../index/passage-index.ts';
import type { Hit } from '../types.ts';
import { comparePassages, featuresOfPassage } from './features.ts';
import { termsAround } from './document-terms.ts';
import { fuse, type Candidate } from './fuse.ts';
import type { Query } from './query.ts';
import { readPassage, readSentence, type PassageReading, type SentenceReading } from './reading.ts';
import { rankScore, type RankModel } from './rank-model.ts';
import { rememberWords, type WordSource } from './words.ts';

/** How far each list is read, and how many candidates the reranker sees. */
export interface RetrievalDepth {
  readonly lexical: number;
  readonly dense: number;
  readonly rerank: number;
}

/** Chosen on the development sets: deeper lists changed no figure by more than 0.1 and cost time. */
export const defaultDepth: RetrievalDepth = { lexical: 40, dense: 20, rerank: 20 };

/** A hit with what was learned on the way to it, so that the reader does not read the passage again. */
export interface ReadHit extends Hit {
  readonly document: number;
  readonly reading: PassageReading;
  readonly title: SentenceReading;
  /** For each term whether the document holds it around the passage. */
  readonly around: Float32Array;
  readonly dense: number;
  readonly features: Float64Array;
}

export interface RetrieveOptions {
  readonly depth?: RetrievalDepth;
  /** Only passages of this document (its ordinal); the lists are then read deeper. */
  readonly document?: number | undefined;
  /** A source that outlives the question saves reading the same passages again. */
  readonly words?: WordSource;
}

/**
 * The passages nearest to a query, best first: candidates of the lexical and the dense index,
 * fused by weighted scores, then reranked by a linear model and trees over features of the match.
 *
 * @param model of the reranker, over `passageFeatures`
 */
export function retrieve(
  index: PassageIndex,
  query: Query,
  model: RankModel,
  options: RetrieveOptions = {},
): ReadHit[] {
  const { depth = defaultDepth, words = rememberWords(index) } = options;
  const candidates = findCandidates(index, query, depth, options.document).slice(0, depth.rerank);
  const bestLexical = candidates.reduce((best, { lexical }) => Math.max(best, lexical), 0);

  const readings = candidates.map(({ passage, lexical, dense }) => {
    const { document, sentences, title } = words(passage);
    return {
      passage,
      lexical,
      dense,
      document,
      reading: readPassage(query, sentences),
      title: readSentence(query, title),
    };
  });
  const telling = tellingTerms(query, readings);
  const aroundOf = termsAround(index, query);
  const described = readings.map(({ passage, lexical, dense, document, reading, title }) => {
    const text = index.text(document);
    const around = aroundOf(passage);
    const features = featuresOfPassage(query, telling, text, {
      reading,
      title,
      around,
      lexical,
      bestLexical,
      dense,
    });
    return { passage, document, reading, title, around, dense, features, score: 0, rank: 0 };
  });
  comparePassages(described.map(({ features }) => features));
  for (const candidate of described) candidate.score = rankScore(model, candidate.features);
  described.sort((a, b) => b.score - a.score || a.passage - b.passage);
  for (const [position, hit] of described.entries()) hit.rank = position + 1;
  return described;
}

/**
 * For each term how much it tells the candidates from each other: its inverse frequency among them, at most its own
 * idf. In a folder about one event the names are in every passage.
 */
function tellingTerms(
  query: Query,
  candidates: readonly { readonly reading: PassageReading; readonly title: SentenceReading }[],
): Float64Array {
  const telling = new Float64Array(query.terms.length);
  for (const [term, { idf }] of query.terms.entries()) {
    let count = 0;
    for (const { reading, title } of candidates)
      if ((reading.found[term] ?? 0) > 0 || (title.found[term] ?? 0) > 0) count += 1;
    telling[term] = Math.min(idf, Math.log((candidates.length + 1) / (count + 0.5)));
  }
  return telling;
}

/** Candidates of both indexes with both scores each, best fused score first. */
export function findCandidates(
  index: PassageIndex,
  query: Query,
  depth: RetrievalDepth,
  document?: number,
): Candidate[] {
  const inside = (passage: number): boolean =>
    document === undefined || index.passage(passage).document === document;
  const reach = document === undefined ? 1 : index.passageCount;
  const lexical =
    query.terms.length === 0
      ? []
      : [...index.lexical.search(query.searched, Math.max(depth.lexical, reach)).passages];
  const dense =
    query.vector === null
      ? []
      : index.dense.search(query.vector, Math.max(depth.dense, Math.min(reach, 1000)));
  const passages = [...new Set([...lexical, ...dense.map((hit) => hit.passage)])].filter(inside);
  const lexicalScores = index.lexical.scoresOf(query.searched, passages);
  const known = new Map(dense.map((hit) => [hit.passage, hit.similarity]));
  const { vector } = query;
  return fuse(
    passages.map((passage, position) => ({
      passage,
      lexical: lexicalScores[position] ?? 0,
      dense: vector === null ? 0 : (known.get(passage) ?? index.dense.similarity(vector, passage)),
    })),
  );
}
