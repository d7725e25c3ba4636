import { inert, inertLine } from '../text/inert.ts';

/*
 * Documents, file names and questions come from anywhere, and Discord reads everything it shows as markdown. Here their
 * text is made to show as itself. Only what can act is escaped, since a copied message holds the backslashes.
 */

/*
 * What acts wherever it stands: emphasis, strikethrough, spoilers, code, links, everything in angle brackets (mentions,
 * emoji, timestamps, commands), quotes, headings, mentions in words. A round bracket opens the address of a link when a
 * square one that is ours, a citation's, closes before it.
 */
const everywhere = /[\\*_~`|<>[\](#@]/g;
/** A colon makes an emoji of `:name:` and a link of `https://`; one with a space behind it makes nothing. */
const colon = /:(?! )/g;
/** Invites need no scheme: `discord.gg/…`. */
const slashAfterDomain = /\/(?<=\.[A-Za-z]{2,24}\/)/g;
/** A list begins a line: `- `, `+ `, `1. `; subtext too: `-# `. */
const bullet = /^[-+]/gm;
const listNumber = /^(\d+)([.)])/gm;

/** Any foreign text as one line of Discord markdown in which nothing acts. Empty where the text holds nothing to show. */
export function shown(text: string): string {
  return escaped(inertLine(text));
}

/** As `shown`, with line feeds kept. White space inside a line is single spaces, lines without words are gone. */
export function shownLines(text: string): string {
  const lines = inert(text).split('\n').map(inertLine);
  return escaped(lines.filter((line) => line !== '').join('\n'));
}

/** The text that `shown` was given, as `inertLine` leaves it. */
export function readShown(markdown: string): string {
  return markdown.replace(/\\([^0-9A-Za-z\s])/g, '$1');
}

/** A moment as everybody's own clock shows it; a text that is no moment comes back inert. */
export function timestamp(iso: string, style: 'R' | 'D' | 'd' | 'f'): string {
  const milliseconds = Date.parse(iso);
  return Number.isNaN(milliseconds) ? shown(iso) : `<t:${Math.floor(milliseconds / 1000)}:${style}>`;
}

/** What `shown` does to a line that is inert already. */
export function escaped(text: string): string {
  return text
    .replace(everywhere, '\\$&')
    .replace(colon, '\\:')
    .replace(slashAfterDomain, '\\/')
    .replace(bullet, '\\$&')
    .replace(listNumber, '$1\\$2');
}
