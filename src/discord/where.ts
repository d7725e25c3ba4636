import { ChannelType, InteractionContextType, MessageFlags } from 'discord.js';
import type { BaseInteraction, Message } from 'discord.js';
import type { Config } from '../config.ts';
import type { Visibility } from './handler.ts';

/** What decides who sees a reply. */
export type Place = Pick<BaseInteraction, 'channelId' | 'channel' | 'context' | 'guildId'>;

/**
 * Who may see the answer to a question asked here: everyone in the channels that the operator has named (a thread counts
 * with its parent) and in a direct message with the bot, where nobody else is; only the asker elsewhere.
 */
export function visibilityAt(place: Place, config: Pick<Config, 'publicChannels'>): Visibility {
  if (isAlone(place) || config.publicChannels === 'all') return 'public';
  const { channel, channelId } = place;
  const parentId = channel !== null && channel.isThread() ? channel.parentId : null;
  const isNamed = [channelId, parentId].some(
    (id) => id !== null && config.publicChannels !== 'all' && config.publicChannels.has(id),
  );
  return isNamed ? 'public' : 'private';
}

/** What comes of a private message stays private. */
export function visibilityAfter(
  place: Place & { readonly message: Pick<Message, 'flags'> | null },
  config: Pick<Config, 'publicChannels'>,
): Visibility {
  return place.message === null || isPrivate(place.message) ? 'private' : visibilityAt(place, config);
}

export function isPrivate({ flags }: Pick<Message, 'flags'>): boolean {
  return flags.has(MessageFlags.Ephemeral);
}

/** In a direct message with the bot itself. */
function isAlone({ context, channel, guildId }: Place): boolean {
  if (context !== null) return context === InteractionContextType.BotDM;
  return guildId === null && channel?.type === ChannelType.DM;
}
