import { bootstrap, meanOf, type Estimate } from './bootstrap.ts';
import type { Outcome, Search } from './measure-dataset.ts';
import { searches } from './measure-dataset.ts';
import { rankedAuroc, recallAt, reciprocalRank, type Decision } from './metrics.ts';
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

export interface AbstentionFigures {
  readonly auroc: Estimate;
  readonly falseAnswers: Estimate;
  readonly falseRefusals: Estimate;
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

/** A decision, and what it stands or falls with. */
export interface GroupedDecision extends Decision {
  readonly group: string;
}

/** What an answer decided. */
export function decisionOf(answer: Outcome['answer'], isAnswerable: boolean, group: string): GroupedDecision {
  return { isAnswerable, isAnswered: answer.status === 'answered', confidence: answer.confidence, group };
}

/** How well confidence tells what is answerable, and what the default threshold makes of it. */
export function abstentionFigures(decisions: readonly GroupedDecision[]): AbstentionFigures {
  const shareOf = (kind: boolean, isWrong: (decision: Decision) => boolean): Estimate => {
    const asked = decisions.filter(({ isAnswerable }) => isAnswerable === kind);
    return meanOf(
      asked.map((decision) => (isWrong(decision) ? 1 : 0)),
      asked.map(({ group }) => group),
    );
  };
  return {
    auroc: bootstrap(
      decisions.map(({ group }) => group),
      rankedAuroc(decisions),
    ),
    falseAnswers: shareOf(false, ({ isAnswered }) => isAnswered),
    falseRefusals: shareOf(true, ({ isAnswered }) => !isAnswered),
  };
}

function quoteIsRight({ answer, question }: Outcome): number {
  return holdsExpected(answer.citations[0]?.quote ?? '', question.expected) ? 1 : 0;
}
