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
  const read = new Map<number, Float32Array>();
  const holders = query.terms.map((term) => index.lexical.holderOf(term));
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
    const place = first * (2 * reach + 2) + (end - first);
    const known = read.get(place);
    if (known !== undefined) return known;
    const found = new Float32Array(query.terms.length);
    read.set(place, found);
    for (let term = 0; term < holders.length; term += 1)
      if (holders[term]?.(first, end) === true) found[term] = 1;
    return found;
  };
}
