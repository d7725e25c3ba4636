import stringWidth from 'string-width';
import type { Estimate } from './bootstrap.ts';

/** Rows under a header, in aligned columns: the first `textColumns` to the left, figures to the right. */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns = 1,
): string[] {
  const widths = header.map((name, column) =>
    Math.max(stringWidth(name), ...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  const lineOf = (row: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        const space = ' '.repeat(width - stringWidth(cell));
        return column < textColumns ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd();
  return [lineOf(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(lineOf)];
}

/** A share of 0..1 as a percentage with one decimal; a dash for what is not defined. */
export function percent(share: number): string {
  return Number.isFinite(share) ? (share * 100).toFixed(1) : '–';
}

/** A share with its interval: `81.2 [79.0–83.1]`. */
export function percentWithInterval({ value, low, high }: Estimate): string {
  return low === null || high === null
    ? percent(value)
    : `${percent(value)} [${percent(low)}–${percent(high)}]`;
}
