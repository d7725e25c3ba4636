/** The languages that commands and cards speak; quotes stay in the language of their document. */
export const languages = ['en', 'no', 'tr', 'ru', 'de'] as const;
export type Language = (typeof languages)[number];

/** The same words in each language. */
export type Localised<T> = Readonly<Record<Language, T>>;

/** The language for one of Discord's locales (`en-GB`, `no`, `pt-BR`); English for those that are not spoken, and for none. */
export function languageOf(locale: string | undefined): Language {
  const [base = ''] = (locale ?? '').toLowerCase().split('-');
  return languages.find((language) => language === base) ?? 'en';
}
