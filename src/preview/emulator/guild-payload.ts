import type { JsonObject } from './json.ts';
import {
  bits,
  botPayload,
  epoch,
  everyoneMay,
  hasOwnRole,
  memberPayload,
  ownerOf,
  permissionsOf,
  roleOf,
  userPayload,
} from './payloads.ts';
import type { Channel, Person, World } from './world.ts';

/** Discord's numbers for the kinds of channels. */
export const channelTypes = { text: 0, dm: 1, 'group-dm': 3, thread: 11 } as const;

/** A channel as an interaction carries it. */
export function channelPayload(world: World, channel: Channel, person: Person): JsonObject {
  const base = { id: channel.id, type: channelTypes[channel.kind], flags: 0, last_message_id: null };
  if (channel.kind === 'dm') return { ...base, recipients: [userPayload(person)] };
  if (channel.kind === 'group-dm') {
    const others = world.users.filter(({ id }) => id !== person.id && (channel.members ?? []).includes(id));
    return {
      ...base,
      name: channel.name,
      icon: null,
      owner_id: person.id,
      recipients: others.map(userPayload),
    };
  }
  return { ...guildChannel(world, channel), permissions: String(permissionsOf(person)) };
}

/** GUILD_CREATE. */
export function guildPayload(world: World): JsonObject {
  const { guild } = world;
  const channels = world.channels.filter(({ kind }) => kind === 'text');
  const threads = world.channels.filter(({ kind }) => kind === 'thread');
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: ownerOf(world),
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    features: [],
    joined_at: epoch,
    large: false,
    unavailable: false,
    member_count: world.users.length + 1,
    roles: [
      rolePayload(guild.id, '@everyone', bits(everyoneMay), 0),
      ...world.users
        .filter(hasOwnRole)
        .map((person, at) => rolePayload(roleOf(person), person.displayName, permissionsOf(person), at + 1)),
    ],
    emojis: [],
    stickers: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    members: [botMember(world), ...world.users.map((person) => memberPayload(world, person))],
    channels: channels.map((channel) => guildChannel(world, channel)),
    threads: threads.map((thread) => guildChannel(world, thread)),
  };
}

function rolePayload(id: string, name: string, permissions: bigint, position: number): JsonObject {
  return {
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

function botMember(world: World): JsonObject {
  return {
    user: botPayload(world),
    nick: null,
    avatar: null,
    roles: [],
    joined_at: epoch,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

function guildChannel(world: World, channel: Channel): JsonObject {
  const base = {
    id: channel.id,
    type: channelTypes[channel.kind],
    guild_id: world.guild.id,
    name: channel.name,
    nsfw: false,
    flags: 0,
    last_message_id: null,
    rate_limit_per_user: 0,
  };
  if (channel.kind !== 'thread')
    return { ...base, position: 0, parent_id: null, topic: null, permission_overwrites: [] };
  return {
    ...base,
    parent_id: channel.parent ?? null,
    owner_id: ownerOf(world),
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    thread_metadata: {
      archived: false,
      archive_timestamp: epoch,
      auto_archive_duration: 10_080,
      locked: false,
      create_timestamp: epoch,
    },
  };
}
