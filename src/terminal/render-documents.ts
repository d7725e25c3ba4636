import type { IndexedDocument } from '../index/generation.ts';
import { inertLine } from '../text/inert.ts';
import { readableDate } from '../text/readable-date.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

type Listed = Pick<IndexedDocument, 'path' | 'metadata' | 'passageCount'>;

const mostShown = 200;

/** The documents of an index as lines: title, date, passages and path of each, and how many there are. */
export function renderDocuments(documents: readonly Listed[], style: Style): string[] {
  const lines = ['', ...wrap(style.faint(sizeOf(documents)), style.width, '  '), ''];
  for (const { path, metadata, passageCount } of documents.slice(0, mostShown)) {
    const title = inertLine(metadata.title);
    const facts = [
      ...(metadata.published === null ? [] : [inertLine(readableDate(metadata.published))]),
      counted(passageCount, 'passage'),
      inertLine(path),
    ];
    lines.push(...wrap(style.bold(title === '' ? inertLine(path) : title), style.width, '  '));
    lines.push(...wrap(style.faint(facts.join(' · ')), style.width, '  '), '');
  }
  const rest = documents.length - mostShown;
  if (rest > 0) lines.push(`  … and ${rest.toLocaleString('en')} more`, '');
  return lines;
}

/** "5 documents, 31 passages". */
export function sizeOf(documents: readonly Listed[]): string {
  const passages = documents.reduce((sum, { passageCount }) => sum + passageCount, 0);
  return `${counted(documents.length, 'document')}, ${counted(passages, 'passage')}`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
