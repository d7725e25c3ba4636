import { stem, tokens } from '../text/terms.ts';

/** One passage as lexical search sees it; the title is the document's title and the passage's heading. */
export interface LexicalSource {
  readonly body: string;
  readonly title: string;
}

/** What passages hold, in their order: one entry of the parallel lists `stems` to `titleCounts` for a stem in a passage. */
export interface CollectedTerms {
  /** Number of each stem, and of the stem of each term as written, in order of first appearance. */
  readonly numberOfStem: ReadonlyMap<string, number>;
  readonly numberOfTerm: ReadonlyMap<string, number>;
  readonly stems: NumberList;
  readonly passages: NumberList;
  readonly bodyCounts: NumberList;
  readonly titleCounts: NumberList;
  /** Terms in each passage's body and title. */
  readonly bodyLengths: NumberList;
  readonly titleLengths: NumberList;
}

/** Whole numbers from 0 to 2^32 − 1. */
export interface NumberList {
  readonly length: number;
  at(index: number): number;
}

/** Reads the sources once, in order. */
export function collectTerms(sources: Iterable<LexicalSource>): CollectedTerms {
  const numberOfStem = new Map<string, number>();
  const numberOfTerm = new Map<string, number>();
  const lists = {
    stems: growingList(),
    passages: growingList(),
    bodyCounts: growingList(),
    titleCounts: growingList(),
    bodyLengths: growingList(),
    titleLengths: growingList(),
  };
  const numberOf = (term: string): number => {
    const known = numberOfTerm.get(term);
    if (known !== undefined) return known;
    const name = stem(term);
    const number = numberOfStem.get(name) ?? numberOfStem.size;
    numberOfStem.set(name, number);
    numberOfTerm.set(term, number);
    return number;
  };
  /** Where the entry of each stem of the passage at hand is. */
  const entries = new Map<number, number>();
  const count = (text: string, counts: GrowingList, otherCounts: GrowingList): number => {
    const found = tokens(text);
    for (const { term } of found) {
      const number = numberOf(term);
      const entry = entries.get(number);
      if (entry === undefined) {
        entries.set(number, lists.stems.length);
        lists.stems.push(number);
        lists.passages.push(lists.bodyLengths.length);
        counts.push(1);
        otherCounts.push(0);
      } else {
        counts.set(entry, counts.at(entry) + 1);
      }
    }
    return found.length;
  };
  for (const { body, title } of sources) {
    entries.clear();
    const bodyLength = count(body, lists.bodyCounts, lists.titleCounts);
    lists.titleLengths.push(count(title, lists.titleCounts, lists.bodyCounts));
    lists.bodyLengths.push(bodyLength);
  }
  return { numberOfStem, numberOfTerm, ...lists };
}

interface GrowingList extends NumberList {
  set(index: number, value: number): void;
  push(value: number): void;
}

/** A typed array that doubles as it fills: a plain array of this length would cost four times as much. */
function growingList(): GrowingList {
  let values = new Uint32Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    at: (index) => values[index] ?? 0,
    set: (index, value) => {
      values[index] = value;
    },
    push: (value) => {
      if (length === values.length) {
        const larger = new Uint32Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
  };
}
