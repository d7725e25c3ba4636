import { stem, tokens } from '../text/terms.ts';
import { badIndex, readSections, writeSections, type Section, type SectionKind } from './sections.ts';

/** One passage as lexical search sees it; the title is the document's title and the passage's heading. */
export interface LexicalSource {
  readonly body: string;
  readonly title: string;
}

/** For each stem in sorted order, the passages that hold it, ascending, and what each contributes to a score. */
export interface Postings {
  readonly passageCount: number;
  /** Where each stem begins in `termUnits`, and the end of the last. */
  readonly termOffsets: Uint32Array;
  readonly termUnits: Uint16Array;
  /** Where each stem's postings begin in `passages` and `impacts`, and the end of the last. */
  readonly offsets: Uint32Array;
  readonly passages: Uint32Array;
  /** BM25's term part without idf, from 0 to k1 + 1, in steps of (k1 + 1) / 65,535. */
  readonly impacts: Uint16Array;
}

export interface Scoring {
  readonly k1: number;
  readonly b: number;
  readonly titleWeight: number;
  readonly titleB: number;
}

export const scoring: Scoring = { k1: 0.7, b: 0.75, titleWeight: 2, titleB: 0.3 };

/** A contribution of 1 as the steps that `impacts` counts in. */
export function impactUnit(settings: Scoring = scoring): number {
  return (settings.k1 + 1) / MAX_IMPACT;
}

export function writePostings(sources: Iterable<LexicalSource>, settings: Scoring = scoring): Uint8Array {
  const collected = collect(sources);
  const sorted = [...collected.stems.keys()].sort();
  const rankOf = new Uint32Array(sorted.length);
  for (const [rank, name] of sorted.entries()) rankOf[collected.stems.get(name) ?? 0] = rank;

  const { terms, passages, bodyCounts, titleCounts, bodyLengths, titleLengths } = collected;
  const offsets = new Uint32Array(sorted.length + 1);
  for (let at = 0; at < terms.length; at++) {
    const next = rankAt(rankOf, terms, at) + 1;
    offsets[next] = (offsets[next] ?? 0) + 1;
  }
  for (let rank = 0; rank < sorted.length; rank++)
    offsets[rank + 1] = (offsets[rank + 1] ?? 0) + (offsets[rank] ?? 0);

  // Postings were collected passage by passage, so a counting sort by stem leaves each list ascending.
  const filled = offsets.slice();
  const sortedPassages = new Uint32Array(terms.length);
  const impacts = new Uint16Array(terms.length);
  const bodyMean = mean(bodyLengths);
  const titleMean = mean(titleLengths);
  for (let at = 0; at < terms.length; at++) {
    const rank = rankAt(rankOf, terms, at);
    const slot = filled[rank] ?? 0;
    filled[rank] = slot + 1;
    const passage = passages.at(at);
    sortedPassages[slot] = passage;
    const bodyNorm = 1 - settings.b + (settings.b * bodyLengths.at(passage)) / bodyMean;
    const titleNorm = 1 - settings.titleB + (settings.titleB * titleLengths.at(passage)) / titleMean;
    const frequency = bodyCounts.at(at) / bodyNorm + (settings.titleWeight * titleCounts.at(at)) / titleNorm;
    impacts[slot] = Math.max(1, Math.round((MAX_IMPACT * frequency) / (settings.k1 + frequency)));
  }
  const termOffsets = new Uint32Array(sorted.length + 1);
  for (const [rank, name] of sorted.entries()) termOffsets[rank + 1] = (termOffsets[rank] ?? 0) + name.length;
  const termUnits = new Uint16Array(termOffsets[sorted.length] ?? 0);
  for (const [rank, name] of sorted.entries()) {
    const start = termOffsets[rank] ?? 0;
    for (let at = 0; at < name.length; at++) termUnits[start + at] = name.charCodeAt(at);
  }
  const counts = new Uint32Array([bodyLengths.length]);
  return writeSections(MAGIC, FORMAT_VERSION, [
    counts,
    termOffsets,
    termUnits,
    offsets,
    sortedPassages,
    impacts,
  ]);
}

export function readPostings(bytes: Uint8Array): Postings {
  const sections = readSections(bytes, MAGIC, FORMAT_VERSION, SECTION_KINDS, NAME);
  const [counts, termOffsets, termUnits, offsets, passages, impacts] = sections as [
    Uint32Array,
    Uint32Array,
    Uint16Array,
    Uint32Array,
    Uint32Array,
    Uint16Array,
  ];
  if (counts.length !== 1) throw badIndex(NAME, 'it does not say how many passages it has');
  const passageCount = counts[0] ?? 0;
  checkOffsets(termOffsets, termUnits);
  checkOffsets(offsets, passages);
  if (offsets.length !== termOffsets.length || impacts.length !== passages.length) {
    throw badIndex(NAME, 'its sections have different lengths');
  }
  checkPassages(offsets, passages, passageCount);
  return { passageCount, termOffsets, termUnits, offsets, passages, impacts };
}

const NAME = 'lexical index';
const MAGIC = 0x584c_4e46; // "FNLX" where bytes are stored lowest first
const FORMAT_VERSION = 1;
const SECTION_KINDS: readonly SectionKind[] = ['uint32', 'uint32', 'uint16', 'uint32', 'uint32', 'uint16'];
const MAX_IMPACT = 65_535;

function checkOffsets(offsets: Uint32Array, target: Section): void {
  if (offsets.length === 0 || offsets[0] !== 0 || offsets[offsets.length - 1] !== target.length) {
    throw badIndex(NAME, 'an offset table does not cover its section');
  }
  for (let at = 1; at < offsets.length; at++) {
    if ((offsets[at] ?? 0) <= (offsets[at - 1] ?? 0)) throw badIndex(NAME, `offset ${at} goes back`);
  }
}

function checkPassages(offsets: Uint32Array, passages: Uint32Array, passageCount: number): void {
  for (let term = 1; term < offsets.length; term++) {
    let previous = -1;
    const end = offsets[term] ?? 0;
    for (let at = offsets[term - 1] ?? 0; at < end; at++) {
      const passage = passages[at] ?? 0;
      if (passage <= previous || passage >= passageCount) {
        throw badIndex(NAME, `posting ${at} names passage ${passage} of ${passageCount}`);
      }
      previous = passage;
    }
  }
}

interface Collected {
  /** Number of each stem in order of first appearance. */
  readonly stems: ReadonlyMap<string, number>;
  readonly terms: Growing;
  readonly passages: Growing;
  readonly bodyCounts: Growing;
  readonly titleCounts: Growing;
  readonly bodyLengths: Growing;
  readonly titleLengths: Growing;
}

function collect(sources: Iterable<LexicalSource>): Collected {
  const stems = new Map<string, number>();
  const numberOfTerm = new Map<string, number>();
  const collected = {
    terms: growing(),
    passages: growing(),
    bodyCounts: growing(),
    titleCounts: growing(),
    bodyLengths: growing(),
    titleLengths: growing(),
  };
  const numberOf = (term: string): number => {
    const known = numberOfTerm.get(term);
    if (known !== undefined) return known;
    const name = stem(term);
    const number = stems.get(name) ?? stems.size;
    stems.set(name, number);
    numberOfTerm.set(term, number);
    return number;
  };
  const place = new Map<number, number>();
  let passage = 0;
  for (const { body, title } of sources) {
    place.clear();
    const count = (text: string, into: Growing, other: Growing): number => {
      const found = tokens(text);
      for (const { term } of found) {
        const number = numberOf(term);
        const at = place.get(number);
        if (at !== undefined) {
          into.set(at, into.at(at) + 1);
          continue;
        }
        place.set(number, collected.terms.length);
        collected.terms.push(number);
        collected.passages.push(passage);
        into.push(1);
        other.push(0);
      }
      return found.length;
    };
    collected.bodyLengths.push(count(body, collected.bodyCounts, collected.titleCounts));
    collected.titleLengths.push(count(title, collected.titleCounts, collected.bodyCounts));
    passage += 1;
  }
  return { stems, ...collected };
}

/** Whole numbers in a typed array that doubles as it fills: a plain array of this length costs four times as much. */
interface Growing {
  readonly length: number;
  at(index: number): number;
  set(index: number, value: number): void;
  push(value: number): void;
}

function growing(): Growing {
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

function rankAt(rankOf: Uint32Array, terms: Growing, at: number): number {
  return rankOf[terms.at(at)] ?? 0;
}

/** At least 1, so that it can be divided by. */
function mean(lengths: Growing): number {
  let sum = 0;
  for (let at = 0; at < lengths.length; at++) sum += lengths.at(at);
  return lengths.length === 0 ? 1 : Math.max(1, sum / lengths.length);
}
