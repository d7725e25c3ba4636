import { inertLine } from '../text/inert.ts';
import { splitSentences } from '../text/sentences.ts';
import { shown } from './markdown.ts';
import { cutMark, fits, shortened, type Size } from './shorten.ts';

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
  const sentences = sentencesOf(foreign.slice(0, furthest));
  let best: string | null = null;
  for (let count = 1; count <= sentences.length; count++) {
    const markdown = `${shown(sentences.slice(0, count).join(' '))} ${cutMark}`;
    if (!fits(markdown, count === 1 ? most : limit)) break;
    best = markdown;
  }
  if (best !== null && sentences.length === 1 && foreign.length <= furthest && fits(whole, most))
    return { markdown: whole, isCut: false };
  return { markdown: best ?? hardCut(sentences[0] ?? '', limit), isCut: true };
}

/** No card has room for more. */
const furthest = 12_000;

/** Each as one line, in order. */
export function sentencesOf(text: string): string[] {
  return splitSentences(text, { start: 0, end: text.length })
    .map(({ start, end }) => inertLine(text.slice(start, end)))
    .filter((sentence) => sentence !== '');
}

function hardCut(sentence: string, limit: Size): string {
  return shown(shortened(sentence, (piece) => fits(shown(piece), limit)));
}
