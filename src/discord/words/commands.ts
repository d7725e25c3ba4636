import type { Language, Localised } from '../language.ts';

/** What a command or an option is called and what it is for, as the person's Discord shows it. */
export interface Described {
  /** Lower case, 1 to 32 letters, digits, `-` and `_`. */
  readonly name: Localised<string>;
  /** 1 to 100 characters. */
  readonly description: Localised<string>;
}

/** Of the slash commands and their options. The English names are the ones that interactions carry. */
export const commandWords = {
  ask: {
    name: { en: 'ask', no: 'spør', tr: 'sor', ru: 'спросить', de: 'fragen' },
    description: {
      en: 'Ask the documents: an answer quoted from them, with its sources',
      no: 'Spør dokumentene: et svar sitert fra dem, med kilder',
      tr: 'Belgelere sor: onlardan alıntılanmış, kaynaklı bir yanıt',
      ru: 'Спросить документы: ответ цитатами из них, с источниками',
      de: 'Die Dokumente fragen: eine Antwort in Zitaten, mit Quellen',
    },
  },
  search: {
    name: { en: 'search', no: 'søk', tr: 'ara', ru: 'поиск', de: 'suchen' },
    description: {
      en: 'Find the passages that are nearest to some words',
      no: 'Finn utdragene som ligger nærmest noen ord',
      tr: 'Yazdığın sözcüklere en yakın bölümleri bul',
      ru: 'Найти отрывки, самые близкие к вашим словам',
      de: 'Die Abschnitte finden, die deinen Worten am nächsten sind',
    },
  },
  sources: {
    name: { en: 'sources', no: 'kilder', tr: 'kaynaklar', ru: 'источники', de: 'quellen' },
    description: {
      en: 'List the documents, or show the outline of one',
      no: 'List opp dokumentene, eller vis oppbygningen av ett',
      tr: 'Belgeleri listele ya da birinin ana hatlarını göster',
      ru: 'Список документов или план одного из них',
      de: 'Die Dokumente auflisten oder die Gliederung eines zeigen',
    },
  },
  about: {
    name: { en: 'about', no: 'om', tr: 'hakkında', ru: 'о-боте', de: 'über' },
    description: {
      en: 'Version, documents, age of the index, and how well it answers',
      no: 'Versjon, dokumenter, indeksens alder og hvor godt den svarer',
      tr: 'Sürüm, belgeler, dizinin yaşı ve ne kadar iyi yanıtladığı',
      ru: 'Версия, документы, возраст индекса и качество ответов',
      de: 'Version, Dokumente, Alter des Index und Güte der Antworten',
    },
  },
  help: {
    name: { en: 'help', no: 'hjelp', tr: 'yardım', ru: 'помощь', de: 'hilfe' },
    description: {
      en: 'What to type, what the buttons do, and what is kept',
      no: 'Hva du skriver, hva knappene gjør og hva som lagres',
      tr: 'Ne yazılır, düğmeler ne yapar ve ne saklanır',
      ru: 'Что вводить, что делают кнопки и что хранится',
      de: 'Was du eingibst, was die Knöpfe tun und was gespeichert wird',
    },
  },
  docs: {
    name: { en: 'docs', no: 'dokumenter', tr: 'belgeler', ru: 'документы', de: 'dokumente' },
    description: {
      en: 'For those who manage the server: the index and its state',
      no: 'For dem som administrerer serveren: indeksen og dens tilstand',
      tr: 'Sunucuyu yönetenler için: dizin ve durumu',
      ru: 'Для тех, кто управляет сервером: индекс и его состояние',
      de: 'Für alle, die den Server verwalten: der Index und sein Zustand',
    },
  },
  status: {
    name: { en: 'status', no: 'status', tr: 'durum', ru: 'состояние', de: 'status' },
    description: {
      en: 'What is indexed, how old it is, and whether files have changed since',
      no: 'Hva som er indeksert, hvor gammelt det er, og om filer er endret siden',
      tr: 'Ne dizinlendi, ne kadar eski ve dosyalar o zamandan beri değişti mi',
      ru: 'Что проиндексировано, как давно и менялись ли файлы с тех пор',
      de: 'Was indexiert ist, wie alt es ist und ob Dateien seither geändert wurden',
    },
  },
  reindex: {
    name: { en: 'reindex', no: 'indekser', tr: 'dizinle', ru: 'переиндексировать', de: 'indexieren' },
    description: {
      en: 'Bring the index up to date with the documents folder; questions go on meanwhile',
      no: 'Oppdater indeksen fra dokumentmappen; spørsmål kan stilles imens',
      tr: 'Dizini belge klasörüne göre güncelle; bu sırada sorular yanıtlanır',
      ru: 'Обновить индекс по папке документов; вопросы можно задавать и в это время',
      de: 'Den Index an den Dokumentordner angleichen; Fragen gehen währenddessen weiter',
    },
  },
} as const satisfies Readonly<Record<string, Described>>;

export const optionWords = {
  question: {
    name: { en: 'question', no: 'spørsmål', tr: 'soru', ru: 'вопрос', de: 'frage' },
    description: {
      en: 'A whole question, with the names and places it is about',
      no: 'Et helt spørsmål, med navnene og stedene det gjelder',
      tr: 'İlgili ad ve yerlerle birlikte tam bir soru',
      ru: 'Вопрос целиком, с именами и местами, о которых речь',
      de: 'Eine ganze Frage, mit den Namen und Orten, um die es geht',
    },
  },
  query: {
    name: { en: 'query', no: 'søkeord', tr: 'sorgu', ru: 'запрос', de: 'suchwörter' },
    description: {
      en: 'Words to look for',
      no: 'Ord å lete etter',
      tr: 'Aranacak sözcükler',
      ru: 'Слова для поиска',
      de: 'Wörter, nach denen gesucht wird',
    },
  },
  document: {
    name: { en: 'document', no: 'dokument', tr: 'belge', ru: 'документ', de: 'dokument' },
    description: {
      en: 'Only this document: start typing its title',
      no: 'Bare dette dokumentet: begynn å skrive tittelen',
      tr: 'Yalnızca bu belge: başlığını yazmaya başla',
      ru: 'Только этот документ: начните вводить его название',
      de: 'Nur dieses Dokument: gib den Anfang seines Titels ein',
    },
  },
  private: {
    name: { en: 'private', no: 'privat', tr: 'özel', ru: 'лично', de: 'privat' },
    description: {
      en: 'Only you see the answer, here as elsewhere',
      no: 'Bare du ser svaret, også her',
      tr: 'Yanıtı burada da yalnızca sen görürsün',
      ru: 'Ответ видите только вы, в любом канале',
      de: 'Nur du siehst die Antwort, auch hier',
    },
  },
} as const satisfies Readonly<Record<string, Described>>;

/** Of the commands in the menu of a message: 1 to 32 characters, any case. */
export const menuWords = {
  ask: {
    en: 'Ask the documents about this',
    no: 'Spør dokumentene om dette',
    tr: 'Bunu belgelere sor',
    ru: 'Спросить документы об этом',
    de: 'Die Dokumente dazu befragen',
  },
  check: {
    en: 'Check this claim',
    no: 'Sjekk denne påstanden',
    tr: 'Bu iddiayı denetle',
    ru: 'Проверить это утверждение',
    de: 'Diese Behauptung prüfen',
  },
} as const satisfies Readonly<Record<string, Localised<string>>>;

/** A command with its subcommand, or an option, as somebody with this language types it, set off from the words around it. */
export function typed(
  language: Language,
  name: keyof typeof commandWords | keyof typeof optionWords,
  subcommand?: 'status' | 'reindex',
): string {
  if (name in optionWords) return `\`${optionWords[name as keyof typeof optionWords].name[language]}\``;
  const words = [name as keyof typeof commandWords, ...(subcommand === undefined ? [] : [subcommand])];
  return `\`/${words.map((word) => commandWords[word].name[language]).join(' ')}\``;
}
