import type { ClaimVerdict } from '../../answering/claim.ts';
import type { Localised } from '../language.ts';

/** The words of a checked claim in one language. What is foreign in an argument is inert already. */
export interface ClaimWords {
  readonly claim: string;
  readonly verdicts: Readonly<Record<ClaimVerdict, string>>;
  readonly differs: (claim: string, document: string) => string;
  readonly lacking: (words: string) => string;
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
    marks: ['„', '“'],
    caution:
      'Verglichen wurden nur Wörter und Zahlen, nicht der Sinn. Lies die Abschnitte, bevor du dich darauf verlässt.',
  },
};
