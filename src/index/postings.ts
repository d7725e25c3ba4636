import { collectTerms, type CollectedTerms, type LexicalSource, type NumberList } from './collect-terms.ts';
import { badIndex, readSections, writeSections, type Section, type SectionKind } from './sections.ts';
import { openSpelling, writeSpelling, type Spelling } from './spelling.ts';
import { openVocabulary, writeVocabulary, type Vocabulary } from './vocabulary.ts';

/** For each stem of the vocabulary, the passages that hold it, ascending, and what it adds to their score. */
export interface Postings {
  readonly passageCount: number;
  readonly vocabulary: Vocabulary;
  readonly spelling: Spelling;
  /** Where each stem's postings begin in `passages` and `impacts`, and the end of the last. */
  readonly offsets: Uint32Array;
  readonly passages: Uint32Array;
  /** BM25 without idf, in steps of `IMPACT_STEP`; at least one step. */
  readonly impacts: Uint16Array;
}

/** Numbers that the ranking depends on. They are folded into the postings when an index is built. */
export interface Scoring {
  /** How soon more occurrences of a term stop mattering, 0 (at once) and up. */
  readonly k1: number;
  /** How far a body's length divides its counts, 0 (not) to 1 (fully). */
  readonly b: number;
  /** What an occurrence in the title counts, in occurrences in the body. */
  readonly titleWeight: number;
  /** As `b`, for titles. */
  readonly titleB: number;
}

/**
 * Chosen on the development sets, MRR@10 on SQuAD 1.1 / SelQA / XQuAD: 87.2 / 92.4 / 97.1. With k1 1.2: 86.6 / 91.8 / 96.8;
 * with b 0.4 (and k1 0.9): 86.6 / 91.3 / 97.2; titles left out: 86.0 / 89.7 / 96.8; twice their weight changes under 0.3.
 * `titleB` matters less than 0.1. Passages are short and cut to about one length, hence a k1 below the usual 1.2.
 */
export const scoring: Scoring = { k1: 0.7, b: 0.75, titleWeight: 2, titleB: 0.3 };

const MAX_IMPACT = 65_535;

/** BM25's part without idf lies between 0 and k1 + 1; 16 bits keep it to 0.00003. */
export const IMPACT_STEP = (scoring.k1 + 1) / MAX_IMPACT;

/** The file of an index over `sources`: same sources in the same order, same bytes. */
export function writePostings(sources: Iterable<LexicalSource>, settings: Scoring = scoring): Uint8Array {
  const collected = collectTerms(sources);
  const { numberOfStem, numberOfTerm, bodyLengths } = collected;
  const sorted = [...numberOfStem.keys()].sort();
  const ordinals = new Uint32Array(sorted.length);
  for (const [ordinal, name] of sorted.entries()) ordinals[numberOfStem.get(name) ?? 0] = ordinal;

  const { offsets, passages, impacts } = sortPostings(collected, ordinals, settings);
  const words = new Map<string, number>();
  for (const [term, number] of numberOfTerm) words.set(term, ordinals[number] ?? 0);
  const { counts, units, stems, letterSets } = writeSpelling(words);
  const names = writeVocabulary(sorted);
  return writeSections(MAGIC, FORMAT_VERSION, [
    new Uint32Array([bodyLengths.length]),
    names.offsets,
    names.units,
    offsets,
    passages,
    impacts,
    counts,
    units,
    stems,
    letterSets,
  ]);
}

/**
 * Opens the file of an index. Everything that a search follows is checked: offsets ascend, passages ascend within a stem and
 * exist.
 *
 * @throws KnownError `bad-index`
 */
export function readPostings(bytes: Uint8Array): Postings {
  const sections = readSections(bytes, MAGIC, FORMAT_VERSION, SECTION_KINDS, NAME);
  const [totals, nameOffsets, names, offsets, passages, impacts, counts, units, stems, letterSets] =
    sections as [
      Uint32Array,
      Uint32Array,
      Uint16Array,
      Uint32Array,
      Uint32Array,
      Uint16Array,
      Uint32Array,
      Uint16Array,
      Uint32Array,
      Uint32Array,
    ];
  const [passageCount] = totals;
  if (passageCount === undefined || totals.length !== 1)
    throw badIndex(NAME, 'it has no single passage count');
  if (passageCount > MAX_PASSAGES)
    throw badIndex(NAME, `it claims ${passageCount} passages, over ${MAX_PASSAGES}`);
  checkOffsets(nameOffsets, names);
  checkOffsets(offsets, passages);
  if (offsets.length !== nameOffsets.length || impacts.length !== passages.length) {
    throw badIndex(NAME, 'its sections have different lengths');
  }
  checkPassages(offsets, passages, passageCount);
  const vocabulary = openVocabulary({ offsets: nameOffsets, units: names });
  const spelling = openSpelling({ counts, units, stems, letterSets }, vocabulary.size, NAME);
  return { passageCount, vocabulary, spelling, offsets, passages, impacts };
}

/** Searching takes eight bytes a passage; more than this would not fit the memory of a small server. */
const MAX_PASSAGES = 10_000_000;
const NAME = 'lexical index';
const MAGIC = 0x584c_4e46; // "FNLX" where bytes are stored lowest first
/** Raise when the sections, `scoring`, `tokens` or `stem` change: an older file would be searched for other terms. */
const FORMAT_VERSION = 2;
const SECTION_KINDS: readonly SectionKind[] = [
  'uint32',
  'uint32',
  'uint16',
  'uint32',
  'uint32',
  'uint16',
  'uint32',
  'uint16',
  'uint32',
  'uint32',
];

function sortPostings(
  collected: CollectedTerms,
  ordinals: Uint32Array,
  settings: Scoring,
): Pick<Postings, 'offsets' | 'passages' | 'impacts'> {
  const { stems, passages, bodyCounts, titleCounts, bodyLengths, titleLengths } = collected;
  const ordinalAt = (entry: number): number => ordinals[stems.at(entry)] ?? 0;
  const offsets = new Uint32Array(ordinals.length + 1);
  for (let entry = 0; entry < stems.length; entry++) {
    const next = ordinalAt(entry) + 1;
    offsets[next] = (offsets[next] ?? 0) + 1;
  }
  for (let at = 0; at < ordinals.length; at++) offsets[at + 1] = (offsets[at + 1] ?? 0) + (offsets[at] ?? 0);

  // Entries come passage by passage, so a counting sort by stem leaves each list ascending.
  const next = offsets.slice();
  const sortedPassages = new Uint32Array(stems.length);
  const impacts = new Uint16Array(stems.length);
  const bodyMean = mean(bodyLengths);
  const titleMean = mean(titleLengths);
  for (let entry = 0; entry < stems.length; entry++) {
    const ordinal = ordinalAt(entry);
    const slot = next[ordinal] ?? 0;
    next[ordinal] = slot + 1;
    const passage = passages.at(entry);
    sortedPassages[slot] = passage;
    // BM25F (Robertson, Zaragoza and Taylor, 2004): fields are added up before saturation, each with its own length.
    const bodyNorm = 1 - settings.b + (settings.b * bodyLengths.at(passage)) / bodyMean;
    const titleNorm = 1 - settings.titleB + (settings.titleB * titleLengths.at(passage)) / titleMean;
    const frequency =
      bodyCounts.at(entry) / bodyNorm + (settings.titleWeight * titleCounts.at(entry)) / titleNorm;
    impacts[slot] = Math.max(1, Math.round((MAX_IMPACT * frequency) / (settings.k1 + frequency)));
  }
  return { offsets, passages: sortedPassages, impacts };
}

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

/** At least 1, so that it can be divided by. */
function mean(lengths: NumberList): number {
  let sum = 0;
  for (let at = 0; at < lengths.length; at++) sum += lengths.at(at);
  return lengths.length === 0 ? 1 : Math.max(1, sum / lengths.length);
}
