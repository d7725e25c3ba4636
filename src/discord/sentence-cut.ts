import { inertLine } from '../text/inert.ts';
import { splitSentences } from '../text/sentences.ts';
import { escaped, shown } from './markdown.ts';
import { cutMark, fits, isWithin, shownBeginning, sizeOf, type Size } from './shorten.ts';

/** Foreign text as one inert line of markdown, and whether some of it was left out. */
export interface Cut {
  readonly markdown: string;
  readonly isCut: boolean;
}

/**
 * As many whole sentences as fit, with a mark where others follow. The first is shown even where only `most` holds it;
 * one that is longer still, which no document in a language has, is cut where it must be.
 */
export function sentencesWithin(foreign: string, limit: Size, most: Size = limit): Cut {
  const whole = shown(foreign);
  if (fits(whole, limit)) return { markdown: whole, isCut: false };
  const isRead = foreign.length <= furthest;
  const sentences = sentencesOf(foreign.slice(0, furthest));
  const [first = ''] = sentences;
  if (isRead && sentences.length <= 1 && fits(whole, most)) return { markdown: whole, isCut: false };
  let count = 0;
  let taken = sizeOf(` ${cutMark}`);
  for (const sentence of sentences) {
    // One by one they are never shorter than together.
    const { characters, bytes } = sizeOf(`${escaped(sentence)} `);
    taken = { characters: taken.characters + characters, bytes: taken.bytes + bytes };
    if (!isWithin(taken, count === 0 ? most : limit)) break;
    count += 1;
  }
  const markdown =
    count === 0 ? shownBeginning(first, limit) : `${escaped(sentences.slice(0, count).join(' '))} ${cutMark}`;
  return { markdown, isCut: true };
}

/** No card has room for more. */
const furthest = 6000;

/** Each as one line, in order. */
export function sentencesOf(text: string): string[] {
  return splitSentences(text, { start: 0, end: text.length })
    .map(({ start, end }) => inertLine(text.slice(start, end)))
    .filter((sentence) => sentence !== '');
}
