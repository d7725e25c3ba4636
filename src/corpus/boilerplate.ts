import type { Block } from '../types.ts';
import { findHeadline, isBylineOrDate, rowsOf, startOfBody, type Row } from './headline.ts';

/**
 * Marks what belongs to the page and not to the article: menus, share buttons, advertisements, newsletter and cookie
 * lines, lists of other stories, comment forms, a title or standfirst that is written twice. Only `boilerplate` changes.
 *
 * Content is never judged by its shape alone. Short lines, lists and repeated lines are dropped only where the text shows
 * that it is a web page, by lines that are nothing else ("Skip to main content"), and only outside the article's body:
 * above its headline, or below the first such line behind its last sentence. A manual or a recipe has no such lines.
 */
export function markBoilerplate(text: string, blocks: readonly Block[]): Block[] {
  const rows = rowsOf(text, blocks);
  const page = readPage(text, rows);
  const marked = new Set<number>();
  markEmptyMarkup(rows, marked);
  if (page.isWebPage) {
    markLines(rows, page, marked);
    markAboveHeadline(rows, page, marked);
    markBylines(rows, page, marked);
    markStoryLists(rows, page, marked);
    markBelowBody(rows, page, marked);
    markRepeated(rows, page, marked);
  }
  return blocks.map((block, at) => (marked.has(at) ? { ...block, boilerplate: true } : { ...block }));
}

interface Page {
  readonly isWebPage: boolean;
  /** Written with headings and lists as Markdown: a manual, or a page that was clipped. */
  readonly isMarkdown: boolean;
  readonly headline: number | null;
  /** Index of the first row of the body, and the index behind its last one. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

function readPage(text: string, rows: readonly Row[]): Page {
  const isMarkdown =
    rows.filter(({ block }) => block.kind === 'heading' && text[block.start] === '#').length >= 2;
  const body = rows.filter(({ block }) => block.kind !== 'heading');
  const plain = new Set(rows.filter(({ furniture }) => furniture === 'plain').map(({ line }) => line)).size;
  const likely = new Set(body.filter(({ furniture }) => furniture === 'likely').map(({ line }) => line)).size;
  const lists = rows.filter(({ furniture }) => furniture === 'list').length;
  const labels = rows.filter(({ furniture }) => furniture === 'label').length;
  const evidence = plain + likely * 0.7 + Math.min(lists, 2) * 0.4 + Math.min(labels, 10) * 0.1;
  const bodyStart = startOfBody(rows);
  let bodyEnd = rows.length;
  while (bodyEnd > bodyStart && rows[bodyEnd - 1]?.isSentence !== true) bodyEnd--;
  return {
    isWebPage: evidence >= (isMarkdown ? 3 : 1.3),
    isMarkdown,
    headline: findHeadline(text, rows),
    bodyStart,
    bodyEnd,
  };
}

/** Badges, tags without text and link definitions: nothing in them can be read. */
function markEmptyMarkup(rows: readonly Row[], marked: Set<number>): void {
  for (const [at, { block, line }] of rows.entries()) {
    if (block.kind !== 'paragraph' || line.length > 1000 || !/^[[!<]/u.test(line)) continue;
    const rest = line
      .replace(/<[^<>]{0,400}>/gu, '')
      .replace(/\[!\[[^\]]*\]\([^()\s]*\)\]\([^()\s]*\)/gu, '')
      .replace(/^\[[^\]]+\]:\s+\S+(?:\s+"[^"]*")?$/u, '');
    if (rest.trim() === '' && rest !== line) marked.add(at);
  }
}

/** Lines that say what they are. Those that could be content are left alone inside the body. */
function markLines(rows: readonly Row[], page: Page, marked: Set<number>): void {
  for (const [at, { furniture, block }] of rows.entries()) {
    if (furniture === 'plain' && !(page.isMarkdown && block.kind === 'heading')) marked.add(at);
    if (furniture === 'likely' && block.kind !== 'code' && block.kind !== 'row') marked.add(at);
    const isOutside = at < page.bodyStart || at >= page.bodyEnd;
    if (furniture === 'label' && !page.isMarkdown && (isOutside || isShareLabel(rows[at]?.line ?? '')))
      marked.add(at);
  }
}

function isShareLabel(line: string): boolean {
  return /^(?:share|tweet|print|e-?mail|facebook|twitter|whatsapp|comments?)$/iu.test(line);
}

/** Short lines above the headline are menus, where one line there is nothing else. */
function markAboveHeadline(rows: readonly Row[], page: Page, marked: Set<number>): void {
  const headline = page.headline;
  if (headline === null || page.isMarkdown || headline > page.bodyStart) return;
  const above = rows.slice(0, headline);
  if (!above.some(({ furniture }) => furniture !== null)) return;
  for (const [at, { block, isSentence }] of above.entries()) {
    if (
      block.kind !== 'front-matter' &&
      block.kind !== 'code' &&
      !(isSentence && rows[at]?.furniture === null)
    )
      marked.add(at);
  }
}

function markBylines(rows: readonly Row[], page: Page, marked: Set<number>): void {
  const from = (page.headline ?? -1) + 1;
  for (let at = from; at < Math.min(page.bodyStart, from + 8); at++) {
    if (isBylineOrDate(rows[at]?.line ?? '')) marked.add(at);
  }
}

/** "Related stories" and the titles below it, to the next sentence. */
function markStoryLists(rows: readonly Row[], page: Page, marked: Set<number>): void {
  for (const [at, { furniture, block }] of rows.entries()) {
    if (furniture !== 'list' || block.kind === 'code' || block.kind === 'row') continue;
    let end = at + 1;
    while (end < rows.length && isStoryTitle(rows[end])) end++;
    const isShort = end - at <= 12 || end >= page.bodyEnd;
    if (end === at + 1 ? at >= page.bodyEnd || page.bodyStart > at : isShort) {
      for (let member = at; member < end; member++) marked.add(member);
    }
  }
}

function isStoryTitle(row: Row | undefined): boolean {
  if (row === undefined || row.isSentence || row.block.kind === 'code' || row.block.kind === 'row')
    return false;
  return row.words <= 24;
}

/** Behind the last sentence, everything from the first line of page furniture on. */
function markBelowBody(rows: readonly Row[], page: Page, marked: Set<number>): void {
  if (page.isMarkdown) return;
  let isBelow = false;
  for (let at = page.bodyEnd; at < rows.length; at++) {
    if (marked.has(at)) isBelow = true;
    if (isBelow && rows[at]?.block.kind !== 'code') marked.add(at);
  }
}

/**
 * The same title or standfirst a few lines apart at the head of the page. Of a title the heading stays (else the first),
 * of a standfirst the last, which is the one in the body.
 */
function markRepeated(rows: readonly Row[], page: Page, marked: Set<number>): void {
  const last = Math.min(rows.length, page.bodyStart + 6);
  const title = page.headline === null ? null : rows[page.headline]?.line;
  for (let at = 0; at < last; at++) {
    const row = rows[at];
    if (row === undefined || row.words < 3 || row.block.kind === 'front-matter') continue;
    if (
      row.line === title
        ? at !== page.headline
        : rows.slice(at + 1, last).some(({ line }) => line === row.line)
    )
      marked.add(at);
  }
}
