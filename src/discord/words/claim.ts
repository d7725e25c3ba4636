import type { ClaimVerdict } from '../../answering/claim.ts';
import type { Localised } from '../language.ts';

/** The words of a checked claim in one language. What is foreign in an argument is inert already. */
export interface ClaimWords {
  readonly claim: string;
  readonly verdicts: Readonly<Record<ClaimVerdict, string>>;
  readonly differs: (claim: string, document: string) => string;
  readonly lacking: (words: string) => string;
  readonly otherLanguage: (claim: string, documents: string) => string;
  /** Quotation marks around a word. */
  readonly marks: readonly [string, string];
  /** What such a check is worth. */
  readonly caution: string;
}

export const claimWords: Localised<ClaimWords> = {
  en: {
    claim: 'Claim',
    verdicts: {
      supported: 'The documents support this.',
      contradicted: 'The documents say otherwise.',
      'not-mentioned': 'No sentence was found that says this or the opposite.',
    },
    differs: (claim, document) => `The claim says ${claim}, the document ${document}.`,
    lacking: (words) => `No word of ${words} in these passages.`,
    otherLanguage: (claim, documents) =>
      `The text seems to be in ${claim}; the documents are in ${documents}, and claims are not checked across languages. These passages hold names, numbers and everyday words of it.`,
    marks: ['“', '”'],
    caution: 'Only words and figures were compared, not meaning. Read the passages before you rely on this.',
  },
  no: {
    claim: 'Påstand',
    verdicts: {
      supported: 'Dokumentene støtter dette.',
      contradicted: 'Dokumentene sier noe annet.',
      'not-mentioned': 'Fant ingen setning som sier dette eller det motsatte.',
    },
    differs: (claim, document) => `Påstanden sier ${claim}, dokumentet ${document}.`,
    lacking: (words) => `Ikke et ord om ${words} i disse avsnittene.`,
    otherLanguage: (claim, documents) =>
      `Teksten ser ut til å være på ${claim}, og dokumentene er på ${documents}; påstander blir ikke sjekket på tvers av språk. Disse avsnittene har navn, tall og hverdagsord fra den.`,
    marks: ['«', '»'],
    caution: 'Bare ord og tall er sammenlignet, ikke mening. Les avsnittene før du stoler på dette.',
  },
  tr: {
    claim: 'İddia',
    verdicts: {
      supported: 'Belgeler bunu destekliyor.',
      contradicted: 'Belgeler başka bir şey söylüyor.',
      'not-mentioned': 'Bunu ya da tersini söyleyen bir cümle bulunamadı.',
    },
    differs: (claim, document) => `İddiada ${claim}, belgede ${document} yazıyor.`,
    lacking: (words) => `Bu bölümlerde geçmiyor: ${words}.`,
    otherLanguage: (claim, documents) =>
      `Metnin dili ${claim} gibi görünüyor, belgelerin dili ise ${documents}; iddialar diller arasında denetlenmiyor. Bu bölümlerde metindeki adlar, sayılar ve günlük sözcükler geçiyor.`,
    marks: ['“', '”'],
    caution: 'Yalnızca sözcükler ve sayılar karşılaştırıldı, anlam değil. Güvenmeden önce bölümleri oku.',
  },
  ru: {
    claim: 'Утверждение',
    verdicts: {
      supported: 'Документы это подтверждают.',
      contradicted: 'В документах сказано иначе.',
      'not-mentioned': 'Не нашлось предложения, где сказано это или обратное.',
    },
    differs: (claim, document) => `В утверждении ${claim}, в документе ${document}.`,
    lacking: (words) => `В этих отрывках не встречается: ${words}.`,
    otherLanguage: (claim, documents) =>
      `Похоже, язык текста — ${claim}, а язык документов — ${documents}; между языками утверждения не проверяются. В этих отрывках есть имена, числа и обиходные слова из него.`,
    marks: ['«', '»'],
    caution: 'Сравнивались только слова и числа, а не смысл. Прочтите отрывки, прежде чем на это полагаться.',
  },
  de: {
    claim: 'Behauptung',
    verdicts: {
      supported: 'Die Dokumente stützen das.',
      contradicted: 'In den Dokumenten steht etwas anderes.',
      'not-mentioned': 'Es fand sich kein Satz, der das oder das Gegenteil sagt.',
    },
    differs: (claim, document) => `Die Behauptung sagt ${claim}, das Dokument ${document}.`,
    lacking: (words) => `Kein Wort von ${words} in diesen Abschnitten.`,
    otherLanguage: (claim, documents) =>
      `Die Sprache des Textes scheint ${claim} zu sein, die der Dokumente ist ${documents}; über Sprachen hinweg wird nicht geprüft. Diese Abschnitte enthalten Namen, Zahlen und Alltagswörter daraus.`,
    marks: ['„', '“'],
    caution:
      'Verglichen wurden nur Wörter und Zahlen, nicht der Sinn. Lies die Abschnitte, bevor du dich darauf verlässt.',
  },
};
