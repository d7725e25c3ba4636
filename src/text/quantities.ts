import type { Span } from '../types.ts';
import { isStopWord, stem, tokens } from './terms.ts';
import { findDates, findNumbers } from './values.ts';
import { lookBack } from './look-back.ts';

/** A number as a text uses it: what it may stand for, and what it counts. */
export interface Quantity extends Span {
  /** The numbers it may stand for: one, or a range for "more than 90" and "about 90". */
  readonly low: number;
  readonly high: number;
  /** `order` for "third", which is compared with other places in an order only. */
  readonly kind: 'count' | 'percentage' | 'money' | 'order';
  /** Stems of the one to three words after it, up to the next mark: what it counts stands among them. */
  readonly counted: readonly string[];
}

/** The calendar parts that a date names; a part it leaves open is absent. */
export interface CalendarDate extends Span {
  readonly year?: number;
  /** 1..12 */
  readonly month?: number;
  readonly day?: number;
  /** 0 for Monday. */
  readonly weekday?: number;
}

/** The parts of a date that are compared, each with its like. */
export const calendarParts = ['year', 'month', 'day', 'weekday'] as const;

/** Whether the first date says all that the second does: "12 June 2019" holds "2019". */
export function holdsParts(
  date: Omit<CalendarDate, 'start' | 'end'>,
  asked: Omit<CalendarDate, 'start' | 'end'>,
): boolean {
  return calendarParts.every((part) => asked[part] === undefined || asked[part] === date[part]);
}

/** The dates of a text that name a part of the calendar; "last week" names none. */
export function readCalendarDates(text: string): CalendarDate[] {
  return findDates(text).flatMap((span) => {
    const date = { start: span.start, end: span.end, ...partsOf(text.slice(span.start, span.end)) };
    return Object.keys(date).length === 2 || isCountedYear(text, date) ? [] : [date];
  });
}

/** Whether a stretch overlaps one of some others that are in order and do not overlap each other. */
function isIn(others: readonly Span[], start: number, end: number): boolean {
  let [low, high] = [0, others.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((others[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return (others[low]?.start ?? Infinity) < end;
}

/**
 * The numbers of a text outside its dates. "One" and figures that cannot be read are left out.
 *
 * @param dates in order, none overlapping
 */
export function readQuantities(text: string, dates: readonly Span[]): Quantity[] {
  const found: Quantity[] = [];
  for (const { start, end } of findNumbers(text)) {
    if (isIn(dates, start, end)) continue;
    const written = text.slice(start, end);
    // "16–23" is a score as often as a range.
    const value = /\d[-–]\d/.test(written) ? null : valueOf(written);
    if (value === null) continue;
    const kind = /%|per ?cent/i.test(written) ? 'percentage' : /[$€£¥]/.test(written) ? 'money' : 'count';
    const { said, ...range } = rangeOf(lookBack(text, start, longestBefore), value);
    found.push({ start: start - said, end, kind, counted: countedAfter(text, end), ...range });
  }
  for (const { term, start, end } of tokens(text)) {
    const place = ordinals.indexOf(term);
    if (place >= 0 && !isIn(dates, start, end))
      found.push({
        start,
        end,
        low: place + 1,
        high: place + 1,
        kind: 'order',
        counted: countedAfter(text, end),
      });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** More than the words before a number or date that bear on it. */
const longestBefore = 40;
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const weekdays = 'mon tue wed thu fri sat sun'.split(' ');

function partsOf(written: string): Omit<CalendarDate, 'start' | 'end'> {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const words = tokens(written).map(({ term }) => term);
  const parts: { year?: number; month?: number; day?: number; weekday?: number } = {};
  for (const word of words) {
    const figure = /^(\d+)(?:st|nd|rd|th)?$/.exec(word)?.[1];
    const month = months.indexOf(word.slice(0, 3));
    const weekday = weekdays.indexOf(word.slice(0, 3));
    if (figure !== undefined && figure.length === 4) parts.year = Number(figure);
    else if (figure !== undefined && figure.length <= 2 && words.length > 1) parts.day = Number(figure);
    else if (month >= 0 && word.length >= 3 && !/^(?:month|mond)/.test(word)) parts.month = month + 1;
    else if (weekday >= 0 && word.endsWith('day')) parts.weekday = weekday;
  }
  // A day without a month is a century or a count ("the 19th century", "10 days ago").
  if (parts.month === undefined) delete parts.day;
  return parts;
}

/** "1500 people": four digits before a plural, with nothing that dates are said with before them. */
function isCountedYear(text: string, date: CalendarDate): boolean {
  if (date.month !== undefined || date.end - date.start !== 4) return false;
  const isDated =
    /\b(?:in|since|by|until|till|of|from|to|year|during|before|after|between|and|early|late|mid)[ -]$/i;
  return (
    /^ (?:\p{Ll}+s|people|men|women|children)\b/u.test(text.slice(date.end)) &&
    !isDated.test(lookBack(text, date.start, longestBefore))
  );
}

const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const teens = 'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function valueOf(written: string): number | null {
  let sum: number | null = null;
  for (const { term } of tokens(written)) {
    const scale = scales[term];
    const figure = /^\d+(?:\.\d+)?$/.test(term) ? term : stem(term);
    const value = /^\d+(?:\.\d+)?$/.test(figure)
      ? Number(figure)
      : teens.includes(term)
        ? 13 + teens.indexOf(term)
        : tens.includes(term)
          ? 20 + 10 * tens.indexOf(term)
          : null;
    if (scale !== undefined && sum !== null) sum *= scale;
    else if (value !== null) sum = (sum ?? 0) + value;
    else if (!/^(?:percent|per|cent)$/.test(term)) return null;
  }
  return sum;
}

const atLeast =
  /\b(?:more than|over|at least|above|upwards? of|exceeding|no (?:less|fewer) than)(?: the)? $/i;
const atMost = /\b(?:fewer than|less than|under|below|at most|up to|no more than|nearly|almost)(?: the)? $/i;
const roughly = /\b(?:about|around|roughly|approximately|some|an estimated|circa) $/i;

/** @returns also how many characters before the number say so */
function rangeOf(before: string, value: number): { low: number; high: number; said: number } {
  const said = (pattern: RegExp): number => pattern.exec(before)?.[0].length ?? 0;
  if (atLeast.test(before)) return { low: value, high: Infinity, said: said(atLeast) };
  if (atMost.test(before)) {
    const isNear = /(?:nearly|almost) $/i.test(before);
    return { low: isNear ? value * 0.9 : 0, high: value, said: said(atMost) };
  }
  if (roughly.test(before)) return { low: value * 0.9, high: value * 1.1, said: said(roughly) };
  return { low: value, high: value, said: 0 };
}

function countedAfter(text: string, end: number): string[] {
  const stretch = /^[^,;:.!?()"“”]*/.exec(text.slice(end, end + 60))?.[0] ?? '';
  return tokens(stretch)
    .map(({ term }) => term)
    .filter((term) => !isStopWord(term))
    .slice(0, 3)
    .map(stem);
}
