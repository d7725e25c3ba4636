import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { placeOf } from '../src/text/place.ts';

const text =
  'Title\n\nThe kiln was lit.\nIt burned for three days. Nobody slept.\n \n\nThe last paragraph.\n';

function placeOfQuote(quote: string, whole = text, reach?: number) {
  const start = whole.indexOf(quote);
  return placeOf(whole, { start, end: start + quote.length }, reach);
}

test('gives the words around a quote up to the blank lines, and counts paragraphs and lines', () => {
  assert.deepEqual(placeOfQuote('It burned for three days.'), {
    before: 'The kiln was lit.\n',
    after: ' Nobody slept.',
    isCutBefore: false,
    isCutAfter: false,
    paragraph: 2,
    paragraphs: 3,
    line: 4,
  });
});

test('counts the first and the last paragraph, and no empty ones at the ends', () => {
  const padded = `\n\n${text}\n\n\n`;
  assert.equal(placeOfQuote('Title', padded).paragraph, 1);
  const last = placeOfQuote('last paragraph', padded);
  assert.deepEqual([last.paragraph, last.paragraphs, last.line], [3, 3, 9]);
  assert.deepEqual([last.before, last.after.trim()], ['The ', '.']);
});

test('reads the line ends of every platform alike', () => {
  for (const lineEnd of ['\r\n', '\r']) {
    const { paragraph, paragraphs, line } = placeOfQuote('Nobody slept.', text.replaceAll('\n', lineEnd));
    assert.deepEqual([paragraph, paragraphs, line], [2, 3, 4]);
  }
});

test('cuts long surroundings at a word and says so', () => {
  const place = placeOfQuote('QUOTE', `${'left '.repeat(50)}QUOTE${' right'.repeat(50)}`, 22);
  assert.equal(place.before, 'left left left left ');
  assert.equal(place.after, ' right right right');
  assert.ok(place.isCutBefore && place.isCutAfter);
});

test('cuts a text without spaces between characters, never inside one', () => {
  const place = placeOfQuote('Q', `${'𝒳'.repeat(40)}Q${'𝒳'.repeat(40)}`, 5);
  assert.equal(place.before, '𝒳𝒳');
  assert.equal(place.after, '𝒳𝒳');
});

test('puts a quote over several paragraphs at the first of them', () => {
  const place = placeOfQuote('slept.\n \n\nThe last');
  assert.equal(place.paragraph, 2);
  assert.equal(place.after, ' paragraph.\n');
});

test('gives neighbouring slices of the text, whatever the text', () => {
  const pieces = fc.array(fc.constantFrom('word', ' ', '\n', '\r\n', '\n\n', 'é', '𝒳', '.'), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(pieces, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 12 }), (parts, from, length, reach) => {
      const whole = parts.join('');
      const start = from % (whole.length + 1);
      const end = Math.min(whole.length, start + length);
      const place = placeOf(whole, { start, end }, reach);
      assert.ok(whole.slice(0, start).endsWith(place.before));
      assert.ok(whole.slice(end).startsWith(place.after));
      assert.ok(place.before.length <= reach && place.after.length <= reach);
      assert.ok(place.paragraph >= 1 && place.paragraph <= place.paragraphs);
      const lineEnds = [...whole.matchAll(/\r\n|\r|\n/g)].map((lineEnd) => lineEnd.index + lineEnd[0].length);
      assert.equal(place.line, 1 + lineEnds.filter((lineEnd) => lineEnd <= start).length);
    }),
  );
});
