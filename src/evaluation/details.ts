import type { Outcome } from './measure-dataset.ts';

/** What is kept of a question's hits. */
const hitsKept = 10;

/**
 * One JSON line for each question, in order:
 * `{"id", "hits": [{"passage", "score"}], "status", "text", "short", "confidence"}`, at most ten hits, best first.
 */
export function detailLines(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ question, hits, answer: { status, text, short, confidence } }) =>
    JSON.stringify({ id: question.id, hits: hits.slice(0, hitsKept), status, text, short, confidence }),
  );
}
