import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/**
 * Breaks text into lines of at most `width` columns, at spaces where there are any. Wide characters count two columns,
 * colour codes none; a style that runs over a line's end is closed there and opened again on the next line.
 *
 * No-break spaces hold their words together and come out as plain ones.
 *
 * @param indent put before each line, or, as a pair, before the first line and before the others; part of the width
 */
export function wrap(text: string, width: number, indent: string | readonly [string, string] = ''): string[] {
  const [first, others] = typeof indent === 'string' ? [indent, indent] : indent;
  const room = Math.max(1, width - Math.max(columnsOf(first), columnsOf(others)));
  const lines = withoutEndlessWords(withWholeStyles(text))
    .split(/\r?\n/)
    .flatMap((line) =>
      isPlain(line, room) ? line.trim() : wrapAnsi(line, room, { hard: true }).split('\n'),
    );
  return lines.map((line, at) => `${at === 0 ? first : others}${line.replaceAll('\u00A0', ' ')}`.trimEnd());
}

// oxlint-disable-next-line no-control-regex -- it begins every colour code
const styledMarks = /((?:\u001B\[[0-9;]*m)+)(\p{M}+)/gu;
// oxlint-disable-next-line no-control-regex -- an escape that begins none
const strayEscapes = /\u001B(?!\[\d+m)/g;

/**
 * An accent right behind a colour code would become one letter with the "m" that ends it, and the code be text. And for each escape
 * that begins no colour code the library would look for its end through all that follows.
 */
function withWholeStyles(text: string): string {
  if (!text.includes('\u001B')) return text;
  return text.replace(strayEscapes, '').replace(styledMarks, '$2$1');
}

/** Whether a line needs no breaking, which is seen at once where each character is one column. */
function isPlain(line: string, room: number): boolean {
  return line.length <= room && /^[ -~]*$/.test(line);
}

/** Breaking a word takes time with the square of its length; nobody reads one to the end that is longer than this. */
const longestWord = 2000;
const endlessWord = new RegExp(`([^\\s\\u001B]{${longestWord}})[^\\s\\u001B]+`, 'gu');

function withoutEndlessWords(text: string): string {
  return text.length > longestWord ? text.replace(endlessWord, '$1…') : text;
}

/** Columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** The text, or as much of it as fits with an ellipsis. For text without colour codes. */
export function clip(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = '';
  let columns = 0;
  for (const character of text) {
    columns += columnsOf(character);
    if (columns > width - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
