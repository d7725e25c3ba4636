import type { Language, Localised } from './language.ts';
import { shownWithin } from './shorten.ts';

/** What `Intl` calls the languages; days before months in English too, as in the terminal. */
const locales: Localised<string> = { en: 'en-GB', no: 'nb', tr: 'tr', ru: 'ru', de: 'de' };

/** What `Intl` calls a language. */
export function localeOf(language: Language): string {
  return locales[language];
}

/** Longest text that is shown in place of a date that is none. */
const longestDate = 40;

/** An ISO 8601 date, or as much of it as is known, as a reader of the language writes it. Inert, whatever it was. */
export function localDate(date: string, language: Language): string {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  const moment = parts === null ? Number.NaN : Date.parse(date);
  if (parts === null || Number.isNaN(moment)) return shownWithin(date, longestDate);
  const [, , month, day] = parts;
  if (month === undefined) return date;
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    ...(day === undefined ? {} : { day: 'numeric' }),
  }).format(moment);
}

/** A probability in per cent. Never a round 0 or 100: it is an estimate. */
export function localPercent(probability: number, language: Language): string {
  const format = new Intl.NumberFormat(locales[language], { style: 'percent' });
  if (probability > 0.99) return `> ${format.format(0.99)}`;
  if (probability >= 0.01) return format.format(probability);
  return `< ${format.format(0.01)}`;
}
