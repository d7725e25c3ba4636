import type { Answerer } from '../answering/answer.ts';
import type { Answer } from '../types.ts';
import { judge, type AnswerSetQuestion, type Judgement } from './answer-set.ts';
import { abstentionFigures, decisionOf, type AbstentionFigures } from './abstention.ts';
import { meanOf, type Estimate } from './bootstrap.ts';
import { exactMatch, f1 } from './short-answer-score.ts';

/** What came of one question. */
export interface AnswerOutcome extends Judgement {
  readonly question: AnswerSetQuestion;
  readonly answer: Answer;
  /** The answer would have been right had it never abstained. */
  readonly isRightForced: boolean;
  /** The short answer had it never abstained. */
  readonly shortForced: string | null;
  /** Quotes shown, related ones among them, and how many of them the document's file does not hold there. */
  readonly quotes: number;
  readonly altered: number;
}

/**
 * Asks every question of an answer set.
 *
 * @param forced the same answerer, but one that never abstains for want of confidence
 * @param textOf text of a document by its path, read from somewhere other than the index wherever that is possible
 */
export async function measureAnswerSet(
  questions: readonly AnswerSetQuestion[],
  answerer: Pick<Answerer, 'answer'>,
  forced: Pick<Answerer, 'answer'>,
  textOf: (document: string) => string,
): Promise<AnswerOutcome[]> {
  const outcomes: AnswerOutcome[] = [];
  for (const question of questions) {
    const answer = await answerer.answer(question.question, { id: question.id });
    const judgement = judge(question, answer);
    // The forced answer of an unanswerable question is wrong, whatever it is.
    const given =
      question.isAnswerable && !judgement.isAnswered ? await forced.answer(question.question) : answer;
    const isRightForced = judgement.isRight || judge(question, given).isRight;
    const shown = [...answer.citations, ...answer.related];
    const altered = shown.filter(
      ({ document, quote, start, end }) => quote === '' || textOf(document).slice(start, end) !== quote,
    );
    outcomes.push({
      question,
      answer,
      ...judgement,
      isRightForced,
      shortForced: given.short,
      quotes: shown.length,
      altered: altered.length,
    });
  }
  return outcomes;
}

/** Over the questions that have a short answer written; an abstention counts as none, except where `forced`. */
export interface ShortFigures {
  readonly given: Estimate;
  readonly exactMatch: Estimate;
  readonly f1: Estimate;
  readonly f1Forced: Estimate;
}

/** Figures of one answer set, with intervals over what its questions stand or fall with. */
export interface AnswerSetFigures {
  readonly answerable: number;
  readonly right: Estimate;
  readonly firstQuoteRight: Estimate;
  /** Right had it never abstained. */
  readonly rightForced: Estimate;
  /** Answerable, but not answered. */
  readonly refused: number;
  readonly unanswerable: number;
  /** Unanswerable, but answered. */
  readonly answeredAnyway: number;
  readonly quotes: number;
  readonly altered: number;
  /** `null` where no short answers are written. */
  readonly short: ShortFigures | null;
  /** `null` where one kind of question is missing. */
  readonly abstention: AbstentionFigures | null;
}

/** Sums up an answer set. */
export function answerSetFigures(outcomes: readonly AnswerOutcome[]): AnswerSetFigures {
  const answerable = outcomes.filter(({ question }) => question.isAnswerable);
  const unanswerable = outcomes.filter(({ question }) => !question.isAnswerable);
  const withShort = answerable.filter(({ question }) => question.answers.length > 0);
  const sum = (value: (outcome: AnswerOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + value(outcome), 0);
  return {
    answerable: answerable.length,
    right: meanOver(answerable, ({ isRight }) => (isRight ? 1 : 0)),
    firstQuoteRight: meanOver(answerable, ({ isFirstQuoteRight }) => (isFirstQuoteRight ? 1 : 0)),
    rightForced: meanOver(answerable, ({ isRightForced }) => (isRightForced ? 1 : 0)),
    refused: answerable.filter(({ isAnswered }) => !isAnswered).length,
    unanswerable: unanswerable.length,
    answeredAnyway: unanswerable.filter(({ isAnswered }) => isAnswered).length,
    quotes: sum(({ quotes }) => quotes),
    altered: sum(({ altered }) => altered),
    short:
      withShort.length === 0
        ? null
        : {
            given: meanOver(withShort, ({ answer }) => (answer.short === null ? 0 : 1)),
            exactMatch: meanOver(withShort, ({ answer, question }) =>
              exactMatch(answer.short, question.answers),
            ),
            f1: meanOver(withShort, ({ answer, question }) => f1(answer.short, question.answers)),
            f1Forced: meanOver(withShort, ({ shortForced, question }) => f1(shortForced, question.answers)),
          },
    abstention: abstentionFigures(
      outcomes.map(({ answer, question, isRightForced }) =>
        decisionOf(answer, {
          isAnswerable: question.isAnswerable,
          isRight: isRightForced,
          group: question.group,
        }),
      ),
    ),
  };
}

function meanOver(outcomes: readonly AnswerOutcome[], value: (outcome: AnswerOutcome) => number): Estimate {
  return meanOf(
    outcomes.map(value),
    outcomes.map(({ question }) => question.group),
  );
}

/** The questions that came out wrong, two lines each: what was asked, and what was said. */
export function missLines(outcomes: readonly AnswerOutcome[]): string[] {
  return outcomes.flatMap(({ question, answer, isAnswered, isRight, isFirstQuoteRight, altered }) => {
    const problems = [
      ...(question.isAnswerable && !isAnswered ? ['not answered'] : []),
      ...(question.isAnswerable && isAnswered && !isRight ? ['wrong'] : []),
      ...(isRight && !isFirstQuoteRight ? ['right, but not in its first quote'] : []),
      ...(!question.isAnswerable && isAnswered ? ['answered, though the documents do not say'] : []),
      ...(altered > 0 ? ['a quote is not in its document'] : []),
    ];
    if (problems.length === 0) return [];
    return [
      `${question.id} (${question.kind}) ${problems.join('; ')}, confidence ${answer.confidence.toFixed(2)}: ${question.question}`,
      `    ${answer.text.replace(/\s+/g, ' ')}`,
    ];
  });
}
