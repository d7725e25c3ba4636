import assert from 'node:assert/strict';
import test from 'node:test';
import { findMeasures } from '../src/text/measures.ts';

const measured = (text: string): string[] =>
  findMeasures(text).map(({ type, start, end }) => `${type}: ${text.slice(start, end)}`);

const cases: readonly (readonly [string, readonly string[]])[] = [
  [
    'It cost £386,450, Sh98 million, €34.6 million, NOK 400, 62 million kroner, US$9.6 billion or £30m.',
    [
      '£386,450',
      'Sh98 million',
      '€34.6 million',
      'NOK 400',
      '62 million kroner',
      'US$9.6 billion',
      '£30m',
    ].map((money) => `money: ${money}`),
  ],
  [
    'Anna Dahl, 74, a man aged 81, a woman of 56 and a ten-day-old boy.',
    ['age: 74', 'age: 81', 'age: 56', 'age: ten-day-old'],
  ],
  ['He was jailed for four years and three months.', ['duration: four years and three months']],
  ['They waited half an hour, then a week.', ['duration: half an hour', 'duration: a week']],
  ['The vote was 88 to 3, the match 2–1.', ['ratio: 88 to 3', 'ratio: 2–1']],
  ['Prices fell by 27 percent, then 1.5 per cent.', ['percentage: 27 percent', 'percentage: 1.5 per cent']],
  ['It weighed 6,100 tonnes.', ['weight: 6,100 tonnes']],
  ['The river rose to 6.04 metres.', ['length: 6.04 metres']],
  ['It holds 52.4 litres.', ['volume: 52.4 litres']],
  ['At 315 °C it moved at 120 km/h.', ['temperature: 315 °C', 'speed: 120 km/h']],
  ['The park has 13 square miles.', ['area: 13 square miles']],
  [
    'Thirty-eight boats, a dozen men and two-thirds of them.',
    ['count: Thirty-eight', 'count: a dozen', 'count: two-thirds'],
  ],
  ['On 12 June 2019 it rained.', []],
  ['Nothing is counted here.', []],
];

for (const [text, expected] of cases) {
  test(`measures in “${text}”`, () => {
    assert.deepEqual(measured(text), expected);
  });
}

test('tells what a number counts', () => {
  assert.deepEqual(findMeasures('In all, 63 hungry applicants were turned away.')[0]?.counted, [
    'hungri',
    'applic',
    'turn',
  ]);
});

test('reads a line of a hundred thousand figures and currencies without stopping', () => {
  for (const text of ['1 ', '$1 ', '12 years and ', 'a year ', '1-1 ', 'kr kr ', '1,1,'])
    assert.ok(findMeasures(text.repeat(20_000 / text.length)).length >= 0);
});
