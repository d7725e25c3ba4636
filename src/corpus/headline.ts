import type { Block } from '../types.ts';
import { findDates } from './dates.ts';
import { countWords, endsLikeSentence, onOneLine } from './line-shape.ts';
import { isByline, isNames } from './names.ts';
import { furnitureOf, type Furniture } from './page-furniture.ts';

/** A block as one line, and what its words say. */
export interface Row {
  readonly block: Block;
  readonly line: string;
  readonly words: number;
  readonly furniture: Furniture | null;
  /** It reads as a sentence or more: a stop at its end and four words, or twenty-five words whatever its end; not marked before. */
  readonly isSentence: boolean;
}

/** Each block as one line; long ones are cut, as only short ones are judged by their words. */
export function rowsOf(text: string, blocks: readonly Block[]): Row[] {
  return blocks.map((block) => {
    const line = onOneLine(text, { start: block.start, end: Math.min(block.end, block.start + 1500) });
    const words = countWords(line);
    const furniture =
      block.kind === 'front-matter' || block.kind === 'code' ? null : furnitureOf(withoutLinks(line));
    const isSentence = !block.boilerplate && furniture === null && readsAsSentence(line, words, block);
    return { block, line, words, furniture, isSentence };
  });
}

/** "[Skip to content](#content)" as "Skip to content". */
function withoutLinks(line: string): string {
  return line.includes('](') ? line.replace(/\[([^[\]]*)\]\([^()\s]*\)/gu, '$1') : line;
}

/** A stop at the end and four words, or twenty-five words whatever the end. */
export function readsAsSentence(line: string, words: number, block: Block): boolean {
  return (words >= 4 && endsLikeSentence(line)) || words >= 25 || block.end - block.start > 1500;
}

/**
 * Where the article's body begins: the first sentence of twenty words, or the first that another sentence follows.
 * `rows.length` when there is none.
 */
export function startOfBody(rows: readonly Row[]): number {
  for (const [at, row] of rows.entries()) {
    if (!row.isSentence || row.block.kind === 'heading' || row.block.kind === 'front-matter') continue;
    if (row.words >= 20) return at;
    if (rows.slice(at + 1, at + 3).some((next) => next.isSentence)) return at;
  }
  return rows.length;
}

/**
 * The line that is the article's title, as an index into `rows`: the first Markdown heading; else, among the short lines
 * before the body, one that is repeated, one with a byline or date right behind it, or the one nearest to the body.
 */
export function findHeadline(text: string, rows: readonly Row[]): number | null {
  const marked = rows.findIndex(
    ({ block }) => block.kind === 'heading' && /^# \S/.test(text.slice(block.start, block.start + 4)),
  );
  if (marked >= 0) return marked;
  const body = startOfBody(rows);
  let best: number | null = null;
  let bestScore = 0;
  for (let at = 0; at < body; at++) {
    const row = rows[at];
    if (row === undefined || !isTitleLike(row)) continue;
    if (body === rows.length && row.block.kind !== 'heading' && row.words < 3) continue;
    const score = titleScore(rows, at, body);
    if (score > bestScore) {
      best = at;
      bestScore = score;
    }
  }
  if (best === null) return null;
  // Written twice: the one that is laid out as a heading names the passages below it.
  const line = rows[best]?.line;
  const twin = rows.findIndex((row, at) => at < body && row.line === line && row.block.kind === 'heading');
  return twin >= 0 ? twin : best;
}

function isTitleLike({ block, line, words, furniture }: Row): boolean {
  if (block.boilerplate || furniture !== null || line.length > 200 || words < 1) return false;
  if (block.kind !== 'heading' && block.kind !== 'paragraph') return false;
  if (/[.;,]$/u.test(line) && !/\b(?:Inc|Jr|Co|Ltd|U\.S)\.$/u.test(line)) return false;
  return !isBylineOrDate(line);
}

function titleScore(rows: readonly Row[], at: number, body: number): number {
  const row = rows[at];
  if (row === undefined) return 0;
  const isRepeated =
    row.words >= 3 && rows.some((other, index) => index !== at && index <= body && other.line === row.line);
  const behind = rows.slice(at + 1, Math.min(at + 4, body)).find(({ furniture }) => furniture === null);
  const hasByline = behind !== undefined && isBylineOrDate(behind.line);
  const nearness = 1 / (1 + body - at);
  if (at > 0 && isNameAboveDate(rows, at)) return 0;
  // Right below furniture and right above another such line: the title, and then what it is about.
  const below = at + 1 < body ? rows[at + 1] : undefined;
  const isAboveSubtitle =
    rows[at - 1]?.furniture !== null && below !== undefined && isTitleLike(below) && below.words >= 4;
  return (
    1 +
    (isRepeated ? 4 : 0) +
    (hasByline ? 4 : 0) +
    (row.words >= 4 ? 3 : 0) +
    (row.block.kind === 'heading' ? 1 : 0) +
    (at === 0 ? 2.5 : 0) +
    (isAboveSubtitle ? 0.7 : 0) +
    nearness
  );
}

/** "Marta Silva" with "Oct 14, 2023" on the line below: not a heading, which such a name could be as well. */
export function isNameAboveDate(rows: readonly Row[], at: number): boolean {
  const row = rows[at];
  const below = rows[at + 1];
  if (row === undefined || below === undefined || row.block.kind !== 'paragraph') return false;
  return (
    row.words <= 4 &&
    isNames(row.line) &&
    !isByline(row.line) &&
    findDates(below.line)[0]?.start === 0 &&
    isBylineOrDate(below.line)
  );
}

/** A line with little in it but who wrote or when: "By Ann Lee", "Ashley Cleek Jul 9, 2012", "Published: 3 May 2021, 10:15". */
export function isBylineOrDate(written: string): boolean {
  const line = written.replace(/\s/gu, ' ');
  if (countWords(line) > 16) return false;
  const [date] = findDates(line);
  if (date === undefined) return isByline(line);
  const before = line.slice(0, date.start).replace(/[\s|,·•–—(-]+$/u, '');
  const after = line.slice(date.end).replace(/^[\s|,·•–—)-]+/u, '');
  return isBesideDate(before) && isBesideDate(after);
}

/** Nothing, a byline or names, "Published on", a weekday, a place in a word or two, a time of day, "4 min read". */
function isBesideDate(part: string): boolean {
  if (part === '' || isByline(part) || isNames(part) || furnitureOf(part) !== null) return true;
  return besideDate.test(part) || /^\p{L}+$/u.test(part);
}

const besideDate =
  /^(?:(?:(?:first |last )?(?:published|posted|updated|modified|aktualisiert|oppdatert|publisert|yayınlanma|опубликовано|publié|publicado)(?: on| at| le| am| el| den)?:?|date:?)\s*)?(?:\p{L}{3,12},?)?(?:(?:at |um |kl\.? )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}|Uhr)?)?$/iu;
