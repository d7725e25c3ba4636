/** A run of characters as a PDF places it, in a page whose top left corner is the origin. */
export interface Run {
  readonly text: string;
  readonly x: number;
  /** Of the baseline, counted downwards. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly isMonospace: boolean;
  /** Drawn level. Text at an angle is a watermark, a stamp or a note in the margin. */
  readonly isLevel: boolean;
}

/** One line of a page. */
export interface Line {
  readonly text: string;
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  /** Size of most of its characters, in points. */
  readonly size: number;
  readonly isMonospace: boolean;
  readonly isLevel: boolean;
}

/** Smaller and raised or lowered within a line: powers, indices, marks of footnotes. */
const smallShare = 0.85;

/** A gap of this many times the size of the letters is between columns of a table, not between words. */
const columnGap = 3;

/**
 * Puts the runs of a page together to lines, in the order in which they are drawn. That order is the reading order
 * in nearly all files; sorting by place would mix the columns of a page.
 */
export function linesOf(runs: readonly Run[], page: number): Line[] {
  const lines: Line[] = [];
  let open: Run[] = [];
  const end = (): void => {
    const line = lineOf(open, page);
    if (line !== null) lines.push(line);
    open = [];
  };
  for (const run of runs) {
    const before = open.findLast((one) => one.text.trim() !== '');
    if (before !== undefined && run.text.trim() !== '' && !isOnLineOf(before, run)) end();
    open.push(run);
  }
  end();
  return lines;
}

function isOnLineOf(before: Run, run: Run): boolean {
  const larger = Math.max(before.size, run.size);
  const offset = Math.abs(run.y - before.y);
  if (offset > 0.6 * larger || before.isLevel !== run.isLevel) return false;
  const isSmall = Math.min(before.size, run.size) < smallShare * larger;
  if (offset > 0.2 * larger && !isSmall) return false;
  return run.x > before.x + before.width - larger;
}

function lineOf(runs: readonly Run[], page: number): Line | null {
  const parts: string[] = [];
  let right = -Infinity;
  let left = Infinity;
  let monospace = 0;
  let characters = 0;
  const sizes = new Map<number, number>();
  let y = 0;
  let isLevel = true;
  for (const run of runs) {
    const text = readable(run.text);
    if (text.trim() === '') {
      if (text !== '') parts.push(' ');
      continue;
    }
    const gap = parts.length === 0 ? 0 : run.x - right;
    if (gap > columnGap * run.size) parts.push(' | ');
    else if (gap > 0.2 * run.size) parts.push(' ');
    parts.push(text);
    right = Math.max(right, run.x + run.width);
    left = Math.min(left, run.x);
    characters += text.length;
    if (run.isMonospace) monospace += text.length;
    sizes.set(run.size, (sizes.get(run.size) ?? 0) + text.length);
    if (run.size >= mostCommon(sizes)) y = run.y;
    isLevel = run.isLevel;
  }
  const text = parts
    .join('')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/( \|)+ /g, ' | ')
    .trim();
  if (text === '') return null;
  const isMonospace = monospace > characters / 2;
  return { text, page, left, right, y, size: mostCommon(sizes), isMonospace, isLevel };
}

/** Fonts without a table of letters give control characters and code points for private use. */
function readable(text: string): string {
  return text.replaceAll(/[\p{Cc}\uFEFF\u200B]/gu, '');
}

/** The key that was counted most often; the first of several. */
export function mostCommon(counts: ReadonlyMap<number, number>): number {
  let best = 0;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most) {
      best = value;
      most = count;
    }
  }
  return best;
}
