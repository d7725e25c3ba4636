import type { Query } from '../retrieval/query.ts';
import { readSentence, type SentenceReading } from '../retrieval/reading.ts';
import { typedSpansIn, valuesIn } from '../retrieval/wanted-answer.ts';
import { wordsOf } from '../retrieval/words.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import type { Span } from '../types.ts';
import { findCandidates, type Candidate } from './answer-candidates.ts';
import { contextOf, type AnswerContext } from './answer-context.ts';
import { answerFeatures, groupOf } from './answer-features.ts';
import { describeQuestion } from './answer-question.ts';
import { fillFeatures } from './describe-candidate.ts';
import { fillNeighbours } from './describe-neighbours.ts';
import { otherTimes } from './other-time.ts';
import { formOf } from './question-form.ts';
import { readSentenceWords, wordClasses, type SentenceWords } from './sentence-words.ts';
import { spanFeatures, type ShortAnswerModel } from './short-answer-model.ts';
import { spanScorer } from './span-network.ts';

/** The span of a sentence that the model takes for the answer, and what it makes of it. */
export interface ShortAnswer extends Span {
  /** Share of the model's belief, 0..1, that lies on this span and those that overlap it: how sure it is of the place. */
  readonly share: number;
  /** Share that lies on this very span, 0..1. */
  readonly probability: number;
  /** Log odds up to a constant; of sentences of one question the higher one more likely holds the answer. */
  readonly score: number;
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
  const best = bestSpan(query, shape, text, sentence, model);
  return best === null || best.share < leastShare ? null : best;
}

/** Belief spread more thinly than this over a sentence is a guess. */
const leastShare = 0.2;

/**
 * The likeliest span of a sentence, however unlikely: what tells how well the sentence answers. `null` where nothing in
 * it can answer, and for a question that is answered by yes or no. Takes about a tenth of a millisecond, once for a reading.
 */
export function bestSpan(
  query: Query,
  shape: QuestionShape,
  text: string,
  sentence: SentenceReading,
  model: ShortAnswerModel,
): ShortAnswer | null {
  const known = spansFound.get(sentence);
  if (known?.query === query && known.model === model) return known.span;
  const span = chooseSpan(query, shape, text, sentence, model);
  spansFound.set(sentence, { query, model, span });
  return span;
}

/** The choice of a sentence, its confidence and its short answer all ask for its span. */
const spansFound = new WeakMap<
  SentenceReading,
  { readonly query: Query; readonly model: ShortAnswerModel; readonly span: ShortAnswer | null }
>();

function chooseSpan(
  query: Query,
  shape: QuestionShape,
  text: string,
  sentence: SentenceReading,
  model: ShortAnswerModel,
): ShortAnswer | null {
  if (shape.expected.type === 'yes-no' || query.terms.length === 0) return null;
  const { context, candidates, asked, rows } = readCandidates(query, shape, text, sentence, model);
  const scoreOf = spanScorer(model.network, asked);
  const scores = rows(scoreOf);
  let place = -1;
  let highest = -Infinity;
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at] ?? -Infinity;
    if (score <= highest) continue;
    highest = score;
    place = at;
  }
  const best = candidates[place];
  if (best === undefined) return null;
  let all = 0;
  let own = 0;
  for (const [at, { first, last }] of candidates.entries()) {
    const belief = Math.exp((scores[at] ?? 0) - highest);
    all += belief;
    if (first <= best.last && best.first <= last) own += belief;
  }
  return {
    ...spanOf(context.words, withoutHead(context, best)),
    share: own / all,
    probability: 1 / all,
    score: highest,
  };
}

/** A sentence with all the spans that could answer: what the model chooses from, and is trained on. */
export interface AnswerCandidates {
  readonly context: AnswerContext;
  readonly candidates: readonly Candidate[];
  /** Places of the question's features. */
  readonly asked: readonly number[];
  /** What a function makes of the features of each candidate, in a row that is used again for the next. */
  readonly rows: <T>(make: (row: Float64Array) => T) => T[];
}

/** Finds the candidates of a sentence that could answer the question. */
export function readCandidates(
  query: Query,
  shape: QuestionShape,
  text: string,
  sentence: SentenceReading,
  model: Pick<ShortAnswerModel, 'verbs'>,
): AnswerCandidates {
  const { span } = sentence;
  const words = readSentenceWords(query, text, sentence, model.verbs);
  const said = askedStems(query);
  const typed = typedSpansIn(shape.expected, text, span).filter(({ stems }) =>
    stems.some((word) => !said.has(word)),
  );
  const dates = valuesIn(text, span).dates.map(({ start, end }) => ({
    start: start + span.start,
    end: end + span.start,
  }));
  const form = formOf(query.question, model.verbs);
  const context = contextOf(query, shape.expected, form, words, typed, dates);
  const candidates = findCandidates(words, typed).filter(possibleIn(query, shape, context));
  const row = new Float64Array(spanFeatures.length);
  const around = row.subarray(answerFeatures.length);
  return {
    context,
    candidates,
    asked: describeQuestion(query.question, shape.expected, form),
    rows: (make) =>
      candidates.map((candidate) => {
        row.fill(0);
        fillFeatures(context, candidate, row);
        fillNeighbours(context, candidate, around);
        return make(row);
      }),
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

/** "VG" of "the newspaper VG" in answer to "Which newspaper …": nobody says again what was asked for. Nor "only 13". */
function withoutHead({ words, head }: AnswerContext, { first, last }: Candidate): Candidate {
  if (first < last && hedges.has(words.terms[first] ?? '')) return { first: first + 1, last };
  const start = words.classes[first] === wordClasses.determiner ? first + 1 : first;
  const isNamed = start < last && words.stems[start] === head && words.capitals[start + 1] === 1;
  return isNamed && words.capitals[start] === 0 ? { first: start + 1, last } : { first, last };
}

/** Words before an answer that weigh it and are no part of it. */
const hedges = new Set('only just even also merely'.split(' '));

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

/** Stems that the question says itself: once for a question. */
function askedStems(query: Query): ReadonlySet<string> {
  const known = stemsAsked.get(query);
  if (known !== undefined) return known;
  const asked = new Set<string>();
  for (const [stem, { similarity }] of query.lookup) if (similarity >= 0.99) asked.add(stem);
  stemsAsked.set(query, asked);
  return asked;
}

const stemsAsked = new WeakMap<Query, ReadonlySet<string>>();
