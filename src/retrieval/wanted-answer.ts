import { hasNoSpans, holdsExpected, typedSpans, type AnswerSpan } from '../text/answer-spans.ts';
import { expectedAnswer, type AnswerType, type ExpectedAnswer } from '../text/answer-type.ts';
import { sentenceValues, type SentenceValues } from '../text/sentence-values.ts';
import { stem, tokens } from '../text/terms.ts';
import type { Span } from '../types.ts';

/** What a question asks for, and where sentences hold it. Worked out when first wanted, and once for each sentence. */
export interface WantedAnswer {
  readonly expected: ExpectedAnswer;
  /** Spans of the type asked for that say something new, in a sentence given by its words' own span. */
  spansIn(text: string, sentence: Span): readonly AnswerSpan[];
  /** Whether a sentence holds what is asked for; `null` where any words could be it. */
  isIn(text: string, sentence: Span): boolean | null;
}

/** The wanted answer of one question. */
export function wantedAnswer(question: string): WantedAnswer {
  let expected: ExpectedAnswer | undefined;
  let asked: ReadonlySet<string> | undefined;
  const spans = new Map<Span, readonly AnswerSpan[]>();
  const wanted: WantedAnswer = {
    get expected() {
      expected ??= expectedAnswer(question);
      return expected;
    },
    spansIn(text, sentence) {
      if (hasNoSpans.has(wanted.expected.type)) return noSpans;
      const known = spans.get(sentence);
      if (known !== undefined) return known;
      asked ??= new Set(tokens(question).map(({ term }) => stem(term)));
      const said = asked;
      const found = typedSpansIn(wanted.expected, text, sentence).filter(({ stems }) =>
        stems.some((word) => !said.has(word)),
      );
      spans.set(sentence, found);
      return found;
    },
    isIn(text, sentence) {
      if (wanted.spansIn(text, sentence).length > 0) return true;
      return hasNoSpans.has(wanted.expected.type)
        ? holdsExpected(wanted.expected, text, sentence, nothingAsked)
        : false;
    },
  };
  return wanted;
}

const noSpans: readonly AnswerSpan[] = [];
const nothingAsked: ReadonlySet<string> = new Set();

/** A span of a type with the stems of its words, which tell whether it says anything new. */
export interface TypedSpan extends AnswerSpan {
  readonly stems: readonly string[];
}

const noTyped: readonly TypedSpan[] = [];

/** What is kept of a sentence: its values, and its spans by what was asked for. */
interface Remembered {
  readonly values: SentenceValues;
  readonly typed: Map<string, readonly TypedSpan[]>;
}

/** There is no end of nouns to ask about. */
const mostRemembered = 12;
/**
 * Kept as long as the words of the sentence are: the same passages come up again and again, and finding their dates and
 * names is most of what a candidate costs.
 */
const remembered = new WeakMap<Span, Remembered>();

function rememberedOf(text: string, sentence: Span): Remembered {
  const known = remembered.get(sentence);
  if (known !== undefined) return known;
  const made = { values: sentenceValues(text.slice(sentence.start, sentence.end)), typed: new Map() };
  remembered.set(sentence, made);
  return made;
}

/** Dates, names and measures of a sentence; offsets are into the sentence. */
export function valuesIn(text: string, sentence: Span): SentenceValues {
  return rememberedOf(text, sentence).values;
}

/** Spans of the type asked for in a sentence, whatever the question says. */
export function typedSpansIn(expected: ExpectedAnswer, text: string, sentence: Span): readonly TypedSpan[] {
  const { type, part, head } = expected;
  if (hasNoSpans.has(type)) return noTyped;
  const key = `${type} ${part ?? ''} ${headless.has(type) ? '' : (head ?? '')}`;
  const { values, typed } = rememberedOf(text, sentence);
  const known = typed.get(key);
  if (known !== undefined) return known;
  const found = typedSpans(expected, text.slice(sentence.start, sentence.end), values).map(
    (span): TypedSpan => {
      const [start, end] = [sentence.start + span.start, sentence.start + span.end];
      return { start, end, type: span.type, stems: tokens(text, start, end).map(({ term }) => stem(term)) };
    },
  );
  if (typed.size >= mostRemembered) typed.clear();
  typed.set(key, found);
  return found;
}

/** Types whose spans are the same whichever noun is asked about. */
const headless: ReadonlySet<AnswerType> = new Set<AnswerType>([
  'person',
  'organisation',
  'place',
  'name',
  'date',
  'reason',
  'quotation',
  'frequency',
  'ordinal',
]);
