import type { Span } from '../types.ts';
import { findDates } from './dates.ts';
import { checked, type WrittenField, type WrittenFields } from './front-matter.ts';
import { isBylineOrDate, isNameAboveDate, startOfBody, type Row } from './headline.ts';
import { bylineStart, endOfNames, isNames, jobTitle, personName } from './names.ts';

/** How many lines around the headline may say who wrote and when. */
const linesBehindHeadline = 8;

/**
 * What the plain lines around an article say of its author, publisher and date: labelled lines at its head ("Author: …"),
 * bylines and dates beside the headline, a name with its publisher behind the last sentence, copyright lines, datelines of
 * news agencies. Lines inside the body are not read.
 */
export function readArticleLines(text: string, rows: readonly Row[], headline: number | null): WrittenFields {
  const body = startOfBody(rows);
  const found: WrittenFields = {};
  readLabels(text, rows.slice(0, Math.min(body, 15)), found);
  const from = headline === null ? 0 : headline;
  const beside = rows.slice(Math.max(0, from - 2), Math.min(body, from + 1 + linesBehindHeadline));
  readBylines(text, beside, found);
  const date = found.published ?? dateBeside(text, rows, headline, beside);
  if (date !== undefined) found.published = date;
  readFoot(text, rows, body, found);
  const publisher = found.publisher ?? publisherOfDateline(text, rows[body]);
  if (publisher !== undefined) found.publisher = publisher;
  return found;
}

const labels: readonly [keyof WrittenFields, RegExp][] = [
  ['author', /^(?:authors?|written by|yazan|autor(?:in)?|forfatter|auteur|автор)\s*:\s*(.+)$/iu],
  ['publisher', /^(?:publisher|publication|site|source|kilde|quelle|kaynak|источник)\s*:\s*(.+)$/iu],
  [
    'published',
    /^(?:date|published|publication date|first published|posted|dato|datum|tarih|дата)\s*(?:on\s*)?:\s*(.+)$/iu,
  ],
  ['url', /^(?:url|link|address|source|original|web)\s*:\s*(https?:\/\/\S+)$/iu],
];

/** "Author: Ann Lee": the field's evidence is the line. A paragraph of such lines is read line by line. */
function readLabels(text: string, rows: readonly Row[], found: WrittenFields): void {
  for (const { block } of rows) {
    if (block.kind === 'front-matter' || block.end - block.start > 1500) continue;
    for (const line of linesWithin(text, block)) {
      for (const [field, pattern] of labels) {
        const value = checked(field, pattern.exec(text.slice(line.start, line.end))?.[1] ?? '');
        if (value !== null && found[field] === undefined) found[field] = { value, ...line };
      }
    }
  }
}

function linesWithin(text: string, span: Span): Span[] {
  return [...text.slice(span.start, span.end).matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) => {
    const start = span.start + index + (line.length - line.trimStart().length);
    return { start, end: start + line.trim().length };
  });
}

function readBylines(text: string, rows: readonly Row[], found: WrittenFields): void {
  for (const [at, row] of rows.entries()) {
    if (found.author !== undefined) return;
    if (at > 0 && isNameAboveDate(rows, at)) {
      found.author = { value: tidy(row.line), start: row.block.start, end: row.block.end };
      return;
    }
    if (row.words > 20 || row.isSentence || row.block.kind === 'front-matter') continue;
    for (const line of linesWithin(text, row.block)) readByline(text, line, found);
  }
}

/** "By Ann Lee, The Paper", "By Newsline" (one word: the site itself), "Ann Lee Jul 9, 2012". */
function readByline(text: string, line: Span, found: WrittenFields): void {
  const written = text.slice(line.start, line.end).replace(/\u00A0/gu, ' ');
  const start = bylineStart.exec(written);
  if (start !== null) {
    const rest = written.slice(start[0].length);
    const names = rest.slice(0, endOfNames(rest));
    if (names !== '') {
      found.author ??= { value: tidy(names), ...line };
      const publisher = /^\s*(?:,|\||\/|for|–|—)\s*(?:for\s+)?(\p{Lu}[\p{L}\p{N} .&’'-]{1,50})$/u.exec(
        rest.slice(names.length),
      )?.[1];
      if (publisher !== undefined && findDates(publisher).length === 0 && !jobTitle.test(publisher))
        found.publisher ??= { value: publisher.trim(), ...line };
      return;
    }
    const site =
      /^(\p{Lu}[\p{L}\p{N}&’'.-]{1,30}(?:\s+(?:staff|newsroom|editors|desk|News|reporters?))?)\s*$/u.exec(
        rest,
      )?.[1];
    if (site !== undefined) {
      found.author ??= { value: site, ...line };
      found.publisher ??= {
        value: site.replace(/\s+(?:staff|newsroom|editors|desk|reporters?)$/u, ''),
        ...line,
      };
    }
    return;
  }
  const [date] = findDates(written);
  if (date === undefined || !isBylineOrDate(written)) return;
  const before = written.slice(0, date.start).replace(/[\s|,·•–—-]+$/u, '');
  if (isNames(before) && !/^(?:last |first )?(?:published|updated|posted|date)/iu.test(before)) {
    found.author ??= { value: tidy(before), ...line };
  }
}

function tidy(name: string): string {
  return name
    .replace(/\s+/gu, ' ')
    .replace(/[,\s]+$/u, '')
    .trim();
}

/** The date in the headline's line, else in a line beside it that says little more; "updated" only if nothing else does. */
function dateBeside(
  text: string,
  rows: readonly Row[],
  headline: number | null,
  beside: readonly Row[],
): WrittenField | undefined {
  const title = headline === null ? undefined : rows[headline];
  if (title !== undefined) {
    const written = text.slice(title.block.start, title.block.end);
    const [date] = findDates(written);
    if (date !== undefined && isBesideTitle(written, date)) {
      return { value: date.iso, start: title.block.start + date.start, end: title.block.start + date.end };
    }
  }
  let updated: WrittenField | undefined;
  for (const { block, isSentence } of beside) {
    if (isSentence || block.kind === 'front-matter' || block === title?.block) continue;
    for (const line of linesWithin(text, block)) {
      const written = text.slice(line.start, line.end);
      const [date] = findDates(written);
      if (date === undefined || !isBylineOrDate(written)) continue;
      const field = { value: date.iso, ...line };
      if (!/^(?:last )?(?:updated|modified|aktualisiert|oppdatert|güncelle)/iu.test(written)) return field;
      updated ??= field;
    }
  }
  return updated;
}

/** "date 2017-01-13 The title", "Minutes of the board, 12 January 2024"; not "What happened on 13 January 2017". */
function isBesideTitle(title: string, date: Span): boolean {
  const before = title.slice(0, date.start).replace(/^#+/u, '').trim();
  if (/^(?:(?:date|published)\s*:?)?$/iu.test(before)) return true;
  return title.slice(date.end).trim().length <= 1 && /[,|(–—-]$/u.test(before);
}

/** Behind the body: "Ann Lee, The Paper", "© 2023 The Paper", "Published: 3 May 2021". */
function readFoot(text: string, rows: readonly Row[], body: number, found: WrittenFields): void {
  const isMarkdown =
    rows.filter(({ line, block }) => block.kind === 'heading' && line.startsWith('#')).length >= 2;
  for (const row of rows.slice(body)) {
    if (row.isSentence || row.words > 14 || row.block.kind === 'front-matter' || row.block.kind === 'code')
      continue;
    for (const line of linesWithin(text, row.block)) {
      const written = text.slice(line.start, line.end).replace(/\u00A0/gu, ' ');
      readSignature(text, written, line, found);
      // The holder of a licence is not who published a manual.
      const copyright = isMarkdown ? null : copyrightHolder(written);
      if (copyright !== null) found.publisher ??= { value: copyright, ...line };
      if (/^(?:first )?(?:published|posted)\b/iu.test(written)) {
        const [date] = findDates(written);
        if (date !== undefined) found.published ??= { value: date.iso, ...line };
      }
    }
  }
  if (found.publisher !== undefined || isMarkdown) return;
  for (const { block, line, words } of rows.slice(0, body)) {
    const holder = words <= 10 && block.kind !== 'front-matter' ? copyrightHolder(line) : null;
    if (holder !== null) found.publisher ??= { value: holder, start: block.start, end: block.end };
  }
}

/** A person and a publisher that the text names somewhere else too; a story in a list is no such line. */
function readSignature(text: string, written: string, line: Span, found: WrittenFields): void {
  const match = new RegExp(
    `^(${personName})\\s*(?:,|\\||–|—)\\s*((?:The |the )?\\p{Lu}[\\p{L}\\p{N} .&’'-]{1,50})$`,
    'u',
  ).exec(written);
  const [, name, publisher] = match ?? [];
  if (name === undefined || publisher === undefined) return;
  if (countOf(text, publisher) < 2 || findDates(publisher).length > 0) return;
  found.author ??= { value: tidy(name), ...line };
  found.publisher ??= { value: publisher.trim(), ...line };
}

function countOf(text: string, part: string): number {
  return text.replace(/\u00A0/gu, ' ').split(part).length - 1;
}

/** "© 2023 The Paper. All rights reserved.", "Copyright The Paper", "The Paper © 2023". */
function copyrightHolder(line: string): string | null {
  const years = '(?:\\d{4}\\s*[–-]\\s*)?\\d{4}';
  const behind = new RegExp(
    `^(?:copyright|©|\\(c\\))[\\s©:]*(?:\\(c\\)\\s*)?(?:${years},?\\s*)?(?:by\\s+)?(\\p{Lu}[^|©]{1,60})$`,
    'iu',
  ).exec(line)?.[1];
  const before = new RegExp(
    `^(\\p{Lu}[^|©.]{1,60}?),?\\s*(?:copyright\\s*)?(?:©|\\(c\\))\\s*${years}\\.?$`,
    'iu',
  ).exec(line)?.[1];
  const holder = (behind ?? before ?? '')
    .replace(/[.,]?\s*(?:all rights reserved|alle rechte vorbehalten)\.?$/iu, '')
    .replace(new RegExp(`,?\\s*${years}$`, 'u'), '')
    .replace(/[.,\s]+$/u, '');
  return /^\p{Lu}/u.test(holder) && holder.split(/\s+/u).length <= 8 ? holder : null;
}

/** "BRUSSELS, Nov 18 (Reuters) – Some officers": the agency. */
function publisherOfDateline(text: string, row: Row | undefined): WrittenField | undefined {
  if (row === undefined) return undefined;
  const head = text.slice(row.block.start, Math.min(row.block.end, row.block.start + 120));
  const match =
    /^\p{Lu}[\p{Lu}\s.,/'’-]{2,50}(?:,?\s*\p{Lu}\p{Ll}{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s*\((\p{Lu}[\p{L} .]{1,30})\)\s*[-–—]/u.exec(
      head,
    );
  if (match?.[1] === undefined) return undefined;
  return {
    value: match[1],
    start: row.block.start,
    end: row.block.start + match[0].replace(/\s*[-–—]$/u, '').length,
  };
}
