/*
 * Documents, file names and questions come from anywhere. What of them is shown must not be able to move a cursor,
 * colour a screen, turn the reading direction round, or hide: those characters are dropped or replaced here. Offsets
 * no longer fit afterwards, so this is for showing only, never before a quote is checked.
 */

// C0 and C1 controls except tab and line feed, delete, bidirectional marks and isolates, line and paragraph separators,
// zero-width characters except the joiners that emoji and Indic or Persian words need, interlinear and tag characters.
const inertCharacters =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

// What a terminal would swallow whole: CSI, OSC (to its terminator), the other string sequences, and two-byte escapes.
const terminalSequences =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u0090\u0098\u009C-\u009F]{0,4096}(?:\u0007|\u001B\\|\u009C)|\u001B[ -/]*[0-~]/gu;

/**
 * JSON that a terminal or a viewer of logs shows as it is: the same value, with every character that acts written as an
 * escape. `JSON.stringify` escapes C0 controls alone.
 */
export function inertJson(value: unknown, indent = 0): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(inertCharacters, (sign) =>
    Array.from({ length: sign.length }, (_, at) => unitAsEscape(sign.charCodeAt(at))).join(''),
  );
}

function unitAsEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

const loneSurrogates = /[\uD800-\uDFFF]/gu;

/** The text with nothing in it that acts: printable characters, spaces, tabs and line feeds only. */
export function inert(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(terminalSequences, '')
    .replace(inertCharacters, '')
    .replace(loneSurrogates, '\uFFFD');
}

/** As `inert`, on one line: every run of white space is one space, none at the ends. */
export function inertLine(text: string): string {
  return inert(text.replace(/[\u2028\u2029\u0085\v\f]/g, ' '))
    .replace(/\s+/gu, ' ')
    .trim();
}
