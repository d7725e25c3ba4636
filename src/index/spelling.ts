import { badIndex, type Section } from './sections.ts';

/** The words of an index as its texts write them, for finding what a misspelt word stands for. */
export interface Spelling {
  /**
   * The words at most two edits away (a letter left out, put in, changed, or swapped with its neighbour), by ordinal of
   * their stem, with a similarity above 0 and, unless the word itself is there, below 1. Nothing for words with digits ("2016"
   * is no misspelt "2017") or under four letters.
   */
  nearest(term: string): { readonly stem: number; readonly similarity: number }[];
}

/** The arrays behind `Spelling`: words sorted by length, then by UTF-16 unit, laid end to end. */
export interface SpellingArrays {
  /** Number of words of each length, 0 to 40. */
  readonly counts: Uint32Array;
  readonly units: Uint16Array;
  /** Ordinal of each word's stem. */
  readonly stems: Uint32Array;
  /** Which letters each word has, as a set of 32 bits. */
  readonly letterSets: Uint32Array;
}

/** @param words each with the ordinal of its stem */
export function writeSpelling(words: ReadonlyMap<string, number>): SpellingArrays {
  const kept = [...words.keys()].filter(canBeMisspelt).sort(byLengthThenUnits);
  const counts = new Uint32Array(MAX_LENGTH + 1);
  const units: number[] = [];
  for (const word of kept) {
    counts[word.length] = (counts[word.length] ?? 0) + 1;
    for (let at = 0; at < word.length; at++) units.push(word.charCodeAt(at));
  }
  return {
    counts,
    units: Uint16Array.from(units),
    stems: Uint32Array.from(kept, (word) => words.get(word) ?? 0),
    letterSets: Uint32Array.from(kept, letterSet),
  };
}

/**
 * Scans the words of nearly the same length; their letter sets rule out all but one in fifty before any is compared. No table
 * of n-grams: it would be as large as the vocabulary five times over, and the scan takes well under a millisecond for the
 * vocabulary of 10,000 passages.
 *
 * @throws KnownError `bad-index` when the arrays do not fit each other or a stem is not below `stemCount`
 */
export function openSpelling(arrays: SpellingArrays, stemCount: number, name: string): Spelling {
  const { counts, units, stems, letterSets } = arrays;
  const { firstWord, firstUnit } = placesByLength(arrays, name);
  checkBelow(stems, stemCount, name);
  const rows = [
    new Uint8Array(MAX_LENGTH + 1),
    new Uint8Array(MAX_LENGTH + 1),
    new Uint8Array(MAX_LENGTH + 1),
  ];

  return {
    nearest(term) {
      if (!canBeMisspelt(term)) return [];
      const edits = term.length < TWO_EDITS_FROM ? 1 : 2;
      const letters = letterSet(term);
      const asked = new Uint16Array(term.length);
      for (let at = 0; at < term.length; at++) asked[at] = term.charCodeAt(at);
      const best = new Map<number, number>();
      const longest = Math.min(MAX_LENGTH, term.length + edits);
      for (let length = Math.max(MIN_LENGTH, term.length - edits); length <= longest; length++) {
        const gap = Math.abs(length - term.length);
        // A letter left out or put in alters one bit of the set at most, a letter changed two, a swap none.
        const bits = term.length < CHANGES_FROM ? gap : gap + 2 * (edits - gap);
        const first = firstWord[length] ?? 0;
        const end = first + (counts[length] ?? 0);
        let unit = firstUnit[length] ?? 0;
        for (let word = first; word < end; word++, unit += length) {
          if (bitCount((letterSets[word] ?? 0) ^ letters) > bits) continue;
          const distance = editDistance(asked, units, unit, length, edits, rows);
          if (distance > edits) continue;
          const similarity = similarityOf(distance, Math.max(length, term.length), asked[0] === units[unit]);
          const stem = stems[word] ?? 0;
          if (similarity > (best.get(stem) ?? 0)) best.set(stem, similarity);
        }
      }
      return [...best].map(([stem, similarity]) => ({ stem, similarity }));
    },
  };
}

const MIN_LENGTH = 4;
/** Longer runs of letters are addresses and codes; stems stop here too. */
const MAX_LENGTH = 40;
/** With a letter changed, a shorter word is another word or name ("Iran", "Iraq"). */
const CHANGES_FROM = 5;
/** In a shorter word two edits reach a different word more often than the one meant. */
const TWO_EDITS_FROM = 8;
/** For a second edit, and for another first letter, which people rarely get wrong. */
const DOUBT = 0.8;

function similarityOf(distance: number, length: number, sameStart: boolean): number {
  return (1 - distance / length) * (distance > 1 ? DOUBT : 1) * (sameStart ? 1 : DOUBT);
}

function canBeMisspelt(term: string): boolean {
  return term.length >= MIN_LENGTH && term.length <= MAX_LENGTH && /^\p{L}+$/u.test(term);
}

function byLengthThenUnits(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

function letterSet(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/**
 * Damerau's edit distance without edits inside a swapped pair (optimal string alignment), or more than `limit` when it is
 * certain to be. `rows` is room to work in.
 */
function editDistance(
  asked: Uint16Array,
  units: Uint16Array,
  start: number,
  length: number,
  limit: number,
  rows: readonly Uint8Array[],
): number {
  let [before, previous, current] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= length; column++) previous[column] = column;
  for (let row = 1; row <= asked.length; row++) {
    current[0] = row;
    let lowest = row;
    for (let column = 1; column <= length; column++) {
      const same = asked[row - 1] === units[start + column - 1];
      let edits = (previous[column - 1] ?? 0) + (same ? 0 : 1);
      edits = Math.min(edits, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (
        row > 1 &&
        column > 1 &&
        asked[row - 1] === units[start + column - 2] &&
        asked[row - 2] === units[start + column - 1]
      ) {
        edits = Math.min(edits, (before[column - 2] ?? 0) + 1);
      }
      current[column] = edits;
      if (edits < lowest) lowest = edits;
    }
    // Later rows cannot be lower, swaps included: a swap costs one from a cell that is at most one below this row.
    if (lowest > limit) return limit + 1;
    [before, previous, current] = [previous, current, before];
  }
  return previous[length] ?? limit + 1;
}

function placesByLength(
  arrays: SpellingArrays,
  name: string,
): { firstWord: Uint32Array; firstUnit: Uint32Array } {
  const { counts, units, stems, letterSets } = arrays;
  if (counts.length !== MAX_LENGTH + 1) throw badIndex(name, 'its word lengths are not 0 to 40');
  const firstWord = new Uint32Array(MAX_LENGTH + 1);
  const firstUnit = new Uint32Array(MAX_LENGTH + 1);
  let words = 0;
  let used = 0;
  for (let length = 0; length <= MAX_LENGTH; length++) {
    firstWord[length] = words;
    firstUnit[length] = used;
    words += counts[length] ?? 0;
    used += (counts[length] ?? 0) * length;
  }
  if (words !== stems.length || words !== letterSets.length || used !== units.length) {
    throw badIndex(name, 'its list of words has gaps');
  }
  return { firstWord, firstUnit };
}

function checkBelow(values: Section, limit: number, name: string): void {
  for (let at = 0; at < values.length; at++) {
    if ((values[at] ?? 0) >= limit) throw badIndex(name, `word ${at} has a stem that is not there`);
  }
}
