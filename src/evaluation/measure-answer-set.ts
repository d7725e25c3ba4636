import type { Answerer } from '../answering/answer.ts';
import type { Answer } from '../types.ts';
import { judge, type AnswerSetQuestion, type Judgement } from './answer-set.ts';
import { auroc } from './metrics.ts';

/** What came of one question. */
export interface AnswerOutcome extends Judgement {
  readonly question: AnswerSetQuestion;
  readonly answer: Answer;
  /** The answer would have been right had it never abstained. */
  readonly isRightForced: boolean;
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
    const isRightForced =
      judgement.isRight ||
      (question.isAnswerable &&
        !judgement.isAnswered &&
        judge(question, await forced.answer(question.question)).isRight);
    const shown = [...answer.citations, ...answer.related];
    const altered = shown.filter(
      ({ document, quote, start, end }) => quote === '' || textOf(document).slice(start, end) !== quote,
    );
    outcomes.push({
      question,
      answer,
      ...judgement,
      isRightForced,
      quotes: shown.length,
      altered: altered.length,
    });
  }
  return outcomes;
}

/** Counts over one answer set. */
export interface AnswerSetFigures {
  readonly answerable: number;
  readonly right: number;
  readonly firstQuoteRight: number;
  /** Right had it never abstained. */
  readonly rightForced: number;
  /** Answerable, but not answered. */
  readonly refused: number;
  readonly unanswerable: number;
  /** Unanswerable, but answered. */
  readonly answeredAnyway: number;
  readonly quotes: number;
  readonly altered: number;
  /** NaN when one kind of question is missing. */
  readonly auroc: number;
}

/** Sums up an answer set. */
export function answerSetFigures(outcomes: readonly AnswerOutcome[]): AnswerSetFigures {
  const count = (isCounted: (outcome: AnswerOutcome) => boolean): number => outcomes.filter(isCounted).length;
  const sum = (value: (outcome: AnswerOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + value(outcome), 0);
  return {
    answerable: count(({ question }) => question.isAnswerable),
    right: count(({ isRight }) => isRight),
    firstQuoteRight: count(({ isFirstQuoteRight }) => isFirstQuoteRight),
    rightForced: count((outcome) => outcome.isRightForced),
    refused: count(({ question, isAnswered }) => question.isAnswerable && !isAnswered),
    unanswerable: count(({ question }) => !question.isAnswerable),
    answeredAnyway: count(({ question, isAnswered }) => !question.isAnswerable && isAnswered),
    quotes: sum(({ quotes }) => quotes),
    altered: sum(({ altered }) => altered),
    auroc: auroc(
      outcomes.map(({ question, isAnswered, answer }) => ({
        isAnswerable: question.isAnswerable,
        isAnswered,
        confidence: answer.confidence,
      })),
    ),
  };
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
