import { inertLine } from '../text/inert.ts';
import { readableDate } from '../text/readable-date.ts';
import type { Answer, Citation, DatedWords } from '../types.ts';

/** What a quote's words count from, and what they come to: `In a document of 14 January 2017: “on Friday” (probably 13 January 2017)`. */
export function datedLine({ published, dated = [] }: Citation): string {
  if (dated.length === 0) return '';
  const said = dated.map((words) => {
    const quoted = `“${inertLine(words.words)}”`;
    return words.date === null ? quoted : `${quoted} (${dateOf(words, words.date)})`;
  });
  const where = published === null ? 'without a date' : `of ${readableDate(published)}`;
  return `In a document ${where}: ${said.join(', ')}`;
}

/** What the short answer comes to, beside it. */
export function shortDatedLine({ shortDated, citations }: Answer): string {
  const published = citations.find(({ number }) => number === shortDated?.number)?.published ?? null;
  if (shortDated === undefined || published === null) return '';
  return `${dateOf(shortDated, shortDated.date)}, counted from ${readableDate(published)}`;
}

function dateOf({ isRough }: Pick<DatedWords, 'isRough'>, date: string): string {
  return `${isRough ? 'about' : 'probably'} ${readableDate(date)}`;
}
