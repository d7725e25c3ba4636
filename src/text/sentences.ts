import type { Span } from '../types.ts';
import { endsAtGluedStop, endsAtSpacedStop, type Stop } from './full-stop.ts';

/** A longer sentence is cut at a semicolon, comma or space, so that a passage can always be quoted. UTF-16 units. */
export const maxSentenceLength = 1200;

/**
 * The sentences of one span of a text, in order: trimmed, apart from each other, and together holding every character
 * that is not white space. A line break is a space like any other; a blank line ends a sentence. Time is linear.
 *
 * Rules, not statistics: a stop ends a sentence unless what stands before it is an abbreviation, an initial or an
 * ordinal, or what follows goes on in small letters ('"Why?" he asked'). Stops glued to the next sentence by a lost
 * space ("was brutal.He left") end it too. Marks that close a quotation, a bracket or a footnote stay with their sentence.
 */
export function splitSentences(text: string, span: Span): Span[] {
  const found: Span[] = [];
  // Only the span is ever searched: a search in the whole text would run on past its end, once for every span.
  const piece = text.slice(span.start, span.end);
  let start = 0;
  for (const end of boundaries(piece)) {
    addTrimmed(found, piece, start, end, span.start);
    start = end;
  }
  addTrimmed(found, piece, start, piece.length, span.start);
  return found;
}

const marks = /[.!?…‼⁇⁈⁉。！？｡؟۔।॥։።။]+|["(（]|\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[-*•‣◦▪●]\s)/gu;
const stopsWithoutSpace = /[。！？｡।॥։።။]/u;
/** How far ahead the end of a bracket is looked for; sentences inside a shorter one stay with the one around it. */
const bracketReach = 300;

/** Where each sentence but the last ends: after its stop and what closes with it. */
function boundaries(piece: string): number[] {
  const found: number[] = [];
  let start = skipSpace(piece, 0);
  let isQuoteOpen = false;
  let bracketEnd = -1;
  let hasGlue = false;
  const isCaseless = lazily(() => looksCaseless(piece));
  const search = new RegExp(marks);
  for (let match = search.exec(piece); match !== null; match = search.exec(piece)) {
    const at = match.index;
    const mark = match[0];
    if (mark === '"') {
      isQuoteOpen = !isQuoteOpen;
    } else if (mark === '(' || mark === '（') {
      if (at === start) continue;
      const close = piece.slice(at, at + bracketReach).search(/[)）]/u);
      if (close >= 0) bracketEnd = Math.max(bracketEnd, at + close);
    } else if (mark.startsWith('\n')) {
      start = skipSpace(piece, at + mark.length);
      isQuoteOpen = false;
      bracketEnd = -1;
      found.push(start);
    } else {
      const closed = endOfClosers(piece, at + mark.length, isQuoteOpen);
      if (closed.usesQuote) isQuoteOpen = false;
      search.lastIndex = closed.end;
      if (closed.end <= bracketEnd || closed.end >= piece.length) continue;
      const stop: Stop = { text: piece, sentence: start, at, mark, end: closed.end, isQuoteOpen, hasGlue };
      const isSpaced = isSpace(piece, closed.end);
      if (
        stopsWithoutSpace.test(mark) ||
        (isSpaced ? endsAtSpacedStop(stop, isCaseless) : endsAtGluedStop(stop))
      ) {
        if (!isSpaced) hasGlue = true;
        found.push(closed.end);
        start = skipSpace(piece, closed.end);
      }
    }
  }
  return found;
}

const footnoteMark =
  /^\[(?:\p{L}{0,2}\d{1,3}\p{L}?|\p{L}|note \d{1,3}|(?:citation|source|clarification) needed)\]/u;

/** Past the quotation marks, brackets, footnote marks and emphasis that close right behind a stop. */
function endOfClosers(
  piece: string,
  from: number,
  isQuoteOpen: boolean,
): { end: number; usesQuote: boolean } {
  let end = from;
  let usesQuote = false;
  for (;;) {
    const mark = piece[end];
    const goesOn = /[\p{L}\p{N}]/u.test(piece.slice(end + 1, end + 2));
    if (mark === undefined) break;
    if ('”’)]}」』）】›⁾¹²³⁴⁵⁶⁷⁸⁹⁰'.includes(mark)) {
      end++;
    } else if (mark === '"' && (!goesOn || (isQuoteOpen && !usesQuote))) {
      usesQuote = true;
      end++;
    } else if ("'“«»*_~".includes(mark) && !goesOn) {
      end++;
    } else if (mark === '[') {
      const note = footnoteMark.exec(piece.slice(end, end + 30));
      if (note === null) break;
      end += note[0].length;
    } else if (/^[ \u00A0\u202F]»/u.test(piece.slice(end, end + 2))) {
      end += 2;
    } else {
      break;
    }
  }
  return { end, usesQuote };
}

/** A chat or a transcript without capitals: there, small letters begin sentences. */
function looksCaseless(piece: string): boolean {
  const sample = piece.slice(0, 20_000);
  const small = sample.match(/\p{Ll}/gu)?.length ?? 0;
  const capital = sample.match(/\p{Lu}/gu)?.length ?? 0;
  const starts = sample.match(/\p{Ll}{2}[.!?]\s+\p{Ll}/gu)?.length ?? 0;
  return starts >= 2 && capital * 100 <= small;
}

function lazily(find: () => boolean): () => boolean {
  let known: boolean | null = null;
  return () => (known ??= find());
}

function addTrimmed(found: Span[], piece: string, from: number, to: number, offset: number): void {
  let start = Math.min(skipSpace(piece, from), to);
  let end = to;
  while (end > start && isSpace(piece, end - 1)) end--;
  while (end - start > maxSentenceLength) {
    const cut = placeToCut(piece, start);
    let stop = cut;
    while (stop > start && isSpace(piece, stop - 1)) stop--;
    found.push({ start: start + offset, end: stop + offset });
    start = skipSpace(piece, cut);
  }
  if (end > start) found.push({ start: start + offset, end: end + offset });
}

/** After the last semicolon, else comma, else before the last space, that leaves a third of the limit or more. */
function placeToCut(piece: string, start: number): number {
  const limit = start + maxSentenceLength;
  const least = start + maxSentenceLength / 3;
  for (const mark of [';', ',', '']) {
    for (let at = limit; at > least; at--) {
      if (isSpace(piece, at) && piece.startsWith(mark, at - mark.length)) return at;
    }
  }
  const last = piece.charCodeAt(limit - 1);
  return last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
}

function skipSpace(piece: string, from: number): number {
  let at = from;
  while (at < piece.length && isSpace(piece, at)) at++;
  return at;
}

function isSpace(piece: string, at: number): boolean {
  const code = piece.charCodeAt(at);
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  return code >= 0xa0 && /\s/u.test(piece[at] ?? '');
}
