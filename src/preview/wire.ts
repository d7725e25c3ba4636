import {
  ApplicationCommandOptionType as OptionType,
  PermissionFlagsBits,
  type APIApplicationCommand,
  type APIApplicationCommandOption,
} from 'discord.js';
import type { EmulatedMessage, Person } from './emulator/emulator.ts';
import type * as wire from './page/protocol.ts';

/** A message as this viewer's page gets it. */
export function wireMessage(message: EmulatedMessage): wire.Message {
  return {
    id: message.id,
    channel: message.channel,
    author: message.author,
    at: message.at,
    editedAt: message.editedAt,
    content: message.content,
    embeds: message.embeds,
    components: message.components as readonly wire.Component[],
    isPrivate: message.onlyFor !== null,
    isThinking: message.thinking,
    interaction: message.interaction,
    replyTo: message.replyTo,
  };
}

export function wirePerson(person: Person): wire.Person {
  return {
    id: person.id,
    name: person.displayName,
    locale: person.locale,
    isModerator: person.permissions.some((name) => name === 'ManageGuild' || name === 'Administrator'),
  };
}

/** The commands that this person may use, each subcommand as one of its own. */
export function wireCommands(
  commands: readonly APIApplicationCommand[],
  person: Person,
): readonly wire.Command[] {
  const held = person.permissions.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
  const isAdministrator = (held & PermissionFlagsBits.Administrator) !== 0n;
  return commands
    .filter(({ default_member_permissions: needed }) => {
      if (needed === null || isAdministrator) return true;
      return needed !== '0' && (BigInt(needed) & held) === BigInt(needed);
    })
    .flatMap(flat);
}

type Described = Pick<
  APIApplicationCommandOption,
  'name' | 'name_localizations' | 'description' | 'description_localizations'
>;

function flat(command: APIApplicationCommand): readonly wire.Command[] {
  const of = (path: readonly Described[], options: readonly APIApplicationCommandOption[]): wire.Command => ({
    ...described(path.at(-1) ?? command),
    name: path.map(({ name }) => name).join(' '),
    names: joinedNames(path),
    type: command.type as 1 | 2 | 3,
    contexts: command.contexts ?? null,
    options: options.map(wireOption),
  });
  const below = (
    path: readonly Described[],
    options: readonly APIApplicationCommandOption[],
  ): readonly wire.Command[] => {
    const deeper = options.filter(
      (option) => option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup,
    );
    if (deeper.length === 0) return [of(path, options)];
    return deeper.flatMap((option) => below([...path, option], option.options ?? []));
  };
  return below([command], command.options ?? []);
}

function joinedNames(path: readonly Described[]): wire.Translations {
  const spoken = new Set(path.flatMap(({ name_localizations: names }) => Object.keys(names ?? {})));
  return Object.fromEntries(
    [...spoken].map((locale) => [
      locale,
      path.map(({ name, name_localizations: names }) => translations(names)[locale] ?? name).join(' '),
    ]),
  );
}

function described(from: Described): Pick<wire.Command, 'name' | 'names' | 'description' | 'descriptions'> {
  return {
    name: from.name,
    names: translations(from.name_localizations),
    description: from.description,
    descriptions: translations(from.description_localizations),
  };
}

function translations(map: Described['name_localizations']): wire.Translations {
  const known = Object.entries(map ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(known);
}

function wireOption(option: APIApplicationCommandOption): wire.Option {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  const isText = option.type === OptionType.String;
  const isNumber = option.type === OptionType.Integer || option.type === OptionType.Number;
  return {
    ...described(option),
    type: option.type,
    isRequired: option.required ?? false,
    hasSuggestions: 'autocomplete' in option && (option.autocomplete ?? false),
    choices: choices.map(({ name, name_localizations: names, value }) => ({
      name,
      names: translations(names),
      value,
    })),
    least: (isText ? option.min_length : isNumber ? option.min_value : null) ?? null,
    most: (isText ? option.max_length : isNumber ? option.max_value : null) ?? null,
  };
}
