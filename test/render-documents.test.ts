import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderDocuments, sizeOf } from '../src/terminal/render-documents.ts';
import { makeStyle } from '../src/terminal/style.ts';

const metadata = {
  title: 'Tides',
  publisher: null,
  author: null,
  published: '1911-05',
  url: null,
  basedOn: null,
};
const style = makeStyle(false, 80);

test('lists title, date, passages and path of each document', () => {
  const untitled = { path: 'b.md', metadata: { ...metadata, title: ' ', published: null }, passageCount: 1 };
  const shown = renderDocuments([{ path: 'sea/a.md', metadata, passageCount: 1200 }, untitled], style);
  assert.deepEqual(shown, [
    '',
    '  2 documents, 1,201 passages',
    '',
    '  Tides',
    '  May 1911 · 1,200 passages · sea/a.md',
    '',
    '  b.md',
    '  1 passage · b.md',
    '',
  ]);
});

test('says how many more there are in a large library', () => {
  const many = Array.from({ length: 1234 }, (_, at) => ({ path: `${at}.md`, metadata, passageCount: 2 }));
  assert.equal(sizeOf(many), '1,234 documents, 2,468 passages');
  assert.deepEqual(renderDocuments(many, style).slice(-2), ['  … and 1,034 more', '']);
});
