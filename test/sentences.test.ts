import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { maxSentenceLength, splitSentences } from '../src/text/sentences.ts';
import cases from './fixtures/sentences.json' with { type: 'json' };

const split = (text: string): string[] =>
  splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

for (const [group, texts] of Object.entries(cases)) {
  test(`splits sentences around ${group}`, () => {
    for (const marked of texts) {
      const expected = marked.split('‖').map((part) => part.trim());
      assert.deepEqual(split(marked.replaceAll('‖', '')), expected);
    }
  });
}

test('takes offsets from the whole text and nothing from outside the span', () => {
  const text = 'Before. One here. Two here. After';
  const spans = splitSentences(text, { start: 8, end: 27 });
  assert.deepEqual(
    spans.map(({ start, end }) => text.slice(start, end)),
    ['One here.', 'Two here.'],
  );
});

test('cuts a sentence that is too long at a semicolon, else a comma, else a space, else anywhere', () => {
  const words = 'word '.repeat(160).trim();
  const [first] = split(`${words}; ${words}, ${words}`);
  assert.equal(first, `${words};`);
  assert.equal(split(`${words}, ${words}`)[0], `${words},`);
  for (const text of ['word '.repeat(1000), 'x'.repeat(5000), '\u{1F600}'.repeat(2000)]) {
    const parts = split(text);
    assert.ok(parts.every((part) => part.length <= maxSentenceLength && !/\p{Surrogate}/u.test(part)));
    assert.equal(parts.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
  }
});

test('does not mistake ordinary words for abbreviations', () => {
  assert.equal(split('It has mass. Then it moved. He is ill. She was a miss. Laget av. Ho').length, 6);
});

const pieces = fc.constantFrom(
  'Word',
  'word',
  ' ',
  '. ',
  '.',
  '? ',
  '! ',
  '... ',
  '"',
  '”',
  '“',
  '(',
  ')',
  '[1]',
  'Dr. ',
  'U.S. ',
  '3.5',
  'A. ',
  '\n',
  '\n\n',
  '。',
  ', ',
  '; ',
  '\u00A0',
  'É',
  'ß',
  '\u{1F600}',
  '» ',
  "'",
  '- ',
);

test('sentences are ordered, apart, trimmed, and hold every character that is not space', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), fc.nat(20), fc.nat(20), (parts, before, after) => {
      const text = parts.join('');
      const span = {
        start: Math.min(before, text.length),
        end: Math.max(Math.min(before, text.length), text.length - after),
      };
      const spans = splitSentences(text, span);
      let at = span.start;
      for (const { start, end } of spans) {
        assert.ok(start >= at && end > start && end <= span.end);
        assert.equal(text.slice(at, start).trim(), '');
        assert.equal(text.slice(start, end), text.slice(start, end).trim());
        at = end;
      }
      assert.equal(text.slice(at, span.end).trim(), '');
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test('reads a text without a stop, or of nothing but stops', () => {
  for (const unit of ['a', 'word ', '. ', '(', '"', 'x.Y', '[1]']) {
    const text = unit.repeat(Math.ceil(200_000 / unit.length));
    assert.ok(split(text).length >= 160);
  }
});
