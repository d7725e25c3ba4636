import { placeOf } from '../text/place.ts';
import type { Span } from '../types.ts';
import { shown, shownLines } from './markdown.ts';
import { sentencesOf, sentencesWithin } from './sentence-cut.ts';
import { cutMark, fits, less, sizeOf, type Size } from './shorten.ts';

/** Characters of the paragraph looked at on each side of the quote. */
const reach = 3000;
/** A quote of more sentences is a passage: it is shown by itself, since all in bold nothing stands out. */
const mostMarked = 3;

/**
 * The paragraph around a quote as a quotation, the quote in bold. Where it does not fit, whole sentences are left out, the
 * furthest first, with a mark in their place.
 */
export function markedParagraph(text: string, span: Span, room: Size): string {
  const words = text.slice(span.start, span.end);
  const place = placeOf(text, span, reach);
  const frame = sizeOf(`> ${cutMark} **** ${cutMark}`);
  const quote = sentencesWithin(words, less(room, frame));
  if (sentencesOf(words).length > mostMarked) {
    const isCutBefore = place.before.trim() !== '';
    const isCutAfter = place.after.trim() !== '' && !quote.isCut;
    return `> ${isCutBefore ? `${cutMark} ` : ''}${quote.markdown}${isCutAfter ? ` ${cutMark}` : ''}`;
  }
  if (quote.isCut) return `> **${quote.markdown}**`;
  const isInLines = keepsLines(place.before + words + place.after);
  const unitsOf = isInLines ? linesOf : sentencesOf;
  const before = unitsOf(place.before);
  const after = unitsOf(place.after);
  const glue = isInLines ? '\n' : ' ';
  // What was cut at a word is no whole sentence.
  let from = place.isCutBefore ? 1 : 0;
  let to = place.isCutAfter ? Math.max(0, after.length - 1) : after.length;
  const render = (): string => {
    const left = before.slice(from).join(glue);
    const right = after.slice(0, to).join(glue);
    const paragraph = [
      place.isCutBefore || from > 0 ? cutMark + glue : '',
      left === '' ? '' : shownLines(left) + gapAt(/\s*$/.exec(place.before)?.[0] ?? '', isInLines),
      isInLines ? shownLines(words).replace(/^.+$/gm, '**$&**') : `**${shown(words)}**`,
      right === '' ? '' : gapAt(/^\s*/.exec(place.after)?.[0] ?? '', isInLines) + shownLines(right),
      place.isCutAfter || to < after.length ? glue + cutMark : '',
    ].join('');
    return paragraph.replace(/^/gm, '> ');
  };
  // Rendering only adds, and takes longer than adding up.
  const isTooLong = (): boolean =>
    !fits(before.slice(from).join(glue) + words + after.slice(0, to).join(glue), room) ||
    !fits(render(), room);
  while ((from < before.length || to > 0) && isTooLong()) {
    if (before.length - from > to) from += 1;
    else to -= 1;
  }
  const whole = render();
  return fits(whole, room) ? whole : `> **${quote.markdown}**`;
}

/** White space beside the quote: none at a quotation mark or bracket. */
function gapAt(space: string, isInLines: boolean): string {
  if (space === '') return '';
  return isInLines && space.includes('\n') ? '\n' : ' ';
}

const longestLine = 60;
const itemLine = /^\s*(?:[-*•|#>]|\d+[.)]\s|[\w -]{1,30}:\s)/;

/** Lists, tables, verses and the lines above an article mean their line ends; prose was only wrapped. */
function keepsLines(paragraph: string): boolean {
  const lines = linesOf(paragraph);
  return (
    lines.length > 1 && lines.slice(0, -1).every((line) => line.length < longestLine || itemLine.test(line))
  );
}

function linesOf(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
