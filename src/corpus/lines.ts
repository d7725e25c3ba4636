import type { Span } from '../types.ts';

/** A line that is not blank: `[start, end)` is what it holds without white space at either side. */
export interface Line extends Span {
  /** Columns of white space before it, a tab counting four. */
  readonly indent: number;
  readonly isAfterBlank: boolean;
}

/** The lines of a text that are not blank, in order. LF, CRLF, CR, form feed and the Unicode separators end a line. */
export function linesOf(text: string): Line[] {
  const found: Line[] = [];
  const ending = /\r\n|[\n\r\f\u2028\u2029]/g;
  let isAfterBlank = true;
  let from = 0;
  for (;;) {
    const match = ending.exec(text);
    const to = match === null ? text.length : match.index;
    let start = from;
    let end = to;
    let indent = 0;
    while (start < end && isBlank(text, start)) indent += text[start++] === '\t' ? 4 : 1;
    while (end > start && isBlank(text, end - 1)) end--;
    if (end > start) found.push({ start, end, indent, isAfterBlank });
    isAfterBlank = end === start;
    if (match === null) return found;
    from = match.index + match[0].length;
  }
}

const blank = /[\s\u200B\u200E\u200F\uFEFF]/;

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 9 || code === 11 || (code >= 0x80 && blank.test(text.charAt(at)));
}
