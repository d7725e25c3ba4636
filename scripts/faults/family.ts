import type { Random } from '../../src/evaluation/random.ts';

/**
 * How a fault ended well. Survived: what was served was right, from the new state or the one before. Refused: nothing was
 * served, and a plain sentence said why.
 */
export type Fate = 'survived' | 'refused';

/** Faults of one kind, and the promise that each of them tests. */
export interface Family {
  /** As `--only` takes it, for instance `storage`. */
  readonly name: string;
  /** One sentence for docs/RELIABILITY.md: what is promised whatever happens. */
  readonly promise: string;
  /** Trials of a full run, and of the short one that belongs to the tests. */
  readonly trials: number;
  readonly shortTrials: number;
  /** Minutes that a full run takes on two cores, roughly: how a bounded run divides its time. */
  readonly minutes: number;
  /**
   * Prepares what the trials share.
   *
   * @param folder empty, and this family's alone; removed after the run
   * @throws NotHere where this machine cannot make such faults
   */
  open(folder: string): Promise<OpenFamily>;
}

/** A count that goes on when a run is taken up again, the most of something, or what holds for the last stretch alone. */
export type Figure = number | { readonly most: number; readonly unit: string } | string;
export type Figures = Readonly<Record<string, Figure>>;

export interface OpenFamily {
  /**
   * One fault, or a batch of them with the count of each fate. The same number and random numbers make the same fault.
   *
   * @throws Miss when the promise is broken; anything else that is thrown is a miss as well
   * @throws NotHere where it turns out that this machine, as it is now, cannot tell
   */
  trial(number: number, random: Random): Promise<Fate | Readonly<Partial<Record<Fate, number>>>>;
  /** What was measured on the way, as it is shown behind the counts. */
  figures?(): Figures;
  /** Ends what the trials share; called once, whatever happened. */
  close(): Promise<void>;
}

/** A promise that a trial found broken. The message says what was expected and what was seen. */
export class Miss extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Miss';
  }
}

/** Why this machine cannot run a family: it is left out, and the report says so. */
export class NotHere extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotHere';
  }
}
