import type { PassageIndex } from '../index/passage-index.ts';
import { stem, tokens, type Token } from '../text/terms.ts';
import type { Span } from '../types.ts';

/** The words of a sentence or a title, with their stems. */
export interface Words {
  readonly span: Span;
  readonly tokens: readonly Token[];
  readonly stems: readonly string[];
  /** The mark of each stem, under `markCount`: a question knows by it that most words say nothing of it. */
  readonly marks: Uint16Array;
}

export const markCount = 4096;

/** A number that a stem has always, and some other stems have too. */
export function markOf(stem: string): number {
  let mark = 0;
  for (let at = 0; at < stem.length; at += 1) mark = (Math.imul(mark, 31) + stem.charCodeAt(at)) | 0;
  return (mark ^ (mark >>> 12)) & (markCount - 1);
}

/** The words of a passage, sentence by sentence, and of its title and heading. */
export interface PassageWords {
  readonly document: number;
  readonly sentences: readonly Words[];
  readonly title: Words;
}

/** Hands out the words of passages. */
export type WordSource = (passage: number) => PassageWords;

/**
 * Splitting and stemming 20 candidates is most of the work of a question, and the same passages come up again and
 * again; remembering the words of 2,000 of them costs about 20 MB and takes that work away.
 */
const passagesRemembered = 2000;

/** A word source over one index that remembers the passages it read last. */
export function rememberWords(index: PassageIndex): WordSource {
  const remembered = new Map<number, PassageWords>();
  return (passage) => {
    const known = remembered.get(passage);
    if (known !== undefined) return known;
    const words = readWords(index, passage);
    const [oldest] = remembered.size >= passagesRemembered ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(passage, words);
    return words;
  };
}

function readWords(index: PassageIndex, passage: number): PassageWords {
  const { document, sentences, heading } = index.passage(passage);
  const text = index.text(document);
  const title = `${index.documents[document]?.metadata.title ?? ''}\n${heading ?? ''}`;
  return {
    document,
    sentences: sentences.map((span) => wordsOf(text, span)),
    title: wordsOf(title, { start: 0, end: title.length }),
  };
}

/** The words of one span. Linear in its length. */
export function wordsOf(text: string, span: Span): Words {
  const found = tokens(text, span.start, span.end);
  const stems = found.map(({ term }) => stem(term));
  const marks = new Uint16Array(stems.length);
  for (let at = 0; at < stems.length; at += 1) marks[at] = markOf(stems[at] ?? '');
  return { span, tokens: found, stems, marks };
}
