import { isStopWord, stem as stemOf, tokens } from '../text/terms.ts';
import type { LexicalSource } from './collect-terms.ts';
import { IMPACT_STEP, readPostings, writePostings } from './postings.ts';
import { topK } from './top-k.ts';

export type { LexicalSource } from './collect-terms.ts';

/** Passages by ordinal and their scores, best first, ties by lower ordinal. */
export interface LexicalResult {
  readonly passages: Uint32Array;
  readonly scores: Float32Array;
}

/** A term of a question, ready to be searched for. */
export interface QueryTerm {
  /** As asked. */
  readonly term: string;
  readonly stem: string;
  /** Nats. */
  readonly idf: number;
  readonly weight: number;
  /** Stems of the index that may be meant instead, best first, at most three; empty when the stem itself is known. */
  readonly expansions: readonly Expansion[];
}

/** A stem that the index holds, and how near the word asked for is to it, above 0 and below 1. */
export interface Expansion {
  readonly stem: string;
  readonly similarity: number;
}

export interface LexicalIndex {
  readonly passageCount: number;
  search(terms: readonly QueryTerm[], k: number): LexicalResult;
  /** The scores that `search` gives, for the given passages, in their order; 0 for a passage without any of the terms. */
  scoresOf(terms: readonly QueryTerm[], passages: readonly number[]): Float32Array;
  /** Whether a passage from `first` on and before `end` has any score for a term. Looks the term up once. */
  holderOf(term: QueryTerm): (first: number, end: number) => boolean;
  /** The terms of a question without stop words, or with them when there is nothing else. */
  queryTerms(question: string): QueryTerm[];
  /** Nats; a stem that the index does not hold has the idf of frequency 0. */
  idf(stem: string): number;
  documentFrequency(stem: string): number;
}

/** The binary form of a lexical index: same sources in the same order, same bytes. */
export function buildLexicalIndex(sources: Iterable<LexicalSource>): Uint8Array {
  return writePostings(sources);
}

/**
 * BM25's inverse document frequency, ln(1 + (N − n + 0.5) / (n + 0.5)), never negative (Lucene's form).
 *
 * @param passageCount N, passages in the index
 * @param holding n, passages that hold the term, 0..N
 * @returns weight in nats
 */
export function inverseDocumentFrequency(passageCount: number, holding: number): number {
  return Math.log(1 + (passageCount - holding + 0.5) / (holding + 0.5));
}

/**
 * Opens what `buildLexicalIndex` made. Views into `bytes`, which must not change afterwards.
 *
 * @throws KnownError `bad-index` when the header, a size, an offset or a passage is out of bounds
 */
export function openLexicalIndex(bytes: Uint8Array): LexicalIndex {
  const { passageCount, vocabulary, spelling, offsets, passages, impacts } = readPostings(bytes);
  const totals = new Float32Array(passageCount);
  const bests = new Float32Array(passageCount);

  const documentFrequency = (stem: string): number => {
    const ordinal = vocabulary.find(stem);
    return ordinal < 0 ? 0 : (offsets[ordinal + 1] ?? 0) - (offsets[ordinal] ?? 0);
  };
  const idf = (stem: string): number => inverseDocumentFrequency(passageCount, documentFrequency(stem));

  const expansionsOf = (term: string): Expansion[] =>
    spelling
      .nearest(term)
      .map(({ stem, similarity }) => ({ stem: vocabulary.stem(stem), ordinal: stem, similarity }))
      .map((found) => ({ ...found, frequency: documentFrequency(found.stem) }))
      .sort((a, b) => b.similarity - a.similarity || b.frequency - a.frequency || a.ordinal - b.ordinal)
      .slice(0, MAX_EXPANSIONS)
      .map(({ stem, similarity }) => ({ stem, similarity }));

  interface WeightedList {
    readonly start: number;
    readonly end: number;
    readonly factor: number;
  }
  const listsOf = (term: QueryTerm): WeightedList[] => {
    const lists: WeightedList[] = [];
    for (const { stem, similarity } of [{ stem: term.stem, similarity: 1 }, ...term.expansions]) {
      const ordinal = vocabulary.find(stem);
      if (ordinal < 0) continue;
      const start = offsets[ordinal] ?? 0;
      const end = offsets[ordinal + 1] ?? 0;
      const factor =
        term.weight * similarity * inverseDocumentFrequency(passageCount, end - start) * IMPACT_STEP;
      lists.push({ start, end, factor });
    }
    return lists;
  };
  const add = ({ start, end, factor }: WeightedList): void => {
    for (let at = start; at < end; at++) {
      const passage = passages[at] ?? 0;
      totals[passage] = (totals[passage] ?? 0) + factor * (impacts[at] ?? 0);
    }
  };
  // Words that may be meant instead compete: the best counts, not the sum.
  const addBest = (lists: readonly WeightedList[]): void => {
    for (const { start, end, factor } of lists) {
      for (let at = start; at < end; at++) {
        const passage = passages[at] ?? 0;
        const value = factor * (impacts[at] ?? 0);
        if (value > (bests[passage] ?? 0)) bests[passage] = value;
      }
    }
    for (const { start, end } of lists) {
      for (let at = start; at < end; at++) {
        const passage = passages[at] ?? 0;
        totals[passage] = (totals[passage] ?? 0) + (bests[passage] ?? 0);
        bests[passage] = 0;
      }
    }
  };
  /** The first place of a list whose passage is `passage` or later; its end where there is none. */
  const placeFrom = ({ start, end }: WeightedList, passage: number): number => {
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((passages[middle] ?? 0) < passage) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** What `totals` holds the scores of. */
  let searched: readonly QueryTerm[] | null = null;

  return {
    passageCount,
    documentFrequency,
    idf,
    search(terms, k) {
      searched = terms;
      totals.fill(0);
      for (const term of terms) {
        const lists = listsOf(term);
        const [only] = lists;
        if (lists.length === 1 && only !== undefined) add(only);
        else addBest(lists);
      }
      const best = topK(totals, k);
      return { passages: best.places, scores: best.scores };
    },
    scoresOf(terms, wanted) {
      if (terms === searched) return Float32Array.from(wanted, (passage) => totals[passage] ?? 0);
      const scores = new Float32Array(wanted.length);
      for (const term of terms) {
        const lists = listsOf(term);
        for (const [index, passage] of wanted.entries()) {
          let best = 0;
          for (const list of lists) {
            const at = placeFrom(list, passage);
            if (at < list.end && passages[at] === passage)
              best = Math.max(best, list.factor * (impacts[at] ?? 0));
          }
          scores[index] = (scores[index] ?? 0) + (lists.length > 1 ? Math.fround(best) : best);
        }
      }
      return scores;
    },
    holderOf(term) {
      const lists = listsOf(term);
      return (first, end) =>
        lists.some((list) => {
          const at = placeFrom(list, first);
          return at < list.end && (passages[at] ?? 0) < end && list.factor > 0;
        });
    },
    queryTerms(question) {
      const asked = tokens(question);
      const telling = asked.filter(({ term }) => !isStopWord(term));
      const terms = new Map<string, QueryTerm>();
      let expanded = 0;
      for (const { term } of telling.length > 0 ? telling : asked) {
        const stem = stemOf(term);
        if (terms.has(stem)) continue;
        const isKnown = vocabulary.find(stem) >= 0;
        const expansions = isKnown || expanded >= MAX_EXPANDED_TERMS ? [] : expansionsOf(term);
        if (!isKnown) expanded += 1;
        terms.set(stem, { term, stem, idf: idf(stem), weight: 1, expansions });
      }
      return [...terms.values()];
    },
  };
}

/**
 * Words meant by a misspelt one; they compete, so more of them add little. With one random typo in one content word of each
 * question, MRR@10 on SQuAD 1.1 / SelQA / XQuAD is 86.8 / 91.6 / 96.7 with expansions and 79.8 / 84.6 / 94.3 without; as asked,
 * 87.5 / 92.7 / 97.1 with and 87.2 / 92.4 / 97.1 without. Relatives of known words (4-grams) added 0.1 more: not worth a table.
 */
const MAX_EXPANSIONS = 3;

/** A question with more unknown words than this is not misspelt but of another language; each costs a scan. */
const MAX_EXPANDED_TERMS = 16;
