import type { Localised } from '../language.ts';

/** The words of answers, abstentions and passages in one language. What is foreign in an argument is inert already. */
export interface CardWords {
  /** Labels of buttons: short, or a phone cuts them. */
  readonly followUp: string;
  readonly share: string;
  readonly helpful: string;
  readonly notHelpful: string;
  readonly dismiss: string;
  readonly rephrase: string;
  readonly showAll: string;
  /** @param number of the source; related passages have none */
  readonly passage: (number: number | null) => string;
  readonly openSource: string;

  readonly onlyFrom: (title: string) => string;
  readonly differ: string;
  /** The work that a document retells. */
  readonly after: (work: string) => string;
  readonly paragraph: (number: number, count: number) => string;
  readonly line: (number: number) => string;
  readonly andMore: (count: number) => string;

  readonly quoted: string;
  readonly documents: (count: number) => string;
  /** @param when a timestamp: “two hours ago” */
  readonly indexed: (when: string) => string;
  /** @param percent such as “93 %” or “> 99 %” */
  readonly sure: (percent: string) => string;

  readonly notSaid: string;
  readonly noPassage: string;
  readonly related: string;

  /** @param when a timestamp in brackets, or nothing */
  readonly unchanged: (when: string) => string;
  readonly changed: (when: string) => string;
  readonly missing: (when: string) => string;
  readonly rebuilt: string;
  readonly passageGone: string;
  readonly documentChanged: string;
  readonly documentGone: string;
  readonly askAgain: string;
}

const russianPlural = new Intl.PluralRules('ru');

function numbered(word: string, number: number | null): string {
  return number === null ? word : `${word} ${number}`;
}

export const cardWords: Localised<CardWords> = {
  en: {
    followUp: 'Follow up',
    share: 'Share',
    helpful: 'Helpful',
    notHelpful: 'Not helpful',
    dismiss: 'Dismiss',
    rephrase: 'Rephrase',
    showAll: 'Show all',
    passage: (number) => numbered('Passage', number),
    openSource: 'Read the original',
    onlyFrom: (title) => `Only from “${title}”`,
    differ: 'The documents do not agree.',
    after: (work) => `after ${work}`,
    paragraph: (number, count) => `paragraph ${number} of ${count}`,
    line: (number) => `line ${number}`,
    andMore: (count) => `and ${count} more`,
    quoted: 'Quoted, nothing added',
    documents: (count) => (count === 1 ? '1 document' : `${count} documents`),
    indexed: (when) => `indexed ${when}`,
    sure: (percent) => `${percent} sure`,
    notSaid: 'The documents do not say.',
    noPassage: 'No passage answers the question.',
    related: 'Related, not an answer',
    unchanged: (when) => `Unchanged since it was indexed${when}`,
    changed: (when) => `The file has changed since it was indexed${when}. This is how it read then`,
    missing: (when) => `The file is no longer there. It was indexed${when}`,
    rebuilt: 'The index has been built anew since this answer; this document is the same',
    passageGone: 'This passage is no longer in the index.',
    documentChanged: 'Its document has changed since this answer:',
    documentGone: 'Its document has been changed or removed since this answer.',
    askAgain: 'Ask the question again.',
  },
  no: {
    followUp: 'Spør videre',
    share: 'Del',
    helpful: 'Nyttig',
    notHelpful: 'Ikke nyttig',
    dismiss: 'Fjern',
    rephrase: 'Spør på nytt',
    showAll: 'Vis alt',
    passage: (number) => numbered('Avsnitt', number),
    openSource: 'Les originalen',
    onlyFrom: (title) => `Bare fra «${title}»`,
    differ: 'Dokumentene er ikke enige.',
    after: (work) => `etter ${work}`,
    paragraph: (number, count) => `avsnitt ${number} av ${count}`,
    line: (number) => `linje ${number}`,
    andMore: (count) => `og ${count} til`,
    quoted: 'Sitert, ingenting lagt til',
    documents: (count) => (count === 1 ? '1 dokument' : `${count} dokumenter`),
    indexed: (when) => `indeksert ${when}`,
    sure: (percent) => `${percent} sikkert`,
    notSaid: 'Det står ikke i dokumentene.',
    noPassage: 'Ingen avsnitt svarer på spørsmålet.',
    related: 'Beslektet, men ikke et svar',
    unchanged: (when) => `Uendret siden det ble indeksert${when}`,
    changed: (when) => `Filen er endret siden den ble indeksert${when}. Slik sto det da`,
    missing: (when) => `Filen finnes ikke lenger. Den ble indeksert${when}`,
    rebuilt: 'Indeksen er bygget på nytt siden dette svaret; dette dokumentet er det samme',
    passageGone: 'Dette avsnittet er ikke lenger i indeksen.',
    documentChanged: 'Dokumentet er endret siden dette svaret:',
    documentGone: 'Dokumentet er endret eller fjernet siden dette svaret.',
    askAgain: 'Still spørsmålet igjen.',
  },
  tr: {
    followUp: 'Devamını sor',
    share: 'Paylaş',
    helpful: 'Yararlı',
    notHelpful: 'Yararlı değil',
    dismiss: 'Kaldır',
    rephrase: 'Başka türlü sor',
    showAll: 'Tümünü göster',
    passage: (number) => numbered('Bölüm', number),
    openSource: 'Aslını oku',
    onlyFrom: (title) => `Yalnızca “${title}” belgesinden`,
    differ: 'Belgeler birbirini tutmuyor.',
    after: (work) => `kaynağı: ${work}`,
    paragraph: (number, count) => `paragraf ${number}/${count}`,
    line: (number) => `satır ${number}`,
    andMore: (count) => `ve ${count} tane daha`,
    quoted: 'Alıntıdır, hiçbir şey eklenmedi',
    documents: (count) => `${count} belge`,
    indexed: (when) => `dizinlendi: ${when}`,
    sure: (percent) => `güven ${percent}`,
    notSaid: 'Bu, belgelerde yazmıyor.',
    noPassage: 'Hiçbir bölüm bu soruyu yanıtlamıyor.',
    related: 'İlgili, ama yanıt değil',
    unchanged: (when) => `Dizinlendiğinden beri değişmedi${when}`,
    changed: (when) => `Dosya dizinlendikten sonra değişti${when}. O zaman böyleydi`,
    missing: (when) => `Dosya artık yok. Dizinlenmişti${when}`,
    rebuilt: 'Dizin bu yanıttan sonra yeniden oluşturuldu; bu belge aynı',
    passageGone: 'Bu bölüm artık dizinde yok.',
    documentChanged: 'Belgesi bu yanıttan sonra değişti:',
    documentGone: 'Belgesi bu yanıttan sonra değişti ya da kaldırıldı.',
    askAgain: 'Soruyu yeniden sor.',
  },
  ru: {
    followUp: 'Уточнить',
    share: 'Поделиться',
    helpful: 'Помогло',
    notHelpful: 'Не помогло',
    dismiss: 'Убрать',
    rephrase: 'Спросить иначе',
    showAll: 'Показать всё',
    passage: (number) => numbered('Отрывок', number),
    openSource: 'Читать оригинал',
    onlyFrom: (title) => `Только из «${title}»`,
    differ: 'Документы расходятся.',
    after: (work) => `по материалу: ${work}`,
    paragraph: (number, count) => `абзац ${number} из ${count}`,
    line: (number) => `строка ${number}`,
    andMore: (count) => `и ещё ${count}`,
    quoted: 'Только цитаты, ничего не добавлено',
    documents: (count) =>
      `${count} ${{ one: 'документ', few: 'документа', many: 'документов', other: 'документа', two: 'документа', zero: 'документов' }[russianPlural.select(count)]}`,
    indexed: (when) => `индекс построен ${when}`,
    sure: (percent) => `уверенность ${percent}`,
    notSaid: 'В документах этого нет.',
    noPassage: 'Ни один отрывок не отвечает на вопрос.',
    related: 'Близко по теме, но это не ответ',
    unchanged: (when) => `Не изменялось с момента индексации${when}`,
    changed: (when) => `Файл изменился после индексации${when}. Тогда было написано так`,
    missing: (when) => `Файла больше нет. Он был проиндексирован${when}`,
    rebuilt: 'Индекс с тех пор построен заново; этот документ тот же',
    passageGone: 'Этого отрывка больше нет в индексе.',
    documentChanged: 'Его документ изменился после этого ответа:',
    documentGone: 'Его документ изменён или удалён после этого ответа.',
    askAgain: 'Задайте вопрос ещё раз.',
  },
  de: {
    followUp: 'Nachfragen',
    share: 'Teilen',
    helpful: 'Hilfreich',
    notHelpful: 'Nicht hilfreich',
    dismiss: 'Entfernen',
    rephrase: 'Anders fragen',
    showAll: 'Alles zeigen',
    passage: (number) => numbered('Abschnitt', number),
    openSource: 'Original lesen',
    onlyFrom: (title) => `Nur aus „${title}“`,
    differ: 'Die Dokumente sind sich nicht einig.',
    after: (work) => `nach ${work}`,
    paragraph: (number, count) => `Absatz ${number} von ${count}`,
    line: (number) => `Zeile ${number}`,
    andMore: (count) => `und ${count} weitere`,
    quoted: 'Zitiert, nichts hinzugefügt',
    documents: (count) => (count === 1 ? '1 Dokument' : `${count} Dokumente`),
    indexed: (when) => `indexiert ${when}`,
    sure: (percent) => `zu ${percent} sicher`,
    notSaid: 'Das steht nicht in den Dokumenten.',
    noPassage: 'Kein Abschnitt beantwortet die Frage.',
    related: 'Verwandt, aber keine Antwort',
    unchanged: (when) => `Unverändert, seit es indexiert wurde${when}`,
    changed: (when) => `Die Datei wurde geändert, seit sie indexiert wurde${when}. So stand es damals da`,
    missing: (when) => `Die Datei gibt es nicht mehr. Sie wurde indexiert${when}`,
    rebuilt: 'Der Index wurde seit dieser Antwort neu gebaut; dieses Dokument ist dasselbe',
    passageGone: 'Dieser Abschnitt ist nicht mehr im Index.',
    documentChanged: 'Sein Dokument wurde seit dieser Antwort geändert:',
    documentGone: 'Sein Dokument wurde seit dieser Antwort geändert oder entfernt.',
    askAgain: 'Stell die Frage noch einmal.',
  },
};
