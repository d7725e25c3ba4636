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

export const en: Words = {
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
