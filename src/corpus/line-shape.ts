import { splitSentences } from '../text/sentences.ts';
import type { Block, Span } from '../types.ts';
import { findDates } from './dates.ts';

/** Words, for sizes: runs of letters and digits; in scripts written without spaces two characters count as one. */
export function countWords(text: string): number {
  const runs = text.match(runStarts)?.length ?? 0;
  const characters = text.match(spacelessCharacters)?.length ?? 0;
  return runs + Math.ceil(characters / 2);
}

const spaceless =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const spacelessCharacters = new RegExp(`[${spaceless}]`, 'gu');
const wordCharacter = `(?![${spaceless}])[\\p{L}\\p{N}\\p{M}’']`;
// Where a run starts, and not the run: one of millions of letters would overflow the stack of the expression.
const runStarts = new RegExp(`(?<!${wordCharacter})${wordCharacter}`, 'gu');

/** The text of a span on one line: white space of any kind and length becomes one space. */
export function onOneLine(text: string, span: Span): string {
  return text.slice(span.start, span.end).replace(/\s+/gu, ' ').trim();
}

/** Whether a text ends as a sentence does, closing quotation marks and brackets included. */
export function endsLikeSentence(text: string): boolean {
  return /[.!?…。！？؟۔।][\s"”’'»)\]*_]*$/u.test(text.slice(-12));
}

/** Where a block's words are, without the marks of its layout: `#`, an underline, a list marker, bold around a heading. */
export function contentOf(text: string, block: Block): Span {
  let { start, end } = block;
  const head = text.slice(start, Math.min(end, start + 80));
  if (block.kind === 'heading') {
    start += /^#{1,6}\s+/u.exec(head)?.[0].length ?? 0;
    const underline = /[^\S\n\r]*[\n\r]+[^\S\n\r]*[=-]+$/u.exec(text.slice(start, end));
    if (underline !== null) end = start + underline.index;
    const closing = /\s+#+$/u.exec(text.slice(Math.max(start, end - 40), end));
    if (closing !== null) end -= closing[0].length;
    const bold = /^(\*\*|__)([\s\S]+)\1:?$/u.exec(text.slice(start, end));
    if (bold !== null) {
      start += 2;
      end = start + (bold[2]?.length ?? 0);
    }
  } else if (block.kind === 'item') {
    start += listMarker.exec(head)?.[0].length ?? 0;
  } else if (block.kind === 'row') {
    start += /^\|\s*/u.exec(head)?.[0].length ?? 0;
    end -= /\s*\|$/u.exec(text.slice(Math.max(start, end - 40), end))?.[0].length ?? 0;
  }
  return end > start ? { start, end } : { start: block.start, end: block.end };
}

/** The marker of a list item with the space behind it: "- ", "• ", "3. ", "(b) ", "- [x] ". */
export const listMarker =
  /^(?:[-*+•‣◦▪●○–—](?=\s)|\d{1,3}[.)](?=\s)|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)(?=\s)|(?:[a-z]|[ivx]{1,5})[.)](?=\s)|[A-Z]\)(?=\s))\s+(?:\[[ xX]\]\s+)?/u;

/** Whether a line alone between blank lines reads as a heading of what follows. */
export function looksLikeHeading(line: string): boolean {
  if (line.length > 100 || !/\p{L}/u.test(line)) return false;
  const words = countWords(line);
  if (words < 1 || words > 14) return false;
  if (!/^["“„'‘«¿¡*_]?[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(line) && !findDates(line)[0]) return false;
  if (/[.!;,…。！।]["”’»)]?$/u.test(line) || (line.endsWith(':') && line.length > 60)) return false;
  if (/^(?:by|von|av|par|por|af|door|di)\s+\p{Lu}/iu.test(line) && words <= 6) return false;
  if (/^\S*(?:@|:\/\/)\S*$/u.test(line) || /\S\s+\|\s+\S/u.test(line)) return false;
  if (splitSentences(line, { start: 0, end: line.length }).length > 1) return false;
  const date = findDates(line)[0];
  return date === undefined || countWords(line.slice(0, date.start)) + countWords(line.slice(date.end)) > 3;
}
