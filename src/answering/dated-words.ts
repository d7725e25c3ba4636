import { findRelativeDates, type Reckoning } from '../text/relative-dates.ts';
import { splitSentences } from '../text/sentences.ts';
import type { DatedWords, Span } from '../types.ts';

/** A year named this many characters before, in the same paragraph, may be the one that is told of. */
const contextReach = 400;

/**
 * Words of a quote that count from the day its document was published, and what they come to where that is settled.
 *
 * @param published ISO 8601, as far as it is known; from `null` nothing can be counted, and the words are still told
 */
export function datedWords(text: string, quote: Span, published: string | null): DatedWords[] {
  const from = published !== null && /^\d{4}(?:-\d{2}){0,2}$/.test(published) ? published : null;
  return splitSentences(text, quote).flatMap((sentence) => {
    const found = findRelativeDates(text.slice(sentence.start, sentence.end));
    if (found.length === 0) return [];
    const isElsewhere = from !== null && tellsOfOtherYear(text, sentence.start, from);
    return found.map(({ start, end, reckoning }) => {
      const isNamed = reckoning?.unit === 'weekday' || reckoning?.unit === 'calendar';
      const isSettled = from !== null && reckoning !== null && !(isNamed && isElsewhere);
      const date = isSettled ? resolve(reckoning, from) : null;
      return {
        words: text.slice(sentence.start + start, sentence.start + end),
        start: sentence.start + start,
        end: sentence.start + end,
        date,
        isRough: date !== null && reckoning?.unit === 'ago' && reckoning.of !== 'day',
      };
    });
  });
}

function tellsOfOtherYear(text: string, at: number, published: string): boolean {
  const before = text.slice(Math.max(0, at - contextReach), at).split(/\n\s*\n/);
  const years = before.at(-1)?.match(/\b(?:1[5-9]|20)\d\d\b/g) ?? [];
  return years.some((year) => year !== published.slice(0, 4));
}

/**
 * The date that a reckoning comes to, as exact as it is certain, or `null`: a weekday that is the day of publication may
 * be that day or a week before, and so may the month.
 */
function resolve(reckoning: Reckoning, published: string): string | null {
  const [year = 0, month = null, day = null] = published.split('-').map(Number);
  switch (reckoning.unit) {
    case 'year':
      return String(year + reckoning.shift);
    case 'month':
      return month === null ? null : monthOf(year, month + reckoning.shift);
    case 'week':
      return null;
    case 'day':
      return month === null || day === null ? null : dayOf(year, month, day + reckoning.shift);
    case 'ago':
      return ago(reckoning, year, month, day);
    case 'fall':
      // From September on it may be the one that has begun.
      return month === null || month > 8 ? null : String(year - 1);
    case 'weekday': {
      if (month === null || day === null) return null;
      const back = (weekdayOf(year, month, day) - reckoning.weekday + 7) % 7;
      // "Last Friday", said on a Saturday, is the day before or the week before.
      return back === 0 || (reckoning.last && back < 3) ? null : dayOf(year, month, day - back);
    }
    case 'calendar':
      return calendarDate(reckoning, year, month, day);
  }
}

function ago(
  { of, count }: Extract<Reckoning, { unit: 'ago' }>,
  year: number,
  month: number | null,
  day: number | null,
): string | null {
  if (of === 'year') return year - count > 0 ? String(year - count) : null;
  if (month === null) return null;
  if (of === 'month') return monthOf(year, month - count);
  return day === null ? null : dayOf(year, month, day - count * (of === 'week' ? 7 : 1));
}

/** The last such month or day before publication. */
function calendarDate(
  asked: Extract<Reckoning, { unit: 'calendar' }>,
  year: number,
  month: number | null,
  day: number | null,
): string | null {
  if (month === null) return null;
  if (asked.day === null)
    return asked.month === month ? null : monthOf(asked.month < month ? year : year - 1, asked.month);
  if (asked.month === month && (day === null || asked.day === day)) return null;
  const isBefore = asked.month < month || (asked.month === month && asked.day < (day ?? 0));
  const inYear = isBefore ? year : year - 1;
  const iso = dayOf(inYear, asked.month, asked.day);
  // A 31st of June would have become the 1st of July.
  return Number(iso.slice(5, 7)) === asked.month ? iso : null;
}

function dayOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

function monthOf(year: number, month: number): string {
  return dayOf(year, month, 1).slice(0, 7);
}

/** 0 for Monday. */
function weekdayOf(year: number, month: number, day: number): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}
