import type { Judgement } from './fit.ts';

/**
 * Where a judgement is from: a general question as it is, with the passage that answers it taken away, asked of a
 * collection on other subjects, or with a word changed for another; a news question; a question in other words.
 */
export type JudgementKind = 'asked' | 'removed' | 'strange' | 'changed' | 'news' | 'reworded';

/** A judgement with what it is and what it stands or falls with. */
export interface Judged extends Judgement {
  readonly kind: JudgementKind;
  readonly isAnswerable: boolean;
  readonly group: string;
}

/** Gives each kind a weight, shared out among its judgements by what each of them has. */
export function sharedOut(
  judgements: readonly Judged[],
  weights: Readonly<Record<JudgementKind, number>>,
): Judged[] {
  const totals = new Map<JudgementKind, number>();
  for (const { kind, weight } of judgements) totals.set(kind, (totals.get(kind) ?? 0) + weight);
  return judgements.map((judgement) => ({
    ...judgement,
    weight: (judgement.weight * weights[judgement.kind]) / (totals.get(judgement.kind) ?? 1),
  }));
}
