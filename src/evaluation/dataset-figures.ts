import { decisionOf, type JudgedDecision } from './abstention.ts';
import { meanOf, type Estimate } from './bootstrap.ts';
import type { BaselineOutcome } from './measure-baselines.ts';
import type { ForeignOutcome, Outcome, Search } from './measure-dataset.ts';
import { searches } from './measure-dataset.ts';
import { recallAt, reciprocalRank } from './metrics.ts';
import { exactMatch, f1, holdsExpected } from './short-answer-score.ts';

export interface RetrievalFigures {
  readonly recallAt1: Estimate;
  readonly recallAt5: Estimate;
  readonly recallAt10: Estimate;
  readonly reciprocalRankAt10: Estimate;
}

/** Over the answerable questions. An abstention counts as no answer, except in the figures called `forced`. */
export interface AnswerFigures {
  /** The first quote holds an expected answer. */
  readonly quote: Estimate;
  readonly quoteForced: Estimate;
  /** Of the questions that were answered. */
  readonly quoteOfAnswered: Estimate;
  /** A short answer was given. */
  readonly short: Estimate;
  readonly exactMatch: Estimate;
  readonly f1: Estimate;
  readonly f1Forced: Estimate;
}

/** Share of the question's idf mass in its passage below which the two share few words. */
export const fewSharedWords = 0.4;

/** Each search over the answerable questions of the outcomes. */
export function retrievalFigures(outcomes: readonly Outcome[]): Record<Search, RetrievalFigures> {
  const asked = outcomes.filter(({ question }) => question.isAnswerable);
  const groups = asked.map(({ group }) => group);
  const figuresOf = (search: Search): RetrievalFigures => {
    const mean = (value: (rank: number | null) => number): Estimate =>
      meanOf(
        asked.map(({ ranks }) => value(ranks[search])),
        groups,
      );
    return {
      recallAt1: mean((rank) => recallAt(rank, 1)),
      recallAt5: mean((rank) => recallAt(rank, 5)),
      recallAt10: mean((rank) => recallAt(rank, 10)),
      reciprocalRankAt10: mean(reciprocalRank),
    };
  };
  return Object.fromEntries(searches.map((search) => [search, figuresOf(search)])) as Record<
    Search,
    RetrievalFigures
  >;
}

/** How good the answers are; `null` when no question expects one. */
export function answerFigures(outcomes: readonly Outcome[]): AnswerFigures | null {
  const asked = outcomes.filter(({ question }) => question.isAnswerable && question.expected.length > 0);
  if (asked.length === 0) return null;
  const mean = (value: (outcome: Outcome) => number, over = asked): Estimate =>
    meanOf(
      over.map(value),
      over.map(({ group }) => group),
    );
  return {
    quote: mean(quoteIsRight),
    quoteForced: mean(({ forced, question }) => (holdsExpected(forced.quote, question.expected) ? 1 : 0)),
    quoteOfAnswered: mean(
      quoteIsRight,
      asked.filter(({ answer }) => answer.status === 'answered'),
    ),
    short: mean(({ answer }) => (answer.short === null ? 0 : 1)),
    exactMatch: mean(({ answer, question }) => exactMatch(answer.short, question.expected)),
    f1: mean(({ answer, question }) => f1(answer.short, question.expected)),
    f1Forced: mean(({ forced, question }) => f1(forced.short, question.expected)),
  };
}

/** What the answer to each question decided, and whether it would have been right to answer. */
export function decisionsOf(outcomes: readonly Outcome[]): JudgedDecision[] {
  return outcomes.map(({ answer, question, group, forced }) =>
    decisionOf(answer, {
      isAnswerable: question.isAnswerable,
      isRight: question.isAnswerable && holdsExpected(forced.quote, question.expected),
      group,
    }),
  );
}

/** The same of questions that nothing here answers. */
export function foreignDecisionsOf(outcomes: readonly ForeignOutcome[]): JudgedDecision[] {
  return outcomes.map(({ answer, group }) =>
    decisionOf(answer, { isAnswerable: false, isRight: false, group }),
  );
}

/** What the baselines made of the same questions. */
export function baselineOutcomesOf(
  outcomes: readonly Outcome[],
  foreign: readonly ForeignOutcome[],
): BaselineOutcome[] {
  return [
    ...outcomes.map(({ question, group, baselines }) => ({
      isAnswerable: question.isAnswerable,
      group,
      baselines,
      isRight: ({ quote }: { readonly quote: string }) => holdsExpected(quote, question.expected),
    })),
    ...foreign.map(({ group, baselines }) => ({
      isAnswerable: false,
      group,
      baselines,
      isRight: () => false,
    })),
  ];
}

function quoteIsRight({ answer, question }: Outcome): number {
  return holdsExpected(answer.citations[0]?.quote ?? '', question.expected) ? 1 : 0;
}
