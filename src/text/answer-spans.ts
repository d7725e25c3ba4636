import type { Span } from '../types.ts';
import type { AnswerType, DatePart } from './answer-heads.ts';
import type { ExpectedAnswer } from './answer-type.ts';
import { findOrdinals, type Measure } from './measures.ts';
import { sentenceValues, type SentenceValues } from './sentence-values.ts';
import { stem, tokens } from './terms.ts';

/** A span of a sentence that is of the type asked for. */
export interface AnswerSpan extends Span {
  readonly type: AnswerType;
}

/**
 * The spans of a sentence that are of the type asked for and say something that the question does not, in order.
 * Empty for types that any words can be (`thing`, `manner`, `event`, `open`, `yes-no`, `definition`).
 *
 * @param asked stems of the question's words
 */
export function answersIn(
  expected: ExpectedAnswer,
  text: string,
  span: Span,
  asked: ReadonlySet<string>,
): AnswerSpan[] {
  const sentence = text.slice(span.start, span.end);
  return typedSpans(expected, sentence, sentenceValues(sentence))
    .filter(({ start, end }) => tokens(sentence, start, end).some(({ term }) => !asked.has(stem(term))))
    .map(({ start, end, type }) => ({ start: span.start + start, end: span.start + end, type }));
}

/** Whether a sentence holds what is asked for; `null` where the type does not tell, since any words could be it. */
export function holdsExpected(
  expected: ExpectedAnswer,
  text: string,
  span: Span,
  asked: ReadonlySet<string>,
): boolean | null {
  if (expected.type === 'definition') return definingWords.test(text.slice(span.start, span.end));
  if (hasNoSpans.has(expected.type)) return null;
  return answersIn(expected, text, span, asked).length > 0;
}

/** Types that have no spans: whether a sentence holds them is told otherwise, or not at all. */
export const hasNoSpans: ReadonlySet<AnswerType> = new Set<AnswerType>([
  'thing',
  'manner',
  'event',
  'open',
  'yes-no',
  'definition',
]);

/** "is a …", an apposition, or an office: how texts say who or what something is. */
const definingWords =
  /\b(?:is|was|are|were|as) (?:an?|the|one of)\b|[,–—(] ?(?:an?|the|former|who|which)\b|\b(?:president|minister|secretary|director|chief|head|heads|leader|chairman|king|queen|founder|author|journalist|professor|agency|organi[sz]ation|alliance|company|newspaper|called|named|known)\b/i;

/** The spans of a sentence that are of the type asked for, whatever the question says; offsets are into the sentence. */
export function typedSpans(
  expected: ExpectedAnswer,
  sentence: string,
  values: SentenceValues,
): readonly AnswerSpan[] {
  const { type } = expected;
  switch (type) {
    case 'date':
      return [...values.dates, ...findTimes(sentence)]
        .filter(({ start, end }) => hasPart(sentence.slice(start, end), expected.part))
        .sort((a, b) => a.start - b.start)
        .map(({ start, end }) => ({ start, end, type }));
    case 'count':
      return counts(expected, values.measures);
    case 'percentage':
      return values.measures.filter(
        (measure) =>
          measure.type === type ||
          (measure.type === 'count' && isShare(sentence.slice(measure.start, measure.end))),
      );
    case 'figure':
      return values.measures.filter((measure) => measure.type !== 'age');
    case 'age':
      return values.measures.filter(
        (measure) =>
          measure.type === 'age' ||
          (measure.type === 'duration' && /\byears?$/.test(sentence.slice(measure.start, measure.end))),
      );
    case 'money':
    case 'length':
    case 'weight':
    case 'volume':
    case 'area':
    case 'speed':
    case 'temperature':
      return values.measures.filter((measure) => measure.type === type || isBareNumber(expected, measure));
    case 'duration':
      return [
        ...values.measures.filter((measure) => measure.type === type || isBareNumber(expected, measure)),
        // "How long has it …?" – "since 1979".
        ...(expected.head === null ? matches(sentence, sinceOrUntil, type) : []),
      ];
    case 'ratio':
      return values.measures.filter((measure) => measure.type === type);
    case 'ordinal':
      return findOrdinals(sentence).map((found) => ({ ...found, type }));
    case 'frequency':
      return matches(sentence, frequency, type);
    case 'person':
    case 'organisation':
    case 'place':
    case 'name':
      return values.names.flatMap((name) => nameSpan(sentence, name, type));
    case 'quotation':
      return matches(sentence, quotation, type);
    case 'reason':
      return matches(sentence, reason, type);
    case 'thing':
    case 'manner':
    case 'yes-no':
    case 'definition':
    case 'event':
    case 'open':
      return [];
  }
}

/** "How many litres?" is answered by a number alone as well, when the text says the unit elsewhere. */
function isBareNumber(expected: ExpectedAnswer, measure: Measure): boolean {
  return measure.type === 'count' && expected.head !== null && measure.counted.includes(stem(expected.head));
}

/** Those of the noun asked about, where the sentence counts it; otherwise those that count what the sentence leaves out. */
function counts(expected: ExpectedAnswer, measures: readonly Measure[]): Measure[] {
  const found = measures.filter((measure) => measure.type === 'count');
  const head = expected.head === null ? null : stem(expected.head);
  const agreeing = found.filter(({ counted }) => head !== null && counted.includes(head));
  return agreeing.length > 0 ? agreeing : found;
}

function isShare(written: string): boolean {
  return /\b(?:half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b/i.test(written);
}

const clock =
  /\b(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)? ?(?:[ap]\.?m\.?(?![\p{L}])|o'clock)|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|(?<=\b(?:at|around|about|by|before|after|until|from|since) )(?:[01]?\d|2[0-3])\.[0-5]\d\b(?! (?:per|million|billion|m|km|metres|tonnes|%))|\b(?:noon|midnight|midday|dawn|dusk)\b/giu;

const mayHoldTime = /\d|noon|midday|midnight|dawn|dusk/i;

/** Times of day: "18.47", "3.20 pm", "noon". */
export function findTimes(text: string): Span[] {
  if (!mayHoldTime.test(text)) return [];
  return Array.from(text.matchAll(clock), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const parts: Readonly<Record<DatePart, RegExp>> = {
  year: /\d{4}|\d+ (?:BC|AD)|\byears?\b/i,
  decade: /\d{4}s|\bdecade/i,
  century: /\bcentur|millenni/i,
  month: /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\bmonth/i,
  weekday: /day\b/i,
  day: /\d|day\b|\b(?:to|yester)day|tomorrow|tonight|weekend/i,
  time: /\d[.:]\d\d|[ap]\.?m\b|o'clock|\b(?:noon|midnight|midday|dawn|dusk|morning|afternoon|evening|night)\b|^\d{1,2} [ap]/i,
};

function hasPart(written: string, part: DatePart | null): boolean {
  return part === null || parts[part].test(written);
}

const frequency =
  /\b(?:once|twice|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many) times) (?:an?|per|each|every|in) [^,;.]{3,30}|\b(?:every|each) (?:(?:other|second|third|two|three|four|five|ten|\d+) )?(?:years?|months?|weeks?|days?|hours?|minutes?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|season|summer|winter|spring|autumn)\b|\b(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annually|annual|regularly|rarely|seldom|always|never)\b/gi;
const sinceOrUntil =
  /\b(?:since|until|till) (?:the )?(?:early |mid-?|late )?(?:\d{4}s?\b|(?:\d{1,2} )?\p{Lu}\p{Ll}+(?: \d{1,2}\b)?(?:,? \d{4})?)/gu;
const quotation = /(?<=["“«])[^"“”«»]{4,400}(?=["”»])/g;
const reason =
  /\b(?:because(?: of)?|due to|owing to|thanks to|so that|in order to|lest|for fear (?:of|that)|as a result of|on account of|to (?:avoid|escape|protest|prevent|stop|get|allow|let|make|help|keep|save|protect|give|raise|reduce|stabili[sz]e|gain|ensure)|for (?:\p{L}+ing)|since (?!\d|last|then|the (?:early|late|mid|start|beginning)|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|the reason|blamed? (?:on )?|citing|was caused by|after)\b[^;:.!?]{3,200}/giu;

const openings =
  'The|A|An|In|On|At|But|And|It|He|She|They|This|That|These|Those|There|When|While|After|Before|For|If|As|By|With|From|Since|Some|Several|Many|Most|All|One|Two|Three|Both|No|Not|His|Her|Their|Its|Our|We|I|You|My|Now|Then|Last|However|Although|Though|Because|During|According|Asked|Another|Among|Under|Upon|Soon|Also|Only|More|Other|Former';
const opening = new RegExp(`^(?:(?:${openings})(?: |$))+`);
const calendarName =
  /^(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$/;

/** A name without the ordinary word that a sentence may open it with. A month is none, and a place is no person. */
function nameSpan(sentence: string, name: Span, type: AnswerType): AnswerSpan[] {
  const skipped = opening.exec(sentence.slice(name.start, name.end))?.[0].length ?? 0;
  const start = name.start + skipped;
  const end = name.end - (/(?:['’]s?|[.,])$/.exec(sentence.slice(start, name.end))?.[0].length ?? 0);
  const written = sentence.slice(start, end);
  if (written.length < 2 || calendarName.test(written)) return [];
  if (
    type === 'person' &&
    /\b(?:in|at|near|from|to) (?:the )?$/.test(sentence.slice(Math.max(0, start - 10), start)) &&
    !/^\S+ \S+$/.test(written)
  )
    return [];
  return [{ start, end, type }];
}

function matches(text: string, pattern: RegExp, type: AnswerType): AnswerSpan[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    type,
  }));
}
