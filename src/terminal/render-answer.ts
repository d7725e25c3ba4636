import { inert, inertLine } from '../text/inert.ts';
import type { Place } from '../text/place.ts';
import { readableDate } from '../text/readable-date.ts';
import type { Answer, Citation } from '../types.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Where a citation stands. `line` is `null` where the text is not the file's own, and its lines cannot be counted there. */
export interface CitationPlace extends Omit<Place, 'line'> {
  readonly line: number | null;
}

export interface AnswerView {
  readonly style: Style;
  /** `null` where the surroundings of a quote are not to be had: then it is shown alone. */
  readonly placeOf: (citation: Citation) => CitationPlace | null;
  /** When the index was built, ISO 8601, and what time it is now. */
  readonly builtAt: string | null;
  readonly now: Date;
}

const margin = '  ';
/** A related passage is there to be recognised, not read. */
const relatedLength = 280;

/**
 * An answer as lines for a terminal or a text file. Nothing in them but our own colour codes can act on a terminal,
 * whatever documents and questions hold.
 */
export function renderAnswer(answer: Answer, view: AnswerView): string[] {
  return answer.status === 'answered' ? renderAnswered(answer, view) : renderAbstained(answer, view);
}

function renderAnswered(answer: Answer, view: AnswerView): string[] {
  const { style } = view;
  const short = answer.short === null ? '' : inertLine(answer.short);
  const text = tidyLines(answer.text);
  const isRepeated = short === withoutMarkers(text);
  return [
    '',
    ...(short === '' ? [] : [...wrap(style.bold(short), style.width, margin), '']),
    ...(isRepeated ? [] : [...renderText(text, answer, style), '']),
    ...(answer.citations.length === 0 ? [] : [...renderSources(answer.citations, view), '']),
    ...renderFooter(answer, view),
    '',
  ];
}

function renderAbstained(answer: Answer, view: AnswerView): string[] {
  const { style } = view;
  const related =
    answer.related.length === 0
      ? []
      : [
          `${margin}${style.faint('Related, not an answer')}`,
          '',
          ...renderSources(answer.related, view, true),
          '',
        ];
  const text = tidyLines(answer.text);
  return [
    '',
    ...wrap(firstSentenceBold(text, style), style.width, [
      `${margin}${style.attention('○')} `,
      `${margin}  `,
    ]),
    '',
    ...related,
    ...renderFooter(answer, view),
    '',
  ];
}

/** Lines stay; inside them white space is single spaces, since a tab is as wide as a terminal likes. */
function tidyLines(text: string): string {
  return inert(text).trim().split('\n').map(inertLine).join('\n');
}

/** “The documents do not say.” stands out; what was missing follows it quietly. */
function firstSentenceBold(text: string, style: Style): string {
  const [first = ''] = /^.*?[.!?](?=\s|$)/s.exec(text) ?? [text];
  return style.bold(first) + text.slice(first.length);
}

/** The answer's text with its markers set off from the words: `… in 2016.[1]` reads better with a space and a colour. */
function renderText(text: string, answer: Answer, style: Style): string[] {
  const numbers = new Set(answer.citations.map(({ number }) => String(number)));
  const marked = text.replace(/[^\S\n]*\[(\d{1,3})\]/g, (whole, number: string) =>
    // No-break: a marker alone at the start of a line belongs to nothing.
    numbers.has(number) ? `\u00A0${style.accent(`[${number}]`)}` : whole,
  );
  const lines = marked.split('\n').flatMap((line) => wrap(line, style.width, margin));
  return lines.map((line) => line.replaceAll('\u00A0', ' '));
}

function renderSources(citations: readonly Citation[], view: AnswerView, isRelated = false): string[] {
  const { style } = view;
  const indent = ' '.repeat(margin.length + 4);
  const lines: string[] = [];
  for (const [at, citation] of citations.entries()) {
    const isSameDocument = citations[at - 1]?.document === citation.document;
    if (at > 0) lines.push('');
    const number = `[${citation.number}]`;
    const title = isRelated ? titleOf(citation) : style.bold(titleOf(citation));
    const heading = isSameDocument ? style.faint('the same document') : title;
    const bullet = `${margin}${isRelated ? style.faint(' · ') : style.accent(number)} `;
    lines.push(...wrap(heading, style.width, [bullet, indent]));
    const place = view.placeOf(citation);
    const details = [...(isSameDocument ? [] : workLines(citation)), locate(citation, place, isSameDocument)];
    for (const detail of details) {
      if (detail !== '') lines.push(...wrap(style.faint(detail), style.width, indent));
    }
    const bar = `${indent}${style.faint('│')} `;
    lines.push(
      ...wrap(isRelated ? excerpt(citation, style) : inContext(citation, place, style), style.width, bar),
    );
  }
  return lines;
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
 * The quote in its paragraph, standing out from it. Line ends are spaces, as in prose that was wrapped by hand; a quote
 * of whole lines is one of a list, a table or a head of data, and those keep their lines.
 */
function inContext({ quote }: Citation, place: CitationPlace | null, style: Style): string {
  const marked = style.quote(inertLine(quote));
  if (place === null) return marked;
  const { before, after, isCutBefore, isCutAfter } = place;
  const isOfLines = /(?:^|\n)[^\S\n]*$/.test(before) && /^[^\S\n]*(?:\r?\n|$)/.test(after);
  const [lead, rest] = [isCutBefore ? '… ' : '', isCutAfter ? ' …' : ''];
  if (isOfLines) {
    const faintLines = (text: string): string[] =>
      text
        .split('\n')
        .map(inertLine)
        // Fences and rules say nothing here.
        .filter((line) => /[\p{L}\p{N}…]/u.test(line))
        .map(style.faint);
    return [...faintLines(lead + before), marked, ...faintLines(after + rest)].join('\n');
  }
  const [left, right] = [`${lead}${flowing(before)}`.trimStart(), `${flowing(after)}${rest}`.trimEnd()];
  return `${left === '' ? '' : style.faint(left)}${marked}${right === '' ? '' : style.faint(right)}`;
}

/** The beginning of a related passage, cut between two words. */
function excerpt({ quote }: Citation, style: Style): string {
  const text = inertLine(quote);
  if (text.length <= relatedLength) return style.faint(text);
  const cut = text.slice(0, relatedLength + 1).replace(/\s\S*$|[\uD800-\uDBFF]$/, '');
  return style.faint(`${cut} …`);
}

/** As `inertLine`, but white space at the ends stays: the quote follows or precedes it. */
function flowing(text: string): string {
  return inertLine(`|${text}|`).slice(1, -1);
}

function renderFooter(answer: Answer, view: AnswerView): string[] {
  const { style, builtAt, now } = view;
  const percent = percentOf(answer.confidence);
  const sureness = answer.status === 'answered' ? `${percent} sure` : `best candidate ${percent} sure`;
  const facts = [sureness, durationOf(answer.milliseconds.total)];
  if (builtAt !== null) facts.push(`index built ${ageOf(builtAt, now)}`);
  const assurance =
    answer.citations.length === 0
      ? []
      : ['extractive: every quoted sentence was checked against its document'];
  return [facts.join(' · '), ...assurance].flatMap((line) => wrap(style.faint(line), style.width, margin));
}

/** Never a round 0 or 100: the number is an estimate. */
function percentOf(probability: number): string {
  if (probability > 0.99) return 'over 99 %';
  if (probability < 0.01) return 'under 1 %';
  return `${Math.round(probability * 100)} %`;
}

function durationOf(milliseconds: number): string {
  return milliseconds < 100 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

/** How long ago an ISO 8601 time was, in the largest whole unit; a date after a month. */
export function ageOf(time: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(time)) / 1000;
  if (!Number.isFinite(seconds)) return `at ${inertLine(time)}`;
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return counted(seconds / 60, 'minute');
  if (seconds < 86_400) return counted(seconds / 3600, 'hour');
  if (seconds < 31 * 86_400) return counted(seconds / 86_400, 'day');
  return `on ${readableDate(time.slice(0, 10))}`;
}

function counted(amount: number, unit: string): string {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}

function withoutMarkers(text: string): string {
  return text
    .replace(/\s*\[\d{1,3}\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
