import type { Query } from '../retrieval/query.ts';
import type { SentenceReading } from '../retrieval/reading.ts';

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
