import { differNotice, onOneLine } from '../answering/compose.ts';
import { languageNotice } from '../answering/languages.ts';
import { inertLine } from '../text/inert.ts';
import type { Answer } from '../types.ts';
import type { Language } from './language.ts';
import { localDate } from './local-words.ts';
import { sentencesWithin } from './sentence-cut.ts';
import { cutMark, fits, less, sizeOf, type Size } from './shorten.ts';

/** One statement of an answer: a quote in full, or words about the documents, with the number of its source. */
export interface Statement {
  readonly words: string;
  readonly isQuote: boolean;
  /** After a quote: the date that the core sets where documents differ, and the number of the citation. */
  readonly date: string | null;
  readonly number: number | null;
}

/** What an answer says, taken apart; the lead is said first, in the reader's language. */
export interface Statements {
  readonly differ: boolean;
  readonly statements: readonly Statement[];
}

/**
 * Takes an answer's text apart into its quotes. The core cuts a long first quote at a word; a card has room for the whole
 * sentence, so the citation's own words stand in its place. A text that is not made of quotes stays as it is.
 */
export function statementsOf(answer: Answer): Statements {
  // Both are said on the card in the reader's language.
  const lead = answer.language === undefined ? '' : languageNotice(answer.language);
  const said = answer.text.startsWith(lead) ? answer.text.slice(lead.length) : answer.text;
  const differ = said.startsWith(differNotice);
  let rest = differ ? said.slice(differNotice.length) : said;
  const statements: Statement[] = [];
  for (const { number, quote } of answer.citations) {
    const length = quotedLength(rest, onOneLine(quote));
    const marker = /^(?: \(([^()]{1,40})\))?\[(\d+)\] ?/.exec(rest.slice(length));
    if (length === 0 || marker === null || marker[2] !== String(number)) return plain(answer);
    statements.push({ words: quote, isQuote: true, date: marker[1] ?? null, number });
    rest = rest.slice(length + marker[0].length);
  }
  return rest === '' && statements.length > 0 ? { differ, statements } : plain(answer);
}

function plain(answer: Answer): Statements {
  // `…“Title”[2]`: a marker reads better apart from its word.
  const words = inertLine(answer.text).replace(/(?<=\S)\[(?=\d{1,3}\])/g, ' [');
  return { differ: false, statements: [{ words, isQuote: false, date: null, number: null }] };
}

/** How much of the text is the quote, whole or cut with a mark; 0 when it begins otherwise. */
function quotedLength(text: string, quote: string): number {
  if (text.startsWith(quote)) return quote.length;
  let same = 0;
  while (same < quote.length && text[same] === quote[same]) same++;
  return same > 0 && text[same] === cutMark ? same + 1 : 0;
}

/** The lines of the statements that fit: quotes as quotes, each with its number. @returns whether something was left out */
export function statementLines(
  statements: readonly Statement[],
  limit: Size,
  language: Language,
): { readonly lines: string[]; readonly isCut: boolean } {
  const lines: string[] = [];
  let room = limit;
  for (const { words, isQuote, date, number } of statements) {
    const head = isQuote ? '> ' : '';
    const tail =
      (date === null ? '' : ` (${localDate(date, language)})`) + (number === null ? '' : ` [${number}]`);
    const frame = sizeOf(`${head}${tail}\n`);
    const { markdown, isCut } = sentencesWithin(words, less(room, frame));
    const line = `${head}${markdown}${tail}`;
    // Half a statement is shown only where otherwise there would be none.
    if (lines.length > 0 && (isCut || !fits(line, room))) {
      lines[lines.length - 1] += ` ${cutMark}`;
      return { lines, isCut: true };
    }
    lines.push(line);
    if (isCut) return { lines, isCut };
    room = less(room, sizeOf(`${line}\n ${cutMark}`));
  }
  return { lines, isCut: false };
}
