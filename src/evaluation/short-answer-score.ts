/**
 * Short answers compared as SQuAD's evaluation does it (P. Rajpurkar et al., "SQuAD: 100,000+ questions for machine
 * comprehension of text", 2016, section 6.1): case, ASCII punctuation, articles and white space do not count.
 */
export function normaliseShortAnswer(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[!-/:-@[-`{-~]/g, '')
      // `\b` knows ASCII only, and would find an article inside "Ğa".
      .replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' ')
      .trim()
      .replace(/\s+/g, ' ')
  );
}

/** 1 when the answer is one of those expected after normalisation, else 0. No answer (`null`) is an empty one. */
export function exactMatch(answer: string | null, expected: readonly string[]): number {
  const given = normaliseShortAnswer(answer ?? '');
  return expected.some((wanted) => normaliseShortAnswer(wanted) === given) ? 1 : 0;
}

/** The best F1 of words shared with an expected answer, 0..1. No answer (`null`) is an empty one. */
export function f1(answer: string | null, expected: readonly string[]): number {
  return expected.reduce((best, wanted) => Math.max(best, f1OfPair(answer ?? '', wanted)), 0);
}

/**
 * Whether a quote holds an expected answer, or, where the expected answer is a whole sentence, is a part of it.
 * Compared after normalisation, at word boundaries.
 */
export function holdsExpected(quote: string, expected: readonly string[]): boolean {
  const held = ` ${normaliseShortAnswer(quote)} `;
  return expected.some((wanted) => {
    const part = ` ${normaliseShortAnswer(wanted)} `;
    if (part.trim() === '') return false;
    return held.includes(part) || (wordsOf(held).length >= 5 && part.includes(held));
  });
}

function f1OfPair(answer: string, wanted: string): number {
  const given = wordsOf(normaliseShortAnswer(answer));
  const asked = wordsOf(normaliseShortAnswer(wanted));
  // SQuAD 2.0's rule for empty answers: they match each other and nothing else.
  if (given.length === 0 || asked.length === 0) return given.length === asked.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of asked) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of given) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  // 2PR / (P + R), with P = shared / given and R = shared / asked.
  return (2 * shared) / (given.length + asked.length);
}

function wordsOf(normalised: string): string[] {
  return normalised.split(' ').filter((word) => word !== '');
}
