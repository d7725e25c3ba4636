import type { APIApplicationCommand } from 'discord.js';
import { messagePayload } from './api-message.ts';
import { component, interactionType } from './component-types.ts';
import { fullName } from './commands.ts';
import { ClientRefusal } from './contract.ts';
import type { EmulatedMessage, Interaction, Liberties, UsedCommand } from './contract.ts';
import type { Core, PersonsDeeds } from './core.ts';
import { giveOptions } from './given-options.ts';
import { interactionPayload, ownersOf } from './interaction-payload.ts';
import type { Scene } from './interaction-payload.ts';
import type { LiveInteraction } from './interactions.ts';
import { numberOf, objectsOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { pingsOf } from './mentions.ts';
import { fillModal } from './modal-values.ts';
import { memberPayload, userPayload } from './payloads.ts';
import { flatten } from './rules-components.ts';
import { findCommand } from './usable-command.ts';

/** What comes of a deed, but for what the emulator adds to it. */
interface Deed {
  readonly scene: Scene;
  readonly type: number;
  readonly data: JsonObject;
  readonly command: string | null;
  readonly source: EmulatedMessage | null;
  /** 0 a server's installation, 1 a person's. */
  readonly types: readonly number[];
  readonly completing?: number;
}

/** What people do in Discord's client, with what the client itself refuses. */
export function createPeople({
  core,
  commandsFor,
  deliver,
}: {
  readonly core: Core;
  readonly commandsFor: (guild: string | null) => readonly APIApplicationCommand[];
  /** To the bot. @param guild null for direct messages */
  readonly deliver: (payload: JsonObject, guild: string | null) => void;
}): PersonsDeeds {
  const { world, messages, interactions } = core;

  const sceneOf = (user: string, channelId: string, liberties: Liberties = {}): Scene => {
    const person = world.users.find(({ id }) => id === user);
    const channel = world.channels.find(({ id }) => id === channelId);
    if (person === undefined) throw new ClientRefusal(`There is nobody with the id ${user}.`);
    if (channel === undefined) throw new ClientRefusal(`There is no channel with the id ${channelId}.`);
    if (channel.members !== undefined && !channel.members.includes(user))
      throw new ClientRefusal(`${person.displayName} is not in this conversation.`);
    return { world, person, channel, locale: liberties.locale ?? person.locale };
  };
  const guildOf = ({ channel }: Scene): string | null =>
    channel.kind === 'text' || channel.kind === 'thread' ? world.guild.id : null;

  const seen = (user: string, { id, channel }: Pick<EmulatedMessage, 'id' | 'channel'>): EmulatedMessage => {
    const message = messages.find(id);
    if (message === null || message.channel !== channel)
      throw new ClientRefusal('The message is not there any more.');
    if (message.onlyFor !== null && message.onlyFor !== user)
      throw new ClientRefusal('This message is only for somebody else.');
    return message;
  };

  const send = ({ scene, type, data, command, source, types, completing = 0 }: Deed): Interaction => {
    const owners = ownersOf(scene, types);
    const live: LiveInteraction = interactions.open({
      type,
      user: scene.person.id,
      channel: scene.channel.id,
      command,
      source: source?.id ?? null,
      isPersonal: owners['0'] === undefined,
      completing,
    });
    const message = source === null ? null : messagePayload(world, source);
    deliver(interactionPayload(scene, live, owners, data, message), guildOf(scene));
    return live.handle;
  };

  const targetOf = (scene: Scene, type: number, target: string): JsonObject => {
    if (type === 3) {
      const message = seen(scene.person.id, { id: target, channel: scene.channel.id });
      if (message.onlyFor !== null) throw new ClientRefusal('There are no apps for a message only you see.');
      return { target_id: target, resolved: { messages: { [target]: messagePayload(world, message) } } };
    }
    const person = world.users.find(({ id }) => id === target);
    if (person === undefined) throw new ClientRefusal(`There is nobody with the id ${target}.`);
    return {
      target_id: target,
      resolved: {
        users: { [target]: userPayload(person) },
        ...(guildOf(scene) === null ? {} : { members: { [target]: memberPayload(world, person) } }),
      },
    };
  };

  const useComponent = (
    user: string,
    at: Pick<EmulatedMessage, 'id' | 'channel'>,
    customId: string,
    values: readonly string[] | null,
    liberties: Liberties = {},
  ): Interaction => {
    const scene = sceneOf(user, at.channel, liberties);
    const source = seen(user, at);
    const found = flatten(source.components as unknown as readonly JsonObject[]).find(
      (one) => one['custom_id'] === customId,
    );
    const type = numberOf(found?.['type']) || (values === null ? component.button : component.stringSelect);
    if (liberties.unchecked !== true) checkUse(found, customId, values);
    return send({
      scene,
      type: interactionType.component,
      data: {
        custom_id: customId,
        component_type: type,
        id: found?.['id'] ?? 0,
        ...(values === null ? {} : { values }),
      },
      command: null,
      source,
      types: [0, 1],
    });
  };

  return {
    say(user, channel, text) {
      sceneOf(user, channel);
      const length = Array.from(text.trim()).length;
      if (length === 0 || length > 2000) throw new ClientRefusal('A message has 1 to 2000 characters.');
      const message: EmulatedMessage = {
        id: core.nextId(),
        channel,
        author: user,
        at: core.now(),
        editedAt: null,
        content: text,
        embeds: [],
        components: [],
        flags: 0,
        onlyFor: null,
        thinking: false,
        deleted: false,
        interaction: null,
        replyTo: null,
        pings: pingsOf([text], undefined),
      };
      messages.add(message);
      return message;
    },
    use(user, channel, used: UsedCommand, liberties = {}) {
      const { unchecked = false } = liberties;
      const scene = sceneOf(user, channel, liberties);
      const { command, words, types } = findCommand(commandsFor(guildOf(scene)), scene, used, unchecked);
      const type = used.type ?? 1;
      const { options } = giveOptions(command, words, used.options ?? {}, { unchecked });
      return send({
        scene,
        type: interactionType.command,
        data: {
          ...named(command),
          ...(options.length === 0 ? {} : { options }),
          ...(type === 1 ? {} : targetOf(scene, type, used.target ?? '')),
        },
        command: fullName(textOf(command['name']), options),
        source: null,
        types,
      });
    },
    suggest(user, channel, name, focused, values, liberties = {}) {
      const { unchecked = false } = liberties;
      const scene = sceneOf(user, channel, liberties);
      const { command, words, types } = findCommand(commandsFor(guildOf(scene)), scene, { name }, unchecked);
      const { options, focused: typed } = giveOptions(command, words, values, { focused, unchecked });
      return send({
        scene,
        type: interactionType.autocomplete,
        data: { ...named(command), options },
        command: fullName(textOf(command['name']), options),
        source: null,
        types,
        completing: numberOf(typed?.['type']),
      });
    },
    press: (user, message, customId, liberties) => useComponent(user, message, customId, null, liberties),
    select: (user, message, customId, values, liberties) =>
      useComponent(user, message, customId, values, liberties),
    submit(user, opened, values, liberties = {}) {
      const known = interactions.modalOf(opened);
      if (known === null) throw new ClientRefusal('No modal is open there.');
      const { modal, opener } = known;
      if (opener.user !== user) throw new ClientRefusal('The modal is open for somebody else.');
      const fields = objectsOf(modal.components);
      return send({
        scene: sceneOf(user, opener.channel, liberties),
        type: interactionType.modal,
        data: {
          custom_id: modal.custom_id,
          components: fillModal(fields, values, liberties.unchecked ?? false),
        },
        command: opener.source === null ? opener.command : null,
        source: opener.source === null ? null : messages.find(opener.source),
        types: [0, 1],
      });
    },
    dismiss(user, at) {
      if (seen(user, at).onlyFor === null)
        throw new ClientRefusal('Only a message that nobody else sees can be dismissed.');
      messages.remove(at.id);
    },
  };
}

function named(command: JsonObject): JsonObject {
  return {
    id: command['id'],
    name: command['name'],
    type: command['type'],
    ...(command['guild_id'] === undefined ? {} : { guild_id: command['guild_id'] }),
  };
}

function checkUse(found: JsonObject | undefined, customId: string, values: readonly string[] | null): void {
  if (found === undefined) throw new ClientRefusal(`The message has no component "${customId}".`);
  if (found['disabled'] === true) throw new ClientRefusal('It is disabled.');
  const isSelect = found['type'] === component.stringSelect;
  if (values === null) {
    if (found['type'] !== component.button) throw new ClientRefusal('It is no button.');
    return;
  }
  if (!isSelect) throw new ClientRefusal('It is no menu of texts.');
  const options = objectsOf(found['options']).map((option) => option['value']);
  if (values.some((value) => !options.includes(value)))
    throw new ClientRefusal('The menu has no such option.');
  const least = numberOf(found['min_values'] ?? 1);
  const most = numberOf(found['max_values'] ?? 1);
  if (values.length < least || values.length > most)
    throw new ClientRefusal(`Choose ${least} to ${most} of its options.`);
}
