import type { Block, BlockKind } from '../types.ts';
import { promoteHeadings, type Draft } from './headings.ts';
import { listMarker } from './line-shape.ts';
import { linesOf, type Line } from './lines.ts';
import { readLineBreaks, type GoesOn } from './paragraphs.ts';

/**
 * The layout of plain text and Markdown: front matter (at the very start only), headings, paragraphs, list items, table
 * rows and fenced code. Blocks are in order and apart; offsets are into `text` as it stands, so a block holds its markup
 * (`contentOf` leaves it out). Rules across the page and lines with no word in them (`|---|`) are in no block. Time is linear.
 */
export function blocksOfPlainText(text: string): Block[] {
  const lines = linesOf(text);
  const drafts: Draft[] = [];
  const front = endOfFrontMatter(text, lines);
  if (front > 0) {
    const last = lines[front - 1];
    if (last !== undefined)
      drafts.push({ kind: 'front-matter', start: 0, end: last.end, shape: 'plain', isAlone: false });
  }
  const body = lines.slice(front);
  const kinds = body.map((line, at) => kindOfLine(text, body, at, line));
  const goesOn = readLineBreaks(
    text,
    body,
    kinds.map((kind) => kind === 'text'),
  );
  const fences = pairFences(text, body, kinds);
  for (let at = 0; at < body.length;) {
    at = fences.has(at)
      ? addCode(drafts, body, at, fences.get(at) ?? at)
      : addBlock(drafts, body, kinds, goesOn, at);
  }
  return promoteHeadings(text, drafts).map(({ kind, start, end }) => ({
    kind,
    start,
    end,
    boilerplate: false,
  }));
}

type LineKind = 'text' | 'atx' | 'underline' | 'rule' | 'item' | 'row' | 'fence';

/** Enough of a line to tell what it is. */
const glance = 400;

function kindOfLine(text: string, lines: readonly Line[], at: number, line: Line): LineKind {
  const head = text.slice(line.start, Math.min(line.end, line.start + glance));
  if (/^#{1,6}\s+\S/.test(head)) return 'atx';
  if (/^(?:```|~~~)/.test(head)) return 'fence';
  if (/^(?:={3,}|-{3,})$/.test(head)) return 'underline';
  if (!/[\p{L}\p{N}\p{S}]/u.test(head) || /^(?:[-*_=~+|:.•·#]\s*){3,}$/u.test(head)) {
    return line.end - line.start <= glance ? 'rule' : 'text';
  }
  if (/^\|.+\|$/su.test(head) || /\S\t+\S.*\t+\S/su.test(head)) return 'row';
  if (listMarker.test(head) && !isWrappedMarker(text, lines[at - 1], line, head)) return 'item';
  if (
    isRowLike(head) &&
    (sharesColumns(text, head, lines[at - 1], line) ||
      sharesColumns(text, head, lines[at + 1], lines[at + 1]))
  ) {
    return 'row';
  }
  return 'text';
}

/** A dash or a number that the line break happened to bring to the front of a line: "It lasted until\n12. May". */
function isWrappedMarker(text: string, above: Line | undefined, line: Line, head: string): boolean {
  if (above === undefined || line.isAfterBlank || /^[*•‣◦▪●○(+]|^1[.)]/u.test(head)) return false;
  const before = text.slice(Math.max(above.start, above.end - 2), above.end);
  if (/[.!?:;…)]$/u.test(before)) return false;
  const markerAbove = listMarker.test(text.slice(above.start, Math.min(above.end, above.start + 20)));
  return !markerAbove && above.end - above.start > 40;
}

function isRowLike(head: string): boolean {
  return head.includes('\t') || / \| /.test(head);
}

function columnsOf(head: string): number {
  return head.split(/\t+| ?\| ?/).length;
}

function sharesColumns(
  text: string,
  head: string,
  neighbour: Line | undefined,
  below: Line | undefined,
): boolean {
  if (neighbour === undefined || below === undefined || below.isAfterBlank) return false;
  const other = text.slice(neighbour.start, Math.min(neighbour.end, neighbour.start + glance));
  return columnsOf(other) === columnsOf(head);
}

function addBlock(
  drafts: Draft[],
  lines: readonly Line[],
  kinds: readonly LineKind[],
  goesOn: GoesOn,
  at: number,
): number {
  const line = lines[at];
  const kind = kinds[at];
  if (line === undefined || kind === undefined || kind === 'rule' || kind === 'underline' || kind === 'fence')
    return at + 1;
  const next = lines[at + 1];
  if (kind === 'atx' || kind === 'row') {
    drafts.push(
      draftOf(kind === 'atx' ? 'heading' : 'row', lines, at, at, kind === 'atx' ? 'marked' : 'plain'),
    );
    return at + 1;
  }
  if (
    kind === 'text' &&
    next !== undefined &&
    kinds[at + 1] === 'underline' &&
    !next.isAfterBlank &&
    isShort(line)
  ) {
    drafts.push(draftOf('heading', lines, at, at + 1, 'marked'));
    return at + 2;
  }
  let last = at;
  for (let to = at + 1; kinds[to] === 'text'; to++) {
    const from = lines[last];
    const below = lines[to];
    if (from === undefined || below === undefined) break;
    const isIndented = kind === 'item' && !below.isAfterBlank && below.indent > line.indent;
    if (!isIndented && !goesOn(from, below)) break;
    if (kinds[to + 1] === 'underline' && lines[to + 1]?.isAfterBlank === false) break;
    last = to;
  }
  drafts.push(draftOf(kind === 'item' ? 'item' : 'paragraph', lines, at, last, 'plain'));
  return last + 1;
}

function isShort(line: Line): boolean {
  return line.end - line.start <= 120;
}

function draftOf(
  kind: BlockKind,
  lines: readonly Line[],
  from: number,
  to: number,
  shape: Draft['shape'],
): Draft {
  const first = lines[from];
  const last = lines[to];
  const isAlone = from === to && first?.isAfterBlank === true && lines[to + 1]?.isAfterBlank !== false;
  return { kind, start: first?.start ?? 0, end: last?.end ?? 0, shape, isAlone };
}

/** Pairs of fence lines by their position: a fence that nothing closes is no fence. */
function pairFences(text: string, lines: readonly Line[], kinds: readonly LineKind[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const fences: { at: number; mark: string; isBare: boolean }[] = [];
  for (const [at, kind] of kinds.entries()) {
    const line = lines[at];
    if (kind !== 'fence' || line === undefined) continue;
    const head = text.slice(line.start, Math.min(line.end, line.start + glance));
    const mark = /^(`+|~+)/.exec(head)?.[0] ?? '';
    const isBare = head === mark;
    fences.push({ at, mark, isBare });
  }
  let open: { at: number; mark: string } | null = null;
  const lastBare = new Map<string, number>();
  for (const fence of fences) if (fence.isBare) lastBare.set(fence.mark, fence.at);
  for (const { at, mark, isBare } of fences) {
    if (open === null) {
      if ((lastBare.get(mark) ?? -1) > at) open = { at, mark };
    } else if (isBare && mark === open.mark) {
      pairs.set(open.at, at);
      open = null;
    }
  }
  return pairs;
}

/** Code between two fences, a block for each run of lines without a blank one. */
function addCode(drafts: Draft[], lines: readonly Line[], open: number, close: number): number {
  let from = open + 1;
  for (let at = open + 1; at < close; at++) {
    if (lines[at + 1]?.isAfterBlank === true || at + 1 === close) {
      drafts.push({ ...draftOf('code', lines, from, at, 'plain'), isAlone: false });
      from = at + 1;
    }
  }
  return close + 1;
}

/** How many lines the front matter takes: a first line `---`, fields, and a line `---` or `...`. 0: there is none. */
function endOfFrontMatter(text: string, lines: readonly Line[]): number {
  const [first, second] = lines;
  if (first === undefined || second === undefined || first.start !== 0) return 0;
  const mark = text.slice(0, first.end);
  if (mark !== '---' && mark !== '+++') return 0;
  const field = text.slice(second.start, Math.min(second.end, second.start + glance));
  if (
    !(
      mark === '---' ? /^(?:#|["']?[\p{L}_][\p{L}\p{N}_ .-]*["']?\s*:(?:\s|$))/u : /^(?:#|\[|[\w."-]+\s*=)/u
    ).test(field)
  )
    return 0;
  for (let at = 1; at < Math.min(lines.length, 500); at++) {
    const line = lines[at];
    const content = line === undefined ? '' : text.slice(line.start, Math.min(line.end, line.start + 4));
    if (line?.indent === 0 && (content === mark || (mark === '---' && content === '...'))) return at + 1;
  }
  return 0;
}
