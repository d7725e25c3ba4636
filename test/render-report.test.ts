import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuildReport, BuiltDocument } from '../src/index/build.ts';
import { renderReport, reportInBrief } from '../src/terminal/render-report.ts';
import { makeStyle } from '../src/terminal/style.ts';
import { columnsOf } from '../src/terminal/wrap.ts';

function builtOf(given: Partial<BuiltDocument>): BuiltDocument {
  return { path: 'a.md', title: 'A', passages: 3, words: 1250, state: 'added', notes: [], ...given };
}

function reportOf(given: Partial<BuildReport> = {}): BuildReport {
  return {
    generation: '20260304T050607008Z-0a1b2c',
    status: 'built',
    documents: [builtOf({}), builtOf({ path: 'press/b.txt', state: 'unchanged', passages: 1, words: 1 })],
    removed: [],
    skipped: [],
    passages: 4,
    embedded: 3,
    reused: 1,
    warnings: [],
    milliseconds: { read: 10, embed: 20, index: 5, write: 5, total: 1240 },
    ...given,
  };
}

const style = makeStyle(false, 80);

test('gives each document its state, passages and words, and the totals', () => {
  assert.deepEqual(renderReport(reportOf(), style), [
    '',
    '  new        a.md             3 passages     1,250 words',
    '  unchanged  press/b.txt      1 passage          1 word',
    '',
    '  Index built: 2 documents, 4 passages',
    '  3 embedded, 1 taken over · 1.24 s · generation 20260304T050607008Z-0a1b2c',
    '',
  ]);
});

test('says what was left out and why, what is gone, and what needs a look', () => {
  const report = reportOf({
    documents: [builtOf({ notes: ['2 pages hold no text'] })],
    skipped: [{ path: 'scan.pdf', reason: 'holds no text' }],
    removed: ['old.md'],
    warnings: ['Built from nothing.'],
  });
  const shown = renderReport(report, style).join('\n');
  assert.match(shown, /\n {13}2 pages hold no text\n/);
  assert.match(shown, / {2}Left out\n {4}scan\.pdf: holds no text\n/);
  assert.match(shown, / {2}No longer there\n {4}old\.md\n/);
  assert.match(shown, / {2}To look at\n {4}Built from nothing\.\n/);
});

test('counts the quiet documents of a large folder instead of listing them', () => {
  const quiet = Array.from({ length: 50 }, (_, at) => builtOf({ path: `q${at}.md`, state: 'unchanged' }));
  const documents = [
    ...quiet,
    builtOf({ path: 'new.md' }),
    builtOf({ path: 'note.md', state: 'unchanged', notes: ['a note'] }),
  ];
  const shown = renderReport(reportOf({ documents }), style).join('\n');
  assert.match(shown, /new\.md/);
  assert.match(shown, /note\.md/);
  assert.match(shown, /\n {2}50 documents unchanged\n/);
  assert.ok(!shown.includes('q7.md'));
});

test('says that nothing has changed', () => {
  const report = reportOf({ status: 'unchanged' });
  assert.match(renderReport(report, style).join('\n'), /Nothing has changed: 2 documents, 4 passages/);
  assert.equal(reportInBrief(report), 'The index is up to date: 2 documents.');
});

test('mentions a build in one line, with what was left out', () => {
  const report = reportOf({ documents: [builtOf({})], skipped: [{ path: 'x', reason: 'y' }] });
  assert.equal(
    reportInBrief(report),
    'The index was brought up to date: 1 document, 1 file left out (npm run index says why).',
  );
});

test('keeps long and hostile names inside their line', () => {
  const path = `\u001B[2J${'folder/'.repeat(30)}a\nb.md`;
  const lines = renderReport(
    reportOf({ documents: [builtOf({ path })], skipped: [{ path, reason: path }] }),
    style,
  );
  for (const line of lines) {
    assert.doesNotMatch(line, /[\p{Cc}]/u);
    assert.ok(columnsOf(line) <= 80, line);
  }
});
