import type { Span } from '../types.ts';
import type { Query } from './query.ts';
import { coverageOf, type SentenceReading } from './reading.ts';

/** How near terms of the question, or words that may stand for them, are to one of the spans, 0..1: the best of the spans. */
export function nearAnswer(query: Query, reading: SentenceReading, answers: readonly Span[]): number {
  let best = 0;
  for (const { start, end } of answers) {
    const first = reading.tokens.findIndex((token) => token.end > start);
    let last = first;
    while (last + 1 < reading.tokens.length && (reading.tokens[last + 1]?.start ?? end) < end) last += 1;
    const held = new Float64Array(query.terms.length);
    for (let position = 0; position < reading.matched.length; position += 1) {
      const exact = reading.matched[position] ?? -1;
      const term = exact >= 0 ? exact : (reading.standing[position] ?? -1);
      if (term < 0) continue;
      if (exact >= 0 && position >= first && position <= last) continue;
      const distance = position < first ? first - position : position > last ? position - last : 0;
      const value = (exact >= 0 ? 1 : 0.6) / (1 + distance / 3);
      if (value > (held[term] ?? 0)) held[term] = value;
    }
    best = Math.max(best, coverageOf(query, held));
  }
  return best;
}
