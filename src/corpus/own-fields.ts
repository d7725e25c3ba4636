import type { Block, DocumentFormat, Metadata, Span } from '../types.ts';
import { layOut, wordCount, type Extracted, type Piece } from './extracted.ts';

/** Longer than this, a field of a file is not the field it claims to be. */
const longestField = 300;

/** A byline, dateline or headline is a short line; the same words inside a paragraph are not one. */
const longestFieldLine = 25;

const labels = [
  ['title', 'Title'],
  ['author', 'Author'],
  ['publisher', 'Publisher'],
  ['published', 'Published'],
] as const;

/** What a format's reader found, before its fields are written down. */
export interface FoundText {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly fields: Partial<Metadata>;
  /** Facts that are not a field of a work, as they should be read: `Created: 2017-01-13`. */
  readonly remarks?: readonly string[];
}

/**
 * Puts what a file's own fields say, and its text does not show, as lines at the top of the text ("Title: …"), so
 * that a citation of a field quotes something that can be looked up. Every field gets its evidence.
 */
export function withOwnFields(format: DocumentFormat, found: FoundText, notes: readonly string[]): Extracted {
  const lines: Piece[] = [];
  const shown: Partial<Record<keyof Metadata, Span>> = {};
  const written: (keyof Metadata)[] = [];
  for (const [field, label] of labels) {
    const value = found.fields[field];
    if (typeof value !== 'string') continue;
    const line = lineThatShows(value, field, found);
    if (line === null) {
      lines.push({ kind: 'front-matter', text: `${label}: ${value}`, boilerplate: false });
      written.push(field);
    } else shown[field] = line;
  }
  for (const text of found.remarks ?? []) lines.push({ kind: 'front-matter', text, boilerplate: false });

  const head = layOut(lines);
  const gap = head.text === '' || found.text === '' ? '' : '\n\n';
  const moved = head.text.length + gap.length;
  const move = <T extends Span>(span: T): T => ({
    ...span,
    start: span.start + moved,
    end: span.end + moved,
  });
  const evidence: Partial<Record<keyof Metadata, Span>> = {};
  for (const [field] of labels) {
    const line = shown[field];
    if (line !== undefined) evidence[field] = move(line);
  }
  for (const [i, field] of written.entries()) {
    const line = head.blocks[i];
    if (line !== undefined) evidence[field] = { start: line.start, end: line.end };
  }
  return {
    format,
    text: head.text + gap + found.text,
    blocks: [...head.blocks, ...found.blocks.map(move)],
    fields: found.fields,
    fieldEvidence: evidence,
    notes,
  };
}

/** The first short line near the top that shows a value: a headline must be the value, a byline holds it. */
function lineThatShows(value: string, field: keyof Metadata, found: FoundText): Span | null {
  const sought = value.toLowerCase();
  for (const { start, end, boilerplate } of found.blocks.slice(0, 40)) {
    if (boilerplate || end - start > longestField + 100) continue;
    const line = found.text.slice(start, end);
    const holds = field === 'title' ? line.toLowerCase() === sought : line.toLowerCase().includes(sought);
    if (holds && (field === 'title' || wordCount(line) <= longestFieldLine)) return { start, end };
  }
  return null;
}

/** What writing programs put in by themselves is no title and no author. */
const automaticTitle =
  /^\(?(?:untitled|anonymous|unspecified|unknown|title|document\s?\d*|microsoft word - .*|\S+\.(?:docx?|indd|pdf|tex|dvi|rtf|odt|qxd|pptx?|pages))\)?$/i;
const automaticAuthor =
  /^\(?(?:user|admin|administrator|owner|unknown|author|anonymous|root|unspecified|microsoft office user|windows user)\)?$/i;

/**
 * The fields among the properties of a file. The day it was made is not the day its text was published (it is often
 * the day it was printed), so it is written down as what it is and fills no field.
 */
export function fieldsOfFile(properties: {
  readonly title: string;
  readonly author: string;
  readonly created: string;
}): Pick<FoundText, 'fields'> & { readonly remarks: readonly string[] } {
  const title = tidyField(properties.title);
  const author = tidyField(properties.author);
  const created = calendarDate(properties.created);
  return {
    fields: {
      ...(title === null || automaticTitle.test(title) ? {} : { title }),
      ...(author === null || automaticAuthor.test(author) ? {} : { author }),
    },
    remarks: created === null ? [] : [`File created: ${created}`],
  };
}

/** A field's value on one line, `null` when it is empty or too long to be a field. */
export function tidyField(value: string): string | null {
  const tidy = value.replaceAll(/[\p{Cc}\p{Zs}\u00AD\u200B\uFEFF\u2028\u2029]+/gu, ' ').trim();
  return tidy === '' || tidy.length > longestField ? null : tidy;
}

/**
 * The calendar day that a machine-readable date begins with, as it is written, without moving it to another time zone.
 *
 * @returns `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; `null` for anything else, such as a day that does not exist
 */
export function calendarDate(value: string): string | null {
  const match = /^\s*(\d{4})(?:([-/]?)(\d{2})(?:\2(\d{2}))?)?(?=$|[\sT])/.exec(value);
  if (match === null) return null;
  const [, year = '', , month, day] = match;
  if (year < '1000') return null;
  if (month === undefined) return year;
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return `${year}-${month}`;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && Number(day) > 0 ? `${year}-${month}-${day}` : null;
}
