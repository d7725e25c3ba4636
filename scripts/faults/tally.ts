import { inertLine } from '../../src/text/inert.ts';
import type { Family, Figure, Figures } from './family.ts';

/** A trial that broke its family's promise. */
export interface Failure {
  readonly trial: number;
  readonly what: string;
}

/** How far a family has come with one seed. */
export interface Tally {
  /** Trials made; a trial may be many faults. */
  readonly trials: number;
  readonly survived: number;
  readonly refused: number;
  readonly failed: number;
  /** The first few of the failed. */
  readonly failures: readonly Failure[];
  readonly figures: Figures;
  readonly seconds: number;
  /** Why the machine could not run it. */
  readonly leftOut?: string;
}

export const emptyTally: Tally = {
  trials: 0,
  survived: 0,
  refused: 0,
  failed: 0,
  failures: [],
  figures: {},
  seconds: 0,
};

const longestFailure = 600;

function count(value: number): string {
  return value.toLocaleString('en');
}

/** Figures of one stretch of a run and of the stretch after it. */
export function addUp(before: Figures, after: Figures): Figures {
  const sums = Object.entries(after).map(([name, value]): [string, Figure] => {
    const earlier = before[name];
    if (typeof value === 'number') return [name, typeof earlier === 'number' ? earlier + value : value];
    if (typeof value === 'string' || typeof earlier !== 'object') return [name, value];
    return [name, { ...value, most: Math.max(earlier.most, value.most) }];
  });
  return { ...before, ...Object.fromEntries(sums) };
}

function shownFigure(figure: Figure): string {
  if (typeof figure === 'string') return figure;
  if (typeof figure === 'number') return count(figure);
  const { most, unit } = figure;
  return `${most < 50 ? Number(most.toPrecision(3)) : count(Math.round(most))} ${unit}`.trim();
}

/** One line a family: what was tried, how it ended, and what was measured. */
export function rowOf(family: Family, tally: Tally): string[] {
  const { survived, refused, failed, figures, leftOut } = tally;
  if (leftOut !== undefined) return [family.name, '–', '–', '–', '–', '', `left out: ${inertLine(leftOut)}`];
  const state =
    tally.trials < family.trials ? [`trial ${count(tally.trials)} of ${count(family.trials)}`] : [];
  const measured = Object.entries(figures).map(([name, value]) => `${name} ${shownFigure(value)}`);
  return [
    family.name,
    count(survived + refused + failed),
    count(survived),
    count(refused),
    count(failed),
    `${tally.seconds.toFixed(0)} s`,
    [...state, ...measured].join(', '),
  ];
}

export const rowHeader = ['family', 'tried', 'survived', 'refused', 'failed', 'took', ''] as const;

/** What broke, and how to see it again. */
export function failureLines(family: Family, seed: number, { failures, failed }: Tally): string[] {
  const shown = failures.map(
    ({ trial, what }) =>
      `${family.name}, trial ${trial}: ${inertLine(what).slice(0, longestFailure)}\n  again: npm run faults -- --only ${family.name} --seed ${seed} --trial ${trial}`,
  );
  return failed > failures.length ? [...shown, `${family.name}: ${failed - failures.length} more`] : shown;
}
