import { isStopWord, tokens } from '../text/terms.ts';
import { findDates, findNames } from '../text/values.ts';
import type { Span } from '../types.ts';

/** The names of a question, in order, without its first word and months where these are no names. */
export function namesOf(question: string): string[] {
  return nameSpans(question).map(({ start, end }) => question.slice(start, end));
}

/** "in Norway": the last place that a question names, with its preposition; `null` where it names none. */
export function phraseOfPlace(question: string): string | null {
  const phrases = [
    ...question.matchAll(/\b(?:in|at|to|from|near) ((?:the )?\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*)/gu),
  ];
  const name = phrases.at(-1)?.[1] ?? namesOf(question).at(-1);
  return name === undefined ? null : `in ${name}`;
}

const preposition = /^(in|on|at|to|from|since|until|before|after|during|by|for|with|near|of) +(?:the +)?/i;
const demonym = /(?:ians?|ish|ese|[^aeiou]eans?|ans?|is?|ic|bek|greek|french|dutch|swiss)s?$/i;

/** The previous question with a date, name or noun in place of its like; at its end where it has none. */
export function exchangeValue(previous: string, value: string): string {
  const wanted = preposition.exec(value);
  const bare = value.slice(wanted?.[0].length ?? 0).replace(/^the +/i, '');
  const isDate = findDates(value).some(({ start, end }) => end - start >= bare.length - 1);
  const target = isDate ? dateLike(previous, bare) : nameOrNoun(previous, bare, wanted?.[1] ?? null);
  if (target === null)
    return previous.replace(
      /[\s?.!]*$/u,
      ` ${value.replace(/^[A-Z](?=[a-z]* )/, (first) => first.toLowerCase())}?`,
    );
  return previous.slice(0, target.start) + bare + previous.slice(target.end);
}

function isYear(text: string): boolean {
  return /^\d{4}$/.test(text);
}

/** A year replaces a year, and any date the only one. */
function dateLike(previous: string, value: string): Span | null {
  const dates = findDates(previous);
  const alike = dates.filter(({ start, end }) => isYear(previous.slice(start, end)) === isYear(value));
  if (alike.length > 0) return alike.at(-1) ?? null;
  const whole = dates.at(-1);
  if (whole === undefined || dates.length > 1) return null;
  // "12 June 2019" keeps its day when only the year is asked anew.
  const year = /\d{4}/.exec(previous.slice(whole.start, whole.end));
  return isYear(value) && year !== null
    ? { start: whole.start + year.index, end: whole.start + year.index + 4 }
    : whole;
}

function nameOrNoun(previous: string, value: string, wanted: string | null): Span | null {
  const isName = /^\p{Lu}/u.test(value);
  if (!isName) return wanted === null ? countedNoun(previous) : null;
  const names = nameSpans(previous);
  const before = ({ start }: Span): string | null =>
    /\b(\p{L}+) (?:the )?$/iu.exec(previous.slice(0, start))?.[1]?.toLowerCase() ?? null;
  if (wanted !== null) return names.findLast((name) => before(name) === wanted.toLowerCase()) ?? null;
  const alike = names.filter(
    ({ start, end }) => demonym.test(previous.slice(start, end)) === demonym.test(value),
  );
  return alike.at(-1) ?? names.at(-1) ?? null;
}

/** The noun that "how many" or "which" asks about. */
function countedNoun(previous: string): Span | null {
  const match = /\b(how many|which) (\p{L}[\p{L}-]*)/iu.exec(previous);
  if (match === null || isStopWord(match[2]?.toLowerCase() ?? '')) return null;
  const start = match.index + (match[1] ?? '').length + 1;
  return { start, end: start + (match[2] ?? '').length };
}

function nameSpans(question: string): Span[] {
  const dates = findDates(question);
  return findNames(question).flatMap(({ start, end }) => {
    if (dates.some((date) => start < date.end && date.start < end)) return [];
    // The capital of a first word comes from its place.
    const words = tokens(question, start, end);
    const own = start === 0 ? words.filter(({ term }, at) => at > 0 || !isOpening(term)) : words;
    const [first] = own;
    return first === undefined
      ? []
      : [{ start: first.start, end: question.slice(first.start, end).endsWith("'s") ? end - 2 : end }];
  });
}

function isOpening(term: string): boolean {
  return isStopWord(term) || /^(?:tell|show|list|name|give|explain|describe|please|also)$/.test(term);
}
