import type { Answer, Citation } from '../types.ts';
import type { Language } from './language.ts';
import { localDate } from './local-words.ts';
import { shownWithin } from './shorten.ts';
import { datedWordsOf } from './words/dated.ts';

/** Words of a quote are short; this is for those that are not. */
const longestWords = 40;

/** What a quote's words count from, and what they come to, as far as that is settled; nothing where there is nothing to tell. */
export function datedLine({ published, dated = [] }: Citation, language: Language, longest: number): string {
  const { inDocument, inUndated, probably, about, quoted } = datedWordsOf[language];
  let line = '';
  const items: string[] = [];
  for (const { words, date, isRough } of dated) {
    const said = quoted(shownWithin(words, longestWords));
    const comesTo = date === null ? '' : ` (${(isRough ? about : probably)(localDate(date, language))})`;
    items.push(`${said}${comesTo}`);
    const list = items.join(', ');
    const next = `-# ${published === null ? inUndated(list) : inDocument(localDate(published, language), list)}`;
    if (next.length > longest && line !== '') break;
    line = next;
  }
  return line;
}

/** What the short answer comes to, to be said right under it. */
export function shortDatedLine({ shortDated, citations }: Answer, language: Language): string {
  const { countedFrom, probably, about } = datedWordsOf[language];
  const published = citations.find(({ number }) => number === shortDated?.number)?.published ?? null;
  if (shortDated === undefined || published === null) return '';
  const date = (shortDated.isRough ? about : probably)(localDate(shortDated.date, language));
  return `**${date}**, ${countedFrom(localDate(published, language))}`;
}
