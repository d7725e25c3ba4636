import type { SourceState } from '../../library/live.ts';
import type { Localised } from '../language.ts';
import { counted, numeral } from './counted.ts';

/** What the cards of a search, of the documents and of one document's outline say around what they show. */
export interface BrowseWords {
  readonly nearest: string;
  readonly score: (score: number) => string;
  readonly aboutScores: string;
  readonly nothingFound: string;
  readonly open: string;
  readonly back: string;
  readonly next: string;
  readonly page: (page: number, of: number) => string;
  readonly documents: string;
  readonly countDocuments: (count: number) => string;
  readonly countPassages: (count: number) => string;
  readonly countWords: (count: number) => string;
  readonly countParagraphs: (count: number) => string;
  readonly state: Readonly<Record<SourceState, string>>;
  readonly after: (work: string) => string;
  readonly outline: string;
  readonly opening: string;
  readonly noOutline: string;
  readonly allDocuments: string;
  readonly website: string;
  readonly indexed: (when: string) => string;
  readonly rebuilt: string;
}

export const browseWords: Localised<BrowseWords> = {
  en: {
    nearest: 'Nearest passages',
    score: (score) => `score ${numeral('en', score, 2)}`,
    aboutScores:
      'A score compares words: the share of equally near passages that held the answer in a public test.',
    nothingFound: 'No passage has anything to do with these words. Try other words, or fewer.',
    open: 'Open',
    back: 'Back',
    next: 'Next',
    page: (page, of) => `Page ${page} of ${of}`,
    documents: 'Documents',
    countDocuments: (count) => counted('en', count, { one: 'document', other: 'documents' }),
    countPassages: (count) => counted('en', count, { one: 'passage', other: 'passages' }),
    countWords: (count) => counted('en', count, { one: 'word', other: 'words' }),
    countParagraphs: (count) => counted('en', count, { one: 'paragraph', other: 'paragraphs' }),
    state: {
      unchanged: 'unchanged since indexed',
      changed: 'changed since indexed',
      missing: 'file missing since indexed',
    },
    after: (work) => `after ${work}`,
    outline: 'Outline',
    opening: 'Opening',
    noOutline: 'This document holds no text to outline.',
    allDocuments: 'All documents',
    website: 'Website',
    indexed: (when) => `indexed ${when}`,
    rebuilt: 'The index has been built anew since; this is how it stands now.',
  },
  no: {
    nearest: 'Nærmeste utdrag',
    score: (score) => `poeng ${numeral('no', score, 2)}`,
    aboutScores:
      'Poengene sammenligner ord: andelen av like nære utdrag som inneholdt svaret i en offentlig test.',
    nothingFound: 'Ingen utdrag har noe med disse ordene å gjøre. Prøv andre ord, eller færre.',
    open: 'Åpne',
    back: 'Tilbake',
    next: 'Neste',
    page: (page, of) => `Side ${page} av ${of}`,
    documents: 'Dokumenter',
    countDocuments: (count) => counted('no', count, { one: 'dokument', other: 'dokumenter' }),
    countPassages: (count) => counted('no', count, { one: 'utdrag', other: 'utdrag' }),
    countWords: (count) => counted('no', count, { one: 'ord', other: 'ord' }),
    countParagraphs: (count) => counted('no', count, { one: 'avsnitt', other: 'avsnitt' }),
    state: {
      unchanged: 'uendret siden indekseringen',
      changed: 'endret siden indekseringen',
      missing: 'filen mangler siden indekseringen',
    },
    after: (work) => `etter ${work}`,
    outline: 'Oppbygning',
    opening: 'Innledning',
    noOutline: 'Dette dokumentet har ingen tekst å vise oppbygningen av.',
    allDocuments: 'Alle dokumenter',
    website: 'Nettside',
    indexed: (when) => `indeksert ${when}`,
    rebuilt: 'Indeksen er bygd på nytt siden; slik er den nå.',
  },
  tr: {
    nearest: 'En yakın bölümler',
    score: (score) => `puan ${numeral('tr', score, 2)}`,
    aboutScores:
      'Puan sözcükleri karşılaştırır: açık bir testte bu yakınlıktaki bölümlerin yanıtı içerme oranı.',
    nothingFound: 'Bu sözcüklerle ilgili bölüm yok. Başka ya da daha az sözcük dene.',
    open: 'Aç',
    back: 'Geri',
    next: 'İleri',
    page: (page, of) => `Sayfa ${page} / ${of}`,
    documents: 'Belgeler',
    countDocuments: (count) => counted('tr', count, { other: 'belge' }),
    countPassages: (count) => counted('tr', count, { other: 'bölüm' }),
    countWords: (count) => counted('tr', count, { other: 'sözcük' }),
    countParagraphs: (count) => counted('tr', count, { other: 'paragraf' }),
    state: {
      unchanged: 'dizinlendiğinden beri değişmedi',
      changed: 'dizinlendiğinden beri değişti',
      missing: 'dosyası artık yok',
    },
    after: (work) => `kaynak: ${work}`,
    outline: 'Ana hatlar',
    opening: 'Giriş',
    noOutline: 'Bu belgede ana hatları gösterilecek metin yok.',
    allDocuments: 'Tüm belgeler',
    website: 'Web sitesi',
    indexed: (when) => `dizinlenme: ${when}`,
    rebuilt: 'Dizin o zamandan beri yeniden kuruldu; şimdiki hâli bu.',
  },
  ru: {
    nearest: 'Ближайшие отрывки',
    score: (score) => `оценка ${numeral('ru', score, 2)}`,
    aboutScores: 'Оценка сравнивает слова: доля столь же близких отрывков с ответом в открытом тесте.',
    nothingFound: 'Ни один отрывок не связан с этими словами. Попробуйте другие слова или меньше слов.',
    open: 'Открыть',
    back: 'Назад',
    next: 'Вперёд',
    page: (page, of) => `Страница ${page} из ${of}`,
    documents: 'Документы',
    countDocuments: (count) =>
      counted('ru', count, { one: 'документ', few: 'документа', many: 'документов', other: 'документа' }),
    countPassages: (count) =>
      counted('ru', count, { one: 'отрывок', few: 'отрывка', many: 'отрывков', other: 'отрывка' }),
    countWords: (count) => counted('ru', count, { one: 'слово', few: 'слова', many: 'слов', other: 'слова' }),
    countParagraphs: (count) =>
      counted('ru', count, { one: 'абзац', few: 'абзаца', many: 'абзацев', other: 'абзаца' }),
    state: {
      unchanged: 'не менялся после индексации',
      changed: 'изменён после индексации',
      missing: 'файла больше нет',
    },
    after: (work) => `по материалу: ${work}`,
    outline: 'План',
    opening: 'Начало',
    noOutline: 'В этом документе нет текста, план которого можно показать.',
    allDocuments: 'Все документы',
    website: 'Сайт',
    indexed: (when) => `проиндексировано ${when}`,
    rebuilt: 'С тех пор индекс построен заново; вот его нынешнее состояние.',
  },
  de: {
    nearest: 'Nächstliegende Abschnitte',
    score: (score) => `Wert ${numeral('de', score, 2)}`,
    aboutScores:
      'Der Wert vergleicht Wörter: der Anteil gleich naher Abschnitte mit der Antwort in einem öffentlichen Test.',
    nothingFound: 'Kein Abschnitt hat mit diesen Wörtern zu tun. Versuche andere oder weniger Wörter.',
    open: 'Öffnen',
    back: 'Zurück',
    next: 'Weiter',
    page: (page, of) => `Seite ${page} von ${of}`,
    documents: 'Dokumente',
    countDocuments: (count) => counted('de', count, { one: 'Dokument', other: 'Dokumente' }),
    countPassages: (count) => counted('de', count, { one: 'Abschnitt', other: 'Abschnitte' }),
    countWords: (count) => counted('de', count, { one: 'Wort', other: 'Wörter' }),
    countParagraphs: (count) => counted('de', count, { one: 'Absatz', other: 'Absätze' }),
    state: {
      unchanged: 'unverändert seit der Indexierung',
      changed: 'geändert seit der Indexierung',
      missing: 'Datei fehlt seit der Indexierung',
    },
    after: (work) => `nach ${work}`,
    outline: 'Gliederung',
    opening: 'Anfang',
    noOutline: 'Dieses Dokument enthält keinen Text, der sich gliedern ließe.',
    allDocuments: 'Alle Dokumente',
    website: 'Website',
    indexed: (when) => `indexiert ${when}`,
    rebuilt: 'Der Index wurde seither neu gebaut; dies ist der heutige Stand.',
  },
};
