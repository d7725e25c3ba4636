import { guildIdOf } from './api-message.ts';
import type { LiveInteraction } from './interactions.ts';
import type { JsonObject } from './json.ts';
import { channelPayload } from './guild-payload.ts';
import { bits, memberPayload, userPayload } from './payloads.ts';
import type { Channel, Person, World } from './world.ts';

/** Where a person does something. */
export interface Scene {
  readonly world: World;
  readonly person: Person;
  readonly channel: Channel;
  readonly locale: string;
}

/** Discord's numbers for where an interaction comes from. */
export const contexts = { guild: 0, botDm: 1, privateChannel: 2 } as const;

export function contextOf(channel: Channel): number {
  if (channel.kind === 'dm') return contexts.botDm;
  return channel.kind === 'group-dm' ? contexts.privateChannel : contexts.guild;
}

/**
 * Whose installation of the bot stands behind an interaction, as `authorizing_integration_owners` says it.
 *
 * @param types the installations that the command is for; 0 is a server's, 1 a person's
 */
export function ownersOf({ world, person, channel }: Scene, types: readonly number[]): JsonObject {
  const context = contextOf(channel);
  const isHome = context === contexts.guild ? world.guild.installed !== false : context === contexts.botDm;
  const isServers = isHome && types.includes(0);
  // A command that a changed client sends from where it is not offered stands on the person's own installation.
  const isPersons = types.includes(1) || !isServers;
  return {
    ...(isServers ? { '0': context === contexts.guild ? world.guild.id : '0' } : {}),
    ...(isPersons ? { '1': person.id } : {}),
  };
}

/** INTERACTION_CREATE. */
export function interactionPayload(
  scene: Scene,
  live: LiveInteraction,
  owners: JsonObject,
  data: JsonObject,
  message: JsonObject | null,
): JsonObject {
  const { world, person, channel } = scene;
  const context = contextOf(channel);
  const isGuild = context === contexts.guild;
  return {
    id: live.id,
    application_id: world.application.id,
    type: live.type,
    token: live.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: channelPayload(world, channel, person),
    ...guildIdOf(world, channel.id),
    ...(isGuild
      ? {
          guild: { id: world.guild.id, locale: world.guild.locale, features: [] },
          guild_locale: world.guild.locale,
          member: memberPayload(world, person),
        }
      : { user: userPayload(person) }),
    ...(message === null ? {} : { message }),
    locale: scene.locale,
    context,
    app_permissions: String(appPermissions(context)),
    authorizing_integration_owners: owners,
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: 10 * 1024 * 1024,
  };
}

/** As receiving-and-responding.mdx gives them for direct messages; in the server, what an ordinary member may do. */
function appPermissions(context: number): bigint {
  const everywhere = bits(['AttachFiles', 'EmbedLinks', 'MentionEveryone']);
  if (context === contexts.privateChannel) return everywhere;
  if (context === contexts.botDm) return everywhere | bits(['UseExternalEmojis']);
  return everywhere | bits(['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'UseExternalEmojis']);
}
