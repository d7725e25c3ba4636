import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { stackOf } from '../../src/errors.ts';
import { seededRandom, type Random } from '../../src/evaluation/random.ts';
import { Miss, NotHere, type Family, type Fate, type OpenFamily } from './family.ts';
import { addUp, emptyTally, type Tally } from './tally.ts';

const failuresKept = 5;
/** The tally is handed over for keeping this often, so that an interrupted run loses little. */
const keepEveryMs = 2000;

export interface RunOptions {
  readonly seed: number;
  readonly folder: string;
  /** Trials to come to. */
  readonly trials: number;
  /** Where an earlier run with the same seed came to. */
  readonly from?: Tally;
  /** `performance.now()` from which no further trial is begun. */
  readonly until?: number;
  /** Called now and then with the tally so far. */
  readonly keep?: (tally: Tally) => void;
}

/** Runs a family's trials in order until there are enough of them or time is up. Never throws for what a trial throws. */
export async function runFamily(family: Family, options: RunOptions): Promise<Tally> {
  const { seed, trials, from = emptyTally, until = Infinity, keep } = options;
  const folder = path.join(options.folder, family.name);
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  let tally: Tally = from;
  let kept = started;
  const timed = (): Tally => ({ ...tally, seconds: from.seconds + (performance.now() - started) / 1000 });
  let open: OpenFamily | null = null;
  try {
    open = await family.open(folder);
    while (tally.trials < trials && performance.now() < until) {
      tally = {
        ...(await tried(open, family, seed, tally)),
        figures: addUp(from.figures, open.figures?.() ?? {}),
      };
      if (keep !== undefined && performance.now() - kept > keepEveryMs) {
        kept = performance.now();
        keep(timed());
      }
    }
  } catch (error) {
    const { failed, failures } = tally;
    if (error instanceof NotHere) return { ...emptyTally, failed, failures, leftOut: error.message };
    tally = failedOf(tally, tally.trials, error);
  } finally {
    // What is looked back on at the end belongs to the promise.
    await open?.close().catch((error: unknown) => (tally = failedOf(tally, tally.trials, error)));
    rmSync(folder, { recursive: true, force: true });
  }
  const done = timed();
  keep?.(done);
  return done;
}

/** The random numbers of a trial, the same whichever trials were made before it. */
export function randomOf(family: string, seed: number, trial: number): Random {
  let hash = seed;
  for (const letter of family) hash = Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0);
  return seededRandom(Math.imul(hash, 1_000_003) + trial);
}

async function tried(open: OpenFamily, family: Family, seed: number, tally: Tally): Promise<Tally> {
  const trial = tally.trials;
  try {
    const fate = await open.trial(trial, randomOf(family.name, seed, trial));
    const { survived = 0, refused = 0 }: Partial<Record<Fate, number>> =
      typeof fate === 'string' ? { [fate]: 1 } : fate;
    return {
      ...tally,
      trials: trial + 1,
      survived: tally.survived + survived,
      refused: tally.refused + refused,
    };
  } catch (error) {
    if (error instanceof NotHere) throw error;
    return { ...failedOf(tally, trial, error), trials: trial + 1 };
  }
}

function failedOf(tally: Tally, trial: number, error: unknown): Tally {
  const what = error instanceof Miss ? error.message : stackOf(error);
  return {
    ...tally,
    failed: tally.failed + 1,
    failures: tally.failures.length < failuresKept ? [...tally.failures, { trial, what }] : tally.failures,
  };
}
