import type { Block } from '../types.ts';
import {
  findHeadline,
  isBylineOrDate,
  isNameAboveDate,
  readsAsSentence,
  rowsOf,
  startOfBody,
  type Row,
} from './headline.ts';

/**
 * Marks what belongs to the page and not to the article: menus, share buttons, advertisements, newsletter and cookie
 * lines, lists of other stories, comment forms, a title or standfirst that is written twice. Only `boilerplate` changes.
 *
 * Content is never judged by its shape alone. Short lines, lists and repeated lines are dropped only where the text shows
 * that it is a web page, by lines that are nothing else ("Skip to main content"), and only outside the article's body:
 * above its headline, or below the first such line behind its last sentence. A manual or a recipe has no such lines.
 */
export function markBoilerplate(text: string, blocks: readonly Block[]): Block[] {
  const rows = withoutTopics(rowsOf(text, blocks));
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
  const evidence = evidenceOfWebPage(rows);
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

/** What one rule that fires is worth, and at most what all rules of its kind are worth together. */
const weights = {
  plain: { each: 1, most: 10 },
  likely: { each: 0.7, most: 7 },
  list: { each: 0.4, most: 0.4 },
  stub: { each: 0.3, most: 0.3 },
  label: { each: 0.1, most: 0.5 },
} as const;

function evidenceOfWebPage(rows: readonly Row[]): number {
  let evidence = 0;
  for (const [kind, { each, most }] of Object.entries(weights)) {
    const rules = new Set(
      rows.flatMap(({ furniture }) => (furniture?.kind === kind ? [furniture.rule] : [])),
    );
    evidence += Math.min(most, rules.size * each);
  }
  return evidence;
}

/** A rule for likely furniture that fires on line after line: that is what the text is about (a policy on cookies). */
function withoutTopics(rows: readonly Row[]): Row[] {
  const counts = new Map<string, Set<string>>();
  for (const { furniture, line } of rows) {
    if (furniture?.kind === 'likely')
      counts.set(furniture.rule, (counts.get(furniture.rule) ?? new Set()).add(line));
  }
  return rows.map((row) => {
    const isTopic =
      !row.block.boilerplate &&
      row.furniture?.kind === 'likely' &&
      (counts.get(row.furniture.rule)?.size ?? 0) > 3;
    return isTopic
      ? { ...row, furniture: null, isSentence: readsAsSentence(row.line, row.words, row.block) }
      : row;
  });
}

const htmlTags =
  /<!--.*?-->|<\/?(?:p|div|span|img|a|br|hr|h[1-6]|table|t[rdh]|thead|tbody|details|summary|center|picture|source|b|i|u|strong|em|sub|sup|[uo]l|li|kbd|code|pre|input|section|nav)(?:\s[^<>]{0,600})?\/?>/giu;

/** Badges, tags without text and link definitions: nothing in them can be read. */
function markEmptyMarkup(rows: readonly Row[], marked: Set<number>): void {
  for (const [at, { block, line }] of rows.entries()) {
    if (block.kind !== 'paragraph' || line.length > 1000 || !/^[[!<]/u.test(line)) continue;
    const rest = line
      .replace(htmlTags, '')
      .replace(/\[!\[[^\]]*\]\([^()\s]*\)\]\([^()\s]*\)/gu, '')
      .replace(/^\[[^\]]+\]:\s+\S+(?:\s+"[^"]*")?$/u, '');
    if (rest.trim() === '' && rest !== line) marked.add(at);
  }
}

/** Lines that say what they are. Those that could be content are left alone inside the body. */
function markLines(rows: readonly Row[], page: Page, marked: Set<number>): void {
  for (const [at, { furniture, block, line }] of rows.entries()) {
    if (furniture?.kind === 'plain' && !line.startsWith('#')) marked.add(at);
    if (furniture?.kind === 'likely' && block.kind !== 'code' && block.kind !== 'row') marked.add(at);
    const isOutside = at < page.bodyStart || at >= page.bodyEnd;
    if (furniture?.kind === 'stub' && isOutside) marked.add(at);
    if (furniture?.kind === 'label' && !page.isMarkdown && (isOutside || isShareLabel(line))) marked.add(at);
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
    const line = rows[at]?.line ?? '';
    // A number alone counts comments or likes.
    if (isBylineOrDate(line) || isNameAboveDate(rows, at) || /^\d+$/.test(line)) marked.add(at);
  }
}

/** "Related stories" and the titles below it, to the next sentence. */
function markStoryLists(rows: readonly Row[], page: Page, marked: Set<number>): void {
  for (const [at, { furniture, block }] of rows.entries()) {
    if (furniture?.kind !== 'list' || block.kind === 'code' || block.kind === 'row') continue;
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
