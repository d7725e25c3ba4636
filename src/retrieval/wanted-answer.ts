import { answersIn, holdsExpected, type AnswerSpan } from '../text/answer-spans.ts';
import { expectedAnswer, type AnswerType, type ExpectedAnswer } from '../text/answer-type.ts';
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
      const known = spans.get(sentence);
      if (known !== undefined) return known;
      asked ??= new Set(tokens(question).map(({ term }) => stem(term)));
      const said = asked;
      const found = typedSpans(wanted.expected, text, sentence).filter(({ start, end }) =>
        tokens(text, start, end).some(({ term }) => !said.has(stem(term))),
      );
      spans.set(sentence, found);
      return found;
    },
    isIn(text, sentence) {
      if (wanted.spansIn(text, sentence).length > 0) return true;
      return spanless.has(wanted.expected.type)
        ? holdsExpected(wanted.expected, text, sentence, nothingAsked)
        : false;
    },
  };
  return wanted;
}

const nothingAsked: ReadonlySet<string> = new Set();

/**
 * Spans of a type, kept as long as the words of the sentence are: the same passages come up again and again, and
 * finding their dates and names is most of what a candidate costs.
 */
function typedSpans(expected: ExpectedAnswer, text: string, sentence: Span): readonly AnswerSpan[] {
  const { type, part, head } = expected;
  const key = `${type} ${part ?? ''} ${headless.has(type) ? '' : (head ?? '')}`;
  let ofSentence = remembered.get(sentence);
  if (ofSentence === undefined) {
    ofSentence = new Map();
    remembered.set(sentence, ofSentence);
  }
  const known = ofSentence.get(key);
  if (known !== undefined) return known;
  const found = answersIn(expected, text, sentence, nothingAsked);
  // There is no end of nouns to ask about.
  if (ofSentence.size >= mostRemembered) ofSentence.clear();
  ofSentence.set(key, found);
  return found;
}

const mostRemembered = 12;
const remembered = new WeakMap<Span, Map<string, readonly AnswerSpan[]>>();

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

/** Types that have no spans: whether a sentence holds them is told otherwise, or not at all. */
const spanless: ReadonlySet<AnswerType> = new Set<AnswerType>([
  'thing',
  'manner',
  'event',
  'open',
  'yes-no',
  'definition',
]);
