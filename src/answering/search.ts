import type { PassageIndex } from '../index/passage-index.ts';
import type { ReadHit, RetrievalDepth } from '../retrieval/retrieve.ts';
import type { Citation, Span } from '../types.ts';
import { cite } from './cite.ts';

/** A passage found for a search: its citation quotes the whole of it. */
export interface FoundPassage extends Citation {
  /**
   * How likely a passage that fits the query this well is to be the one wanted, 0..1: among the training questions, that
   * share of the passages with this score held the answer. It never rises from one passage to the next, and says how
   * well words fit, not whether what they say is true. A search of one or two words is soon fitted whole, and scores
   * higher than a question would.
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
 * From the reranker's score to a share: logistic regression over 82,340 passages found for training questions, half of
 * them asked of the collection that answers and half of another. In each of 17 bins of the score the share of passages
 * that answer is within 0.04 of the curve (but for one of 14 passages), in collections of forty as in those of thousands.
 */
const midpoint = 9.4;
const slope = 0.8;
/** Without a word of the query in it, a passage that scores less than this has nothing to do with it. */
const leastScore = 0.005;

/** The hits as passages to show, best first, without those that do not touch the query. */
export function foundPassages(
  index: PassageIndex,
  hits: readonly ReadHit[],
  limit = maxFound,
): FoundPassage[] {
  const found: FoundPassage[] = [];
  for (const hit of hits) {
    if (found.length >= Math.min(limit, maxFound)) break;
    const score = shownScore(hit.score);
    if (score < leastScore && hit.reading.coverage === 0 && hit.title.coverage === 0) continue;
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
