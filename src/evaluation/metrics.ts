/** One passage of a ranked list. */
export interface ScoredPassage {
  readonly passage: string;
  readonly score: number;
}

/**
 * The rank, from 1, of the first relevant passage of a list, or `null` when there is none.
 * Ties count against us: a relevant passage comes after every other passage of its score. The list's own order says nothing.
 *
 * @throws Error when a score is not finite: a list with one has no order
 */
export function rankOfRelevant(hits: readonly ScoredPassage[], relevant: ReadonlySet<string>): number | null {
  let best = -Infinity;
  for (const { passage, score } of hits) {
    if (!Number.isFinite(score)) throw new Error(`passage ${passage} was given the score ${score}`);
    if (relevant.has(passage)) best = Math.max(best, score);
  }
  if (best === -Infinity) return null;
  return 1 + hits.filter(({ passage, score }) => score >= best && !relevant.has(passage)).length;
}

/**
 * 1 when a relevant passage is among the first k, else 0. The mean over questions is recall@k as open-domain question
 * answering counts it: one passage that answers is enough.
 */
export function recallAt(rank: number | null, k: number): number {
  return rank !== null && rank <= k ? 1 : 0;
}

/** One over the rank, 0 from the eleventh place on; the mean over questions is MRR@10. */
export function reciprocalRank(rank: number | null): number {
  return rank !== null && rank <= 10 ? 1 / rank : 0;
}

/** What happened to one question, as far as abstaining is concerned. */
export interface Decision {
  readonly isAnswerable: boolean;
  readonly isAnswered: boolean;
  /** 0..1. */
  readonly confidence: number;
}

/**
 * Area under the receiver operating characteristic: how often an answerable question gets a higher confidence than an
 * unanswerable one, equal confidences counting half. 0.5 is chance.
 *
 * @param weights how often each decision counts; 1 each when left out
 * @returns 0..1, NaN when one of the two kinds is missing
 * @throws Error when a confidence is not finite
 */
export function auroc(decisions: readonly Decision[], weights?: ArrayLike<number>): number {
  return rankedAuroc(decisions)(weights);
}

/** The same, sorted once for many weightings of the same decisions. */
export function rankedAuroc(decisions: readonly Decision[]): (weights?: ArrayLike<number>) => number {
  for (const { confidence } of decisions) {
    if (!Number.isFinite(confidence)) throw new Error(`a question was given the confidence ${confidence}`);
  }
  const order = [...decisions.keys()].sort((a, b) => confidenceAt(a) - confidenceAt(b));
  function confidenceAt(item: number): number {
    return decisions[item]?.confidence ?? 0;
  }
  return (weights) => {
    let pairs = 0;
    let answerable = 0;
    let unanswerable = 0; // so far: those at or below the present confidence
    for (let from = 0; from < order.length;) {
      const confidence = confidenceAt(order[from] ?? 0);
      let answerableHere = 0;
      let unanswerableHere = 0;
      let to = from;
      for (; to < order.length && confidenceAt(order[to] ?? 0) === confidence; to++) {
        const item = order[to] ?? 0;
        const weight = weights?.[item] ?? 1;
        if (decisions[item]?.isAnswerable === true) answerableHere += weight;
        else unanswerableHere += weight;
      }
      pairs += answerableHere * (unanswerable + unanswerableHere / 2);
      answerable += answerableHere;
      unanswerable += unanswerableHere;
      from = to;
    }
    return pairs / (answerable * unanswerable);
  };
}
