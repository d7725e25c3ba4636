import type { Span } from '../types.ts';

/** Where a quote stands in its document, and the words around it. All texts are slices of the document's text. */
export interface Place {
  /** What stands before and after the quote in its paragraph, cut at a word; `isCut…` when something was left out. */
  readonly before: string;
  readonly after: string;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
  /** Paragraph of the quote's start, from 1, and how many there are: blocks of text between blank lines. */
  readonly paragraph: number;
  readonly paragraphs: number;
  /** Line of the quote's start, from 1. */
  readonly line: number;
}

const blankLines = /\n[^\S\n]*(?:\n[^\S\n]*)+/g;

/**
 * Finds the paragraph that holds a quote.
 *
 * @param reach characters of it shown on each side at most; 300 is about four lines of a terminal
 */
export function placeOf(text: string, quote: Span, reach = 300): Place {
  const unixText = text.includes('\r')
    ? text.replace(/\r\n?/g, (ending) => (ending.length === 2 ? ' \n' : '\n'))
    : text;
  let paragraph = 1;
  let paragraphs = 1;
  let start = 0;
  let end = text.length;
  const firstText = unixText.search(/\S/);
  const lastText = unixText.trimEnd().length;
  for (const gap of unixText.matchAll(blankLines)) {
    if (gap.index < firstText || gap.index >= lastText) continue;
    paragraphs += 1;
    const gapEnd = gap.index + gap[0].length;
    if (gapEnd <= quote.start) {
      paragraph += 1;
      start = gapEnd;
    } else if (gap.index >= quote.end && gap.index < end) {
      end = gap.index;
    }
  }
  const before = tailOf(text.slice(start, quote.start), reach);
  const after = headOf(text.slice(quote.end, end), reach);
  return {
    before: before.text,
    after: after.text,
    isCutBefore: before.isCut,
    isCutAfter: after.isCut,
    paragraph,
    paragraphs,
    line: lineOf(unixText, quote.start),
  };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function tailOf(text: string, reach: number): { text: string; isCut: boolean } {
  if (text.length <= reach) return { text, isCut: false };
  const tail = text.slice(text.length - reach);
  const wordStart = tail.search(/\s\S/);
  // A run without spaces (Chinese, Japanese, a long address) has no word to begin at: keep it, but no half character.
  return {
    text: wordStart === -1 ? tail.replace(/^[\uDC00-\uDFFF]/, '') : tail.slice(wordStart + 1),
    isCut: true,
  };
}

function headOf(text: string, reach: number): { text: string; isCut: boolean } {
  if (text.length <= reach) return { text, isCut: false };
  const head = text.slice(0, reach);
  const wordEnd = head.search(/\s\S*$/);
  return { text: wordEnd <= 0 ? head.replace(/[\uD800-\uDBFF]$/, '') : head.slice(0, wordEnd), isCut: true };
}
