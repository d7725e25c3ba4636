import type { AbstentionFigures, SeparationFigures } from './abstention.ts';
import { baselineNames, type BaselineName } from './baselines.ts';
import type { BaselinesFigures, Report } from './report.ts';
import { percent, percentWithInterval } from './table.ts';

interface Abstaining {
  readonly label: string;
  readonly figures: AbstentionFigures;
  readonly baselines: BaselinesFigures;
}

/** Ours, and under it how well the scores of simple systems tell the same questions apart. */
export function abstentionRows(report: Report): string[][] {
  return abstainingIn(report).flatMap(({ label, figures, baselines }) => [
    rowOf(label, 'Footnote', figures, figures),
    ...Object.entries(baselines).flatMap(([name, { separation }]) =>
      separation === null ? [] : [rowOf('', baselineNames[name as BaselineName], separation, null)],
    ),
  ]);
}

export function levelRows(report: Report): string[][] {
  return abstainingIn(report).map(({ label, figures }) => [
    label,
    ...figures.levels.map(
      ({ falseAnswers, falseRefusals }) => `${percent(falseAnswers)} / ${percent(falseRefusals)}`,
    ),
  ]);
}

export const reliabilityHeader: readonly string[] = [
  'set',
  ...Array.from({ length: 10 }, (_, bin) => `${bin * 10}–${bin * 10 + 10} %`),
];

export function reliabilityRows(report: Report): string[][] {
  return abstainingIn(report).map(({ label, figures }) => [
    label,
    ...figures.calibration.bins.map(({ count, meanConfidence, shareRight }) =>
      count === 0
        ? '–'
        : `${(meanConfidence * 100).toFixed(0)} → ${(shareRight * 100).toFixed(0)} (${count})`,
    ),
  ]);
}

function rowOf(
  label: string,
  system: string,
  separation: SeparationFigures,
  whole: AbstentionFigures | null,
): string[] {
  const { unanswerable, auroc, aurocOfRight, falseAnswersAtRight, falseAnswersAtKept } = separation;
  return [
    label,
    system,
    String(unanswerable),
    percentWithInterval(auroc),
    percent(aurocOfRight.value),
    whole === null ? '' : percentWithInterval(whole.falseAnswers),
    whole === null ? '' : percentWithInterval(whole.falseRefusals),
    percent(falseAnswersAtRight ?? Number.NaN),
    percent(falseAnswersAtKept ?? Number.NaN),
    whole === null ? '' : percent(whole.calibration.expectedCalibrationError),
    whole === null ? '' : whole.calibration.brier.toFixed(3),
  ];
}

/** The parts of a report that have questions of both kinds: its own, and those with questions of another set. */
function abstainingIn(report: Report): Abstaining[] {
  const { name, baselines } = report;
  const own = report.kind === 'answers' ? report.figures.abstention : report.abstention;
  const foreign = report.kind === 'answers' ? null : report.outOfCorpus;
  return [
    ...(own === null ? [] : [{ label: name, figures: own, baselines }]),
    ...(foreign === null
      ? []
      : [
          {
            label: `${name}, questions of ${foreign.from}`,
            figures: foreign,
            baselines: foreign.baselines,
          },
        ]),
  ];
}
