import type { Answer } from '../types.ts';
import { bootstrap, meanOf, type Estimate } from './bootstrap.ts';
import { calibrationOf, type Calibration } from './calibration.ts';
import { levels } from './levels.ts';
import { rankedAuroc, type Decision } from './metrics.ts';

/** A decision, whether it would have been right to answer, and what it stands or falls with. */
export interface JudgedDecision extends Decision {
  /** Right had it answered; false where there is no answer. */
  readonly isRight: boolean;
  readonly group: string;
}

/** How well confidences, or scores that need not be probabilities, tell questions apart. */
export interface SeparationFigures {
  readonly unanswerable: number;
  /** How often an answerable question gets a higher confidence than an unanswerable one. */
  readonly auroc: Estimate;
  /** The same of questions that it gets right, and all others. */
  readonly aurocOfRight: Estimate;
  /** Share of the unanswerable that are answered where 90 % of the answerable are answered right; `null` out of reach. */
  readonly falseAnswersAtRight: number | null;
  /** The same where 90 % of those that it can get right are answered; `null` where it gets none right. */
  readonly falseAnswersAtKept: number | null;
}

export interface LevelFigures {
  readonly name: string;
  readonly threshold: number;
  readonly falseAnswers: number;
  readonly falseRefusals: number;
}

/** The same of calibrated confidences, with what the default threshold and the named ones make of them. */
export interface AbstentionFigures extends SeparationFigures {
  readonly falseAnswers: Estimate;
  readonly falseRefusals: Estimate;
  readonly calibration: Calibration;
  readonly levels: readonly LevelFigures[];
}

/** Share of the answerable questions at which false answers are read off. */
const wantedShare = 0.9;

/** What an answer decided. */
export function decisionOf(
  answer: Pick<Answer, 'status' | 'confidence'>,
  { isAnswerable, isRight, group }: Pick<JudgedDecision, 'isAnswerable' | 'isRight' | 'group'>,
): JudgedDecision {
  return {
    isAnswerable,
    isRight,
    isAnswered: answer.status === 'answered',
    confidence: answer.confidence,
    group,
  };
}

/** @returns `null` when one of the two kinds of question is missing */
export function abstentionFigures(decisions: readonly JudgedDecision[]): AbstentionFigures | null {
  const separation = separationFigures(decisions);
  if (separation === null) return null;
  const shareOf = (kind: boolean, isWrong: (decision: JudgedDecision) => boolean): Estimate => {
    const asked = decisions.filter(({ isAnswerable }) => isAnswerable === kind);
    return meanOf(
      asked.map((decision) => (isWrong(decision) ? 1 : 0)),
      asked.map(({ group }) => group),
    );
  };
  return {
    ...separation,
    falseAnswers: shareOf(false, ({ isAnswered }) => isAnswered),
    falseRefusals: shareOf(true, ({ isAnswered }) => !isAnswered),
    calibration: calibrationOf(decisions),
    levels: Object.entries(levels).map(([name, threshold]) => ({
      name,
      threshold,
      falseAnswers: shareOf(false, ({ confidence }) => confidence >= threshold).value,
      falseRefusals: shareOf(true, ({ confidence }) => confidence < threshold).value,
    })),
  };
}

/** @returns `null` when one of the two kinds of question is missing */
export function separationFigures(decisions: readonly JudgedDecision[]): SeparationFigures | null {
  const answerable = decisions.filter(({ isAnswerable }) => isAnswerable).length;
  const unanswerable = decisions.length - answerable;
  if (answerable === 0 || unanswerable === 0) return null;
  const groups = decisions.map(({ group }) => group);
  const right = decisions.filter(({ isRight }) => isRight).length;
  return {
    unanswerable,
    auroc: bootstrap(groups, rankedAuroc(decisions)),
    aurocOfRight: bootstrap(
      groups,
      rankedAuroc(decisions.map((decision) => ({ ...decision, isAnswerable: decision.isRight }))),
    ),
    falseAnswersAtRight: falseAnswersAt(decisions, wantedShare * answerable),
    falseAnswersAtKept: right === 0 ? null : falseAnswersAt(decisions, wantedShare * right),
  };
}

/**
 * The share of the unanswerable questions that are answered at the highest threshold at which `wanted` questions are
 * answered right; `null` when no threshold gives so many.
 */
export function falseAnswersAt(decisions: readonly JudgedDecision[], wanted: number): number | null {
  const unanswerable = decisions.filter(({ isAnswerable }) => !isAnswerable).length;
  const order = decisions.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let falsely = 0;
  for (const [at, { isRight, isAnswerable, confidence }] of order.entries()) {
    if (isRight) right += 1;
    if (!isAnswerable) falsely += 1;
    // A threshold answers all questions of one confidence, or none.
    const isLastOfItsConfidence = order[at + 1]?.confidence !== confidence;
    if (isLastOfItsConfidence && right >= wanted - 1e-9) return falsely / unanswerable;
  }
  return null;
}
