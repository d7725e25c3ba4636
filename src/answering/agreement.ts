import type { PassageIndex } from '../index/passage-index.ts';
import { calendarParts, readCalendarDates, readQuantities, type Quantity } from '../text/quantities.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import { isStopWord, stem, tokens } from '../text/terms.ts';
import type { Statement } from './read.ts';
import { asksForValue } from './short-answer.ts';

/** How what another document says stands to the first statement. */
export type Relation = 'agrees' | 'differs' | 'none';

/**
 * Two documents agree or differ only about the same thing: the second covers this share of what the first covers of the
 * question, and the first at least so much of it. Chosen, as all here, on the training and development documents of the news set.
 */
const sameThingShare = 0.6;
const leastCoverage = 0.25;
/** Reports of one thing are seldom further apart than this; 9,433 votes and "ahead by six votes" are two things. */
const largestRatio = 2;
/** Years further apart belong to two events. */
const largestYears = 3;
/** Share of the shorter sentence's other words that both have, where names or a "not" differ; and at least so many. */
const paraphraseShare = 0.6;
const fewestShared = 3;
const dateCoverage = 0.95;

/** Compares what two documents give for an answer. Cheap signs first: short answers are made when they are wanted. */
export function relationOf(
  index: PassageIndex,
  shape: QuestionShape,
  first: Statement,
  other: Statement,
): Relation {
  if (other.document === first.document) return 'none';
  if (first.coverage < leastCoverage || other.coverage < sameThingShare * first.coverage) return 'none';
  // What a sentence is quoted with depends on its short answer, which takes longer than all the rest.
  const isYesNo = shape.kind === 'yes-no';
  if (!isYesNo && (!asksForValue(shape) || first.short === null)) return 'none';
  if (shape.kind === 'number' && !mayCompare(index, first, other)) return 'none';
  if (!isYesNo && shape.kind !== 'number' && shape.kind !== 'date' && !mayName(index, first, other))
    return 'none';
  if (!isYesNo && other.short === null) return 'none';
  const said = [sentenceOf(index, first), sentenceOf(index, other)] as const;
  if (isYesNo) return isDenied(...said) && isParaphrase(...said, []) ? 'differs' : 'none';
  const shorts = [shortOf(index, first), shortOf(index, other)] as const;
  if (shape.kind === 'number') return relationOfNumbers(said, shorts, shape.head);
  return shape.kind === 'date'
    ? relationOfDates(shorts, other.coverage >= dateCoverage * first.coverage)
    : relationOfNames(said, shorts);
}

type Pair = readonly [string, string];

function relationOfNumbers(said: Pair, shorts: Pair, head: string | null): Relation {
  const [one, two] = [quantityIn(said[0], shorts[0]), quantityIn(said[1], shorts[1])];
  if (one === null || two === null || one.kind !== two.kind) return 'none';
  if (one.kind === 'count' && !countTheSame(one, two, head)) return 'none';
  if (overlap(one, two)) return 'agrees';
  // "To 6,100 tonnes next year, from 8,400" gives both: of which the question asks is not told by numbers.
  const holds = (sentence: string, value: Quantity): boolean =>
    quantitiesOf(sentence).some((held) => held.kind === value.kind && overlap(value, held));
  if (holds(said[1], one)) return 'agrees';
  if (holds(said[0], two)) return 'none';
  const [low, high] = [Math.min(one.low, two.low), Math.max(one.low, two.low)];
  return low > 0 && high <= low * largestRatio ? 'differs' : 'none';
}

/** Whether the first statement's short answer is a quantity, and the other holds one of its kind wherever its own may stand. */
function mayCompare(index: PassageIndex, first: Statement, other: Statement): boolean {
  const one = quantityIn(sentenceOf(index, first), shortOf(index, first));
  if (one === null) return false;
  const text = index.text(other.document);
  const stretches =
    other.span.start === other.sentence.start && other.span.end === other.sentence.end
      ? [other.sentence]
      : [other.sentence, other.span];
  return stretches.some(({ start, end }) =>
    quantitiesOf(text.slice(start, end)).some(({ kind }) => kind === one.kind),
  );
}

/** The quantity of a sentence that a short answer names. */
function quantityIn(sentence: string, short: string): Quantity | null {
  const at = sentence.indexOf(short);
  return quantitiesOf(sentence).find(({ start, end }) => start < at + short.length && at < end) ?? null;
}

function quantitiesOf(sentence: string): Quantity[] {
  return readQuantities(sentence, readCalendarDates(sentence)).filter(({ kind }) => kind !== 'order');
}

/** "14 injured", "fourteen people were hurt": a word in common, or nothing said where the other says what was asked for. */
function countTheSame(one: Quantity, two: Quantity, head: string | null): boolean {
  if (one.counted.some((word) => two.counted.includes(word))) return true;
  const asked = head === null ? null : stem(head);
  const isAsked = ({ counted }: Quantity): boolean => asked !== null && counted.includes(asked);
  return (one.counted.length === 0 && isAsked(two)) || (two.counted.length === 0 && isAsked(one));
}

function overlap(one: Quantity, two: Quantity): boolean {
  return one.low <= two.high && two.low <= one.high;
}

/** Dates differ where both name the same parts of the calendar, and one of them otherwise. */
function relationOfDates(shorts: Pair, isSameThing: boolean): Relation {
  const [one, two] = [readCalendarDates(shorts[0])[0], readCalendarDates(shorts[1])[0]];
  if (one === undefined || two === undefined) return 'none';
  const common = calendarParts.filter((part) => one[part] !== undefined && two[part] !== undefined);
  // "On Tuesday" of two weeks are two days, and may be one.
  if (!common.some((part) => part !== 'weekday')) return 'none';
  if (common.every((part) => one[part] === two[part])) return 'agrees';
  const isAlike = calendarParts.every((part) => (one[part] === undefined) === (two[part] === undefined));
  const isNear = Math.abs((one.year ?? 0) - (two.year ?? 0)) <= largestYears;
  return isAlike && isNear && isSameThing ? 'differs' : 'none';
}

function relationOfNames(said: Pair, shorts: Pair): Relation {
  const [one, two] = [stems(shorts[0]), stems(shorts[1])];
  if (one.length === 0 || two.length === 0) return 'none';
  // "Moe" is "Judge Astrid Moe".
  if (one.every((word) => two.includes(word)) || two.every((word) => one.includes(word))) return 'agrees';
  const isOther = one.every((word) => !two.includes(word));
  // A sentence that has both names tells of two people.
  const isBoth =
    one.every((word) => stems(said[1]).includes(word)) || two.every((word) => stems(said[0]).includes(word));
  return isOther && !isBoth && isParaphrase(...said, [...one, ...two]) ? 'differs' : 'none';
}

/** Whether names could agree or differ wherever the other's short answer may stand: a word of the first, or much else, is there. */
function mayName(index: PassageIndex, first: Statement, other: Statement): boolean {
  const one = stems(shortOf(index, first));
  if (one.length === 0) return false;
  const text = index.text(other.document);
  const around = text.slice(other.span.start, other.span.end);
  const there = new Set(stems(around));
  if (one.some((word) => there.has(word))) return true;
  let shared = 0;
  for (const word of telling(sentenceOf(index, first), one)) if (there.has(word)) shared += 1;
  return shared >= fewestShared;
}

/** Whether one sentence denies and the other does not. */
function isDenied(one: string, two: string): boolean {
  return negation.test(one) !== negation.test(two);
}

const negation = /\b(?:not|never|neither|nor|no longer|denie[sd]|without)\b|n[’']t\b/i;

/** Whether two sentences say nearly the same words, apart from some stems. */
function isParaphrase(one: string, two: string, apart: readonly string[]): boolean {
  const [short, long] = [telling(one, apart), telling(two, apart)].sort((a, b) => a.size - b.size);
  if (short === undefined || long === undefined) return false;
  const shared = [...short].filter((word) => long.has(word)).length;
  return shared >= fewestShared && shared >= short.size * paraphraseShare;
}

function telling(sentence: string, apart: readonly string[]): Set<string> {
  const words = tokens(sentence).filter(({ term }) => !isStopWord(term) && !negation.test(term));
  return new Set(words.map(({ term }) => stem(term)).filter((word) => !apart.includes(word)));
}

function stems(text: string): string[] {
  return tokens(text)
    .filter(({ term }) => !isStopWord(term))
    .map(({ term }) => stem(term));
}

function sentenceOf(index: PassageIndex, { document, sentence, span, short }: Statement): string {
  // A short answer may stand in the sentence before, which the quote holds.
  const isInside = short === null || (short.start >= sentence.start && short.end <= sentence.end);
  const { start, end } = isInside ? sentence : span;
  return index.text(document).slice(start, end);
}

function shortOf(index: PassageIndex, { document, short }: Statement): string {
  return short === null ? '' : index.text(document).slice(short.start, short.end);
}
