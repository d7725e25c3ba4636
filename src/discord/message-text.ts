import { inertLine } from '../text/inert.ts';
import { splitSentences } from '../text/sentences.ts';
import { flattened } from './message.ts';

/** What of a message can hold words. */
export interface Worded {
  readonly content: string;
  readonly components: readonly { toJSON(): unknown }[];
  readonly embeds: readonly {
    readonly title: string | null;
    readonly description: string | null;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
  }[];
  /** Of forwarded messages. */
  readonly snapshots: readonly string[];
}

/** The words of a message: what was typed, or what it forwards or shows where nothing was. Inert, on one line. */
export function wordsOf({ content, components, embeds, snapshots }: Worded): string {
  const shown = [...flattened(components.map((component) => component.toJSON()))].map(
    (component) => component['content'],
  );
  const embedded = embeds.flatMap(({ title, description, fields }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  for (const texts of [[content], snapshots, shown, embedded]) {
    const words = inertLine(
      texts
        .filter((text) => typeof text === 'string')
        .map(plain)
        .join(' '),
    );
    if (/[\p{L}\p{N}]/u.test(words)) return words;
  }
  return '';
}

/** As many of its first sentences as fit, and whether others were left out. Code points, as Discord counts. */
export function firstSentences(
  text: string,
  most: number,
): { readonly text: string; readonly isCut: boolean } {
  if (lengthOf(text) <= most) return { text, isCut: false };
  let taken = '';
  for (const { end } of splitSentences(text, { start: 0, end: text.length })) {
    const longer = text.slice(0, end);
    if (lengthOf(longer) > most) break;
    taken = longer;
  }
  if (taken !== '') return { text: taken, isCut: true };
  // One sentence that long has no better place.
  const head = Array.from(text).slice(0, most).join('');
  return { text: head.replace(/\s+\S*$/, ''), isCut: true };
}

/** Addresses, mentions and emoji say nothing; marks of emphasis are in the way of words. */
function plain(text: string): string {
  return text
    .replace(/\[([^[\]\n]{1,500})\]\(\s*<?https?:\/\/[^\s)>]{1,1000}>?(?:\s+"[^"\n]{0,200}")?\s*\)/gi, '$1')
    .replace(/<?\bhttps?:\/\/[^\s<>]+>?/gi, ' ')
    .replace(/<a?:(\w+):\d+>/g, ' ')
    .replace(/<(?:@[!&]?|#)\d+>/g, ' ')
    .replace(/<t:-?\d+(?::\w)?>/g, ' ')
    .replace(/<\/([^:>]{1,100}):\d+>/g, '/$1')
    .replace(/^(?:-# |#{1,3} |> )/gm, '')
    .replace(/\*\*|__|~~|\|\||`+/g, '');
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
