import type { PassageIndex } from '../index/passage-index.ts';
import type { ReadHit } from '../retrieval/retrieve.ts';
import type { Citation } from '../types.ts';
import { relatedTo } from './outcome.ts';

export type ClaimVerdict = 'supported' | 'contradicted' | 'not-mentioned';

/** What the documents say about a statement. The verdict is about the documents, never about the world. */
export interface ClaimCheck {
  readonly claim: string;
  readonly verdict: ClaimVerdict;
  /** The sentences that support or contradict; empty for a claim that is not mentioned. */
  readonly citations: readonly Citation[];
  /** The nearest passages of a claim that is not mentioned. */
  readonly related: readonly Citation[];
  /** Words of the claim, as they were typed, that none of the nearest passages holds. */
  readonly missing: readonly string[];
  /** What the claim says, and what the documents say in its place. */
  readonly differing: readonly { readonly claim: string; readonly document: string }[];
  readonly generation: string;
  readonly model: string;
  readonly milliseconds: number;
}

export type ClaimFinding = Pick<ClaimCheck, 'verdict' | 'citations' | 'related' | 'missing' | 'differing'>;

export function judgeClaim(index: PassageIndex, hits: readonly ReadHit[]): ClaimFinding {
  return {
    verdict: 'not-mentioned',
    citations: [],
    related: relatedTo(index, hits),
    missing: [],
    differing: [],
  };
}
