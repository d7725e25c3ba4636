import type { Query } from '../retrieval/query.ts';
import { readSentence, type SentenceReading } from '../retrieval/reading.ts';
import { linearScore } from '../retrieval/weights.ts';
import { wordsOf } from '../retrieval/words.ts';
import { answersIn } from '../text/answer-spans.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import { findDates } from '../text/values.ts';
import type { Span } from '../types.ts';
import { findCandidates, type Candidate } from './answer-candidates.ts';
import { contextOf, type AnswerContext } from './answer-context.ts';
import { answerFeatures, groupOf } from './answer-features.ts';
import { fillFeatures } from './describe-candidate.ts';
import { otherTimes } from './other-time.ts';
import { formOf } from './question-form.ts';
import { readSentenceWords, wordClasses, type SentenceWords } from './sentence-words.ts';
import type { ShortAnswerModel } from './short-answer-model.ts';

/** A span that could be said aloud as the answer. */
export interface ShortAnswer extends Span {
  /** Share of the model's belief, 0..1, that lies on this span and those that overlap it. */
  readonly share: number;
}

/**
 * The span of a sentence that a person would say aloud, verbatim, or `null`: for a question that is answered by yes or
 * no, where the sentence lacks the number or the date asked for, and where no span stands out.
 */
export function findShortAnswer(
  query: Query,
  shape: QuestionShape,
  text: string,
  sentence: SentenceReading,
  model: ShortAnswerModel,
): ShortAnswer | null {
  if (shape.expected.type === 'yes-no' || query.terms.length === 0) return null;
  const { context, candidates } = readCandidates(query, shape, text, sentence, model);
  const isPossible = possibleIn(query, shape, context);
  const fitting = candidates.filter(isPossible);
  const row = new Float64Array(answerFeatures.length);
  const { weights } = model.groups[groupOf(shape.expected)];
  const scores = fitting.map((candidate) => {
    row.fill(0);
    fillFeatures(context, candidate, row);
    return linearScore(weights, row);
  });
  const highest = Math.max(...scores);
  const best = fitting[scores.indexOf(highest)];
  if (best === undefined) return null;
  let all = 0;
  let own = 0;
  for (const [at, { first, last }] of fitting.entries()) {
    const belief = Math.exp((scores[at] ?? 0) - highest);
    all += belief;
    if (first <= best.last && best.first <= last) own += belief;
  }
  const share = own / all;
  return share < leastShare ? null : { ...spanOf(context.words, withoutHead(context, best)), share };
}

/** Belief spread more thinly than this over a sentence is a guess. */
const leastShare = 0.2;

/** A sentence with all the spans that could answer: what the model chooses from, and is trained on. */
export function readCandidates(
  query: Query,
  shape: QuestionShape,
  text: string,
  sentence: SentenceReading,
  model: Pick<ShortAnswerModel, 'verbs'>,
): { readonly context: AnswerContext; readonly candidates: Candidate[] } {
  const { span } = sentence;
  const words = readSentenceWords(query, text, sentence, model.verbs);
  const typed = answersIn(shape.expected, text, span, askedStems(query));
  const dates = findDates(text.slice(span.start, span.end)).map(({ start, end }) => ({
    start: start + span.start,
    end: end + span.start,
  }));
  const form = formOf(query.question, model.verbs);
  return {
    context: contextOf(query, shape.expected, form, words, typed, dates),
    candidates: findCandidates(words, typed),
  };
}

/** A number answers with a number, a date with a date; and one of another year is not the one asked for. */
function possibleIn(
  query: Query,
  { expected }: QuestionShape,
  { words, typed, dates }: AnswerContext,
): (candidate: Candidate) => boolean {
  const group = groupOf(expected);
  if (group !== 'value' && group !== 'date') return () => true;
  const { text, span } = words;
  const isOther =
    group === 'value' && query.numbers.size > 0
      ? otherTimes(query.question, text.slice(span.start, span.end))
      : null;
  return ({ first, last }) => {
    if (isOther?.((words.starts[first] ?? 0) - span.start) === true) return false;
    const meets = ([from, to]: readonly [number, number]): boolean => from <= last && first <= to;
    if (typed.some(meets) || (group === 'date' && dates.some(meets))) return true;
    // A number of another noun than the one asked about: "294 boats came, before it was only 13".
    return expected.type === 'count' && !dates.some(meets) && holdsNumber(words, first, last);
  };
}

function holdsNumber(words: SentenceWords, first: number, last: number): boolean {
  return words.classes.subarray(first, last + 1).includes(wordClasses.number);
}

/** "VG" of "the newspaper VG" in answer to "Which newspaper …": nobody says again what was asked for. */
function withoutHead({ words, head }: AnswerContext, { first, last }: Candidate): Candidate {
  const start = words.classes[first] === wordClasses.determiner ? first + 1 : first;
  const isNamed = start < last && words.stems[start] === head && words.capitals[start + 1] === 1;
  return isNamed && words.capitals[start] === 0 ? { first: start + 1, last } : { first, last };
}

const currencyBefore = /(?:\b(?:US|AU?|CA?|NZ|HK|S|R))?[$€£¥₹₽₩] ?$/;
const unitBehind = /^ ?(?:%|‰|°(?: ?[CF]\b)?)/;

/** The characters of a candidate, with the signs that belong to its numbers and the last full stop of "U.S.". */
function spanOf({ text, span, starts, ends, terms }: SentenceWords, { first, last }: Candidate): Span {
  let start = starts[first] ?? span.start;
  let end = ends[last] ?? span.end;
  if (/^\d/.test(terms[first] ?? ''))
    start -= currencyBefore.exec(text.slice(Math.max(span.start, start - 5), start))?.[0].length ?? 0;
  if (/\d$/.test(terms[last] ?? ''))
    end += unitBehind.exec(text.slice(end, Math.min(span.end, end + 4)))?.[0].length ?? 0;
  if (end < span.end && text.charAt(end) === '.' && /\.\p{L}$/u.test(text.slice(start, end))) end += 1;
  return { start, end };
}

/** The short answer of a stretch of text that was not read yet. */
export function shortAnswerOf(
  query: Query,
  shape: QuestionShape,
  text: string,
  span: Span,
  model: ShortAnswerModel,
): ShortAnswer | null {
  return findShortAnswer(query, shape, text, readSentence(query, wordsOf(text, span)), model);
}

/** Whether the question asks for something that can be said in a word or two. */
export function asksForValue(shape: QuestionShape): boolean {
  return ['number', 'date', 'person', 'place', 'name'].includes(shape.kind);
}

function askedStems(query: Query): Set<string> {
  const asked = new Set<string>();
  for (const [stem, { similarity }] of query.lookup) if (similarity >= 0.99) asked.add(stem);
  return asked;
}
