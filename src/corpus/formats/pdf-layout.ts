import type { BlockKind } from '../../types.ts';
import { wordCount, type Piece } from '../extracted.ts';
import { mostCommon, type Line } from './pdf-lines.ts';

/** A heading is set larger than the text by this factor, a title by that, or it is numbered; and it is short. */
const headingSize = 1.12;
const titleSize = 1.3;
const longestHeading = 25;
const longestNumberedHeading = 12;

const bullet = /^[•▪▫‣◦●○■□►➢✓*·–—-] ?(?=\S)/u;
const enumeration = /^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]) (?=\S)/i;
const numberedHeading = /^\d{1,2}(?:\.\d{1,2}){0,3}\.? \p{Lu}/u;
const sentenceEnd = /[.!?:;…][)"'”’»\]]*$/u;
const hyphenated = /\p{L}[-\u00AD]$/u;
const dotLeader = /(?:\. ?){5,}[\divxlc]{1,5}$/i;

interface OpenBlock {
  readonly isItem: boolean;
  readonly lines: Line[];
}

/** The lines of a text down to where it jumps up again: a column or a page. */
interface Column {
  readonly left: number;
  readonly right: number;
}

/**
 * Puts lines together to paragraphs, headings, items and code. A paragraph ends at a larger gap, at a change of
 * size, at an indented line after a finished one; it goes on over the end of a column or page in mid-sentence.
 * Words divided at the end of a line are joined.
 *
 * @param margins lines that belong to the pages; they become boilerplate behind the paragraph they interrupt
 */
export function piecesOf(lines: readonly Line[], margins: ReadonlySet<Line>): Piece[] {
  const text = lines.filter((line) => !margins.has(line));
  const bodySize = commonSize(text);
  const spacing = commonSpacing(text);
  const columns = columnsOf(text);
  const words = new Set(
    text.flatMap((line) => line.text.toLowerCase().match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? []),
  );
  const pieces: Piece[] = [];
  let waiting: Line[] = [];
  let open: OpenBlock | null = null;

  const end = (): void => {
    if (open !== null) pieces.push(pieceOf(open, bodySize, words));
    open = null;
    for (const line of waiting) pieces.push({ kind: 'paragraph', text: line.text, boilerplate: true });
    waiting = [];
  };
  for (const line of lines) {
    if (margins.has(line)) {
      waiting.push(line);
      continue;
    }
    if (open === null || isBreak(open, line, spacing, columns)) {
      end();
      open = { isItem: isItem(line.text), lines: [line] };
    } else open.lines.push(line);
  }
  end();
  return pieces.map((piece, i) =>
    isOneOfMany(piece, pieces[i - 1], pieces[i + 1]) ? { ...piece, kind: 'item' } : piece,
  );
}

/** The first of the largest lines on the first page, with those that belong to it, where they stand out from the text. */
export function titleOf(lines: readonly Line[], margins: ReadonlySet<Line>): string | null {
  const text = lines.filter((line) => !margins.has(line));
  const first = text.filter((line) => line.page === text[0]?.page);
  const largest = first.reduce((most, line) => Math.max(most, line.size), 0);
  if (largest < titleSize * commonSize(text)) return null;
  const start = first.findIndex((line) => line.size === largest);
  const end = first.findIndex((line, i) => i > start && line.size !== largest);
  const title = joinLines(first.slice(start, end === -1 ? first.length : end), new Set());
  return wordCount(title) <= longestHeading ? title : null;
}

/** "1. Repairs" is a heading above a text and an item beside "2. Costs". */
function isOneOfMany(piece: Piece, before: Piece | undefined, after: Piece | undefined): boolean {
  return piece.kind === 'heading' && isCounted(piece) && (isCounted(before) || isCounted(after));
}

function isCounted(piece: Piece | undefined): boolean {
  return piece !== undefined && enumeration.test(piece.text);
}

function isBreak(block: OpenBlock, line: Line, spacing: number, columns: ReadonlyMap<Line, Column>): boolean {
  const before = block.lines.at(-1);
  if (before === undefined) return true;
  if (Math.abs(line.size - before.size) > 0.08 * Math.max(line.size, before.size)) return true;
  const isFinished = sentenceEnd.test(before.text);
  if (line.page !== before.page || line.y < before.y - line.size) {
    return hyphenated.test(before.text) ? false : isFinished || !/^[\p{Ll}\d(]/u.test(line.text);
  }
  const gap = (line.y - before.y) / line.size;
  if (gap > Math.max(1.25 * spacing, spacing + 0.25)) return true;
  if (line.isMonospace && before.isMonospace) return false;
  if (bullet.test(line.text) && !hyphenated.test(before.text)) return true;
  if (enumeration.test(line.text) && (isFinished || block.isItem)) return true;
  const column = columns.get(before);
  const width = column === undefined ? 0 : column.right - column.left;
  const isShort = column !== undefined && before.right < column.right - 0.25 * width;
  if (line.isMonospace !== before.isMonospace && (isFinished || isShort)) return true;
  const indent = (line.left - before.left) / line.size;
  // Not after the first line of a block, which may itself be set in or out.
  if (Math.abs(indent) > 0.7 && block.lines.length > 1) return isFinished || isShort;
  return isFinished && isShort;
}

function isItem(text: string): boolean {
  return bullet.test(text) || enumeration.test(text);
}

function pieceOf(block: OpenBlock, bodySize: number, words: ReadonlySet<string>): Piece {
  const [first] = block.lines;
  const isContents = block.lines.every((line) => dotLeader.test(line.text.slice(-60)));
  const isCode = block.lines.every((line) => line.isMonospace);
  if (isContents || isCode) {
    const text = block.lines.map((line) => line.text).join('\n');
    return { kind: isCode ? 'code' : 'row', text, boilerplate: isContents };
  }
  const text = joinLines(block.lines, words);
  const isLarge = (first?.size ?? 0) >= headingSize * bodySize;
  return { kind: kindOf(block, text, isLarge), text, boilerplate: false };
}

function kindOf(block: OpenBlock, text: string, isLarge: boolean): BlockKind {
  const count = wordCount(text);
  if (isLarge && count <= longestHeading) return 'heading';
  const isOneLine = block.lines.length === 1;
  const isOpenEnded = !sentenceEnd.test(text) && !text.includes(' | ');
  if (isOneLine && isOpenEnded && count <= longestNumberedHeading && numberedHeading.test(text))
    return 'heading';
  if (isOneLine && text.includes(' | ')) return 'row';
  return block.isItem ? 'item' : 'paragraph';
}

/** "infor-" + "mation" is one word; "self-" + "taught" keeps its hyphen where the text has it elsewhere. */
function joinLines(lines: readonly Line[], words: ReadonlySet<string>): string {
  const parts: string[] = [];
  for (const [i, { text }] of lines.entries()) {
    const next = lines[i + 1]?.text ?? '';
    if (!hyphenated.test(text) || !/^\p{Ll}/u.test(next)) {
      parts.push(text, next === '' ? '' : ' ');
      continue;
    }
    const [before = ''] = /[\p{L}\p{M}-]+$/u.exec(text.slice(-80, -1)) ?? [];
    const [after = ''] = /^[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/u.exec(next) ?? [];
    const isCompound =
      words.has(`${before}-${after}`.toLowerCase()) && !words.has((before + after).toLowerCase());
    parts.push(isCompound ? text : text.slice(0, -1));
  }
  return parts.join('');
}

function commonSize(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    if (!line.isMonospace) counts.set(line.size, (counts.get(line.size) ?? 0) + line.text.length);
  }
  return mostCommon(counts);
}

/** The usual distance of two lines, as a multiple of the size of their letters; 1.2 where there are too few. */
function commonSpacing(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (before === undefined || before.page !== line.page || before.size !== line.size) continue;
    const spacing = Math.round((20 * (line.y - before.y)) / line.size) / 20;
    if (spacing > 0.8 && spacing < 2.6) counts.set(spacing, (counts.get(spacing) ?? 0) + 1);
  }
  const common = mostCommon(counts);
  return common === 0 ? 1.2 : common;
}

function columnsOf(lines: readonly Line[]): Map<Line, Column> {
  const columns = new Map<Line, Column>();
  let start = 0;
  for (let i = 1; i <= lines.length; i++) {
    const line = lines[i];
    const before = lines[i - 1];
    if (
      line !== undefined &&
      before !== undefined &&
      line.page === before.page &&
      line.y > before.y - line.size
    )
      continue;
    const run = lines.slice(start, i);
    const left = run.reduce((least, one) => Math.min(least, one.left), Infinity);
    const right = run.reduce((most, one) => Math.max(most, one.right), -Infinity);
    for (const one of run) columns.set(one, { left, right });
    start = i;
  }
  return columns;
}
