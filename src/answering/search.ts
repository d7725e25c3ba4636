import type { PassageIndex } from '../index/passage-index.ts';
import type { ReadHit, RetrievalDepth } from '../retrieval/retrieve.ts';
import type { Citation, Span } from '../types.ts';
import { cite } from './cite.ts';

/** A passage found for a search: its citation quotes the whole of it. */
export interface FoundPassage extends Citation {
  /**
   * How near the passage is, 0..1, for people to compare: the share of passages with such a score that held the answer
   * to the question they were found for, in a public set of questions. It never rises from one passage to the next. It
   * judges the words of query and passage and nothing else, so it is not the probability that the passage is right.
   */
  readonly score: number;
  /** The nearest heading above the passage. */
  readonly heading: string | null;
  /** The sentence of it that holds most of the query; offsets into the document. */
  readonly sentence: Span;
}

/** More passages than this are never listed: what is not among them is better found with other words. */
export const maxFound = 25;

/** Deep enough to fill the longest list after passages that cannot be quoted or say nothing are left out. */
export const searchDepth: RetrievalDepth = { lexical: 80, dense: 40, rerank: 40 };

/**
 * From the reranker's score to a share: the logistic curve through the labelled passages of SQuAD 1.1's training half.
 */
const midpoint = 8;
const slope = 1;

/** The hits as passages to show, best first, without those whose score rounds to nothing. */
export function foundPassages(
  index: PassageIndex,
  hits: readonly ReadHit[],
  limit = maxFound,
): FoundPassage[] {
  const found: FoundPassage[] = [];
  for (const hit of hits) {
    const score = shownScore(hit.score);
    if (found.length >= Math.min(limit, maxFound) || score < 0.005) break;
    const { start, end, heading } = index.passage(hit.passage);
    const citation = cite(index, hit.document, { start, end }, found.length + 1);
    if (citation === null) continue;
    found.push({ ...citation, score, heading, sentence: bestSentence(hit) ?? { start, end } });
  }
  return found;
}

function shownScore(score: number): number {
  return 1 / (1 + Math.exp(-slope * (score - midpoint)));
}

function bestSentence({ reading: { sentences } }: ReadHit): Span | null {
  let best = sentences[0];
  for (const sentence of sentences) if (sentence.coverage > (best?.coverage ?? 0)) best = sentence;
  return best?.span ?? null;
}
