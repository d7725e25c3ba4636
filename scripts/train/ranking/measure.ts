import { linearScore, type LinearModel } from '../../../src/retrieval/weights.ts';
import type { Choice, Judgement } from './fit.ts';

/** How often the right rival has the highest score, as words. */
export function share(choices: readonly Choice[], weights: Float64Array): string {
  return percent(choices.filter((choice) => isChosen(choice, weights)).length, choices.length);
}

/** Whether a right rival has the highest score. */
export function isChosen({ rivals, right }: Choice, weights: Float64Array): boolean {
  const scores = rivals.map((rival) => linearScore(weights, rival));
  return right.has(scores.indexOf(Math.max(...scores)));
}

function percent(count: number, of: number): string {
  return `${((100 * count) / of).toFixed(1)} %`;
}

/** The chance that a right judgement scores above a wrong one, 0.5..1, as words. */
export function auroc(all: readonly Judgement[], { weights }: LinearModel): string {
  const scored = all
    .map(({ features, isRight }) => ({ score: linearScore(weights, features), isRight }))
    .sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (const [at, { isRight }] of scored.entries()) if (isRight) rankSum += at + 1;
  const positive = scored.filter(({ isRight }) => isRight).length;
  return ((rankSum - (positive * (positive + 1)) / 2) / (positive * (scored.length - positive))).toFixed(3);
}
