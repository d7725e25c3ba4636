import type { Localised } from '../language.ts';

/** What is said of words that count from the day a document was published. Arguments are inert, dates readable. */
export interface DatedLineWords {
  readonly quoted: (words: string) => string;
  /** @param list the words, each with what it comes to in brackets */
  readonly inDocument: (date: string, list: string) => string;
  readonly inUndated: (list: string) => string;
  readonly probably: (date: string) => string;
  readonly about: (date: string) => string;
  /** After a date and a comma. */
  readonly countedFrom: (date: string) => string;
}

export const datedWordsOf: Localised<DatedLineWords> = {
  en: {
    quoted: (words) => `“${words}”`,
    inDocument: (date, list) => `In a document of ${date}: ${list}`,
    inUndated: (list) => `In a document without a date: ${list}`,
    probably: (date) => `probably ${date}`,
    about: (date) => `about ${date}`,
    countedFrom: (date) => `counted from ${date}`,
  },
  no: {
    quoted: (words) => `«${words}»`,
    inDocument: (date, list) => `I et dokument fra ${date}: ${list}`,
    inUndated: (list) => `I et dokument uten dato: ${list}`,
    probably: (date) => `trolig ${date}`,
    about: (date) => `omkring ${date}`,
    countedFrom: (date) => `regnet fra ${date}`,
  },
  tr: {
    quoted: (words) => `“${words}”`,
    inDocument: (date, list) => `${date} tarihli bir belgede: ${list}`,
    inUndated: (list) => `Tarihi olmayan bir belgede: ${list}`,
    probably: (date) => `muhtemelen ${date}`,
    about: (date) => `${date} dolayları`,
    countedFrom: (date) => `${date} tarihine göre`,
  },
  ru: {
    quoted: (words) => `«${words}»`,
    inDocument: (date, list) => `Дата документа — ${date}: ${list}`,
    inUndated: (list) => `В документе без даты: ${list}`,
    probably: (date) => `вероятно, ${date}`,
    about: (date) => `примерно ${date}`,
    countedFrom: (date) => `если считать от даты документа: ${date}`,
  },
  de: {
    quoted: (words) => `„${words}“`,
    inDocument: (date, list) => `In einem Dokument vom ${date}: ${list}`,
    inUndated: (list) => `In einem Dokument ohne Datum: ${list}`,
    probably: (date) => `wahrscheinlich ${date}`,
    about: (date) => `etwa ${date}`,
    countedFrom: (date) => `gerechnet ab ${date}`,
  },
};
