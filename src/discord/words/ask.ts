import type { Localised } from '../language.ts';

/** What is said around questions that are asked, followed up and shared. Foreign text in it is inert already. */
export interface AskWords {
  /** Of modals: at most 45 characters. */
  readonly followUpTitle: string;
  readonly followUpLabel: string;
  readonly rephraseTitle: string;
  readonly questionLabel: string;
  /** Before the earlier question, in an input of at most 100 characters. */
  readonly earlier: string;
  readonly followsUp: (question: string) => string;
  readonly sharedBy: (name: string) => string;
  readonly shared: string;
  readonly notShared: string;
  /** Where answers are private and somebody would have had this one public. @param share what the button says */
  readonly keptPrivate: (share: string) => string;
  readonly cut: (most: number) => string;
}

export const askWords: Localised<AskWords> = {
  en: {
    followUpTitle: 'Follow up',
    followUpLabel: 'What else would you like to know?',
    rephraseTitle: 'Rephrase the question',
    questionLabel: 'Your question',
    earlier: 'After: ',
    followsUp: (question) => `Following up on: ${question}`,
    sharedBy: (name) => `Shared by ${name}`,
    shared: 'Shared: everyone here can see this answer now.',
    notShared: 'Discord would not let the bot post here, so nothing was shared.',
    keptPrivate: (share) => `Answers are private here; “${share}” shows this one to everyone.`,
    cut: (most) =>
      `The message is longer; its first ${most} characters were read, up to the end of a sentence.`,
  },
  no: {
    followUpTitle: 'Spør videre',
    followUpLabel: 'Hva mer vil du vite?',
    rephraseTitle: 'Still spørsmålet på en annen måte',
    questionLabel: 'Spørsmålet ditt',
    earlier: 'Etter: ',
    followsUp: (question) => `Følger opp: ${question}`,
    sharedBy: (name) => `Delt av ${name}`,
    shared: 'Delt: alle her kan se dette svaret nå.',
    notShared: 'Discord lot ikke boten skrive her, så ingenting ble delt.',
    keptPrivate: (share) => `Svar er private her; «${share}» viser dette til alle.`,
    cut: (most) => `Meldingen er lengre; de første ${most} tegnene ble lest, til en setning var slutt.`,
  },
  tr: {
    followUpTitle: 'Devamını sor',
    followUpLabel: 'Başka ne bilmek istersin?',
    rephraseTitle: 'Soruyu başka türlü sor',
    questionLabel: 'Sorun',
    earlier: 'Önceki: ',
    followsUp: (question) => `Şu sorunun devamı: ${question}`,
    sharedBy: (name) => `Paylaşan: ${name}`,
    shared: 'Paylaşıldı: bu yanıtı artık buradaki herkes görebilir.',
    notShared: 'Discord botun buraya yazmasına izin vermedi; hiçbir şey paylaşılmadı.',
    keptPrivate: (share) => `Yanıtlar burada özeldir; “${share}” bunu herkese gösterir.`,
    cut: (most) => `Mesaj daha uzun; ilk ${most} karakteri, bir cümlenin sonuna kadar okundu.`,
  },
  ru: {
    followUpTitle: 'Уточнить',
    followUpLabel: 'Что ещё вы хотите узнать?',
    rephraseTitle: 'Спросить иначе',
    questionLabel: 'Ваш вопрос',
    earlier: 'После: ',
    followsUp: (question) => `В продолжение вопроса: ${question}`,
    sharedBy: (name) => `Показано всем: ${name}`,
    shared: 'Теперь этот ответ здесь видят все.',
    notShared: 'Discord не позволил боту написать здесь, поэтому ответ никому не показан.',
    keptPrivate: (share) => `Ответы здесь видит только тот, кто спросил; «${share}» покажет этот всем.`,
    cut: (most) => `Сообщение длиннее; прочитаны первые ${most} знаков, до конца предложения.`,
  },
  de: {
    followUpTitle: 'Nachfragen',
    followUpLabel: 'Was möchtest du noch wissen?',
    rephraseTitle: 'Die Frage anders stellen',
    questionLabel: 'Deine Frage',
    earlier: 'Nach: ',
    followsUp: (question) => `Nachfrage zu: ${question}`,
    sharedBy: (name) => `Geteilt von ${name}`,
    shared: 'Geteilt: Alle hier können diese Antwort jetzt sehen.',
    notShared: 'Discord ließ den Bot hier nicht schreiben, deshalb wurde nichts geteilt.',
    keptPrivate: (share) => `Antworten sind hier privat; „${share}“ zeigt diese allen.`,
    cut: (most) =>
      `Die Nachricht ist länger; gelesen wurden die ersten ${most} Zeichen, bis zu einem Satzende.`,
  },
};
