import { onOneLine } from '../answering/compose.ts';
import type { LexicalIndex } from '../index/bm25.ts';
import type { Background } from '../retrieval/background.ts';
import { makeQuery, type Query } from '../retrieval/query.ts';
import type { Embed } from '../types.ts';
import { separationFigures, type JudgedDecision, type SeparationFigures } from './abstention.ts';
import { isQuoteRight, type AnswerSetQuestion } from './answer-set.ts';
import { baselineNames, type BaselineAnswer, type BaselineName, type Baselines } from './baselines.ts';
import { meanOf, type Estimate } from './bootstrap.ts';

/** What a system that never abstains makes of a set. */
export interface BaselineFigures {
  /** Over the answerable questions. */
  readonly right: Estimate;
  /** How well its scores tell what is answerable; `null` where one kind of question is missing. */
  readonly separation: SeparationFigures | null;
}

/** A question that a baseline was asked. */
export interface BaselineOutcome {
  readonly isAnswerable: boolean;
  readonly group: string;
  readonly baselines: Baselines;
  readonly isRight: (answer: BaselineAnswer) => boolean;
}

/** Asks the baselines every question of an answer set. */
export async function baselineSetFigures(
  questions: readonly AnswerSetQuestion[],
  parts: {
    readonly baselines: (query: Query) => Baselines;
    readonly lexical: LexicalIndex;
    readonly embed: Embed;
    readonly background: Background;
  },
): Promise<Readonly<Record<BaselineName, BaselineFigures>>> {
  const asked = questions.map(({ question }) => onOneLine(question));
  const vectors = await parts.embed(asked);
  return baselineFigures(
    questions.map((question, at) => ({
      isAnswerable: question.isAnswerable,
      group: question.group,
      baselines: parts.baselines(
        makeQuery(asked[at] ?? '', parts.lexical, vectors[at] ?? null, parts.background),
      ),
      isRight: (answer) => isQuoteRight(question, answer),
    })),
  );
}

/** Sums up what each baseline made of the same questions. */
export function baselineFigures(
  outcomes: readonly BaselineOutcome[],
): Readonly<Record<BaselineName, BaselineFigures>> {
  const figuresOf = (name: BaselineName): BaselineFigures => {
    const decisions = outcomes.map(({ isAnswerable, group, baselines, isRight }): JudgedDecision => {
      const answer = baselines[name];
      return {
        isAnswerable,
        group,
        isRight: isAnswerable && answer !== null && isRight(answer),
        isAnswered: answer !== null,
        confidence: answer?.score ?? 0,
      };
    });
    const answerable = decisions.filter(({ isAnswerable }) => isAnswerable);
    return {
      right: meanOf(
        answerable.map(({ isRight }) => (isRight ? 1 : 0)),
        answerable.map(({ group }) => group),
      ),
      separation: separationFigures(decisions),
    };
  };
  return { lexical: figuresOf('lexical'), plain: figuresOf('plain') } satisfies Record<
    keyof typeof baselineNames,
    BaselineFigures
  >;
}
