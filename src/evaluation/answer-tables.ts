import { baselineNames, type BaselineName } from './baselines.ts';
import type { AnswerSetReport, BaselinesFigures, DatasetReport } from './report.ts';
import { percent, percentWithInterval } from './table.ts';

/** Ours, and under it the systems it is measured beside. */
export function answerSetRows({ name, figures, baselines }: AnswerSetReport): string[][] {
  const { answerable, unanswerable } = figures;
  return [
    [
      name,
      'Footnote',
      percentWithInterval(figures.right),
      String(answerable),
      percent(figures.firstQuoteRight.value),
      percent(figures.rightForced.value),
      `${figures.refused} of ${answerable}`,
      `${figures.answeredAnyway} of ${unanswerable}`,
      `${figures.quotes - figures.altered} of ${figures.quotes}`,
    ],
    ...baselineRows(baselines, (right, plain) => [
      right,
      String(answerable),
      plain,
      plain,
      `0 of ${answerable}`,
      `${unanswerable} of ${unanswerable}`,
      '',
    ]),
  ];
}

export function shortAnswerRows({ name, figures: { short } }: AnswerSetReport): string[][] {
  if (short === null) return [];
  return [
    [
      name,
      String(short.given.count),
      percent(short.given.value),
      percentWithInterval(short.exactMatch),
      percentWithInterval(short.f1),
      percent(short.f1Forced.value),
    ],
  ];
}

/** Ours, and under it what quotes the systems it is measured beside choose. */
export function answerRows({ name, answers, baselines }: DatasetReport): string[][] {
  if (answers === null) return [];
  return [
    [
      name,
      'Footnote',
      percentWithInterval(answers.quote),
      percent(answers.quoteOfAnswered.value),
      percent(answers.quoteForced.value),
      percent(answers.short.value),
      percentWithInterval(answers.exactMatch),
      percentWithInterval(answers.f1),
      percent(answers.f1Forced.value),
    ],
    ...baselineRows(baselines, (right, plain) => [right, '', plain]),
  ];
}

function baselineRows(
  baselines: BaselinesFigures,
  cells: (right: string, plain: string) => string[],
): string[][] {
  return Object.entries(baselines).map(([name, { right }]) => [
    '',
    baselineNames[name as BaselineName],
    ...cells(percentWithInterval(right), percent(right.value)),
  ]);
}
