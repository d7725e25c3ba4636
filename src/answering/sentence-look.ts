import type { SentenceReading } from '../retrieval/reading.ts';
import type { Span } from '../types.ts';
import { leansOnPrevious } from './anaphora.ts';

/** What a sentence looks like, whatever is asked. */
export interface SentenceLook {
  /** Share of words that begin with a digit. */
  readonly digits: number;
  /** Share of words after the first that have a capital. */
  readonly capitals: number;
  /** Holds a quotation mark. */
  readonly quoted: boolean;
  /** Is itself a question. */
  readonly asks: boolean;
  /** Opens with a pronoun. */
  readonly leans: boolean;
}

/** Kept as long as the words of the sentence are: the same sentences are read for many questions. */
const looks = new WeakMap<Span, SentenceLook>();

/** What a sentence looks like. Linear in its length, once. */
export function lookOf(text: string, { span, tokens }: SentenceReading): SentenceLook {
  const known = looks.get(span);
  if (known !== undefined) return known;
  const sentence = text.slice(span.start, span.end);
  let digits = 0;
  let capitals = 0;
  for (const [at, token] of tokens.entries()) {
    const letter = text[token.start] ?? '';
    if (letter >= '0' && letter <= '9') digits += 1;
    else if (at > 0 && letter !== letter.toLowerCase()) capitals += 1;
  }
  const words = Math.max(1, tokens.length);
  const look = {
    digits: digits / words,
    capitals: capitals / words,
    quoted: /["“”«»]/.test(sentence),
    asks: sentence.endsWith('?'),
    leans: leansOnPrevious(sentence),
  };
  looks.set(span, look);
  return look;
}
