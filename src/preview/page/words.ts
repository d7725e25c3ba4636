/** What the page itself says, as the reader's Discord would; what the bot says comes from the bot. */
export interface Words {
  readonly used: (person: string, command: string) => string;
  readonly thinking: (bot: string) => string;
  readonly onlyYou: string;
  readonly dismiss: string;
  readonly edited: string;
  readonly app: string;
  readonly noResponse: string;
  readonly interactionFailed: string;
  readonly unreachable: string;
  readonly writeTo: (channel: string) => string;
  readonly typeHint: string;
  readonly send: string;
  readonly commands: string;
  readonly noCommands: string;
  readonly noChoices: string;
  readonly choose: string;
  readonly required: string;
  readonly optional: string;
  readonly addOption: (name: string) => string;
  readonly leaveCommand: string;
  readonly tooShort: (least: number) => string;
  readonly tooLong: (most: number) => string;
  readonly notNumber: string;
  readonly yes: string;
  readonly no: string;
  readonly messageMenu: string;
  readonly apps: string;
  readonly submit: string;
  readonly cancel: string;
  readonly close: string;
  readonly welcome: (channel: string) => string;
  readonly welcomeText: string;
  readonly messages: (channel: string) => string;
  readonly newMessages: string;
  readonly channels: string;
  readonly direct: string;
  readonly people: string;
  readonly member: string;
  readonly moderator: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>;
  readonly today: (time: string) => string;
  readonly apply: string;
}

const en: Words = {
  used: (person, command) => `${person} used ${command}`,
  thinking: (bot) => `${bot} is thinking…`,
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss message',
  edited: '(edited)',
  app: 'APP',
  noResponse: 'The application did not respond',
  interactionFailed: 'This interaction failed',
  unreachable: 'The preview is not running any more. Start it again with npm start.',
  writeTo: (channel) => `Message ${channel}`,
  typeHint: 'Type / for commands',
  send: 'Send',
  commands: 'Commands',
  noCommands: 'No command of that name',
  noChoices: 'Nothing found',
  choose: 'Choose',
  required: 'This option is required.',
  optional: 'optional',
  addOption: (name) => `Add ${name}`,
  leaveCommand: 'Leave the command',
  tooShort: (least) => `At least ${least} characters.`,
  tooLong: (most) => `At most ${most} characters.`,
  notNumber: 'A number, please.',
  yes: 'True',
  no: 'False',
  messageMenu: 'Apps for this message',
  apps: 'Apps',
  submit: 'Submit',
  cancel: 'Cancel',
  close: 'Close',
  welcome: (channel) => `This is ${channel}`,
  welcomeText:
    'Ask your documents something. Every answer is a quote, with the passage behind it one click away.',
  messages: (channel) => `Messages in ${channel}`,
  newMessages: 'New messages below',
  channels: 'Channels',
  direct: 'Direct messages',
  people: 'You are',
  member: 'member',
  moderator: 'moderator',
  language: 'Language',
  theme: 'Theme',
  themes: { system: 'as the system', light: 'light', dark: 'dark' },
  today: (time) => `Today at ${time}`,
  apply: 'Apply',
};

const no: Words = {
  used: (person, command) => `${person} brukte ${command}`,
  thinking: (bot) => `${bot} tenker…`,
  onlyYou: 'Bare du kan se dette',
  dismiss: 'Avvis meldingen',
  edited: '(redigert)',
  app: 'APP',
  noResponse: 'Appen svarte ikke',
  interactionFailed: 'Denne handlingen mislyktes',
  unreachable: 'Forhåndsvisningen kjører ikke lenger. Start den igjen med npm start.',
  writeTo: (channel) => `Skriv til ${channel}`,
  typeHint: 'Skriv / for kommandoer',
  send: 'Send',
  commands: 'Kommandoer',
  noCommands: 'Ingen kommando med det navnet',
  noChoices: 'Ingenting funnet',
  choose: 'Velg',
  required: 'Dette valget er påkrevd.',
  optional: 'valgfritt',
  addOption: (name) => `Legg til ${name}`,
  leaveCommand: 'Forlat kommandoen',
  tooShort: (least) => `Minst ${least} tegn.`,
  tooLong: (most) => `Høyst ${most} tegn.`,
  notNumber: 'Et tall, takk.',
  yes: 'Sant',
  no: 'Usant',
  messageMenu: 'Apper for denne meldingen',
  apps: 'Apper',
  submit: 'Send inn',
  cancel: 'Avbryt',
  close: 'Lukk',
  welcome: (channel) => `Dette er ${channel}`,
  welcomeText:
    'Spør dokumentene dine om noe. Hvert svar er et sitat, og avsnittet bak det er ett klikk unna.',
  messages: (channel) => `Meldinger i ${channel}`,
  newMessages: 'Nye meldinger under',
  channels: 'Kanaler',
  direct: 'Direktemeldinger',
  people: 'Du er',
  member: 'medlem',
  moderator: 'moderator',
  language: 'Språk',
  theme: 'Tema',
  themes: { system: 'som systemet', light: 'lyst', dark: 'mørkt' },
  today: (time) => `I dag kl. ${time}`,
  apply: 'Bruk',
};

const tr: Words = {
  used: (person, command) => `${person}, ${command} kullandı`,
  thinking: (bot) => `${bot} düşünüyor…`,
  onlyYou: 'Bunu yalnızca sen görebilirsin',
  dismiss: 'Mesajı kapat',
  edited: '(düzenlendi)',
  app: 'UYGULAMA',
  noResponse: 'Uygulama yanıt vermedi',
  interactionFailed: 'Bu etkileşim başarısız oldu',
  unreachable: 'Önizleme artık çalışmıyor. npm start ile yeniden başlat.',
  writeTo: (channel) => `${channel} kanalına yaz`,
  typeHint: 'Komutlar için / yaz',
  send: 'Gönder',
  commands: 'Komutlar',
  noCommands: 'Bu adda bir komut yok',
  noChoices: 'Hiçbir şey bulunamadı',
  choose: 'Seç',
  required: 'Bu seçenek zorunlu.',
  optional: 'isteğe bağlı',
  addOption: (name) => `${name} ekle`,
  leaveCommand: 'Komuttan çık',
  tooShort: (least) => `En az ${least} karakter.`,
  tooLong: (most) => `En çok ${most} karakter.`,
  notNumber: 'Lütfen bir sayı yaz.',
  yes: 'Doğru',
  no: 'Yanlış',
  messageMenu: 'Bu mesaj için uygulamalar',
  apps: 'Uygulamalar',
  submit: 'Gönder',
  cancel: 'Vazgeç',
  close: 'Kapat',
  welcome: (channel) => `Burası ${channel}`,
  welcomeText: 'Belgelerine bir şey sor. Her yanıt bir alıntıdır; dayandığı bölüm bir tık uzakta.',
  messages: (channel) => `${channel} mesajları`,
  newMessages: 'Aşağıda yeni mesajlar var',
  channels: 'Kanallar',
  direct: 'Direkt mesajlar',
  people: 'Sen',
  member: 'üye',
  moderator: 'moderatör',
  language: 'Dil',
  theme: 'Tema',
  themes: { system: 'sistem gibi', light: 'açık', dark: 'koyu' },
  today: (time) => `Bugün ${time}`,
  apply: 'Uygula',
};

const ru: Words = {
  used: (person, command) => `${person} использует ${command}`,
  thinking: (bot) => `${bot} думает…`,
  onlyYou: 'Это видите только вы',
  dismiss: 'Скрыть сообщение',
  edited: '(изменено)',
  app: 'ПРИЛОЖЕНИЕ',
  noResponse: 'Приложение не ответило',
  interactionFailed: 'Взаимодействие не удалось',
  unreachable: 'Предпросмотр больше не работает. Запустите его снова: npm start.',
  writeTo: (channel) => `Написать в ${channel}`,
  typeHint: 'Введите / для команд',
  send: 'Отправить',
  commands: 'Команды',
  noCommands: 'Такой команды нет',
  noChoices: 'Ничего не найдено',
  choose: 'Выберите',
  required: 'Этот параметр обязателен.',
  optional: 'необязательно',
  addOption: (name) => `Добавить ${name}`,
  leaveCommand: 'Выйти из команды',
  tooShort: (least) => `Символов — не меньше ${least}.`,
  tooLong: (most) => `Символов — не больше ${most}.`,
  notNumber: 'Нужно число.',
  yes: 'Да',
  no: 'Нет',
  messageMenu: 'Приложения для этого сообщения',
  apps: 'Приложения',
  submit: 'Отправить',
  cancel: 'Отмена',
  close: 'Закрыть',
  welcome: (channel) => `Это ${channel}`,
  welcomeText:
    'Спросите о чём-нибудь свои документы. Каждый ответ — цитата, а отрывок, из которого она взята, откроется одним нажатием.',
  messages: (channel) => `Сообщения: ${channel}`,
  newMessages: 'Ниже новые сообщения',
  channels: 'Каналы',
  direct: 'Личные сообщения',
  people: 'Вы',
  member: 'участник',
  moderator: 'модератор',
  language: 'Язык',
  theme: 'Тема',
  themes: { system: 'как в системе', light: 'светлая', dark: 'тёмная' },
  today: (time) => `Сегодня в ${time}`,
  apply: 'Применить',
};

const de: Words = {
  used: (person, command) => `${person} hat ${command} benutzt`,
  thinking: (bot) => `${bot} denkt nach…`,
  onlyYou: 'Nur du kannst das sehen',
  dismiss: 'Nachricht verwerfen',
  edited: '(bearbeitet)',
  app: 'APP',
  noResponse: 'Die Anwendung hat nicht reagiert',
  interactionFailed: 'Diese Interaktion ist fehlgeschlagen',
  unreachable: 'Die Vorschau läuft nicht mehr. Starte sie neu mit npm start.',
  writeTo: (channel) => `Nachricht an ${channel}`,
  typeHint: 'Tippe / für Befehle',
  send: 'Senden',
  commands: 'Befehle',
  noCommands: 'Kein Befehl mit diesem Namen',
  noChoices: 'Nichts gefunden',
  choose: 'Auswählen',
  required: 'Diese Angabe ist nötig.',
  optional: 'optional',
  addOption: (name) => `${name} hinzufügen`,
  leaveCommand: 'Befehl verlassen',
  tooShort: (least) => `Mindestens ${least} Zeichen.`,
  tooLong: (most) => `Höchstens ${most} Zeichen.`,
  notNumber: 'Bitte eine Zahl.',
  yes: 'Wahr',
  no: 'Falsch',
  messageMenu: 'Apps für diese Nachricht',
  apps: 'Apps',
  submit: 'Absenden',
  cancel: 'Abbrechen',
  close: 'Schließen',
  welcome: (channel) => `Das ist ${channel}`,
  welcomeText:
    'Frag deine Dokumente etwas. Jede Antwort ist ein Zitat, und die Stelle dahinter ist einen Klick entfernt.',
  messages: (channel) => `Nachrichten in ${channel}`,
  newMessages: 'Neue Nachrichten weiter unten',
  channels: 'Kanäle',
  direct: 'Direktnachrichten',
  people: 'Du bist',
  member: 'Mitglied',
  moderator: 'Moderation',
  language: 'Sprache',
  theme: 'Farben',
  themes: { system: 'wie das System', light: 'hell', dark: 'dunkel' },
  today: (time) => `Heute um ${time}`,
  apply: 'Anwenden',
};

/** The languages to choose from, as each calls itself. */
export const locales = {
  'en-GB': 'English',
  no: 'Norsk',
  tr: 'Türkçe',
  ru: 'Русский',
  de: 'Deutsch',
} as const;

export type Locale = keyof typeof locales;

const spoken: Readonly<Record<Locale, Words>> = { 'en-GB': en, no, tr, ru, de };

/** The offered locale that is nearest to any of Discord's. */
export function localeNear(locale: string): Locale {
  const base = locale.split('-')[0] ?? '';
  return (
    (Object.keys(locales) as Locale[]).find((offered) => offered === locale || offered === base) ?? 'en-GB'
  );
}

export function wordsFor(locale: Locale): Words {
  return spoken[locale];
}
