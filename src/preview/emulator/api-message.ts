import { interactionType } from './component-types.ts';
import type { EmulatedMessage } from './contract.ts';
import type { JsonObject } from './json.ts';
import { botPayload, userPayload } from './payloads.ts';
import type { World } from './world.ts';

/** Discord's numbers for the kinds of messages. */
const messageTypes = { plain: 0, reply: 19, slash: 20 } as const;

/** A message as the API sends it. */
export function messagePayload(world: World, message: EmulatedMessage): JsonObject {
  const isBot = message.author === world.application.id;
  const author = world.users.find(({ id }) => id === message.author);
  const asker = world.users.find(({ id }) => id === message.interaction?.user);
  const command = message.interaction?.command ?? null;
  return {
    id: message.id,
    channel_id: message.channel,
    type: typeOf(message, command),
    author: isBot || author === undefined ? botPayload(world) : userPayload(author),
    content: message.content,
    timestamp: isoOf(message.at),
    edited_timestamp: message.editedAt === null ? null : isoOf(message.editedAt),
    tts: false,
    mention_everyone: message.pings.includes('everyone') || message.pings.includes('here'),
    mentions: world.users.filter(({ id }) => message.pings.includes(id)).map(userPayload),
    mention_roles: [],
    attachments: [],
    embeds: message.embeds,
    components: message.components,
    pinned: false,
    flags: message.flags,
    ...(isBot ? { application_id: world.application.id, webhook_id: world.application.id } : {}),
    ...(message.replyTo === null
      ? {}
      : {
          message_reference: {
            type: 0,
            message_id: message.replyTo,
            channel_id: message.channel,
            ...guildIdOf(world, message.channel),
          },
        }),
    ...(message.interaction === null || asker === undefined
      ? {}
      : {
          interaction_metadata: {
            id: message.interaction.id,
            type: command === null ? interactionType.component : interactionType.command,
            user: userPayload(asker),
            authorizing_integration_owners: {},
            ...(command === null ? {} : { name: command }),
          },
        }),
  };
}

/** Empty outside the server. */
export function guildIdOf(world: World, channel: string): JsonObject {
  const kind = world.channels.find(({ id }) => id === channel)?.kind;
  return kind === 'text' || kind === 'thread' ? { guild_id: world.guild.id } : {};
}

function typeOf(message: EmulatedMessage, command: string | null): number {
  if (command !== null && message.replyTo === null) return messageTypes.slash;
  return message.replyTo === null ? messageTypes.plain : messageTypes.reply;
}

/** With six digits for the fraction, as Discord writes it. */
function isoOf(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}
