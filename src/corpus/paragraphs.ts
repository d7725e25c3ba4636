import type { Line } from './lines.ts';

/** Tells whether a line goes on in the line below it. */
export type GoesOn = (line: Line, next: Line) => boolean;

/**
 * How a text breaks its lines. A text wrapped at a width (40 to 140 columns) has lines that its next word would not have
 * fitted on; there, such lines belong together. In any other text each line is a paragraph, unless its sentence plainly
 * goes on: no stop, and small letters or a comma at the break. A blank line always ends a paragraph.
 *
 * @param isProse for each line, whether it is neither a heading, an item, a row nor code
 */
export function readLineBreaks(text: string, lines: readonly Line[], isProse: readonly boolean[]): GoesOn {
  const width = wrapWidth(text, lines, isProse);
  return (line, next) => {
    if (next.isAfterBlank) return false;
    const last = text.slice(Math.max(line.start, line.end - 3), line.end);
    const hasStop = /[.!?…:;。！？]["”’')\]»]*$/u.test(last);
    if (width !== null && isFilled(text, line, next, width))
      return !(hasStop && next.indent >= line.indent + 2);
    if (hasStop) return false;
    // Short lines are items of a list as often as not; the end of a sentence below tells them apart.
    if (line.end - line.start < 25 && !/[.!?]$/u.test(text.slice(next.end - 1, next.end))) return false;
    return /^\p{Ll}/u.test(text.slice(next.start, next.start + 2)) || /[,(–—-]$/u.test(last);
  };
}

const widths = { least: 40, most: 140 };

function wrapWidth(text: string, lines: readonly Line[], isProse: readonly boolean[]): number | null {
  const followed: number[] = [];
  for (let at = 0; at + 1 < lines.length; at++) {
    const next = lines[at + 1];
    const line = lines[at];
    if (
      line !== undefined &&
      next !== undefined &&
      !next.isAfterBlank &&
      isProse[at] === true &&
      isProse[at + 1] === true
    ) {
      followed.push(at);
    }
  }
  const lengths = followed.map((at) => columns(lines[at])).sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.95)];
  if (width === undefined || lengths.length < 3 || width < widths.least || width > widths.most) return null;
  let long = 0;
  let filled = 0;
  for (const at of followed) {
    const line = lines[at];
    const next = lines[at + 1];
    if (line === undefined || next === undefined || columns(line) < width / 2) continue;
    long++;
    if (isFilled(text, line, next, width)) filled++;
  }
  // A menu or a poem has lines of any length: most lines must be long for a width to mean anything.
  return long >= 3 && long * 2 >= followed.length && filled >= long * 0.7 ? width : null;
}

function isFilled(text: string, line: Line, next: Line, width: number): boolean {
  const word = /^\S+/u.exec(text.slice(next.start, Math.min(next.end, next.start + 30)))?.[0].length ?? 0;
  return columns(line) + 1 + word > width * 0.94;
}

function columns(line: Line | undefined): number {
  return line === undefined ? 0 : line.indent + line.end - line.start;
}
