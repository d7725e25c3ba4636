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
  const ordinals = new Map<string, number>();
  const groupOf = groups.map((group) => {
    const ordinal = ordinals.get(group) ?? ordinals.size;
    ordinals.set(group, ordinal);
    return ordinal;
  });
  const weights = new Float64Array(groups.length).fill(1);
  const value = statistic(weights);
  const groupCount = ordinals.size;
  if (groupCount < 2) return { value, low: null, high: null, count: groups.length };

  const random = seededRandom(seed);
  const drawn = new Float64Array(groupCount);
  const values: number[] = [];
  for (let round = 0; round < resamples; round++) {
    drawn.fill(0);
    for (let draw = 0; draw < groupCount; draw++) {
      const group = randomBelow(random, groupCount);
      drawn[group] = (drawn[group] ?? 0) + 1;
    }
    for (const [item, group] of groupOf.entries()) weights[item] = drawn[group] ?? 0;
    const drawnValue = statistic(weights);
    if (!Number.isNaN(drawnValue)) values.push(drawnValue);
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number | null =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? null;
  return { value, low: at(0.025), high: at(0.975), count: groups.length };
}

/** The mean of one value for each item, with its interval; NaN without items. */
export function meanOf(values: readonly number[], groups: readonly string[]): Estimate {
  return bootstrap(groups, (weights) => {
    let sum = 0;
    let total = 0;
    for (const [item, value] of values.entries()) {
      const weight = weights[item] ?? 0;
      sum += weight * value;
      total += weight;
    }
    return sum / total;
  });
}
