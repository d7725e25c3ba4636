/** Turns values of some columns into how far they are above the best of the other rows; 0 for a row alone. */
export function setLeads(rows: readonly Float64Array[], columns: readonly number[]): void {
  for (const column of columns) {
    let best = -Infinity;
    let second = -Infinity;
    for (const row of rows) {
      const value = row[column] ?? 0;
      if (value > best) [best, second] = [value, best];
      else if (value > second) second = value;
    }
    for (const row of rows) {
      const value = row[column] ?? 0;
      row[column] = rows.length < 2 ? 0 : value - (value === best ? second : best);
    }
  }
}
