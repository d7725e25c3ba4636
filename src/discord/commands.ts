import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  PermissionFlagsBits,
  type APIApplicationCommandStringOption,
  type LocalizationMap,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Localised } from './language.ts';
import { commandWords, menuWords, optionWords, type Described } from './words/commands.ts';

/** A shorter question has nothing to look for; a longer one does not fit on its card. Characters. */
export const questionLength = { least: 3, most: 500 } as const;

/** Of the message menus, as interactions carry them. */
export const menuNames = { ask: menuWords.ask.en, check: menuWords.check.en } as const;

/** Servers, direct messages and group messages, added to a server or to a person's own account. */
const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
} satisfies Partial<RESTPostAPIApplicationCommandsJSONBody>;

/** Only where somebody manages a server that the bot was added to. */
const serversOnly = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
} satisfies Partial<RESTPostAPIApplicationCommandsJSONBody>;

const documentOption = {
  type: ApplicationCommandOptionType.String,
  ...described(optionWords.document),
  autocomplete: true,
} satisfies APIApplicationCommandStringOption;

/** Every command of the bot, as Discord is told of them. */
export const commandDefinitions: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    type: ApplicationCommandType.ChatInput,
    ...described(commandWords.ask),
    ...everywhere,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...described(optionWords.question),
        required: true,
        min_length: questionLength.least,
        max_length: questionLength.most,
      },
      documentOption,
      { type: ApplicationCommandOptionType.Boolean, ...described(optionWords.private) },
    ],
  },
  {
    type: ApplicationCommandType.ChatInput,
    ...described(commandWords.search),
    ...everywhere,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...described(optionWords.query),
        required: true,
        min_length: 2,
        max_length: questionLength.most,
      },
      documentOption,
    ],
  },
  {
    type: ApplicationCommandType.ChatInput,
    ...described(commandWords.sources),
    ...everywhere,
    options: [documentOption],
  },
  { type: ApplicationCommandType.ChatInput, ...described(commandWords.about), ...everywhere },
  { type: ApplicationCommandType.ChatInput, ...described(commandWords.help), ...everywhere },
  {
    type: ApplicationCommandType.ChatInput,
    ...described(commandWords.docs),
    ...serversOnly,
    options: [
      { type: ApplicationCommandOptionType.Subcommand, ...described(commandWords.status) },
      { type: ApplicationCommandOptionType.Subcommand, ...described(commandWords.reindex) },
    ],
  },
  ...Object.values(menuWords).map((name) => ({
    type: ApplicationCommandType.Message as const,
    name: name.en,
    name_localizations: localised(name),
    ...everywhere,
  })),
];

function described({ name, description }: Described): {
  name: string;
  name_localizations: LocalizationMap;
  description: string;
  description_localizations: LocalizationMap;
} {
  return {
    name: name.en,
    name_localizations: localised(name),
    description: description.en,
    description_localizations: localised(description),
  };
}

/** English goes under its own locales too: without them Discord may fall back from one English to another language. */
function localised({ en, no, tr, ru, de }: Localised<string>): LocalizationMap {
  return {
    [Locale.EnglishUS]: en,
    [Locale.EnglishGB]: en,
    [Locale.Norwegian]: no,
    [Locale.Turkish]: tr,
    [Locale.Russian]: ru,
    [Locale.German]: de,
  };
}
