import { mostCommon, type Line } from './pdf-lines.ts';

/** Where running heads and page numbers stand: this share of the height at the top and at the bottom. */
const marginShare = 0.12;

/** They are the outermost lines, at most so many, and stand apart from the text by this many times their size. */
const marginLines = 3;
const marginGap = 1.5;

/** Of all pages, this share must carry the same line in the same place; and never fewer than two. */
const repeatedShare = 0.25;
const repeatedPages = 4;

const pageNumber =
  /^[-–—|\s]*(?:\p{L}{1,6}\.?\s{0,3})?(?:\d{1,4}|[ivxlc]{1,7})(?:\s{0,3}(?:\/|\p{L}{1,3})\s{0,3}\d{1,4})?[-–—|\s]*$/iu;

/**
 * Finds the lines that belong to the page and not to the text: running heads, page numbers, and text at an angle.
 *
 * @param pages the lines of each page
 * @param heights of the pages, in points
 */
export function findMargins(pages: readonly (readonly Line[])[], heights: readonly number[]): Set<Line> {
  const found = new Set<Line>();
  const counts = new Map<string, Set<number>>();
  const inMargin: (readonly [Line, string])[] = [];
  const numbered: (readonly [Line, number])[] = [];
  for (const [i, lines] of pages.entries()) {
    const height = heights[i] ?? 0;
    const level = lines.filter((line) => line.isLevel).length;
    for (const line of lines) if (!line.isLevel && level > lines.length / 2) found.add(line);
    for (const line of outerLines(lines, height)) {
      if (pageNumber.test(line.text) && /\d|^[ivxlc]+$/i.test(line.text)) found.add(line);
      const number = /^\d{1,4}(?=\D)|(?<=\D)\d{1,4}$/.exec(line.text)?.[0];
      if (number !== undefined) numbered.push([line, Number(number) - i]);
      // Numbers differ from page to page, and so do the sides of a double page.
      const key = `${line.text.replaceAll(/\d+/g, '#')}\n${Math.round(line.size)}\n${line.y < height / 2}`;
      inMargin.push([line, key]);
      const carrying = counts.get(key) ?? new Set();
      counts.set(key, carrying.add(i));
    }
  }
  const enough = Math.max(2, Math.min(repeatedPages, repeatedShare * pages.length));
  for (const [line, key] of inMargin) {
    if ((counts.get(key)?.size ?? 0) >= enough) found.add(line);
  }
  // A line that ends in the number of its page is a running head, even where chapters change it often.
  const offset = commonOffset(numbered, enough);
  for (const [line, distance] of numbered) if (distance === offset) found.add(line);
  return found;
}

/** The lines in the upper and lower margin of a page that stand apart from its text. */
function outerLines(lines: readonly Line[], height: number): Line[] {
  const down = lines.toSorted((a, b) => a.y - b.y);
  const top = apart(down).filter((line) => line.y < marginShare * height);
  const bottom = apart(down.toReversed()).filter((line) => line.y > (1 - marginShare) * height);
  return [...top, ...bottom];
}

/** The first few lines, up to the last gap among them that is wider than gaps within a text. */
function apart(lines: readonly Line[]): Line[] {
  for (let count = Math.min(marginLines, lines.length); count > 0; count--) {
    const last = lines[count - 1];
    const next = lines[count];
    if (last === undefined) continue;
    if (next === undefined || Math.abs(next.y - last.y) > marginGap * Math.max(last.size, next.size)) {
      return lines.slice(0, count);
    }
  }
  return [];
}

/** The distance of printed page numbers from counted ones, if as many as `enough` lines agree on one. */
function commonOffset(numbered: readonly (readonly [Line, number])[], enough: number): number | null {
  const counts = new Map<number, number>();
  for (const [, distance] of numbered) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  const common = mostCommon(counts);
  return (counts.get(common) ?? 0) >= enough ? common : null;
}
