import type { ChatInputCommandInteraction } from 'discord.js';
import { abstentionLevels, defaultLevel, type AbstentionLevel } from '../answering/levels.ts';
import type { Library } from '../library/live.ts';
import { inertLine } from '../text/inert.ts';
import { cardOf, container, separator, text } from './blocks.ts';
import type { Card, Handler, Surroundings } from './handler.ts';
import { languageOf, type Language } from './language.ts';
import { localPercent } from './local-words.ts';
import { shown, timestamp } from './markdown.ts';
import { readQuality, readVersion, type Quality } from './quality.ts';
import { shownWithin } from './shorten.ts';
import { visibilityAt } from './where.ts';
import { aboutWords } from './words/about.ts';
import { browseWords } from './words/browse.ts';

export const about: Handler<ChatInputCommandInteraction> = {
  isQuestion: false,
  first: (interaction, { config }) => visibilityAt(interaction, config),
  run: async ({ locale }, reply, { config, library }) =>
    reply.edit(
      aboutCard(library.current(), languageOf(locale), readVersion(), readQuality(), config.abstention),
    ),
};

export const help: Handler<ChatInputCommandInteraction> = {
  isQuestion: false,
  first: () => 'private',
  run: async ({ locale }, reply, { config }: Surroundings) =>
    reply.edit(helpCard(languageOf(locale), config.feedbackDays)),
};

/** What this is, what it knows, and how far it is to be trusted. */
export function aboutCard(
  { index, builtAt }: Library,
  language: Language,
  version: string | null,
  quality: Quality | null,
  level: AbstentionLevel = defaultLevel,
): Card {
  const words = aboutWords[language];
  const counts = browseWords[language];
  const facts = [
    [words.version, shownWithin(version ?? words.unknown, 40)],
    [
      words.holds,
      `${counts.countDocuments(index.documents.length)}, ${counts.countPassages(index.passageCount)}`,
    ],
    [words.built, builtAt === null ? words.unknown : timestamp(builtAt, 'R')],
    [words.generation, shownWithin(index.generation, 80)],
    [words.model, modelName(index.manifest.model.id)],
    [words.mode, words.extractive],
  ];
  const figures = quality === null ? [words.notMeasured] : words.figures(quality).map(shown);
  const least = localPercent(abstentionLevels[level], language);
  // Measured at the default level; at another, the shares are others.
  const measuredAt = quality === null || level === defaultLevel ? '' : ` (${words.levels[defaultLevel]})`;
  return cardOf(
    container([
      text(`## Footnote\n${words.what}`),
      text(facts.map(([name, value]) => `**${name}** ${value}`).join('\n')),
      separator(),
      listed(`${words.quality}${measuredAt}`, figures),
      text(`**${words.abstention}**\n${words.howAbstention(least, words.levels[level])}`),
    ]),
  );
}

/** What to type, what the buttons do, and what is kept. */
export function helpCard(language: Language, days: number): Card {
  const { title, commands, commandLines, buttons, buttonLines, privacy, privacyLines } =
    aboutWords[language].help;
  return cardOf(
    container([
      text(`## ${title}`),
      listed(commands, commandLines),
      separator(),
      listed(buttons, buttonLines),
      separator(),
      listed(privacy, privacyLines(days)),
    ]),
  );
}

function listed(heading: string, lines: readonly string[]): ReturnType<typeof text> {
  return text(`**${heading}**\n${lines.map((line) => `- ${line}`).join('\n')}`);
}

/** A model in a folder is named without the operator's folders above it. */
function modelName(id: string): string {
  const name = inertLine(id);
  const isPath = name.startsWith('/') || name.includes('\\') || name.split('/').length > 2;
  return shownWithin(isPath ? (name.split(/[\\/]/).at(-1) ?? name) : name, 80);
}
