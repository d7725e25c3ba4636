/** The name that a misspelt one is likeliest to mean; `null` where more than a third of it is wrong, or `most` letters. */
export function nearestName(name: string, known: readonly string[], most = Infinity): string | null {
  let nearest: { readonly known: string; readonly distance: number } | null = null;
  for (const one of known) {
    const distance = editDistance(name, one);
    if (nearest === null || distance < nearest.distance) nearest = { known: one, distance };
  }
  if (nearest === null) return null;
  const allowed = Math.min(most, Math.max(1, Math.ceil(nearest.known.length / 3)));
  return nearest.distance <= allowed ? nearest.known : null;
}

/** Levenshtein's distance, with a swap of two neighbours counted once (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(rows, i - 1, j - 1) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(rows, i - 2, j - 2) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
