import type { PassageIndex } from '../index/passage-index.ts';
import type { Query } from './query.ts';

/** How far around a passage its document is read: an article is read whole, a book near by. */
const reach = 12;

/**
 * For each term of the query whether the document of a passage holds it, 0 or 1, in the passages around that one or
 * in their titles; nothing where the passage is all of its document. A folder of news says who and where once in an
 * article, and what they did in other sentences.
 */
export function termsAround(index: PassageIndex, query: Query): (passage: number) => Float32Array {
  const read = new Map<string, Float32Array>();
  const nothing = new Float32Array(query.terms.length);
  return (passage) => {
    const record = index.documents[index.passage(passage).document];
    const first = Math.max(record?.firstPassage ?? passage, passage - reach);
    const end = Math.min(
      (record?.firstPassage ?? passage) + (record?.passageCount ?? 1),
      passage + reach + 1,
    );
    if (end - first < 2) return nothing;
    // Passages of a short document share what is around them.
    const known = read.get(`${first} ${end}`);
    if (known !== undefined) return known;
    const found = new Float32Array(query.terms.length);
    read.set(`${first} ${end}`, found);
    const around = Array.from({ length: end - first }, (_, at) => first + at);
    for (const [term, wanted] of query.terms.entries())
      if (index.lexical.scoresOf([wanted], around).some((score) => score > 0)) found[term] = 1;
    return found;
  };
}
