import type { PassageIndex } from '../index/passage-index.ts';
import type { ReadHit } from '../retrieval/retrieve.ts';
import type { Answer, Citation } from '../types.ts';
import { cite } from './cite.ts';

/** What one way of answering came to: an answer without the fields that every answer has. */
export type Outcome = Pick<
  Answer,
  | 'status'
  | 'text'
  | 'short'
  | 'citations'
  | 'related'
  | 'confidence'
  | 'mentioned'
  | 'missing'
  | 'missingFrom'
  | 'language'
  | 'shortDated'
  | 'agreement'
>;

const relatedShown = 3;

/** An abstention with its sentence, and the nearest passages beside it. */
export function abstained(text: string, related: readonly Citation[], confidence = 0): Outcome {
  return { status: 'abstained', text, short: null, citations: [], related, confidence };
}

/** The nearest passages of an abstention: shown as related, never as an answer. */
export function relatedTo(index: PassageIndex, hits: readonly ReadHit[]): Citation[] {
  const related: Citation[] = [];
  for (const { passage } of hits) {
    if (related.length === relatedShown) break;
    const { document, start, end } = index.passage(passage);
    const citation = cite(index, document, { start, end }, related.length + 1);
    if (citation !== null) related.push(citation);
  }
  return related;
}
