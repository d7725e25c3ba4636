import type { Channel, Command, Option, Translations } from './protocol.ts';

interface Named {
  readonly name: string;
  readonly names: Translations;
}

/** What a reader of this locale sees; where the bot has no words for it, those of English, then its own. */
export function localName(of: Named, locale: string): string {
  return translated(of.names, locale) ?? of.name;
}

export function shownDescription(of: Pick<Option, 'description' | 'descriptions'>, locale: string): string {
  return translated(of.descriptions, locale) ?? of.description;
}

function translated(translations: Translations, locale: string): string | undefined {
  const isEnglish = locale.startsWith('en');
  return translations[locale] ?? (isEnglish ? (translations['en-GB'] ?? translations['en-US']) : undefined);
}

/** The commands that Discord offers in such a channel. */
export function commandsFor(commands: readonly Command[], kind: Channel['kind']): readonly Command[] {
  const context = kind === 'dm' ? 1 : kind === 'group-dm' ? 2 : 0;
  return commands.filter(({ contexts }) => contexts === null || contexts.includes(context));
}

/** Slash commands for what has been typed after `/`: names that begin so, then those that hold it, then descriptions. */
export function findCommands(
  commands: readonly Command[],
  typed: string,
  locale: string,
): readonly Command[] {
  const sought = typed.toLowerCase();
  const slash = commands.filter(({ type }) => type === 1);
  const rank = (command: Command): number => {
    const names = [localName(command, locale).toLowerCase(), command.name];
    if (names.some((name) => name.startsWith(sought))) return 0;
    if (names.some((name) => name.includes(sought))) return 1;
    return sought.length >= 3 && shownDescription(command, locale).toLowerCase().includes(sought) ? 2 : 3;
  };
  return slash
    .map((command) => ({ command, rank: rank(command) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}

/** A line that begins with a whole command: the command, and the words after it. */
export function readCommandLine(
  commands: readonly Command[],
  line: string,
  locale: string,
): { readonly command: Command; readonly rest: string } | null {
  const typed = line.toLowerCase();
  const fits = commands
    .filter(({ type }) => type === 1)
    .flatMap((command) =>
      [localName(command, locale), command.name].map((name) => ({ command, start: `/${name} ` })),
    )
    .filter(({ start }) => typed.startsWith(start.toLowerCase()))
    .toSorted((a, b) => b.start.length - a.start.length);
  const [best] = fits;
  return best === undefined ? null : { command: best.command, rest: line.slice(best.start.length) };
}
