import { PermissionFlagsBits } from 'discord.js';
import type { JsonObject } from './json.ts';
import type { Person, World } from './world.ts';

/** When everybody joined. */
export const epoch = '2024-01-01T00:00:00.000000+00:00';
/** Without a role of one's own. */
export const everyoneMay: readonly (keyof typeof PermissionFlagsBits)[] = [
  'ViewChannel',
  'SendMessages',
  'UseApplicationCommands',
];

export function bits(names: readonly (keyof typeof PermissionFlagsBits)[]): bigint {
  return names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
}

export function permissionsOf(person: Person): bigint {
  const own = bits(person.permissions);
  return (own & PermissionFlagsBits.Administrator) === 0n ? own : bits(allPermissions);
}

const allPermissions = [
  ...everyoneMay,
  'Administrator',
  'ManageGuild',
  'ManageMessages',
  'ManageChannels',
] as const;

export function userPayload(person: Person): JsonObject {
  return {
    id: person.id,
    username: person.name,
    discriminator: '0',
    global_name: person.displayName,
    avatar: null,
    avatar_decoration_data: null,
    collectibles: null,
    clan: null,
    primary_guild: null,
    public_flags: 0,
  };
}

export function botPayload(world: World): JsonObject {
  return {
    id: world.application.id,
    username: world.application.name,
    discriminator: '0000',
    global_name: null,
    avatar: null,
    bot: true,
    verified: true,
    mfa_enabled: true,
    email: null,
    flags: 0,
    public_flags: 0,
  };
}

export function applicationPayload(world: World): JsonObject {
  return {
    id: world.application.id,
    name: world.application.name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: botPayload(world),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    hook: true,
    team: null,
    owner: { ...botPayload(world), id: ownerOf(world), username: 'operator', bot: false },
    approximate_guild_count: world.guild.installed === false ? 0 : 1,
    approximate_user_install_count: world.users.length,
    integration_types_config: { '0': {}, '1': {} },
  };
}

/** What the person may do comes with the interaction; `deaf` and `mute` are there because libraries read them. */
export function memberPayload(world: World, person: Person): JsonObject {
  return {
    user: userPayload(person),
    nick: null,
    avatar: null,
    banner: null,
    roles: hasOwnRole(person) ? [roleOf(person)] : [],
    joined_at: epoch,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    unusual_dm_activity_until: null,
    permissions: String(permissionsOf(person)),
    guild_id: world.guild.id,
  };
}

/** The server's owner is none of its people, so that nobody may everything. */
export function ownerOf(world: World): string {
  return String(BigInt(world.guild.id) + 1n);
}

/** Whoever may more than everybody has a role for it. */
export function hasOwnRole(person: Person): boolean {
  return (permissionsOf(person) & ~bits(everyoneMay)) !== 0n;
}

export function roleOf(person: Person): string {
  return String(BigInt(person.id) + 500n);
}
