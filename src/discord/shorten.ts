import { inertLine } from '../text/inert.ts';
import { escaped } from './markdown.ts';

/** What a text may take: characters as UTF-16 units, which are never fewer than Discord counts, and bytes of UTF-8. */
export interface Size {
  readonly characters: number;
  readonly bytes: number;
}

export function sizeOf(text: string): Size {
  return { characters: text.length, bytes: Buffer.byteLength(text) };
}

export function fits(text: string, limit: Size): boolean {
  return isWithin(sizeOf(text), limit);
}

export function isWithin({ characters, bytes }: Size, limit: Size): boolean {
  return characters <= limit.characters && bytes <= limit.bytes;
}

/** What is left of a room; never nothing, so that a mark always fits. */
export function less(room: Size, taken: Size): Size {
  return {
    characters: Math.max(1, room.characters - taken.characters),
    bytes: Math.max(3, room.bytes - taken.bytes),
  };
}

export const cutMark = '…';

/** Foreign text as one plain line of at most this many UTF-16 units, for labels and choices, which know no markdown. */
export function plainWithin(text: string, characters: number): string {
  return shortened(inertLine(text), (piece) => piece.length <= characters);
}

/** Foreign text as one inert line of markdown of at most this size, escapes counted. For names; quotes end with a sentence. */
export function shownWithin(text: string, limit: Size | number): string {
  const size = typeof limit === 'number' ? { characters: limit, bytes: limit * 3 } : limit;
  return shownBeginning(inertLine(text), size);
}

/** As `shownWithin`, of a line that is inert already. */
export function shownBeginning(line: string, limit: Size): string {
  // Escapes only add, and looking for them takes longer.
  return escaped(shortened(line, (piece) => fits(piece, limit) && fits(escaped(piece), limit)));
}

/**
 * The whole line if it fits, else its longest beginning that does with a mark behind it: cut between words where one
 * ends in the last third, between graphemes otherwise, and between code points where one grapheme is too long.
 */
export function shortened(line: string, isShortEnough: (text: string) => boolean): string {
  if (line.length <= furthest && isShortEnough(line)) return line;
  let low = 0;
  let high = Math.min(line.length, furthest);
  // Halving: the size grows with every character.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isShortEnough(marked(line, middle))) low = middle;
    else high = middle - 1;
  }
  const end = graphemeStart(line, low);
  const word = line.lastIndexOf(' ', end);
  return marked(line, line[end] === ' ' || word < (end * 2) / 3 ? end : word);
}

/** Nothing longer is ever shown in one piece. */
const furthest = 6000;
/** A letter with more marks on it than this is no letter of any language. */
const longestGrapheme = 40;
/** So far back a run of flags or joined emoji is looked for; one that is longer may be cut in the middle of a flag. */
const longestRun = 400;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The start of the grapheme that a cut at this place would split, else the place itself. */
function graphemeStart(line: string, at: number): number {
  if (at === 0 || at >= line.length) return at;
  const space = line.lastIndexOf(' ', at - 1) + 1;
  const from = space > at - longestRun ? space : pointStart(line, at - longestRun);
  const found = graphemes.segment(line.slice(from, at + longestGrapheme)).containing(at - from);
  const start = found === undefined ? at : from + found.index;
  return at - start <= longestGrapheme ? start : pointStart(line, at);
}

function pointStart(line: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(line[at] ?? '') ? at - 1 : at;
}

function marked(line: string, end: number): string {
  return line.slice(0, end).trimEnd() + cutMark;
}
