import type { BuildReport, BuiltDocument } from '../index/build.ts';
import { inertLine } from '../text/inert.ts';
import type { Style } from './style.ts';
import { clip, columnsOf, wrap } from './wrap.ts';

const margin = '  ';
const stateWords = { added: 'new', changed: 'changed', unchanged: 'unchanged', renamed: 'renamed' } as const;
const stateWidth = 'unchanged'.length + 2;
/** Up to here every document has its line; above, those where nothing happened are counted. */
const allShown = 40;
/** Room that a path leaves for the two numbers. */
const numbersWidth = 34;

/** What a build did, as lines: each document, what was left out and why, and the totals. */
export function renderReport(report: BuildReport, style: Style): string[] {
  const { documents, skipped, removed, warnings } = report;
  const shown = documents.length <= allShown ? documents : documents.filter(hasNews);
  const pathWidth = Math.min(
    Math.max(0, ...shown.map(({ path }) => columnsOf(inertLine(path)))),
    Math.max(12, style.width - margin.length - stateWidth - numbersWidth),
  );
  const quiet = documents.length - shown.length;
  return [
    '',
    ...shown.flatMap((document) => documentLines(document, pathWidth, style)),
    ...(quiet === 0 ? [] : [`${margin}${style.faint(`${counted(quiet, 'document')} unchanged`)}`]),
    '',
    ...section(
      'Left out',
      skipped.map(({ path, reason }) => `${inertLine(path)}: ${inertLine(reason)}`),
      style,
    ),
    ...section('No longer there', removed.map(inertLine), style),
    ...section('To look at', warnings.map(inertLine), style),
    ...summaryOf(report).flatMap((line, at) =>
      wrap(at === 0 ? style.bold(line) : style.faint(line), style.width, margin),
    ),
    '',
  ];
}

/** One line about a build, for a start that only mentions it. */
export function reportInBrief(report: BuildReport): string {
  const { documents, skipped } = report;
  const leftOut =
    skipped.length === 0 ? '' : `, ${counted(skipped.length, 'file')} left out (npm run index says why)`;
  const state = report.status === 'unchanged' ? 'is up to date' : 'was brought up to date';
  return `The index ${state}: ${counted(documents.length, 'document')}${leftOut}.`;
}

function hasNews({ state, notes }: BuiltDocument): boolean {
  return state !== 'unchanged' || notes.length > 0;
}

function documentLines(
  { path, state, passages, words, notes }: BuiltDocument,
  pathWidth: number,
  style: Style,
): string[] {
  const word = stateWords[state].padEnd(stateWidth);
  const name = clip(inertLine(path), pathWidth);
  const numbers = `${passages.toLocaleString('en').padStart(7)} ${plural(passages, 'passage').padEnd(8)} ${words
    .toLocaleString('en')
    .padStart(9)} ${plural(words, 'word')}`;
  const indent = ' '.repeat(margin.length + stateWidth);
  return [
    `${margin}${state === 'unchanged' ? style.faint(word) : style.accent(word)}${name}${' '.repeat(
      Math.max(0, pathWidth - columnsOf(name)),
    )}${style.faint(numbers)}`,
    ...notes.flatMap((note) => wrap(style.attention(inertLine(note)), style.width, indent)),
  ];
}

function section(heading: string, items: readonly string[], style: Style): string[] {
  if (items.length === 0) return [];
  return [
    `${margin}${style.bold(heading)}`,
    ...items.flatMap((item) => wrap(item, style.width, ['    ', '      '])),
    '',
  ];
}

function summaryOf(report: BuildReport): [string, string] {
  const { documents, passages, embedded, reused, milliseconds, generation, status } = report;
  const size = `${counted(documents.length, 'document')}, ${counted(passages, 'passage')}`;
  const head = status === 'unchanged' ? `Nothing has changed: ${size}` : `Index built: ${size}`;
  const work = `${embedded.toLocaleString('en')} embedded, ${reused.toLocaleString('en')} taken over`;
  return [head, `${work} · ${secondsOf(milliseconds.total)} · generation ${inertLine(generation)}`];
}

function secondsOf(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${plural(count, noun)}`;
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
