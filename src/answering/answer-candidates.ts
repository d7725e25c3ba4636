import type { Span } from '../types.ts';
import { marks, wordClasses as is, type SentenceWords } from './sentence-words.ts';

/** Words `first` to `last` of a sentence, both included. */
export interface Candidate {
  readonly first: number;
  readonly last: number;
}

/** No answer said aloud is longer, but for quotations and reasons, which come as they stand. */
const maxWords = 14;
/** A sentence of a hundred words has thousands of stretches; the best one is seldom among the last. */
const maxCandidates = 600;

const hard = marks.stop | marks.open | marks.close | marks.quote;
const anyMark = hard | marks.comma | marks.possessive;

/**
 * The stretches of a sentence that could be said aloud as an answer: they begin and end where phrases can, and cross no
 * mark but commas. `whole` spans (quotations, reasons, values) are among them whatever they hold.
 */
export function findCandidates(words: SentenceWords, whole: readonly Span[]): Candidate[] {
  const found: Candidate[] = [];
  let wholes = 0;
  const add = (first: number, last: number): void => {
    if (first < 0 || last < first || found.length >= maxCandidates) return;
    // Only a whole span can come a second time.
    for (let at = 0; at < wholes; at += 1) if (found[at]?.first === first && found[at]?.last === last) return;
    found.push({ first, last });
  };
  for (const span of whole) {
    const [first, last] = wordsInside(words, span);
    if (!isNew(words, first, last)) continue;
    add(first, last);
    wholes = found.length;
  }
  for (let first = 0; first < words.size; first += 1) {
    if (!canBegin(words, first)) continue;
    let news = false;
    for (let last = first; last < words.size && last - first < maxWords; last += 1) {
      if (last > first && ((words.marks[last] ?? 0) & hard) !== 0) break;
      if (words.asked[last] === 0 && isContent(words.classes[last] ?? 0)) news = true;
      if (news && canEnd(words, last)) add(first, last);
    }
  }
  return found;
}

/** The first and the last word inside a span of the text; the last is before the first when there is none. */
export function wordsInside(words: SentenceWords, span: Span): [number, number] {
  let first = 0;
  while (first < words.size && (words.starts[first] ?? 0) < span.start) first += 1;
  let last = first - 1;
  while (last + 1 < words.size && (words.ends[last + 1] ?? 0) <= span.end) last += 1;
  return [first, last];
}

function isContent(kind: number): boolean {
  return kind === is.noun || kind === is.number || kind === is.verb || kind === is.adverb;
}

function isNew(words: SentenceWords, first: number, last: number): boolean {
  for (let at = first; at <= last; at += 1)
    if (words.asked[at] === 0 && isContent(words.classes[at] ?? 0)) return true;
  return false;
}

function canBegin(words: SentenceWords, at: number): boolean {
  const kind = words.classes[at];
  if (
    kind === is.conjunction ||
    kind === is.subordinator ||
    kind === is.auxiliary ||
    kind === is.pronoun ||
    kind === is.preposition
  )
    return false;
  const before = words.marks[at] ?? 0;
  if ((before & marks.hyphen) !== 0) return false;
  if (at === 0 || (before & anyMark) !== 0) return true;
  const previous = words.classes[at - 1];
  if (previous !== is.noun && previous !== is.number) return true;
  return changes(words, at - 1, at);
}

function canEnd(words: SentenceWords, at: number): boolean {
  const kind = words.classes[at];
  if (
    kind === is.determiner ||
    kind === is.preposition ||
    kind === is.conjunction ||
    kind === is.subordinator ||
    kind === is.auxiliary ||
    kind === is.pronoun
  )
    return false;
  const after = words.marks[at + 1] ?? 0;
  if ((after & marks.hyphen) !== 0) return false;
  if (at + 1 === words.size || (after & anyMark) !== 0) return true;
  const next = words.classes[at + 1];
  if (next !== is.noun && next !== is.number) return true;
  return changes(words, at, at + 1);
}

/** Whether two neighbours differ in their capital, in being a number, or in whether the question says them. */
function changes(words: SentenceWords, one: number, two: number): boolean {
  return (
    words.capitals[one] !== words.capitals[two] ||
    (words.classes[one] === is.number) !== (words.classes[two] === is.number) ||
    words.asked[one] !== words.asked[two]
  );
}
