import type { Reason } from '../feedback.ts';
import type { Localised } from '../language.ts';
import type { Said } from './notice.ts';

/** What the modal for reasons says, and what follows a vote that could not be kept. */
export interface FeedbackWords {
  /** At most 45 characters, as the labels are. */
  readonly title: string;
  readonly reasonLabel: string;
  readonly commentLabel: string;
  /** At most 100 characters: that the question is kept with the reason, where, and for how long. */
  readonly kept: (days: number) => string;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly notKept: Said;
}

export const feedbackWords: Localised<FeedbackWords> = {
  en: {
    title: 'What was wrong?',
    reasonLabel: 'Reason',
    commentLabel: 'Anything else? (optional)',
    kept: (days) => `Your question is stored with this on the operator’s machine, for ${days} days.`,
    reasons: {
      'wrong-passage': 'The quote does not answer the question',
      missing: 'The documents do say it, but it was not found',
      outdated: 'The source is out of date',
      irrelevant: 'It has nothing to do with the question',
      other: 'Something else',
    },
    notKept: [
      'Your vote could not be kept.',
      'The storage of this bot is not working; those who run it can see why.',
    ],
  },
  no: {
    title: 'Hva var galt?',
    reasonLabel: 'Grunn',
    commentLabel: 'Noe mer? (valgfritt)',
    kept: (days) => `Spørsmålet ditt lagres med dette på operatørens maskin, i ${days} dager.`,
    reasons: {
      'wrong-passage': 'Sitatet svarer ikke på spørsmålet',
      missing: 'Dokumentene sier det, men det ble ikke funnet',
      outdated: 'Kilden er utdatert',
      irrelevant: 'Det har ingenting med spørsmålet å gjøre',
      other: 'Noe annet',
    },
    notKept: [
      'Stemmen din kunne ikke lagres.',
      'Lageret til boten virker ikke; de som driver den, kan se hvorfor.',
    ],
  },
  tr: {
    title: 'Yanlış olan neydi?',
    reasonLabel: 'Neden',
    commentLabel: 'Başka bir şey? (isteğe bağlı)',
    kept: (days) => `Sorun, bununla birlikte işletmecinin makinesinde ${days} gün saklanır.`,
    reasons: {
      'wrong-passage': 'Alıntı soruyu yanıtlamıyor',
      missing: 'Belgelerde var ama bulunamadı',
      outdated: 'Kaynak güncel değil',
      irrelevant: 'Soruyla ilgisi yok',
      other: 'Başka bir şey',
    },
    notKept: ['Oyun saklanamadı.', 'Botun deposu çalışmıyor; onu yönetenler nedenini görebilir.'],
  },
  ru: {
    title: 'Что было не так?',
    reasonLabel: 'Причина',
    commentLabel: 'Что-нибудь ещё? (необязательно)',
    kept: (days) => `Ваш вопрос будет храниться вместе с этим на машине оператора, срок в днях: ${days}.`,
    reasons: {
      'wrong-passage': 'Цитата не отвечает на вопрос',
      missing: 'В документах это есть, но не нашлось',
      outdated: 'Источник устарел',
      irrelevant: 'К вопросу это не относится',
      other: 'Другое',
    },
    notKept: [
      'Ваш голос не удалось сохранить.',
      'Хранилище бота не работает; те, кто его ведёт, увидят почему.',
    ],
  },
  de: {
    title: 'Was war falsch?',
    reasonLabel: 'Grund',
    commentLabel: 'Noch etwas? (freiwillig)',
    kept: (days) => `Deine Frage wird damit auf dem Rechner des Betreibers gespeichert, Tage: ${days}.`,
    reasons: {
      'wrong-passage': 'Das Zitat beantwortet die Frage nicht',
      missing: 'Es steht in den Dokumenten, wurde aber nicht gefunden',
      outdated: 'Die Quelle ist veraltet',
      irrelevant: 'Es hat nichts mit der Frage zu tun',
      other: 'Etwas anderes',
    },
    notKept: [
      'Deine Stimme konnte nicht gespeichert werden.',
      'Der Speicher des Bots geht nicht; wer ihn betreibt, sieht warum.',
    ],
  },
};
