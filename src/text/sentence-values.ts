import { findMeasures, type Measure } from './measures.ts';
import { findDates, findNames, type Value } from './values.ts';

/** What stands in a sentence whatever is asked: each list is made when it is first wanted, and once. */
export interface SentenceValues {
  readonly dates: readonly Value[];
  readonly names: readonly Value[];
  readonly measures: readonly Measure[];
}

/** The values of a sentence; offsets are into it. Finding them reads it with long patterns, so one of these is worth keeping. */
export function sentenceValues(sentence: string): SentenceValues {
  let dates: readonly Value[] | undefined;
  let names: readonly Value[] | undefined;
  let measures: readonly Measure[] | undefined;
  const datesOf = (): readonly Value[] => (dates ??= findDates(sentence));
  return {
    get dates() {
      return datesOf();
    },
    get names() {
      names ??= findNames(sentence);
      return names;
    },
    get measures() {
      measures ??= findMeasures(sentence, datesOf);
      return measures;
    },
  };
}
