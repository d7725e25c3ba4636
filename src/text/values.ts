import type { Span } from '../types.ts';

/** A stretch of text that could be a short answer of some kind. */
export interface Value extends Span {
  readonly kind: 'number' | 'date' | 'name';
}

const monthName =
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)';
const weekday = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const year = '(?:1[0-9]{3}|20[0-9]{2})';
const dayNumber = '[0-3]?[0-9](?:st|nd|rd|th)?';
/** No count of years is longer; without a limit "1.1.1.1" would be read to its end from each of its digits. */
const longestFigure = 24;
const dayPart = '(?: (?:morning|afternoon|evening|night))?';

/** Dates as news and encyclopaedias write them; alternatives go from the most to the least specific. */
const datePattern = new RegExp(
  [
    `\\b\\d{4}-\\d{2}-\\d{2}\\b`,
    `\\b(?:(?:early|mid|late|beginning of|end of|start of)[- ])?(?:${weekday},? )?${dayNumber}(?: of)? ${monthName}(?:,? ${year})?\\b`,
    `\\b(?:(?:early|mid|late)[- ])?(?:${weekday},? )?${monthName} ${dayNumber}\\b(?:,? ${year}\\b)?`,
    `\\b(?:(?:early|mid|late|last|next|this|the beginning of|the end of)[- ])?${monthName},? ${year}\\b`,
    `\\b(?:(?:early|mid|late)[- ](?:the )?)?${year}s?(?: (?:BC|AD|BCE|CE))?\\b`,
    `\\b(?:the )?[0-9]{1,2}(?:st|nd|rd|th) centur(?:y|ies)\\b(?: (?:BC|AD))?`,
    `\\b(?:last|next|this) ${weekday}${dayPart}\\b`,
    `\\b${weekday}${dayPart}\\b`,
    `\\b(?:last|next|this|the previous|the following) (?:week|month|year|spring|summer|autumn|fall|winter|night|decade|century)\\b`,
    `\\b(?:the beginning of |the end of |(?:early|mid|late|last|next|this)[- ])(?:January|February|March|April|May|June|July|August|September|October|November|December)\\b`,
    `\\b(?:January|February|March|April|June|July|August|September|October|November|December)\\b`,
    `\\b(?:\\d[\\d,.]{0,${longestFigure}}(?: million| billion)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few) (?:days?|weeks?|months?|years?|decades?|centuries) (?:ago|later|earlier|before|after)\\b`,
    `\\b(?:yesterday|today|tomorrow|tonight)\\b`,
  ].join('|'),
  'iy',
);
/** How the words begin that open a date. */
const dateOpenings = openings(
  'early mid late beginning end start last next this the monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may jun jul aug sep oct nov dec one two three four five six seven eight nine ten eleven twelve several yesterday today tomorrow tonight',
);

const numberWord =
  '(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|millions?|billions?|half|twice|a third|a quarter)';
const figure = '[0-9]+(?:[.,][0-9]+)*';
const numberPattern = new RegExp(
  `(?:\\b(?:one|two|three|four|five|six|seven|eight|nine)[- ](?:thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\\b|\\b(?:a|one) (?:third|quarter|fifth|dozen|hundred|thousand|million|billion)\\b|[$€£¥] ?${figure}|(?:\\b|(?<=\\b(?:K?Sh|Rs|kr|NOK|SEK|DKK|EUR|USD|GBP|CHF)))${figure}(?:[-–]${figure})?|\\b${numberWord}\\b(?:[- ]${numberWord}\\b)*)(?:(?: |-)?(?:%|percent\\b|per cent\\b))?(?:[- ](?:hundred|thousand|million|billion|trillion)\\b)?`,
  'iy',
);
const numberOpenings = openings(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen million billion half twice',
);
/** Capitalised runs, joined by the small words that names hold. */
const capitalised = "\\p{Lu}[\\p{L}\\p{M}\\d'’&./-]*[\\p{L}\\p{M}\\d]|\\p{Lu}\\.?";
const namePattern = new RegExp(
  `(?:${capitalised})(?:(?: (?:of|the|for|and|de|da|di|del|der|den|van|von|bin|ibn|al|la|le|du|&)){0,3} (?:${capitalised}))*`,
  'gu',
);
/** Something in quotation marks that opens with a capital and is at most six words long. */
const quotedName = /["“«](\p{Lu}[^"“”«»\s]*(?:\s[^"“”«»\s]+){0,5})["”»]/gu;

/** Dates in a stretch of text, in order, none overlapping. */
export function findDates(text: string): Value[] {
  return matchesAt(text, datePattern, dateOpenings, 'date');
}

/** Counts, amounts, ages and the like, without their units. */
export function findNumbers(text: string): Value[] {
  return matchesAt(text, numberPattern, numberOpenings, 'number');
}

/** Names: capitalised runs, and what stands in quotation marks. A run at the start of a sentence counts too. */
export function findNames(text: string): Value[] {
  const quoted = [...text.matchAll(quotedName)].map((match) => {
    const start = match.index + 1;
    return { kind: 'name' as const, start, end: start + (match[1] ?? '').length };
  });
  const runs = nameRuns(text).filter((run) => !quoted.some((q) => run.start < q.end && q.start < run.end));
  return [...quoted, ...runs].sort((a, b) => a.start - b.start);
}

function nameRuns(text: string): Value[] {
  return Array.from(text.matchAll(namePattern), (match) => ({
    kind: 'name',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * The matches of a long pattern that begins with a digit, a currency sign, "a", "an", or one of some words: it is tried where
 * these stand, and not at every letter, which takes more than twice as long.
 */
function matchesAt(text: string, pattern: RegExp, begins: Uint8Array, kind: Value['kind']): Value[] {
  const found: Value[] = [];
  let isInside = false;
  for (let start = 0; start < text.length; start += 1) {
    const unit = text.charCodeAt(start);
    const wasInside: boolean = isInside;
    isInside = isWordUnit(unit);
    if (!mayBegin(text, start, unit, wasInside, begins)) continue;
    pattern.lastIndex = start;
    const end = start + (pattern.exec(text)?.[0].length ?? 0);
    if (end === start) continue;
    found.push({ kind, start, end });
    // From the last unit on, so that what follows is seen to stand behind it.
    start = end - 1;
    isInside = isWordUnit(text.charCodeAt(start));
  }
  return found;
}

function mayBegin(
  text: string,
  start: number,
  unit: number,
  wasInside: boolean,
  begins: Uint8Array,
): boolean {
  if (unit >= 48 && unit <= 57) return true;
  if (unit === 36 || unit === 0x20ac || unit === 0xa3 || unit === 0xa5) return true;
  if (wasInside || !isWordUnit(unit)) return false;
  const second = text.charCodeAt(start + 1);
  const third = text.charCodeAt(start + 2);
  // "A", "an".
  if ((unit | 32) === 97 && (second === 32 || ((second | 32) === 110 && third === 32))) return true;
  return begins[keyOf(unit, second, third)] === 1;
}

/** `\w`. */
function isWordUnit(unit: number): boolean {
  if (unit < 97) return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95;
  return unit <= 122;
}

/** The first three letters of some words, in either case. */
function openings(words: string): Uint8Array {
  const begins = new Uint8Array(1 << 15);
  for (const word of words.split(' '))
    begins[keyOf(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2))] = 1;
  return begins;
}

/** Letters of either case are alike in their last five bits. */
function keyOf(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);
}
