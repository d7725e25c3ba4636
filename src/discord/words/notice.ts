import type { Localised } from '../language.ts';
import { commandWords } from './commands.ts';

/** What a notice says: a sentence that stands out, and what to do, if anything. Foreign text in it is inert already. */
export type Said = readonly [lead: string, rest?: string];

/** The words of every notice in one language. */
export interface NoticeWords {
  /** @param when a timestamp that counts down: “in 20 seconds” */
  readonly tryAgain: (when: string) => Said;
  readonly busy: Said;
  readonly timedOut: Said;
  /** @param reference what the log calls it too */
  readonly error: (reference: string) => Said;
  readonly restarting: Said;
  readonly indexGone: Said;
  readonly documentGone: Said;
  readonly unknownButton: Said;
  readonly notYours: Said;
  readonly notAllowed: Said;
  readonly unknownDocument: (typed: string) => Said;
  /** Above the titles nearest to what was typed. */
  readonly nearest: string;
  readonly nothingToShare: Said;
  readonly voted: Said;
  readonly deleted: Said;
  readonly noQuestion: Said;
  readonly questionTooLong: (most: number) => Said;
  readonly noText: Said;
}

const ask = commandWords.ask.name;

export const noticeWords: Localised<NoticeWords> = {
  en: {
    tryAgain: (when) => ['That was a lot of questions at once.', `Try again ${when}.`],
    busy: ['Many people are asking right now.', 'Try again in a moment.'],
    timedOut: ['This took too long and was stopped.', 'Try again, perhaps with a shorter question.'],
    error: (reference) => [
      'Something went wrong on our side.',
      `If it happens again, tell those who run this bot: ${reference}`,
    ],
    restarting: ['The bot is restarting.', 'Ask again in a minute.'],
    indexGone: [
      'This answer comes from an index that is gone.',
      'The documents have been indexed anew since. Ask the question again.',
    ],
    documentGone: [
      'This document is no longer in the index.',
      'It was removed or renamed. Choose another one.',
    ],
    unknownButton: ['This button is too old to work.', 'Ask the question again.'],
    notYours: ['Only the person who asked can do this.', `Ask a question of your own with \`/${ask.en}\`.`],
    notAllowed: ['This is for those who manage the server.'],
    unknownDocument: (typed) => [`There is no document called “${typed}”.`, 'Choose one from the list.'],
    nearest: 'Nearest titles',
    nothingToShare: ['There is nothing here to share.', 'Ask the question again.'],
    voted: ['Thank you.', 'Your vote stays with those who run this bot.'],
    deleted: ['Deleted.'],
    noQuestion: ['There is no question in this.', 'Write one, for example “When did …?”.'],
    questionTooLong: (most) => [
      'This question is too long.',
      `Use at most ${most} characters; one sentence is best.`,
    ],
    noText: ['This message has no text to work with.', 'Choose one that says something in words.'],
  },
  no: {
    tryAgain: (when) => ['Det var mange spørsmål på én gang.', `Prøv igjen ${when}.`],
    busy: ['Mange spør akkurat nå.', 'Prøv igjen om litt.'],
    timedOut: ['Dette tok for lang tid og ble stoppet.', 'Prøv igjen, gjerne med et kortere spørsmål.'],
    error: (reference) => [
      'Noe gikk galt hos oss.',
      `Skjer det igjen, si fra til dem som driver boten: ${reference}`,
    ],
    restarting: ['Boten starter på nytt.', 'Spør igjen om et minutt.'],
    indexGone: [
      'Dette svaret kommer fra en indeks som er borte.',
      'Dokumentene er indeksert på nytt siden da. Still spørsmålet igjen.',
    ],
    documentGone: [
      'Dette dokumentet er ikke lenger i indeksen.',
      'Det er fjernet eller har fått et nytt navn. Velg et annet.',
    ],
    unknownButton: ['Denne knappen er for gammel til å virke.', 'Still spørsmålet igjen.'],
    notYours: ['Bare den som spurte, kan gjøre dette.', `Still ditt eget spørsmål med \`/${ask.no}\`.`],
    notAllowed: ['Dette er for dem som administrerer serveren.'],
    unknownDocument: (typed) => [
      `Det finnes ikke noe dokument som heter «${typed}».`,
      'Velg ett fra listen.',
    ],
    nearest: 'Titlene som ligner mest',
    nothingToShare: ['Her er det ikke noe å dele.', 'Still spørsmålet igjen.'],
    voted: ['Takk.', 'Stemmen din blir hos dem som driver boten.'],
    deleted: ['Slettet.'],
    noQuestion: ['Det er ikke noe spørsmål her.', 'Skriv ett, for eksempel «Når ble …?».'],
    questionTooLong: (most) => ['Spørsmålet er for langt.', `Bruk høyst ${most} tegn; én setning er best.`],
    noText: ['Denne meldingen har ingen tekst å gå ut fra.', 'Velg en som sier noe med ord.'],
  },
  tr: {
    tryAgain: (when) => ['Bir anda çok fazla soru geldi.', `Yeniden dene: ${when}.`],
    busy: ['Şu anda çok kişi soruyor.', 'Biraz sonra yeniden dene.'],
    timedOut: ['Bu çok uzun sürdü ve durduruldu.', 'Yeniden dene; soru daha kısa olabilir.'],
    error: (reference) => [
      'Bizim tarafta bir şeyler ters gitti.',
      `Yine olursa botu yönetenlere şunu ilet: ${reference}`,
    ],
    restarting: ['Bot yeniden başlıyor.', 'Bir dakika sonra yeniden sor.'],
    indexGone: [
      'Bu yanıtın geldiği dizin artık yok.',
      'Belgeler o zamandan beri yeniden dizinlendi. Soruyu yeniden sor.',
    ],
    documentGone: ['Bu belge artık dizinde yok.', 'Kaldırılmış ya da adı değişmiş. Başka birini seç.'],
    unknownButton: ['Bu düğme artık çalışmayacak kadar eski.', 'Soruyu yeniden sor.'],
    notYours: ['Bunu yalnızca soruyu soran yapabilir.', `Kendi sorunu \`/${ask.tr}\` ile sor.`],
    notAllowed: ['Bu, sunucuyu yönetenler içindir.'],
    unknownDocument: (typed) => [`“${typed}” adında bir belge yok.`, 'Listeden birini seç.'],
    nearest: 'En yakın başlıklar',
    nothingToShare: ['Burada paylaşılacak bir şey yok.', 'Soruyu yeniden sor.'],
    voted: ['Teşekkürler.', 'Oyun yalnızca botu yönetenlerde kalır.'],
    deleted: ['Silindi.'],
    noQuestion: ['Burada bir soru yok.', 'Bir soru yaz, örneğin “Ne zaman …?”.'],
    questionTooLong: (most) => ['Bu soru çok uzun.', `En çok ${most} karakter kullan; tek cümle en iyisi.`],
    noText: ['Bu mesajda kullanılabilecek bir metin yok.', 'İçinde yazı olan bir mesaj seç.'],
  },
  ru: {
    tryAgain: (when) => ['Слишком много вопросов сразу.', `Попробуйте ещё раз ${when}.`],
    busy: ['Сейчас спрашивают многие.', 'Попробуйте чуть позже.'],
    timedOut: ['Это заняло слишком много времени и было остановлено.', 'Попробуйте ещё раз, лучше короче.'],
    error: (reference) => [
      'Что-то пошло не так на нашей стороне.',
      `Если это повторится, сообщите тем, кто ведёт бота: ${reference}`,
    ],
    restarting: ['Бот перезапускается.', 'Спросите ещё раз через минуту.'],
    indexGone: [
      'Индекса, из которого взят этот ответ, больше нет.',
      'С тех пор документы проиндексированы заново. Задайте вопрос ещё раз.',
    ],
    documentGone: ['Этого документа больше нет в индексе.', 'Он удалён или переименован. Выберите другой.'],
    unknownButton: ['Эта кнопка слишком старая и уже не работает.', 'Задайте вопрос ещё раз.'],
    notYours: ['Это может сделать только тот, кто спросил.', `Задайте свой вопрос командой \`/${ask.ru}\`.`],
    notAllowed: ['Это для тех, кто управляет сервером.'],
    unknownDocument: (typed) => [`Документа «${typed}» нет.`, 'Выберите документ из списка.'],
    nearest: 'Самые похожие названия',
    nothingToShare: ['Здесь нечем поделиться.', 'Задайте вопрос ещё раз.'],
    voted: ['Спасибо.', 'Ваш голос останется у тех, кто ведёт бота.'],
    deleted: ['Удалено.'],
    noQuestion: ['Здесь нет вопроса.', 'Напишите его, например: «Когда …?».'],
    questionTooLong: (most) => [
      'Вопрос слишком длинный.',
      `Уложитесь в ${most} знаков; лучше всего одно предложение.`,
    ],
    noText: ['В этом сообщении нет текста.', 'Выберите сообщение, в котором что-то сказано словами.'],
  },
  de: {
    tryAgain: (when) => ['Das waren viele Fragen auf einmal.', `Versuch es ${when} noch einmal.`],
    busy: ['Gerade fragen viele.', 'Versuch es gleich noch einmal.'],
    timedOut: [
      'Das hat zu lange gedauert und wurde abgebrochen.',
      'Versuch es noch einmal, am besten mit einer kürzeren Frage.',
    ],
    error: (reference) => [
      'Bei uns ist etwas schiefgegangen.',
      `Wenn es wieder passiert, sag es denen, die den Bot betreiben: ${reference}`,
    ],
    restarting: ['Der Bot startet neu.', 'Frag in einer Minute noch einmal.'],
    indexGone: [
      'Der Index, aus dem diese Antwort stammt, ist nicht mehr da.',
      'Die Dokumente wurden seither neu indexiert. Stell die Frage noch einmal.',
    ],
    documentGone: [
      'Dieses Dokument ist nicht mehr im Index.',
      'Es wurde entfernt oder umbenannt. Wähle ein anderes.',
    ],
    unknownButton: ['Dieser Knopf ist zu alt und geht nicht mehr.', 'Stell die Frage noch einmal.'],
    notYours: ['Das kann nur, wer gefragt hat.', `Stell deine eigene Frage mit \`/${ask.de}\`.`],
    notAllowed: ['Das ist denen vorbehalten, die den Server verwalten.'],
    unknownDocument: (typed) => [`Es gibt kein Dokument namens „${typed}“.`, 'Wähle eines aus der Liste.'],
    nearest: 'Die ähnlichsten Titel',
    nothingToShare: ['Hier gibt es nichts zu teilen.', 'Stell die Frage noch einmal.'],
    voted: ['Danke.', 'Deine Stimme bleibt bei denen, die den Bot betreiben.'],
    deleted: ['Gelöscht.'],
    noQuestion: ['Hier steht keine Frage.', 'Schreib eine, zum Beispiel „Wann …?“.'],
    questionTooLong: (most) => [
      'Diese Frage ist zu lang.',
      `Nimm höchstens ${most} Zeichen; ein Satz ist am besten.`,
    ],
    noText: ['Diese Nachricht enthält keinen Text.', 'Wähle eine, die etwas in Worten sagt.'],
  },
};
