import type { AbstentionLevel } from '../../answering/levels.ts';
import type { Language, Localised } from '../language.ts';
import type { Quality } from '../quality.ts';
import { typed } from './commands.ts';
import { counted, numeral } from './counted.ts';

/** What `/about` and `/help` say. */
export interface AboutWords {
  readonly what: string;
  readonly version: string;
  readonly holds: string;
  readonly built: string;
  readonly unknown: string;
  readonly generation: string;
  readonly model: string;
  readonly mode: string;
  readonly extractive: string;
  readonly quality: string;
  readonly notMeasured: string;
  /** One line for each figure, with its set and size. */
  readonly figures: (quality: Quality) => readonly string[];
  readonly abstention: string;
  /**
   * @param least the confidence below which nothing is answered, in per cent
   * @param level what the level that sets it is called
   */
  readonly howAbstention: (least: string, level: string) => string;
  readonly levels: Readonly<Record<AbstentionLevel, string>>;
  readonly help: HelpWords;
}

export interface HelpWords {
  readonly title: string;
  readonly commands: string;
  readonly commandLines: readonly string[];
  readonly buttons: string;
  readonly buttonLines: readonly string[];
  readonly privacy: string;
  readonly privacyLines: (days: number) => readonly string[];
}

const percent = (language: Language, value: number): string => numeral(language, value, 1);

export const aboutWords: Localised<AboutWords> = {
  en: {
    what: 'Answers questions about the documents here in their own words, and shows the exact passage behind every sentence.',
    version: 'Version',
    holds: 'Holds',
    built: 'Indexed',
    unknown: 'unknown',
    generation: 'Generation',
    model: 'Embedding model',
    mode: 'Mode',
    extractive: 'extractive: it quotes, and writes nothing of its own',
    quality: 'Measured quality',
    notMeasured: 'Not measured for this version.',
    figures: ({ answers, retrieval, abstention }) => [
      `Own set “${answers.set}”: ${answers.right} of ${answers.answerable} questions answered right; ${answers.answeredAnyway} of ${answers.unanswerable} without an answer in the documents answered all the same`,
      `Finding the passage, ${retrieval.set}, ${numeral('en', retrieval.questions)} questions: MRR@10 ${percent('en', retrieval.mrr10)} %`,
      `Knowing when not to answer, ${abstention.set}, ${numeral('en', abstention.answerable)} and ${numeral('en', abstention.unanswerable)} questions: AUROC ${percent('en', abstention.auroc)} %`,
    ],
    abstention: 'When the documents do not say',
    howAbstention: (least, level) =>
      `Every answer carries an estimate of how likely it is to be right. Below ${least} none is given: a grey card says so, with the nearest passages, which are related and no answer. The operator has set this level: **${level}**.`,
    levels: { cautious: 'cautious', balanced: 'balanced', eager: 'eager' },
    help: {
      title: 'How to ask',
      commands: 'What to type',
      commandLines: [
        `${typed('en', 'ask')} and a whole question, with the names it is about. ${typed('en', 'document')} limits it to one; ${typed('en', 'private')} shows the answer to you only`,
        `${typed('en', 'search')} and some words: the nearest passages`,
        `${typed('en', 'sources')}: the documents, and the outline of each`,
        `${typed('en', 'about')}: version, age of the index, measured quality`,
        'Press and hold or right-click a message, then Apps: ask the documents about it, or check it as a claim',
      ],
      buttons: 'What the buttons do',
      buttonLines: [
        '**Passage**: the quote in its paragraph, and whether the file is still the same',
        '**Follow up**: the next question, understood with the one before',
        '**Rephrase**: the same question in other words',
        '**Share**: shows a private answer to everyone',
        '**Helpful** and **Not helpful**: a vote, open to everyone',
        '**Dismiss**: deletes the answer; for who asked, and for moderators',
      ],
      privacy: 'What is kept',
      privacyLines: (days) => [
        'Questions and answers are not stored and go to no other service; they stand in Discord as messages do',
        `Votes are kept on the operator’s machine without your name, and deleted after ${counted('en', days, { one: 'day', other: 'days' })}`,
        'Only “Not helpful” with a reason stores the question with it',
      ],
    },
  },
  no: {
    what: 'Svarer på spørsmål om dokumentene her med deres egne ord, og viser nøyaktig hvor hver setning står.',
    version: 'Versjon',
    holds: 'Inneholder',
    built: 'Indeksert',
    unknown: 'ukjent',
    generation: 'Generasjon',
    model: 'Vektormodell',
    mode: 'Metode',
    extractive: 'ekstraktiv: den siterer, og skriver ikke noe selv',
    quality: 'Målt kvalitet',
    notMeasured: 'Ikke målt for denne versjonen.',
    figures: ({ answers, retrieval, abstention }) => [
      `Eget sett «${answers.set}»: ${answers.right} av ${answers.answerable} spørsmål riktig besvart; ${answers.answeredAnyway} av ${answers.unanswerable} uten svar i dokumentene besvart likevel`,
      `Å finne utdraget, ${retrieval.set}, ${numeral('no', retrieval.questions)} spørsmål: MRR@10 ${percent('no', retrieval.mrr10)} %`,
      `Å vite når det ikke finnes svar, ${abstention.set}, ${numeral('no', abstention.answerable)} og ${numeral('no', abstention.unanswerable)} spørsmål: AUROC ${percent('no', abstention.auroc)} %`,
    ],
    abstention: 'Når det ikke står i dokumentene',
    howAbstention: (least, level) =>
      `Hvert svar har et anslag for hvor sannsynlig det er at det er riktig. Under ${least} gis det ikke noe svar: et grått kort sier det, med de nærmeste utdragene, som er beslektet og ikke svar. Operatøren har valgt dette nivået: **${level}**.`,
    levels: { cautious: 'forsiktig', balanced: 'balansert', eager: 'ivrig' },
    help: {
      title: 'Slik spør du',
      commands: 'Hva du skriver',
      commandLines: [
        `${typed('no', 'ask')} og et helt spørsmål, med navnene det gjelder. ${typed('no', 'document')} begrenser det til ett; ${typed('no', 'private')} viser svaret bare til deg`,
        `${typed('no', 'search')} og noen ord: de nærmeste utdragene`,
        `${typed('no', 'sources')}: dokumentene, og oppbygningen av hvert`,
        `${typed('no', 'about')}: versjon, indeksens alder, målt kvalitet`,
        'Hold inne eller høyreklikk på en melding, så Apper: spør dokumentene om den, eller sjekk den som en påstand',
      ],
      buttons: 'Hva knappene gjør',
      buttonLines: [
        '**Avsnitt**: sitatet der det står, og om filen fortsatt er den samme',
        '**Spør videre**: neste spørsmål, forstått sammen med det forrige',
        '**Spør på nytt**: det samme spørsmålet med andre ord',
        '**Del**: viser et privat svar til alle',
        '**Nyttig** og **Ikke nyttig**: en stemme, åpen for alle',
        '**Fjern**: sletter svaret; for den som spurte, og for moderatorer',
      ],
      privacy: 'Hva som lagres',
      privacyLines: (days) => [
        'Spørsmål og svar lagres ikke og går ikke til noen annen tjeneste; de står i Discord som meldinger gjør',
        `Stemmer ligger på operatørens maskin uten navnet ditt, og slettes etter ${counted('no', days, { one: 'dag', other: 'dager' })}`,
        'Bare «Ikke nyttig» med en grunn lagrer spørsmålet sammen med den',
      ],
    },
  },
  tr: {
    what: 'Buradaki belgelerle ilgili soruları belgelerin kendi sözleriyle yanıtlar ve her cümlenin tam yerini gösterir.',
    version: 'Sürüm',
    holds: 'İçerik',
    built: 'Dizinlendi',
    unknown: 'bilinmiyor',
    generation: 'Nesil',
    model: 'Vektör modeli',
    mode: 'Yöntem',
    extractive: 'alıntılayan: alıntı yapar, kendisi bir şey yazmaz',
    quality: 'Ölçülen başarı',
    notMeasured: 'Bu sürüm için ölçülmedi.',
    figures: ({ answers, retrieval, abstention }) => [
      `Kendi soru kümesi “${answers.set}”: ${answers.answerable} sorunun ${answers.right} tanesi doğru yanıtlandı; belgelerde yanıtı olmayan ${answers.unanswerable} sorunun ${answers.answeredAnyway} tanesi yine de yanıtlandı`,
      `Bölümü bulma, ${retrieval.set}, ${numeral('tr', retrieval.questions)} soru: MRR@10 %${percent('tr', retrieval.mrr10)}`,
      `Yanıtlamaması gerekeni bilme, ${abstention.set}, ${numeral('tr', abstention.answerable)} ve ${numeral('tr', abstention.unanswerable)} soru: AUROC %${percent('tr', abstention.auroc)}`,
    ],
    abstention: 'Belgelerde yazmıyorsa',
    howAbstention: (least, level) =>
      `Her yanıtın doğru olma olasılığı tahmin edilir. ${least} altındaysa yanıt verilmez: gri bir kart bunu söyler ve en yakın bölümleri gösterir; bunlar ilgilidir ama yanıt değildir. İşletmecinin seçtiği düzey: **${level}**.`,
    levels: { cautious: 'temkinli', balanced: 'dengeli', eager: 'istekli' },
    help: {
      title: 'Nasıl sorulur',
      commands: 'Ne yazılır',
      commandLines: [
        `${typed('tr', 'ask')} ve ilgili adlarla birlikte tam bir soru. ${typed('tr', 'document')} tek belgeyle sınırlar; ${typed('tr', 'private')} yanıtı yalnızca sana gösterir`,
        `${typed('tr', 'search')} ve birkaç sözcük: en yakın bölümler`,
        `${typed('tr', 'sources')}: belgeler ve her birinin ana hatları`,
        `${typed('tr', 'about')}: sürüm, dizinin yaşı, ölçülen başarı`,
        'Bir mesaja basılı tut ya da sağ tıkla, sonra Uygulamalar: belgelere sor ya da iddia olarak denetle',
      ],
      buttons: 'Düğmeler ne yapar',
      buttonLines: [
        '**Bölüm**: alıntı kendi paragrafında ve dosyanın hâlâ aynı olup olmadığı',
        '**Devamını sor**: öncekiyle birlikte anlaşılan sonraki soru',
        '**Başka türlü sor**: aynı soru, başka sözlerle',
        '**Paylaş**: özel bir yanıtı herkese gösterir',
        '**Yararlı** ve **Yararlı değil**: herkese açık oy',
        '**Kaldır**: yanıtı siler; soran ve moderatörler için',
      ],
      privacy: 'Ne saklanır',
      privacyLines: (days) => [
        'Sorular ve yanıtlar saklanmaz, başka bir hizmete gitmez; Discord’da mesaj olarak dururlar',
        `Oylar adın olmadan işletmecinin makinesinde tutulur ve ${counted('tr', days, { other: 'gün' })} sonra silinir`,
        'Soru yalnızca nedeni yazılmış “Yararlı değil” oyuyla birlikte saklanır',
      ],
    },
  },
  ru: {
    what: 'Отвечает на вопросы о документах их собственными словами и показывает, где именно стоит каждое предложение.',
    version: 'Версия',
    holds: 'Содержит',
    built: 'Проиндексировано',
    unknown: 'неизвестно',
    generation: 'Поколение',
    model: 'Модель векторов',
    mode: 'Способ',
    extractive: 'извлекающий: бот цитирует и ничего не сочиняет',
    quality: 'Измеренное качество',
    notMeasured: 'Для этой версии не измерялось.',
    figures: ({ answers, retrieval, abstention }) => [
      `Свой набор «${answers.set}»: верных ответов ${answers.right} из ${answers.answerable}; из ${answers.unanswerable} вопросов, на которые в документах ответа нет, всё же отвечено на ${answers.answeredAnyway}`,
      `Поиск отрывка, ${retrieval.set}, вопросов: ${numeral('ru', retrieval.questions)}; MRR@10 ${percent('ru', retrieval.mrr10)} %`,
      `Умение не отвечать, ${abstention.set}, вопросов: ${numeral('ru', abstention.answerable)} и ${numeral('ru', abstention.unanswerable)}; AUROC ${percent('ru', abstention.auroc)} %`,
    ],
    abstention: 'Когда в документах этого нет',
    howAbstention: (least, level) =>
      `Для каждого ответа оценивается вероятность, что он верен. Ниже ${least} ответа нет: серая карточка говорит об этом и показывает ближайшие отрывки, близкие по теме, но не отвечающие. Уровень, выбранный оператором: **${level}**.`,
    levels: { cautious: 'осторожный', balanced: 'средний', eager: 'смелый' },
    help: {
      title: 'Как спрашивать',
      commands: 'Что вводить',
      commandLines: [
        `${typed('ru', 'ask')} и вопрос целиком, с именами, о которых речь. ${typed('ru', 'document')} ограничивает одним документом; ${typed('ru', 'private')} показывает ответ только вам`,
        `${typed('ru', 'search')} и несколько слов: ближайшие отрывки`,
        `${typed('ru', 'sources')}: документы и план каждого`,
        `${typed('ru', 'about')}: версия, возраст индекса, измеренное качество`,
        'Нажмите и удерживайте сообщение или щёлкните правой кнопкой, затем «Приложения»: спросить о нём документы или проверить как утверждение',
      ],
      buttons: 'Что делают кнопки',
      buttonLines: [
        '**Отрывок**: цитата в своём абзаце и не изменился ли файл',
        '**Уточнить**: следующий вопрос, понятый вместе с предыдущим',
        '**Спросить иначе**: тот же вопрос другими словами',
        '**Поделиться**: показывает личный ответ всем',
        '**Помогло** и **Не помогло**: голос, доступный каждому',
        '**Убрать**: удаляет ответ; для спросившего и модераторов',
      ],
      privacy: 'Что хранится',
      privacyLines: (days) => [
        'Вопросы и ответы не сохраняются и не уходят в другие службы; в Discord они остаются как сообщения',
        `Голоса хранятся на машине оператора без вашего имени и удаляются через ${counted('ru', days, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}`,
        'Вопрос сохраняется только вместе с причиной, если выбрано «Не помогло»',
      ],
    },
  },
  de: {
    what: 'Beantwortet Fragen zu den Dokumenten hier mit deren eigenen Worten und zeigt, wo jeder Satz genau steht.',
    version: 'Version',
    holds: 'Enthält',
    built: 'Indexiert',
    unknown: 'unbekannt',
    generation: 'Generation',
    model: 'Vektormodell',
    mode: 'Verfahren',
    extractive: 'extraktiv: Er zitiert und schreibt nichts Eigenes',
    quality: 'Gemessene Güte',
    notMeasured: 'Für diese Version nicht gemessen.',
    figures: ({ answers, retrieval, abstention }) => [
      `Eigene Fragen „${answers.set}“: ${answers.right} von ${answers.answerable} richtig beantwortet; ${answers.answeredAnyway} von ${answers.unanswerable} ohne Antwort in den Dokumenten trotzdem beantwortet`,
      `Den Abschnitt finden, ${retrieval.set}, ${numeral('de', retrieval.questions)} Fragen: MRR@10 ${percent('de', retrieval.mrr10)} %`,
      `Wissen, wann es keine Antwort gibt, ${abstention.set}, ${numeral('de', abstention.answerable)} und ${numeral('de', abstention.unanswerable)} Fragen: AUROC ${percent('de', abstention.auroc)} %`,
    ],
    abstention: 'Wenn es nicht in den Dokumenten steht',
    howAbstention: (least, level) =>
      `Zu jeder Antwort wird geschätzt, wie wahrscheinlich sie richtig ist. Unter ${least} gibt es keine: Eine graue Karte sagt das und zeigt die nächstliegenden Abschnitte, die verwandt sind, aber keine Antwort. Der Betreiber hat diese Stufe gewählt: **${level}**.`,
    levels: { cautious: 'vorsichtig', balanced: 'ausgewogen', eager: 'freigiebig' },
    help: {
      title: 'So fragst du',
      commands: 'Was du eingibst',
      commandLines: [
        `${typed('de', 'ask')} und eine ganze Frage mit den Namen, um die es geht. ${typed('de', 'document')} beschränkt sie auf eines; ${typed('de', 'private')} zeigt die Antwort nur dir`,
        `${typed('de', 'search')} und einige Wörter: die nächstliegenden Abschnitte`,
        `${typed('de', 'sources')}: die Dokumente und die Gliederung jedes einzelnen`,
        `${typed('de', 'about')}: Version, Alter des Index, gemessene Güte`,
        'Eine Nachricht gedrückt halten oder mit rechts anklicken, dann Apps: die Dokumente dazu befragen oder sie als Behauptung prüfen',
      ],
      buttons: 'Was die Knöpfe tun',
      buttonLines: [
        '**Abschnitt**: das Zitat in seinem Absatz und ob die Datei noch dieselbe ist',
        '**Nachfragen**: die nächste Frage, verstanden mit der vorigen',
        '**Anders fragen**: dieselbe Frage mit anderen Worten',
        '**Teilen**: zeigt eine private Antwort allen',
        '**Hilfreich** und **Nicht hilfreich**: eine Stimme, offen für alle',
        '**Entfernen**: löscht die Antwort; für die fragende Person und Moderatoren',
      ],
      privacy: 'Was gespeichert wird',
      privacyLines: (days) => [
        'Fragen und Antworten werden nicht gespeichert und gehen an keinen anderen Dienst; in Discord stehen sie wie andere Nachrichten',
        `Stimmen liegen ohne deinen Namen auf dem Rechner des Betreibers und werden nach ${counted('de', days, { one: 'Tag', other: 'Tagen' })} gelöscht`,
        'Nur „Nicht hilfreich“ mit einem Grund speichert die Frage dazu',
      ],
    },
  },
};
