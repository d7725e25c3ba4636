import { inert, inertLine } from '../text/inert.ts';
import { readableDate } from '../text/readable-date.ts';
import type { Answer } from '../types.ts';
import { shortDatedLine } from './render-dated.ts';
import { renderRelated, renderSources, type PlaceOf } from './render-sources.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

export interface AnswerView {
  readonly style: Style;
  readonly placeOf: PlaceOf;
  /** When the index was built, ISO 8601, and what time it is now. */
  readonly builtAt: string | null;
  readonly now: Date;
}

const margin = '  ';

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
  const comesTo = shortDatedLine(answer);
  return [
    '',
    ...(short === ''
      ? []
      : [
          ...wrap(style.bold(short), style.width, margin),
          ...(comesTo === '' ? [] : wrap(style.faint(comesTo), style.width, margin)),
          '',
        ]),
    ...(isRepeated ? [] : [...renderText(text, answer, style), '']),
    ...(answer.citations.length === 0 ? [] : [...renderSources(answer.citations, view.placeOf, style), '']),
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
          ...renderRelated(answer.related, view.placeOf, style),
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
  return marked.split('\n').flatMap((line) => wrap(line, style.width, margin));
}

function renderFooter(answer: Answer, view: AnswerView): string[] {
  const { style, builtAt, now } = view;
  const percent = percentOf(answer.confidence);
  const sureness = answer.status === 'answered' ? `${percent} sure` : `best candidate ${percent} sure`;
  const agreeing = answer.agreement?.same.length ?? 0;
  const facts = [
    sureness,
    ...(agreeing > 1 ? [`${agreeing} documents say so`] : []),
    durationOf(answer.milliseconds.total),
  ];
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
