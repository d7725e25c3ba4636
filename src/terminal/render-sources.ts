import { inertLine } from '../text/inert.ts';
import type { Place } from '../text/place.ts';
import { readableDate } from '../text/readable-date.ts';
import type { Citation } from '../types.ts';
import { datedLine } from './render-dated.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Where a citation stands. `line` is `null` where the text is not the file's own, and its lines cannot be counted there. */
export interface CitationPlace extends Omit<Place, 'line'> {
  readonly line: number | null;
}

/** `null` where the surroundings of a quote are not to be had: then it is shown alone. */
export type PlaceOf = (citation: Citation) => CitationPlace | null;

interface Placed {
  readonly citation: Citation;
  readonly place: CitationPlace | null;
}

const margin = '  ';
const indent = ' '.repeat(margin.length + 4);
/** A related passage is there to be recognised, not read. */
const relatedLength = 280;

/** The sources of an answer: what each is, where the quote stands, and the quote in its paragraph. */
export function renderSources(citations: readonly Citation[], placeOf: PlaceOf, style: Style): string[] {
  const groups = groupByParagraph(citations.map((citation) => ({ citation, place: placeOf(citation) })));
  return groups.flatMap((group, at) => {
    const [first] = group;
    if (first === undefined) return [];
    const numbers = group.map(({ citation }) => citation.number).sort((a, b) => a - b);
    const head = `${margin}${style.accent(numbers.map((number) => `[${number}]`).join(''))} `;
    return [
      ...(at === 0 ? [] : ['']),
      ...describe(first, groups[at - 1]?.[0]?.citation, [head, indent], style, true),
      ...wrap(inContext(group, style), style.width, `${indent}${style.faint('│')} `),
      ...group
        .map(({ citation }) => datedLine(citation))
        .filter((line) => line !== '')
        .flatMap((line) => wrap(style.faint(line), style.width, indent)),
    ];
  });
}

/** Passages that are near the question and do not answer it: quieter than sources, and only their beginnings. */
export function renderRelated(citations: readonly Citation[], placeOf: PlaceOf, style: Style): string[] {
  return citations.flatMap((citation, at) => {
    const heads = [`${margin}${style.faint(' · ')} `, indent] as const;
    return [
      ...(at === 0 ? [] : ['']),
      ...describe({ citation, place: placeOf(citation) }, citations[at - 1], heads, style, false),
      ...wrap(style.faint(beginningOf(citation.quote)), style.width, `${indent}${style.faint('│')} `),
    ];
  });
}

/** Neighbours in the list that stand one after another in one paragraph are shown in it together. */
function groupByParagraph(placed: readonly Placed[]): Placed[][] {
  const groups: Placed[][] = [];
  for (const next of placed) {
    const group = groups.at(-1);
    const joined = group === undefined ? null : joinInOrder([...group, next]);
    if (joined === null) groups.push([next]);
    else groups[groups.length - 1] = joined;
  }
  return groups;
}

/** In the order of the text; `null` unless the words between them are at hand and no quote overlaps another. */
function joinInOrder(group: readonly Placed[]): Placed[] | null {
  const ordered = group.toSorted((a, b) => a.citation.start - b.citation.start);
  const isOneParagraph = ordered.every(({ citation, place }, at) => {
    if (at === 0) return true;
    const before = ordered[at - 1];
    if (before === undefined || before.place === null || place === null) return false;
    const distance = citation.start - before.citation.end;
    return (
      citation.document === before.citation.document &&
      place.paragraph === before.place.paragraph &&
      distance >= 0 &&
      distance <= before.place.after.length
    );
  });
  return isOneParagraph ? ordered : null;
}

function describe(
  { citation, place }: Placed,
  before: Citation | undefined,
  heads: readonly [string, string],
  style: Style,
  isSource: boolean,
): string[] {
  const isSameDocument = before?.document === citation.document;
  const title = isSource ? style.bold(titleOf(citation)) : titleOf(citation);
  const details = [...(isSameDocument ? [] : workLines(citation)), locate(citation, place, isSameDocument)];
  return [
    ...wrap(isSameDocument ? style.faint('the same document') : title, style.width, heads),
    ...details.flatMap((detail) => (detail === '' ? [] : wrap(style.faint(detail), style.width, indent))),
  ];
}

function titleOf({ title, document }: Citation): string {
  const shown = inertLine(title);
  return shown === '' ? inertLine(document) : shown;
}

/** Publisher, author and date; the work retold; the address: each as far as it is known. */
function workLines({ publisher, author, published, basedOn, url }: Citation): string[] {
  const parts = [publisher ?? '', author ?? '', published === null ? '' : readableDate(published)];
  // A publisher that is its own author is named once.
  const named = new Set(parts.map(inertLine).filter((part) => part !== ''));
  const retold = inertLine(basedOn ?? '');
  return [[...named].join(' · '), retold === '' ? '' : `after ${retold}`, inertLine(url ?? '')];
}

/** `press/a.txt:12 · paragraph 3 of 14`: editors and terminals open a file at its line when it is written like this. */
function locate({ document }: Citation, place: CitationPlace | null, isShort: boolean): string {
  const path = inertLine(document);
  if (place === null) return isShort ? '' : path;
  const { line, paragraph, paragraphs } = place;
  const shownPath = line === null ? (isShort ? '' : path) : `${path}:${line}`;
  const shownPlace = `paragraph ${paragraph} of ${paragraphs}`;
  return [shownPath, shownPlace].filter((part) => part !== '').join(' · ');
}

/**
 * Quotes in their paragraph, standing out from it. Line ends are spaces, as in prose that was wrapped by hand; a quote
 * of whole lines is one of a list, a table or a head of data, and those keep their lines.
 */
function inContext(group: readonly Placed[], style: Style): string {
  const [first, last] = [group[0]?.place ?? null, group.at(-1)?.place ?? null];
  const marked = markedQuotes(group, style);
  if (first === null || last === null) return marked;
  const [lead, rest] = [first.isCutBefore ? '… ' : '', last.isCutAfter ? ' …' : ''];
  const isOfLines = /(?:^|\n)[^\S\n]*$/.test(first.before) && /^[^\S\n]*(?:\r?\n|$)/.test(last.after);
  if (isOfLines) {
    const around = [lead + first.before, last.after + rest].map((text) => faintLines(text, style));
    return [...(around[0] ?? []), marked, ...(around[1] ?? [])].join('\n');
  }
  const left = `${lead}${flowing(first.before)}`.trimStart();
  const right = `${flowing(last.after)}${rest}`.trimEnd();
  return `${left === '' ? '' : style.faint(left)}${marked}${right === '' ? '' : style.faint(right)}`;
}

/** The quotes of a group with what stands between them; with their numbers where there are several. */
function markedQuotes(group: readonly Placed[], style: Style): string {
  return group
    .map(({ citation, place }, at) => {
      const quote = style.quote(inertLine(citation.quote));
      if (group.length === 1) return quote;
      const next = group[at + 1]?.citation;
      const between =
        next === undefined ? '' : flowing(place?.after.slice(0, next.start - citation.end) ?? '');
      return `${quote}\u00A0${style.accent(`[${citation.number}]`)}${between === '' ? '' : style.faint(between)}`;
    })
    .join('');
}

function faintLines(text: string, style: Style): string[] {
  const lines = text.split('\n').map(inertLine);
  // Fences and rules say nothing here.
  return lines.filter((line) => /[\p{L}\p{N}…]/u.test(line)).map(style.faint);
}

/** As `inertLine`, but white space at the ends stays: the quote follows or precedes it. */
function flowing(text: string): string {
  return inertLine(`|${text}|`).slice(1, -1);
}

/** A passage up to some length, cut between two words. */
function beginningOf(quote: string): string {
  const text = inertLine(quote);
  if (text.length <= relatedLength) return text;
  return `${text.slice(0, relatedLength + 1).replace(/\s\S*$|[\uD800-\uDBFF]$/, '')} …`;
}
