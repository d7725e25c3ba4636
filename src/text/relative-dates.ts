import type { Span } from '../types.ts';
import { lookBack } from './look-back.ts';

/** What words count from the day on which they were written. */
export type Reckoning =
  /** So many days, weeks, months or years from it: -1 day for "yesterday", 0 months for "this month". */
  | { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly shift: number }
  /** "Six years ago" is only about that year. */
  | { readonly unit: 'ago'; readonly of: 'day' | 'week' | 'month' | 'year'; readonly count: number }
  /** 0 for Monday; `last` for "last Friday", which may be a week before the nearest one. */
  | { readonly unit: 'weekday'; readonly weekday: number; readonly last: boolean }
  /** A month, 1..12, or a day of it, without a year. */
  | { readonly unit: 'calendar'; readonly month: number; readonly day: number | null }
  | { readonly unit: 'fall' };

/** Words that can be understood only with the day on which they were written: "on Friday", "last fall", "six years ago". */
export interface RelativeDate extends Span {
  /** `null` where the words, or what stands around them, do not settle it. */
  readonly reckoning: Reckoning | null;
}

/**
 * Finds them in one sentence. A weekday or a month is taken to lie in the past where the sentence tells of the past, and
 * not at all settled where it speaks of what is to come, where it names a year, or inside quotation marks: what
 * somebody said counts from when it was said.
 */
export function findRelativeDates(sentence: string): RelativeDate[] {
  const found: RelativeDate[] = [];
  if (!hint.test(sentence)) return found;
  let isOpen: boolean | null = null;
  const isQuoted = quotationsOf(sentence);
  for (const match of sentence.matchAll(relativePattern)) {
    const start = match.index;
    const end = start + match[0].length;
    const before = lookBack(sentence, start, longestBefore);
    if (notRelative.test(before)) continue;
    const groups = match.groups ?? {};
    const isNamed = ['weekday', 'month1', 'month2', 'month3'].some((name) => groups[name] !== undefined);
    if (isNamed && isDatedAround(sentence, before, start, end)) continue;
    isOpen ??= !tellsOfPast(sentence) || yearPattern.test(sentence);
    const isSettled = (!isNamed || !isOpen) && !isQuoted(start) && !isOfPlan(sentence, before, end);
    found.push({ start, end, reckoning: isSettled ? reckoningOf(groups) : null });
  }
  return found;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const shortMonths = '(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b';
const counts = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

const capital = (names: readonly string[]): string =>
  names.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`).join('|');
/** Either case at the start of the words, so that they may open a sentence; names of days and months keep their capital. */
const either = (words: string): string =>
  words
    .split('|')
    .map((word) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`)
    .join('|');
const part = '(?: (?:morning|afternoon|evening|night))?';
const relativePattern = new RegExp(
  [
    `(?<before>${either('the day before yesterday')})`,
    `(?<yesterday>${either('yesterday')}${part}|${either('last night')})`,
    `(?<today>${either('today|tonight')}|${either('this')} (?:morning|afternoon|evening))`,
    `(?<tomorrow>${either('tomorrow')}${part})`,
    `(?:(?:${either('earlier|later|early|late')}) )?(?<which>${either('this|last|next')}) (?<period>week|month|year)`,
    `(?<season>(?:${either('this|last|next')}) (?:spring|summer|autumn|fall|winter))`,
    `(?<rough>(?:${either('more than|over|less than|under|nearly|almost|about|around|some|roughly')}) )?(?<count>\\d{1,4}|${either(counts.slice(1).join('|'))}|[Aa]n?|${either('several|a few|some|a couple of')}) (?<of>day|week|month|year|decade)s? ago`,
    `(?:(?<lead>${either('on|last|next|this|by|until|since|from|late|early')}) )?(?<weekday>${capital(weekdays)})${part}`,
    `(?:(?<dayLead>${either('on|since|by|until|from')}) )?(?:(?<day>\\d{1,2})(?:st|nd|rd|th)? (?<month1>${capital(months)})|(?<month2>${capital(months)}) (?<day2>\\d{1,2})(?:st|nd|rd|th)?)(?![\\d:.]\\d)`,
    `(?<monthLead>${either('in|since|by|until|during|last|next|this')}) (?:(?:early|late|mid)[- ])?(?<month3>${capital(months)})`,
  ]
    .map((form) => `(?<![\\p{L}\\p{N}])${form}(?![\\p{L}\\p{N}])`)
    .join('|'),
  'gu',
);
/** What each of them holds: most sentences have none, and are not searched. */
const hint = new RegExp(
  `[Tt]his|[Ll]ast|[Nn]ext|ago|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|${capital(weekdays)}|${capital(months)}`,
);
/** Before the words: "over the last year", "every Friday" and "Good Friday" count from nothing. */
const notRelative =
  /(?:\b(?:[Tt]he|past|[Ee]very|each|that|following|previous|same|Good|Black|Bloody|Ash|Palm|Easter|Super|Holy) | [-–/])$/u;
/** More than the words before that bear on it. */
const longestBefore = 60;
const yearPattern = /\b(?:1[5-9]|20)\d\d\b/;
/** What is to come, or may: then a weekday may lie ahead. */
const ahead =
  /\b(?:will|shall|would|due|expect\w*|plan\w*|schedul\w*|upcoming|may|might|could|should|must|going to|set to|(?:is|are|was|were) to)\b|[’']ll\b/i;
/** Past forms that do not end in "ed". */
const pastForms =
  /\b(?:was|were|had|did|said|told|came|went|took|made|gave|found|won|lost|left|began|met|fell|rose|ran|saw|sent|broke|held|brought|struck|hit|fled|wrote|spoke|led|became|got|put|kept|bought|sold|paid|built|shot|sank|stood|flew|drove|grew|knew|thought|felt|heard|read|lay|sat|chose|caught|swore|withdrew|overturned|set|shut)\b|\p{Ll}ed\b/u;

function tellsOfPast(sentence: string): boolean {
  return pastForms.test(sentence) && !ahead.test(sentence);
}

/** "Friday, 12 June 2015", "12 June 2015", "March 2016", "Friday 12 June": the date says more itself, or another form reads it. */
function isDatedAround(sentence: string, before: string, start: number, end: number): boolean {
  const after = sentence.slice(end);
  // "On a good Wednesday" is any Wednesday.
  const isAny = /^\p{Lu}/u.test(sentence.slice(start)) && /\b[Aa]n?(?: \p{Ll}+)? $/u.test(before);
  return isAny || datedAfter.test(after) || datedBefore.test(before);
}

const datedAfter = new RegExp(
  `^,? (?:\\d{1,2} )?(?:${capital(months)}|${shortMonths})|^,? (?:of )?\\d{4}|^ of |^ (?:this|last|next) year`,
);
const datedBefore = new RegExp(`(?:\\d{1,2}|${capital(months)}) $`);

/** "A meeting was set for 21 June", "Monday's sailings": a day that something is planned for, or belongs to. */
function isOfPlan(sentence: string, before: string, end: number): boolean {
  return /\bfor $/.test(before) || /^[’']s\b/.test(sentence.slice(end));
}

/** @returns whether a quotation is open at a place, by the marks before it; to be asked of one place after another */
function quotationsOf(sentence: string): (at: number) => boolean {
  let [next, straight, open] = [0, 0, 0];
  return (at) => {
    for (; next < at; next += 1) {
      const mark = sentence.charAt(next);
      if (mark === '"') straight += 1;
      else if ('“„«'.includes(mark)) open += 1;
      else if ('”»'.includes(mark)) open -= 1;
    }
    return straight % 2 === 1 || open > 0;
  };
}

function reckoningOf(groups: Readonly<Record<string, string | undefined>>): Reckoning | null {
  const { which, period, count, of, rough, weekday, lead = '' } = groups;
  if (groups['before'] !== undefined) return { unit: 'day', shift: -2 };
  if (groups['yesterday'] !== undefined) return { unit: 'day', shift: -1 };
  if (groups['today'] !== undefined) return { unit: 'day', shift: 0 };
  if (groups['tomorrow'] !== undefined) return { unit: 'day', shift: 1 };
  if (which !== undefined && period !== undefined) {
    const shift = { last: -1, this: 0, next: 1 }[which.toLowerCase()] ?? 0;
    return { unit: period as 'week' | 'month' | 'year', shift };
  }
  if (groups['season'] !== undefined) return /last fall/i.test(groups['season']) ? { unit: 'fall' } : null;
  if (count !== undefined && of !== undefined) return agoOf(count.toLowerCase(), of, rough?.toLowerCase());
  if (weekday !== undefined) {
    if (/^(?:next|this|by|until|from|late|early)$/i.test(lead)) return null;
    const last = /^last$/i.test(lead);
    return { unit: 'weekday', weekday: weekdays.indexOf(weekday.toLowerCase()), last };
  }
  const month = groups['month1'] ?? groups['month2'] ?? groups['month3'];
  const monthLead = groups['monthLead'] ?? groups['dayLead'] ?? '';
  if (month === undefined || /^(?:next|this|by|until|from)$/i.test(monthLead)) return null;
  const day = groups['day'] ?? groups['day2'];
  return {
    unit: 'calendar',
    month: months.indexOf(month.toLowerCase()) + 1,
    day: day === undefined ? null : Number(day),
  };
}

function agoOf(count: string, of: string, rough: string | undefined): Reckoning | null {
  if (rough !== undefined && /^(?:more than|over|less than|under|some)$/.test(rough)) return null;
  const many = /^an?$/.test(count) ? 1 : /^\d+$/.test(count) ? Number(count) : counts.indexOf(count);
  if (many < 1) return null;
  return of === 'decade'
    ? { unit: 'ago', of: 'year', count: many * 10 }
    : { unit: 'ago', of: of as 'day' | 'week' | 'month' | 'year', count: many };
}
