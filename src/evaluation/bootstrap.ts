import { randomBelow, seededRandom } from './random.ts';

/** A figure with its 95 % interval; `low` and `high` are null where there are fewer than two groups to draw from. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Items that the figure is over. */
  readonly count: number;
}

const resamples = 1000;
const seed = 20_261;

/**
 * A statistic with a percentile bootstrap interval over groups (B. Efron, "Bootstrap methods", 1979): questions about
 * one article stand or fall together, so articles are drawn with replacement, not questions. The seed is fixed: the
 * same results give the same interval.
 *
 * @param groups the group of each item
 * @param statistic of the items when item i counts `weights[i]` times; NaN where it is not defined, and such a draw is
 *   left out
 */
export function bootstrap(groups: readonly string[], statistic: (weights: Float64Array) => number): Estimate {
  const { groupOf, groupCount } = numbered(groups);
  const weights = new Float64Array(groups.length).fill(1);
  const value = statistic(weights);
  const interval = intervalOf(groupCount, (drawn) => {
    for (const [item, group] of groupOf.entries()) weights[item] = drawn[group] ?? 0;
    return statistic(weights);
  });
  return { value, ...interval, count: groups.length };
}

/** The mean of one value for each item, with its interval; NaN without items. */
export function meanOf(values: readonly number[], groups: readonly string[]): Estimate {
  const { groupOf, groupCount } = numbered(groups);
  const sums = new Float64Array(groupCount);
  const counts = new Float64Array(groupCount);
  for (const [item, group] of groupOf.entries()) {
    sums[group] = (sums[group] ?? 0) + (values[item] ?? 0);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  // A mean needs no more than the sums of its groups, which are far fewer than its items.
  const weightedMean = (drawn: Float64Array): number => {
    let sum = 0;
    let count = 0;
    for (let group = 0; group < groupCount; group++) {
      const weight = drawn[group] ?? 0;
      sum += weight * (sums[group] ?? 0);
      count += weight * (counts[group] ?? 0);
    }
    return sum / count;
  };
  const value = weightedMean(new Float64Array(groupCount).fill(1));
  return { value, ...intervalOf(groupCount, weightedMean), count: values.length };
}

function numbered(groups: readonly string[]): {
  readonly groupOf: readonly number[];
  readonly groupCount: number;
} {
  const ordinals = new Map<string, number>();
  const groupOf = groups.map((group) => {
    const ordinal = ordinals.get(group) ?? ordinals.size;
    ordinals.set(group, ordinal);
    return ordinal;
  });
  return { groupOf, groupCount: ordinals.size };
}

/** @param statistic when group g was drawn `drawn[g]` times */
function intervalOf(
  groupCount: number,
  statistic: (drawn: Float64Array) => number,
): { readonly low: number | null; readonly high: number | null } {
  if (groupCount < 2) return { low: null, high: null };
  const random = seededRandom(seed);
  const drawn = new Float64Array(groupCount);
  const values: number[] = [];
  for (let round = 0; round < resamples; round++) {
    drawn.fill(0);
    for (let draw = 0; draw < groupCount; draw++) {
      const group = randomBelow(random, groupCount);
      drawn[group] = (drawn[group] ?? 0) + 1;
    }
    const value = statistic(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number | null =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? null;
  return { low: at(0.025), high: at(0.975) };
}
