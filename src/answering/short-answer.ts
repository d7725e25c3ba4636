import type { Query } from '../retrieval/query.ts';
import { readSentence, type SentenceReading } from '../retrieval/reading.ts';
import { wordsOf } from '../retrieval/words.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import { isStopWord, stem, tokens } from '../text/terms.ts';
import { holdsParts, readCalendarDates, type CalendarDate } from '../text/quantities.ts';
import { findDates, findNames, findNumbers, holdsKind, type Value } from '../text/values.ts';
import type { Span } from '../types.ts';

/** A span that could be said aloud as the answer, and how well it fits; scores compare within one question. */
export interface ShortAnswer extends Span {
  readonly score: number;
}

/**
 * The shortest span of a sentence that answers the question, or `null` when the question does not ask for a
 * number, a date, a person, a place or a name, or the sentence holds none that the question does not say itself.
 *
 * A value scores by how near it stands to the question's own words, and by what stands beside it:
 * the thing counted after a number, the kind of thing named before a name, a preposition before a place.
 */
export function findShortAnswer(
  query: Query,
  shape: QuestionShape,
  text: string,
  sentence: SentenceReading,
): ShortAnswer | null {
  const { start, end } = sentence.span;
  const body = text.slice(start, end);
  let best: ShortAnswer | null = null;
  const isOtherTime = otherTimes(query, shape, body);
  for (const value of newValues(query, shape, body)) {
    if (isOtherTime(value)) continue;
    const bonus = contextBonus(query, shape, body, value);
    // Any name could be "which …": without a sign that it is one of those, the nearest is a guess.
    if (shape.kind === 'name' && bonus <= 0) continue;
    const score = nearness(query, sentence, start + value.start, start + value.end) + bonus;
    if (best === null || score > best.score)
      best = { start: start + value.start, end: start + value.end, score };
  }
  return best === null ? null : trimmed(text, best);
}

/**
 * Whether a sentence holds what the kind of question asks for: a value that the question does not already say, a word
 * that gives a reason; always `true` for a question that any sentence could answer.
 */
export function holdsNewValue(query: Query, shape: QuestionShape, sentence: string): boolean {
  return asksForValue(shape) ? newValues(query, shape, sentence).length > 0 : holdsKind(sentence, shape);
}

/** Whether the question asks for something that can be said in a word or two. */
export function asksForValue(shape: QuestionShape): boolean {
  return ['number', 'date', 'person', 'place', 'name'].includes(shape.kind);
}

function newValues(query: Query, shape: QuestionShape, sentence: string): Value[] {
  return valuesOfKind(shape, sentence).filter((value) => {
    const words = tokens(sentence, value.start, value.end);
    const [only, second] = words;
    // The first word of a sentence has its capital from there.
    if (
      value.kind === 'name' &&
      value.start <= 1 &&
      second === undefined &&
      query.isCommon(stem(only?.term ?? ''))
    ) {
      return false;
    }
    return words.some((word) => !isAsked(query, word.term));
  });
}

function isAsked(query: Query, term: string): boolean {
  return (query.lookup.get(stem(term))?.similarity ?? 0) >= 0.99;
}

function valuesOfKind(shape: QuestionShape, sentence: string): Value[] {
  switch (shape.kind) {
    case 'number': {
      const dates = shape.measure === 'duration' ? [] : findDates(sentence);
      return findNumbers(sentence, shape.measure !== 'count').filter(
        (number) => !dates.some((date) => date.start <= number.start && number.end <= date.end),
      );
    }
    case 'date':
      return findDates(sentence);
    case 'person':
    case 'place':
    case 'name':
      return findNames(sentence).flatMap((name) => withoutOpening(sentence, name) ?? []);
    case 'yes-no':
    case 'reason':
    case 'manner':
    case 'definition':
    case 'event':
    case 'open':
      return [];
  }
}

const openings =
  'The|A|An|In|On|At|But|And|It|He|She|They|This|That|These|Those|There|When|While|After|Before|For|If|As|By|With|From|Since|Some|Several|Many|Most|All|One|Two|Three|Both|No|Not|His|Her|Their|Its|Our|We|I|You|My|Now|Then|Last|However|Although|Though|Because|During|According|Asked|Another|Among|Under|Upon|Soon|Also|Only|More|Other|Former';
const opening = new RegExp(`^(?:${openings})(?: |$)`);

/** A name without the ordinary word that a sentence may open it with; `null` when nothing else is left. */
function withoutOpening(sentence: string, name: Value): Value | null {
  const word = opening.exec(sentence.slice(name.start, name.end))?.[0] ?? '';
  const start = name.start + word.length;
  return start < name.end ? { ...name, start } : null;
}

/**
 * Which numbers of a sentence belong to another date than the question's: 294 in "In 2022, 294 came; in 2021 it was only
 * 13", asked for 2021. None, where the sentence does not hold the date that is asked about beside another.
 */
function otherTimes(query: Query, shape: QuestionShape, sentence: string): (value: Value) => boolean {
  if (shape.kind !== 'number' || query.numbers.size === 0) return isNever;
  const asked = readCalendarDates(query.question);
  const isAskedDate = (date: CalendarDate): boolean => asked.some((other) => holdsParts(date, other));
  const dates = asked.length === 0 ? [] : readCalendarDates(sentence);
  if (dates.every(isAskedDate) || !dates.some(isAskedDate)) return isNever;
  return (value) => {
    const near = dates.filter(({ start }) => clauseAt(sentence, start) === clauseAt(sentence, value.start));
    const [own, second] = near;
    // Two dates in one clause: which of them a number belongs to is told by nearness already.
    return own !== undefined && second === undefined && !isAskedDate(own);
  };
}

function isNever(): boolean {
  return false;
}

function clauseAt(sentence: string, at: number): number {
  return sentence.slice(0, at).split(/;|\b(?:while|whereas|but)\b/).length;
}

/** Idf of the question's words over their distance from the value in words, summed: near and rare counts most. */
function nearness(query: Query, sentence: SentenceReading, start: number, end: number): number {
  const first = sentence.tokens.findIndex((token) => token.end > start);
  let last = first;
  while (last + 1 < sentence.tokens.length && (sentence.tokens[last + 1]?.start ?? end) < end) last += 1;
  let sum = 0;
  for (const [position, term] of sentence.matched.entries()) {
    if (term < 0 || (position >= first && position <= last)) continue;
    const distance = position < first ? first - position : position - last;
    sum += (query.terms[term]?.idf ?? 0) / (1 + distance);
  }
  return query.mass === 0 ? 0 : sum / query.mass;
}

function contextBonus(query: Query, shape: QuestionShape, sentence: string, value: Value): number {
  const inside = sentence.slice(value.start, value.end);
  const before = sentence.slice(Math.max(0, value.start - 40), value.start);
  const after = sentence.slice(value.end, value.end + 40);
  const head = shape.head === null ? null : stem(shape.head);
  const headNear = (stretch: string, reach: 'first' | 'last'): boolean => {
    const words = tokens(stretch).map((token) => stem(token.term));
    return head !== null && (reach === 'first' ? words.slice(0, 3) : words.slice(-2)).includes(head);
  };
  let bonus = 0;
  switch (shape.kind) {
    case 'number':
      if (headNear(after, 'first')) bonus += 0.35;
      if (shape.measure === 'money' && /[$€£¥]|dollar|euro|pound/i.test(inside + after.slice(0, 12)))
        bonus += 0.5;
      if (shape.measure === 'percentage' && /%|percent|per cent/i.test(inside)) bonus += 0.5;
      if (
        shape.measure === 'age' &&
        (/years?[- ]old/i.test(inside + after.slice(0, 12)) ||
          /\baged? $/i.test(before) ||
          before.endsWith(', '))
      )
        bonus += 0.5;
      if (
        shape.measure === 'duration' &&
        /(?:year|month|week|day|hour|minute|second|decade|centur)/i.test(inside)
      )
        bonus += 0.5;
      if (shape.measure === 'count' && /%|percent|[$€£]/.test(inside)) bonus -= 0.3;
      if (/^(?:one|half)$/i.test(inside)) bonus -= 0.2;
      break;
    case 'date':
      if (/\d/.test(inside)) bonus += 0.15;
      if (/\b(?:since|on|in|by|until|from|of) $/i.test(before)) bonus += 0.05;
      break;
    case 'person':
      if (/^\p{Lu}\S+(?: \p{Lu}\S*)+$/u.test(inside)) bonus += 0.15;
      if (/\b(?:in|at|from|near|to) (?:the )?$/i.test(before)) bonus -= 0.15;
      if (
        /\b(?:by|named|called|(?:mr|mrs|ms|dr|president|minister|journalist|chief|dissident|director)\.?) $/i.test(
          before,
        )
      )
        bonus += 0.15;
      break;
    case 'place':
      if (/\b(?:in|at|from|near|to|into|of|via|through|across) (?:the )?$/i.test(before)) bonus += 0.2;
      if (headNear(after, 'first') || headNear(before, 'last')) bonus += 0.3;
      break;
    case 'name':
      if (/["“«]$/.test(before)) bonus += 0.15;
      if (besideAsked(query.question, head, before, after)) bonus += 0.4;
      if (/\b(?:called|named|as|titled|known as) ["“]?$/i.test(before)) bonus += 0.2;
      break;
    case 'yes-no':
    case 'reason':
    case 'manner':
    case 'definition':
    case 'event':
    case 'open':
      break;
  }
  return bonus;
}

/**
 * Whether the name stands beside a word that the question asks with: "the newspaper VG" or "VG broke the story" in
 * answer to "Which newspaper broke the story?". What is not a noun counts right beside the name only.
 */
function besideAsked(question: string, head: string | null, before: string, after: string): boolean {
  const run = /\b(?:which|what) (?:of the )?(\S+(?: \S+){0,2})/i.exec(question)?.[1] ?? '';
  const asked = tokens(run).map(({ term }) => term);
  const end = asked.findIndex(isStopWord);
  const wanted = end < 0 ? asked : asked.slice(0, end);
  const near = [...tokens(before).slice(-2), ...tokens(after).slice(0, 3)].map(({ term }) => term);
  if (wanted.length === 0) return head !== null && near.map(stem).includes(head);
  const beside = [tokens(before).at(-1), tokens(after)[0]].flatMap((word) => word?.term ?? []);
  return wanted.some(
    (word) =>
      near.some((other) => other === word || `${other}s` === word) ||
      beside.some((other) => stem(other) === stem(word)),
  );
}

/** Drops a trailing possessive, stop or comma from a span. */
function trimmed(text: string, span: ShortAnswer): ShortAnswer {
  const words = text
    .slice(span.start, span.end)
    .replace(/(?:['’]s?|[.,;:])$/u, (tail) =>
      /^[A-Z]\.$/.test(text.slice(span.end - 2, span.end)) ? tail : '',
    );
  return { ...span, end: span.start + words.length };
}

/** The short answer of a stretch of text that was not read yet. */
export function shortAnswerOf(
  query: Query,
  shape: QuestionShape,
  text: string,
  span: Span,
): ShortAnswer | null {
  return findShortAnswer(query, shape, text, readSentence(query, wordsOf(text, span)));
}
