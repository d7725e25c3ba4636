import type { PassageIndex } from '../index/passage-index.ts';
import type { Query } from '../retrieval/query.ts';
import { rankScore } from '../retrieval/rank-model.ts';
import type { ReadHit } from '../retrieval/retrieve.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import type { Span } from '../types.ts';
import { leansOnPrevious } from './anaphora.ts';
import { featuresOfJudgement } from './confidence.ts';
import { confidenceOf } from './confidence-model.ts';
import type { RankingModels } from './models.ts';
import { preferTelling } from './prefer-telling.ts';
import { compareSentences, readHit, tellingTerms, type SentenceCandidate } from './sentence-features.ts';
import { findShortAnswer, shortAnswerOf } from './short-answer.ts';
import type { ShortAnswerModel } from './short-answer-model.ts';

/** Sentences are read from this many hits; the answer is below the fifth in under 1 of 100 questions of the development sets. */
const passagesRead = 5;
/** A quote with what it refers to stays under this many characters; beyond, the sentence goes alone. */
const maxQuoteLength = 480;

/** A stretch of one document that the answer stands on. */
export interface Statement {
  readonly document: number;
  /** Whole sentences: the one chosen, with the one before it where it leans on that. */
  readonly span: Span;
  /** The chosen sentence alone. */
  readonly sentence: Span;
  readonly score: number;
  readonly coverage: number;
  /** Made when it is first wanted: most statements are never shown. */
  readonly short: Span | null;
}

/** What reading the hits came to: statements best first, and how sure the reader is that the first answers. */
export interface Reading {
  /** Made when they are first wanted: an abstention never wants them. */
  readonly statements: readonly Statement[];
  readonly confidence: number;
}

/** Chooses sentences of the best hits and judges whether they answer the question. */
export function readHits(
  index: PassageIndex,
  query: Query,
  shape: QuestionShape,
  hits: readonly ReadHit[],
  models: RankingModels,
): Reading {
  const ranked = preferTelling(index, query, shape, rankSentences(index, query, hits, models), models.short);
  const [best] = ranked;
  if (best === undefined) return { statements: [], confidence: 0 };
  const { candidate: chosen } = best;
  const text = index.text(chosen.hit.document);
  const features = featuresOfJudgement(query, chosen, text, models.short.verbs, { hits, sentences: ranked });
  let statements: readonly Statement[] | null = null;
  return {
    get statements() {
      statements ??= ranked
        .slice(0, 12)
        .map(({ candidate, score }) => makeStatement(index, query, shape, candidate, score, models.short));
      return statements;
    },
    confidence: confidenceOf(models.confidence, features),
  };
}

/** Every sentence of the first hits with its score, best first; ties by place in the corpus. */
export function rankSentences(
  index: PassageIndex,
  query: Query,
  hits: readonly ReadHit[],
  models: Pick<RankingModels, 'sentence'>,
): { readonly candidate: SentenceCandidate; readonly score: number }[] {
  const bestScore = hits[0]?.score ?? 0;
  const read = hits.slice(0, passagesRead);
  const telling = tellingTerms(query, read);
  const candidates = read.flatMap((hit) => readHit(query, index.text(hit.document), hit, bestScore, telling));
  compareSentences(candidates);
  return candidates
    .map((candidate) => ({ candidate, score: rankScore(models.sentence, candidate.features) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.candidate.hit.passage - b.candidate.hit.passage ||
        a.candidate.position - b.candidate.position,
    );
}

function makeStatement(
  index: PassageIndex,
  query: Query,
  shape: QuestionShape,
  candidate: SentenceCandidate,
  score: number,
  model: ShortAnswerModel,
): Statement {
  const { hit, reading } = candidate;
  const text = index.text(hit.document);
  const sentence = reading.span;
  const span = withContext(text, shape, candidate);
  let short: Span | null | undefined;
  return {
    document: hit.document,
    span,
    sentence,
    score,
    coverage: reading.coverage,
    get short() {
      if (short !== undefined) return short;
      short =
        findShortAnswer(query, shape, text, reading, model) ??
        (span.start < sentence.start ? shortAnswerOf(query, shape, text, span, model) : null);
      return short;
    },
  };
}

/**
 * The sentence with what it needs to be understood: the one before it while it leans on that, and, for "what happened
 * to …", the two after it, since the sentence that matches the question tells what it already says.
 */
function withContext(
  text: string,
  shape: QuestionShape,
  { hit, position, reading }: SentenceCandidate,
): Span {
  const { sentences } = hit.reading;
  let { start, end } = reading.span;
  for (let back = position; back > 0 && back > position - 2; back -= 1) {
    const here = sentences[back]?.span;
    const before = sentences[back - 1]?.span;
    if (here === undefined || before === undefined || !leansOnPrevious(text.slice(here.start, here.end)))
      break;
    if (end - before.start > maxQuoteLength) break;
    start = before.start;
  }
  for (let ahead = position + 1; shape.kind === 'event' && ahead <= position + 2; ahead += 1) {
    const next = sentences[ahead]?.span;
    if (next === undefined || next.end - start > maxQuoteLength) break;
    end = next.end;
  }
  return { start, end };
}
