import type { Query } from '../retrieval/query.ts';
import { coverageOf, type SentenceReading } from '../retrieval/reading.ts';
import type { Span } from '../types.ts';

const prepositions = new Set(
  'in on at by for with from to into onto about against between through during before after under over within without upon since until behind near as of'.split(
    ' ',
  ),
);

/** Two names of the question, each once here, that stand the other way round, with a term between them. */
export function isReversed(query: Query, { matched }: SentenceReading): boolean {
  const order = [...query.names].sort((a, b) => a - b);
  const places = order.map((term) => matched.indexOf(term));
  return places.some((place, at) => {
    const before = places.slice(0, at).findLast((other) => other >= 0);
    return (
      place >= 0 &&
      before !== undefined &&
      before > place + 1 &&
      matched.subarray(place + 1, before).some((term) => term >= 0 && !query.names.has(term))
    );
  });
}

/** Idf share of the terms of the longest common subsequence of question and sentence among the terms found here. */
export function orderKept(query: Query, { matched, standing }: SentenceReading): number {
  const row = new Float64Array(query.terms.length + 1);
  const found = new Set<number>();
  for (let at = 0; at < matched.length; at += 1) {
    const exact = matched[at] ?? -1;
    const term = exact >= 0 ? exact : (standing[at] ?? -1);
    if (term < 0) continue;
    found.add(term);
    const idf = query.terms[term]?.idf ?? 0;
    let best = 0;
    for (let before = 0; before <= term; before += 1) best = Math.max(best, row[before] ?? 0);
    row[term + 1] = Math.max(row[term + 1] ?? 0, best + idf);
  }
  let all = 0;
  for (const term of found) all += query.terms[term]?.idf ?? 0;
  return all === 0 ? 0 : Math.min(1, Math.max(...row) / all);
}

/** Share of the question's pairs of neighbouring words that stand together in the sentence, all words counted. */
export function runsKept(asked: readonly string[], stems: readonly string[]): number {
  if (asked.length < 2) return 0;
  const pairs = new Set(stems.slice(1).map((word, at) => `${stems[at] ?? ''} ${word}`));
  return (
    asked.slice(1).filter((word, at) => pairs.has(`${asked[at] ?? ''} ${word}`)).length / (asked.length - 1)
  );
}

/** "From Norway" where the question has "to Norway". */
export function otherPrepositions(
  query: Query,
  asked: readonly { readonly term: string; readonly stem: string }[],
  { matched, tokens: words }: SentenceReading,
  stems: readonly string[],
): number {
  let found = 0;
  let other = 0;
  for (const [term, { stem: base }] of query.terms.entries()) {
    const inQuestion = asked.findIndex((word) => word.stem === base);
    const here = matched.indexOf(term);
    if (inQuestion < 0 || here < 0 || stems[here] !== base) continue;
    const one = prepositionBefore(asked, inQuestion);
    const two = prepositionBefore(words, here);
    if (one === null || two === null) continue;
    found += 1;
    if (one !== two) other += 1;
  }
  return found === 0 ? 0 : other / found;
}

function prepositionBefore(words: readonly { readonly term: string }[], at: number): string | null {
  for (let back = at - 1; back >= Math.max(0, at - 2); back -= 1) {
    const term = words[back]?.term ?? '';
    if (prepositions.has(term)) return term;
  }
  return null;
}

/** How near the question's terms stand to a span of the sentence, as a share of its idf mass. */
export function nearnessTo(query: Query, reading: SentenceReading, span: Span): number {
  const first = reading.tokens.findIndex(({ end }) => end > span.start);
  let last = first;
  while ((reading.tokens[last + 1]?.start ?? span.end) < span.end) last += 1;
  const held = new Float64Array(query.terms.length);
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const exact = reading.matched[at] ?? -1;
    const term = exact >= 0 ? exact : (reading.standing[at] ?? -1);
    if (term < 0) continue;
    const distance = at < first ? first - at : at > last ? at - last : 0;
    held[term] = Math.max(held[term] ?? 0, (exact >= 0 ? 1 : 0.6) / (1 + distance / 4));
  }
  return coverageOf(query, held);
}

/** Share of the question's idf mass that stands in the clause of a span, as far as marks and joining words tell clauses. */
export function clauseCoverage(query: Query, text: string, reading: SentenceReading, span: Span): number {
  const { start, end } = reading.span;
  const before = text.slice(start, span.start);
  const after = text.slice(span.end, end);
  let from = start;
  for (const { index, 0: mark } of before.matchAll(clauseBreak)) from = start + index + mark.length;
  const next = clauseBreak2.exec(after);
  const to = next === null ? end : span.end + next.index;
  const held = new Float64Array(query.terms.length);
  for (const [at, token] of reading.tokens.entries()) {
    if (token.start < from || token.end > to) continue;
    const exact = reading.matched[at] ?? -1;
    const term = exact >= 0 ? exact : (reading.standing[at] ?? -1);
    if (term >= 0) held[term] = Math.max(held[term] ?? 0, exact >= 0 ? 1 : 0.8);
  }
  return coverageOf(query, held);
}

const clauseBreak =
  /[;:—]|, (?:and|but|while|whereas|which|who|where)\b|\b(?:while|whereas|but|although|because)\b/g;
const clauseBreak2 =
  /[;:—]|, (?:and|but|while|whereas|which|who|where)\b|\b(?:while|whereas|but|although|because)\b/;
