/** Somebody who can type, press and read. */
export interface Person {
  readonly id: string;
  /** Lower case, as Discord's user names are; `displayName` is what others read. */
  readonly name: string;
  readonly displayName: string;
  readonly locale: string;
  /** Permission names of Discord in the server, such as `ManageGuild`. */
  readonly permissions: readonly PermissionName[];
}

export type PermissionName =
  | 'Administrator'
  | 'ManageGuild'
  | 'ManageMessages'
  | 'ManageChannels'
  | 'ViewChannel'
  | 'SendMessages'
  | 'UseApplicationCommands';

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** `dm` is a direct message with the bot; in `group-dm` the bot is there for whoever has it installed for themselves. */
  readonly kind: 'text' | 'thread' | 'dm' | 'group-dm';
  /** The channel that a thread hangs on. */
  readonly parent?: string;
  /** Who is in a direct message; everyone is in the server's channels. */
  readonly members?: readonly string[];
}

/** Everything that stands before the bot arrives. */
export interface World {
  readonly application: { readonly id: string; readonly name: string };
  /** `installed` false: the bot is in this server only through its users' own installations. Default true. */
  readonly guild: {
    readonly id: string;
    readonly name: string;
    readonly locale: string;
    readonly installed?: boolean;
  };
  readonly users: readonly Person[];
  readonly channels: readonly Channel[];
}

const everyday: readonly PermissionName[] = ['ViewChannel', 'SendMessages', 'UseApplicationCommands'];

/** One server with two channels and a thread, a member and a moderator, and direct messages of both kinds. */
export const defaultWorld: World = {
  application: { id: '1100000000000000001', name: 'Footnote' },
  guild: { id: '1100000000000000010', name: 'Reading room', locale: 'en-US' },
  users: [
    {
      id: '1100000000000000101',
      name: 'mira',
      displayName: 'Mira',
      locale: 'en-US',
      permissions: [...everyday, 'ManageGuild', 'ManageMessages', 'ManageChannels'],
    },
    {
      id: '1100000000000000102',
      name: 'odd',
      displayName: 'Odd',
      locale: 'no',
      permissions: everyday,
    },
  ],
  channels: [
    { id: '1100000000000000201', name: 'questions', kind: 'text' },
    { id: '1100000000000000202', name: 'lounge', kind: 'text' },
    { id: '1100000000000000203', name: 'a long question', kind: 'thread', parent: '1100000000000000201' },
    { id: '1100000000000000204', name: 'Footnote', kind: 'dm', members: ['1100000000000000101'] },
    { id: '1100000000000000205', name: 'Footnote', kind: 'dm', members: ['1100000000000000102'] },
    {
      id: '1100000000000000206',
      name: 'Book club',
      kind: 'group-dm',
      members: ['1100000000000000101', '1100000000000000102'],
    },
  ],
};
