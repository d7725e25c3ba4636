import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { clip, columnsOf, wrap } from '../src/terminal/wrap.ts';

test('breaks at spaces, inside the width, indent included', () => {
  assert.deepEqual(wrap('one two three four', 11, '  '), ['  one two', '  three', '  four']);
});

test('hangs the lines after the first', () => {
  assert.deepEqual(wrap('one two three', 11, ['[1] ', '    ']), ['[1] one two', '    three']);
});

test('counts wide characters as two columns and breaks between them', () => {
  assert.equal(columnsOf('日本語'), 6);
  assert.deepEqual(wrap('日本語日本語', 6), ['日本語', '日本語']);
});

test('does not break at a no-break space, and writes it as a plain one', () => {
  assert.deepEqual(wrap('one two\u00A0[1]', 8), ['one', 'two [1]']);
});

test('breaks a word that is longer than a line', () => {
  assert.deepEqual(wrap('abcdefgh', 3), ['abc', 'def', 'gh']);
});

test('closes a style at the end of each line', () => {
  const lines = wrap('\u001B[1mone two\u001B[22m', 4);
  assert.deepEqual(lines, ['\u001B[1mone\u001B[22m', '\u001B[1mtwo\u001B[22m']);
});

test('keeps every line inside the width', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 8, max: 40 }),
      (text, width) => {
        const plain = text.replace(/\s+/g, ' ');
        for (const line of wrap(plain, width, '  '))
          assert.ok(columnsOf(line) <= width, JSON.stringify(line));
      },
    ),
  );
});

test('clips at a width and shows that it did', () => {
  assert.equal(clip('short', 5), 'short');
  assert.equal(clip('shorter', 5), 'shor…');
  assert.equal(clip('日本語', 5), '日本…');
  assert.equal(columnsOf(clip('日本語語', 4)), 3);
});

test('a word without an end is cut, however long it is, and colours around it end', () => {
  const lines = wrap(`\u001B[1m${'a'.repeat(3_000_000)}\u001B[22m end`, 80);
  assert.ok(lines.length < 30 && lines.every((line) => columnsOf(line) <= 80));
  assert.ok(lines.join('').includes('a…'));
  assert.equal(lines.at(-1), 'end');
  assert.equal(wrap('b'.repeat(2000), 80).join(''), 'b'.repeat(2000));
});

test('an accent at the start of a style leaves the colour code whole', () => {
  const [line = ''] = wrap('a \u001B[2m\u0301\u0301b\u001B[22m\u001B[1m\u0302c\u001B[22m', 40);
  assert.equal(line, 'a \u0301\u0301\u001B[2mb\u0302\u001B[22m\u001B[1mc\u001B[22m');
});

test('an escape that begins no colour code is dropped', () => {
  assert.deepEqual(wrap('a\u001Bb \u001B[c \u001B]0;d\u0007 \u001B[1me\u001B[22m \u001B[2Jf', 40), [
    'ab [c ]0;d\u0007 \u001B[1me\u001B[22m [2Jf',
  ]);
});
