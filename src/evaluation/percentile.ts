/**
 * The value below which a share of the values lies, by the nearest rank: always one of the values.
 *
 * @param share 0..1; 0.5 is the median, the upper one of two
 * @returns NaN without values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
