import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderRelated, renderSources, type PlaceOf } from '../src/terminal/render-sources.ts';
import { makeStyle } from '../src/terminal/style.ts';
import { placeOf } from '../src/text/place.ts';
import type { Citation } from '../src/types.ts';
import { citationOf } from './fixtures/answers.ts';

const text =
  'Ferries\n\nThe ferry sails at noon. It carries forty cars. Dogs sail free.\n\nIn winter it stays in port.\n';
const style = makeStyle(false, 90);

const placeInText: PlaceOf = (citation) => placeOf(text, citation);
const near: PlaceOf = (citation) => placeOf(text, citation, 8);

function cited(...quotes: readonly string[]): Citation[] {
  return quotes.map((quote, at) => {
    const start = text.indexOf(quote);
    return citationOf({
      number: at + 1,
      document: 'ferry.txt',
      title: 'Ferries',
      quote,
      start,
      end: start + quote.length,
    });
  });
}

test('quotes of one paragraph are shown in it together, each with its number', () => {
  assert.deepEqual(renderSources(cited('The ferry sails at noon.', 'Dogs sail free.'), placeInText, style), [
    '  [1][2] Ferries',
    '      ferry.txt:3 · paragraph 2 of 3',
    '      │ «The ferry sails at noon.» [1] It carries forty cars. «Dogs sail free.» [2]',
  ]);
});

test('inside a paragraph the order is that of the text, whatever the order of the numbers', () => {
  const shown = renderSources(cited('Dogs sail free.', 'It carries forty cars.'), placeInText, style);
  assert.equal(shown[0], '  [1][2] Ferries');
  assert.equal(
    shown[2],
    '      │ The ferry sails at noon. «It carries forty cars.» [2] «Dogs sail free.» [1]',
  );
});

test('quotes of different paragraphs, and quotes that overlap, stand by themselves', () => {
  for (const other of ['In winter it stays in port.', 'noon. It carries']) {
    const shown = renderSources(cited('The ferry sails at noon.', other), placeInText, style).join('\n');
    assert.match(shown, /\[1\] Ferries\n[^]*\n\n {2}\[2\] the same document\n/, other);
    assert.ok(shown.includes(`«${other}»`));
  }
});

test('quotes whose surroundings were cut before they meet stand by themselves', () => {
  const shown = renderSources(cited('The ferry sails at noon.', 'Dogs sail free.'), near, style).join('\n');
  assert.match(shown, /«The ferry sails at noon\.» It …\n\n/);
  assert.match(shown, /│ … cars\. «Dogs sail free\.»/);
});

test('quotes without a place stand by themselves', () => {
  const shown = renderSources(cited('The ferry sails at noon.', 'Dogs sail free.'), () => null, style);
  assert.equal(shown.filter((line) => line.includes('│')).length, 2);
});

test('related passages are not numbered and not marked', () => {
  const shown = renderRelated(cited('The ferry sails at noon.', 'Dogs sail free.'), placeInText, style);
  assert.deepEqual(shown, [
    '   ·  Ferries',
    '      ferry.txt:3 · paragraph 2 of 3',
    '      │ The ferry sails at noon.',
    '',
    '   ·  the same document',
    '      ferry.txt:3 · paragraph 2 of 3',
    '      │ Dogs sail free.',
  ]);
});
