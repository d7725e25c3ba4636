import assert from 'node:assert/strict';
import test from 'node:test';
import { findDates, findNames, findNumbers } from '../src/text/values.ts';

const said = (text: string, values: readonly { readonly start: number; readonly end: number }[]): string[] =>
  values.map(({ start, end }) => text.slice(start, end));

test('finds dates in the forms of newspapers and encyclopaedias', () => {
  for (const [text, expected] of [
    ['It sank on 12 June 2019.', ['12 June 2019']],
    ['On September 29, Helsinki decided.', ['September 29']],
    ['July 15, 2016 was a Friday.', ['July 15, 2016', 'Friday']],
    ['They came in late September 2022.', ['late September 2022']],
    ['He has lived there since 2008.', ['2008']],
    ['It was reported Thursday night.', ['Thursday night']],
    ['She left six years ago.', ['six years ago']],
    ['The 19th century ended.', ['The 19th century']],
    ['Nothing here may be a day.', []],
  ] as const) {
    assert.deepEqual(said(text, findDates(text)), expected);
  }
});

test('finds counts, amounts and ages', () => {
  const text = 'Eight men, 1,204 seals and $3.5 million; 40 percent in 90 days.';
  assert.deepEqual(said(text, findNumbers(text)), ['Eight', '1,204', '$3.5 million', '40 percent', '90']);
});

test('finds names of several words and what stands in quotation marks', () => {
  const text = 'The ship “Blue Heron” was named by Astrid Moe of the Council of Europe.';
  assert.deepEqual(said(text, findNames(text)), ['The', 'Blue Heron', 'Astrid Moe of the Council of Europe']);
});

test('reads a line of a hundred thousand capitals and digits without stopping', () => {
  const text = 'A1 '.repeat(33_000);
  assert.ok(findNames(text).length > 0 && findDates(text).length === 0 && findNumbers(text).length >= 0);
});

const numbers = (text: string): string[] => said(text, findNumbers(text));
const dates = (text: string): string[] => said(text, findDates(text));

test('finds a value wherever one may begin, in either case, and none inside a word', () => {
  assert.deepEqual(numbers('Ksh500, US$20, €3.5 million, A THIRD, an hour, twenty-two, 12–14 and x_9'), [
    '500',
    '$20',
    '€3.5 million',
    'A THIRD',
    'twenty-two',
    '12–14',
  ]);
  assert.deepEqual(numbers('someone stole a hundred, tenants often sixthly'), ['a hundred']);
  assert.deepEqual(dates('THE END OF MAY 1999; a few days ago; an hour later; the 3rd century BC'), [
    'THE END OF MAY 1999',
    'a few days ago',
    'the 3rd century BC',
  ]);
  assert.deepEqual(dates('dismay, unlast friday2, Friday1990s and éfriday'), ['friday']);
  // What follows a match directly is not inside a word for that.
  assert.deepEqual(dates('2019-03-14 today,tomorrow'), ['2019-03-14', 'today', 'tomorrow']);
});
