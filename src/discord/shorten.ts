import { inertLine } from '../text/inert.ts';
import { shown } from './markdown.ts';

/** What a text may take: characters as UTF-16 units, which are never fewer than Discord counts, and bytes of UTF-8. */
export interface Size {
  readonly characters: number;
  readonly bytes: number;
}

export function sizeOf(text: string): Size {
  return { characters: text.length, bytes: Buffer.byteLength(text) };
}

export function fits(text: string, limit: Size): boolean {
  return text.length <= limit.characters && Buffer.byteLength(text) <= limit.bytes;
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
  return shown(shortened(inertLine(text), (piece) => fits(shown(piece), size)));
}

/**
 * The whole line if it fits, else its longest beginning that does with a mark behind it: cut between words where one
 * ends in the last third, between graphemes otherwise, and between code points where one grapheme is too long.
 */
export function shortened(line: string, isShortEnough: (text: string) => boolean): string {
  if (isShortEnough(line)) return line;
  const ends = cutPlaces(line.slice(0, furthest));
  let low = 0;
  let high = ends.length - 1;
  // Halving: the size grows with every piece.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isShortEnough(marked(line, ends[middle] ?? 0))) low = middle;
    else high = middle - 1;
  }
  const end = ends[low] ?? 0;
  const word = line.lastIndexOf(' ', end);
  return marked(line, line[end] === ' ' || word < (end * 2) / 3 ? end : word);
}

/** Nothing longer is ever shown in one piece. */
const furthest = 8000;
/** A letter with more marks on it than this is no letter of any language. */
const longestGrapheme = 40;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function cutPlaces(text: string): number[] {
  const ends = [0];
  for (const { index, segment } of graphemes.segment(text)) {
    if (segment.length <= longestGrapheme) {
      ends.push(index + segment.length);
      continue;
    }
    let end = index;
    for (const point of segment) ends.push((end += point.length));
  }
  // The text may have been taken from a longer one, in the middle of its last grapheme.
  if (text.length === furthest && ends.length > 1) ends.pop();
  return ends;
}

function marked(line: string, end: number): string {
  return line.slice(0, end).trimEnd() + cutMark;
}
