import { answersIn, holdsExpected, type AnswerSpan } from '../text/answer-spans.ts';
import { expectedAnswer, type ExpectedAnswer } from '../text/answer-type.ts';
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
      const found = answersIn(wanted.expected, text, sentence, askedStems());
      spans.set(sentence, found);
      return found;
    },
    isIn(text, sentence) {
      if (wanted.spansIn(text, sentence).length > 0) return true;
      return spanless.has(wanted.expected.type)
        ? holdsExpected(wanted.expected, text, sentence, askedStems())
        : false;
    },
  };
  return wanted;

  function askedStems(): ReadonlySet<string> {
    asked ??= new Set(tokens(question).map(({ term }) => stem(term)));
    return asked;
  }
}

/** Types that have no spans: whether a sentence holds them is told otherwise, or not at all. */
const spanless: ReadonlySet<string> = new Set(['thing', 'manner', 'event', 'open', 'yes-no', 'definition']);
