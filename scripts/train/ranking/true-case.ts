/**
 * Gives lower-cased text its capitals back, as far as other text shows them: the question–sentence pairs of the
 * training data are in lower case, and names can only be told by their capitals.
 */
export interface TrueCaser {
  /** The text with capitals; its length does not change. */
  restore(text: string): string;
}

/** Learns which words are mostly written with a capital in the middle of a sentence. */
export function learnCase(texts: Iterable<string>): TrueCaser {
  const counts = new Map<string, { upper: number; lower: number }>();
  for (const text of texts) {
    for (const match of text.matchAll(/(?<=[\p{L},;] )\p{L}[\p{L}'’-]*/gu)) {
      const word = match[0];
      const lower = word.toLowerCase();
      const count = counts.get(lower) ?? { upper: 0, lower: 0 };
      if (word[0] === lower[0]) count.lower += 1;
      else count.upper += 1;
      counts.set(lower, count);
    }
  }
  const isName = (word: string): boolean => {
    const count = counts.get(word);
    // A word that a few million words of text never use is more often a name than not.
    return count === undefined ? /^\p{L}{3,}$/u.test(word) : count.upper > 2 * count.lower;
  };
  return {
    restore: (text) =>
      text.replace(/\p{L}[\p{L}'’-]*/gu, (word, offset: number) =>
        offset === 0 || isName(word) ? capitalised(word) : word,
      ),
  };
}

function capitalised(word: string): string {
  const [first = ''] = word;
  const upper = first.toUpperCase();
  return upper.length === first.length ? upper + word.slice(first.length) : word;
}
