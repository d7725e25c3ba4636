import { de, no, ru, tr } from './translations.ts';
import { en, type Words } from './words.ts';

/** The languages to choose from, as each calls itself. */
export const locales = {
  'en-GB': 'English',
  no: 'Norsk',
  tr: 'Türkçe',
  ru: 'Русский',
  de: 'Deutsch',
} as const;

export type Locale = keyof typeof locales;

const spoken: Readonly<Record<Locale, Words>> = { 'en-GB': en, no, tr, ru, de };

/** The offered locale that is nearest to any of Discord's. */
export function localeNear(locale: string): Locale {
  const base = locale.split('-')[0] ?? '';
  return (
    (Object.keys(locales) as Locale[]).find((offered) => offered === locale || offered === base) ?? 'en-GB'
  );
}

export function wordsFor(locale: Locale): Words {
  return spoken[locale];
}
