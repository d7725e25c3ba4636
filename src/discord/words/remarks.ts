import type { Localised } from '../language.ts';

/** What is said beside an answer: what the documents lack, and that they are in another language. Arguments are inert. */
export interface RemarkWords {
  readonly quoted: (words: string) => string;
  /** @param missing "A", "A or B" */
  readonly noneMentions: (missing: string) => string;
  /** @param mentioned "A", "A and B" */
  readonly theyMention: (mentioned: string, missing: string) => string;
  readonly nearestMentions: (mentioned: string, missing: string) => string;
  /** @param count 2 or 3 */
  readonly saySo: (count: number) => string;
  /** @param question @param documents the languages' names, as they stand in running text */
  readonly otherLanguage: (question: string, documents: string) => string;
}

export const remarkWords: Localised<RemarkWords> = {
  en: {
    quoted: (words) => `“${words}”`,
    noneMentions: (missing) => `None of them mentions ${missing}.`,
    theyMention: (mentioned, missing) => `They mention ${mentioned}, but not ${missing}.`,
    nearestMentions: (mentioned, missing) => `The nearest passage mentions ${mentioned}, but not ${missing}.`,
    saySo: (count) => `${count} documents say so`,
    otherLanguage: (question, documents) =>
      `Your question seems to be in ${question}; the documents are in ${documents}, so only its names, numbers and everyday words were looked for.`,
  },
  no: {
    quoted: (words) => `«${words}»`,
    noneMentions: (missing) => `Ingen av dem nevner ${missing}.`,
    theyMention: (mentioned, missing) => `De nevner ${mentioned}, men ikke ${missing}.`,
    nearestMentions: (mentioned, missing) =>
      `Det nærmeste avsnittet nevner ${mentioned}, men ikke ${missing}.`,
    saySo: (count) => `${count} dokumenter sier det`,
    otherLanguage: (question, documents) =>
      `Spørsmålet ser ut til å være på ${question}, og dokumentene er på ${documents}. Derfor ble det bare lett etter navn, tall og hverdagsord.`,
  },
  tr: {
    quoted: (words) => `“${words}”`,
    noneMentions: (missing) => `Hiçbirinde geçmiyor: ${missing}.`,
    theyMention: (mentioned, missing) => `Belgelerde geçen: ${mentioned}; geçmeyen: ${missing}.`,
    nearestMentions: (mentioned, missing) => `En yakın bölümde geçen: ${mentioned}; geçmeyen: ${missing}.`,
    saySo: (count) => `${count} belge bunu söylüyor`,
    otherLanguage: (question, documents) =>
      `Sorunun dili ${question} gibi görünüyor, belgelerin dili ise ${documents}. Bu yüzden yalnızca adlar, sayılar ve günlük sözcükler arandı.`,
  },
  ru: {
    quoted: (words) => `«${words}»`,
    noneMentions: (missing) => `Ни в одном не встречается ${missing}.`,
    theyMention: (mentioned, missing) => `В них упоминается ${mentioned}, но не ${missing}.`,
    nearestMentions: (mentioned, missing) =>
      `В ближайшем отрывке упоминается ${mentioned}, но не ${missing}.`,
    saySo: (count) => `так сказано в ${count} документах`,
    otherLanguage: (question, documents) =>
      `Похоже, язык вопроса — ${question}, а язык документов — ${documents}, поэтому искались только имена, числа и обиходные слова.`,
  },
  de: {
    quoted: (words) => `„${words}“`,
    noneMentions: (missing) => `Keines erwähnt ${missing}.`,
    theyMention: (mentioned, missing) => `Sie erwähnen ${mentioned}, aber nicht ${missing}.`,
    nearestMentions: (mentioned, missing) =>
      `Der nächstliegende Abschnitt erwähnt ${mentioned}, aber nicht ${missing}.`,
    saySo: (count) => `${count} Dokumente sagen das`,
    otherLanguage: (question, documents) =>
      `Die Sprache deiner Frage scheint ${question} zu sein, die der Dokumente ist ${documents}. Gesucht wurde deshalb nur nach Namen, Zahlen und Alltagswörtern.`,
  },
};
