import assert from 'node:assert/strict';
import test from 'node:test';
import { readCalendarDates, readQuantities } from '../src/text/quantities.ts';

const dates: readonly (readonly [string, readonly object[]])[] = [
  ['It came on September 21.', [{ month: 9, day: 21 }]],
  ['On 8 February 2007 it began.', [{ year: 2007, month: 2, day: 8 }]],
  ['Dated 2017-01-13.', [{ year: 2017, month: 1, day: 13 }]],
  ['He comes on Sunday.', [{ weekday: 6 }]],
  ['In early November they applied.', [{ month: 11 }]],
  ['It was 13 in 2021 and 294 in 2022.', [{ year: 2021 }, { year: 2022 }]],
  ['Two months after the storm, last week, 1500 people came.', []],
  ['In the 19th century.', []],
];
for (const [text, expected] of dates) {
  test(`calendar parts of: ${text}`, () => {
    const found = readCalendarDates(text).map(({ start, end, ...parts }) => {
      assert.ok(start < end);
      return parts;
    });
    assert.deepEqual(found, expected);
  });
}

const quantities: readonly (readonly [string, readonly (readonly [string, number, number])[]])[] = [
  ['294 boats came.', [['294', 294, 294]]],
  ['More than 100,000 people fled.', [['More than 100,000', 100_000, Infinity]]],
  ['Fewer than fifty came.', [['Fewer than fifty', 0, 50]]],
  ['About 90 boats.', [['About 90', 81, 99.00000000000001]]],
  [
    '3.5 million kroner and twenty-five men.',
    [
      ['3.5 million', 3_500_000, 3_500_000],
      ['twenty-five', 25, 25],
    ],
  ],
  ['The third request.', [['third', 3, 3]]],
  ['They lost 16–23, and hundreds left.', []],
];
for (const [text, expected] of quantities) {
  test(`quantities of: ${text}`, () => {
    const found = readQuantities(text, readCalendarDates(text));
    assert.deepEqual(
      found.map(({ start, end, low, high }) => [text.slice(start, end), low, high]),
      expected,
    );
  });
}

test('tells percentages, money and places in an order from counts', () => {
  const kinds = readQuantities('The second of 5 lost 20 percent, or $300.', []).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['order', 'count', 'percentage', 'money']);
});

test('what is counted is looked for up to the next mark', () => {
  assert.deepEqual(readQuantities('Eight skippers, who fled.', [])[0]?.counted, ['skipper']);
  assert.deepEqual(readQuantities('It was only 13.', [])[0]?.counted, []);
});
