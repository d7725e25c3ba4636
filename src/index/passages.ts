import type { Passage, Span } from '../types.ts';
import type { IndexedPassage } from './passage-index.ts';
import { badIndex, readSections, writeSections, type SectionKind } from './sections.ts';

/** Gathers passages in order and lays them out as columns. */
export interface PassageWriter {
  readonly count: number;
  /** `document` must not be lower than that of the passage before. */
  add(document: number, passage: Passage): void;
  /** The binary form: same passages, same bytes. */
  finish(): Uint8Array;
}

/** The passages of a generation, read out of columns as they are asked for. */
export interface PassageTable {
  readonly count: number;
  readonly sentenceCount: number;
  passage(ordinal: number): IndexedPassage;
}

export function createPassageWriter(): PassageWriter {
  const documents: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const headings: number[] = [];
  const firstSentences: number[] = [0];
  const sentenceStarts: number[] = [];
  const sentenceEnds: number[] = [];
  /** Number of each heading from 1; 0 stands for none. */
  const headingNumbers = new Map<string, number>();
  return {
    get count() {
      return documents.length;
    },
    add(document, { start, end, sentences, heading }) {
      documents.push(document);
      starts.push(start);
      ends.push(end);
      headings.push(heading === null ? 0 : numberOf(headingNumbers, heading));
      for (const sentence of sentences) {
        sentenceStarts.push(sentence.start);
        sentenceEnds.push(sentence.end);
      }
      firstSentences.push(sentenceStarts.length);
    },
    finish() {
      const headingOffsets = [0];
      const units: number[] = [];
      for (const heading of headingNumbers.keys()) {
        for (let at = 0; at < heading.length; at += 1) units.push(heading.charCodeAt(at));
        headingOffsets.push(units.length);
      }
      const columns = [
        documents,
        starts,
        ends,
        headings,
        firstSentences,
        sentenceStarts,
        sentenceEnds,
        headingOffsets,
      ];
      const sections = columns.map((column) => Uint32Array.from(column));
      return writeSections(magic, formatVersion, [...sections, Uint16Array.from(units)]);
    },
  };
}

/**
 * Opens what a passage writer made. Views into `bytes`, which must not change afterwards.
 *
 * @param documentCount every passage belongs to one of so many documents
 * @throws KnownError `bad-index` when a section, a span or a number is out of bounds
 */
export function openPassages(bytes: Uint8Array, documentCount: number): PassageTable {
  const sections = readSections(bytes, magic, formatVersion, sectionKinds, name);
  const [
    documents,
    starts,
    ends,
    headings,
    firstSentences,
    sentenceStarts,
    sentenceEnds,
    headingOffsets,
    units,
  ] = sections as [Column, Column, Column, Column, Column, Column, Column, Column, Uint16Array];
  const count = documents.length;
  const sentenceCount = sentenceStarts.length;
  const haveRightLengths =
    [starts, ends, headings].every(({ length }) => length === count) &&
    firstSentences.length === count + 1 &&
    sentenceEnds.length === sentenceCount;
  if (!haveRightLengths) throw badIndex(name, 'its columns have different lengths');
  checkOffsets(firstSentences, sentenceCount);
  checkOffsets(headingOffsets, units.length);
  for (let at = 0; at < count; at += 1) {
    const start = starts[at]!;
    const end = ends[at]!;
    const isRight =
      start < end &&
      documents[at]! < documentCount &&
      documents[at]! >= (documents[at - 1] ?? 0) &&
      headings[at]! < headingOffsets.length;
    if (!isRight) throw badIndex(name, `passage ${at} has a value out of bounds`);
    for (let sentence = firstSentences[at]!; sentence < firstSentences[at + 1]!; sentence += 1) {
      const isInside =
        sentenceStarts[sentence]! >= start &&
        sentenceStarts[sentence]! < sentenceEnds[sentence]! &&
        sentenceEnds[sentence]! <= end;
      if (!isInside) throw badIndex(name, `a sentence of passage ${at} lies outside it`);
    }
  }
  const headingTexts = Array.from({ length: headingOffsets.length - 1 }, (_, at) =>
    textOfUnits(units.subarray(headingOffsets[at], headingOffsets[at + 1])),
  );

  return {
    count,
    sentenceCount,
    passage(ordinal) {
      if (!(ordinal in documents))
        throw new RangeError(`There is no passage ${ordinal}: the index has ${count}`);
      const sentences: Span[] = [];
      for (let at = firstSentences[ordinal]!; at < firstSentences[ordinal + 1]!; at += 1) {
        sentences.push({ start: sentenceStarts[at]!, end: sentenceEnds[at]! });
      }
      return {
        document: documents[ordinal]!,
        start: starts[ordinal]!,
        end: ends[ordinal]!,
        sentences,
        heading: headingTexts[headings[ordinal]! - 1] ?? null,
      };
    },
  };
}

type Column = Uint32Array;

const name = 'passage table';
const magic = 0x5350_4e46; // "FNPS" where bytes are stored lowest first
const formatVersion = 1;
const sectionKinds: readonly SectionKind[] = [
  ...Array.from({ length: 8 }, () => 'uint32' as const),
  'uint16',
];

function numberOf(numbers: Map<string, number>, heading: string): number {
  const known = numbers.get(heading);
  if (known !== undefined) return known;
  numbers.set(heading, numbers.size + 1);
  return numbers.size;
}

function checkOffsets(offsets: Column, length: number): void {
  if (offsets[0] !== 0 || offsets.at(-1) !== length)
    throw badIndex(name, 'an offset table does not cover its column');
  for (let at = 1; at < offsets.length; at += 1) {
    if (offsets[at]! < offsets[at - 1]!) throw badIndex(name, `offset ${at} goes back`);
  }
}

function textOfUnits(units: Uint16Array): string {
  let text = '';
  for (const unit of units) text += String.fromCharCode(unit);
  return text;
}
