import { placeOf } from '../text/place.ts';
import type { Span } from '../types.ts';
import { shown } from './markdown.ts';
import { sentencesOf, sentencesWithin } from './sentence-cut.ts';
import { cutMark, fits, less, sizeOf, type Size } from './shorten.ts';

/** Characters of the paragraph looked at on each side of the quote. */
const reach = 3000;

/**
 * The paragraph around a quote as one line of markdown, the quote in bold. Where it does not fit, whole sentences are
 * left out, the furthest first, with a mark in their place.
 */
export function markedParagraph(text: string, span: Span, room: Size): string {
  const place = placeOf(text, span, reach);
  const quote = sentencesWithin(text.slice(span.start, span.end), less(room, sizeOf('****')));
  const marked = `**${quote.markdown || cutMark}**`;
  if (quote.isCut) return marked;
  const before = sentencesOf(place.before);
  const after = sentencesOf(place.after);
  // What placeOf cut at a word is no whole sentence.
  let from = place.isCutBefore ? 1 : 0;
  let to = place.isCutAfter ? after.length - 1 : after.length;
  const render = (): string => {
    const left = before.slice(from).join(' ');
    const right = after.slice(0, Math.max(0, to)).join(' ');
    return [
      place.isCutBefore || from > 0 ? `${cutMark} ` : '',
      // A quotation mark or bracket stands at the quote without a space.
      left === '' ? '' : shown(left) + (/\s$/.test(place.before) ? ' ' : ''),
      marked,
      right === '' ? '' : (/^\s/.test(place.after) ? ' ' : '') + shown(right),
      place.isCutAfter || to < after.length ? ` ${cutMark}` : '',
    ].join('');
  };
  while (!fits(render(), room) && (from < before.length || to > 0)) {
    if (before.length - from > to) from += 1;
    else to -= 1;
  }
  return render();
}
