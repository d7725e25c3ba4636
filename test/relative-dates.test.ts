import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { datedWords } from '../src/answering/dated-words.ts';
import { findRelativeDates } from '../src/text/relative-dates.ts';

/** The words that count from the day of publication, with what they come to. */
function dated(text: string, published: string | null): [string, string | null][] {
  return datedWords(text, { start: 0, end: text.length }, published).map(({ words, date, isRough }) => [
    words,
    isRough ? `about ${date}` : date,
  ]);
}

// 14 January 2017 was a Saturday.
const saturday = '2017-01-14';

test('a weekday that is told of is the last one before publication', () => {
  assert.deepEqual(dated('The chief said on Friday that they had left.', saturday), [
    ['on Friday', '2017-01-13'],
  ]);
  assert.deepEqual(dated('Sunday evening the ferry sank.', saturday), [['Sunday evening', '2017-01-08']]);
  assert.deepEqual(dated('The board, which met last Tuesday, agreed.', saturday), [
    ['last Tuesday', '2017-01-10'],
  ]);
});

test('a weekday is left open where it may be that day, a week before, or ahead', () => {
  for (const sentence of [
    'The chief said on Saturday that they had left.',
    'They left last Friday.',
    'The chief is due to travel on Sunday.',
    'He said they would meet on Monday.',
    'The hearing is on Friday.',
    'They worked until Friday.',
    'The hearing was set for Friday.',
    'Friday’s sailings were late.',
  ]) {
    const found = dated(sentence, saturday);
    assert.deepEqual([found.length, found[0]?.[1]], [1, null], sentence);
  }
});

test('days, months and years are counted from publication', () => {
  assert.deepEqual(dated('Yesterday the mill burned; today it was gone.', '2017-03-01'), [
    ['Yesterday', '2017-02-28'],
    ['today', '2017-03-01'],
  ]);
  assert.deepEqual(dated('It opened earlier this month and closed last month.', '2017-01-14'), [
    ['earlier this month', '2017-01'],
    ['last month', '2016-12'],
  ]);
  assert.deepEqual(dated('He fled six years ago, and his wife two weeks ago.', '2012-07-09'), [
    ['six years ago', 'about 2006'],
    ['two weeks ago', 'about 2012-06-25'],
  ]);
  assert.deepEqual(dated('They arrived last fall and left last year.', '2012-07-09'), [
    ['last fall', '2011'],
    ['last year', '2011'],
  ]);
  assert.deepEqual(dated('They arrived this week.', '2012-07-09'), [['this week', null]]);
});

test('a month or a day of one is the last before publication, in the past, without a year', () => {
  assert.deepEqual(dated('He asked for repairs in March.', '2019-05-03'), [['in March', '2019-03']]);
  assert.deepEqual(dated('He asked for repairs in November.', '2019-05-03'), [['in November', '2018-11']]);
  assert.deepEqual(dated('He was held on 28 April.', '2019-05-03'), [['on 28 April', '2019-04-28']]);
  assert.deepEqual(dated('He was held on April 28.', '2019-05-03'), [['on April 28', '2019-04-28']]);
  assert.deepEqual(dated('He was held in May.', '2019-05-03'), [['in May', null]]);
  assert.deepEqual(dated('He was held on 31 June.', '2019-07-03'), [['on 31 June', null]]);
});

test('what has a year of its own, or only sounds like a date, is no relative date', () => {
  for (const sentence of [
    'He was held on Friday, 12 June 2015.',
    'It closed in March 2016.',
    'They met on May 3, 2016.',
    'Friday 15 Nov. 2024 was dry.',
    'The first Sunday of March was dry, and it sold well on a good Wednesday.',
    'Over the last year prices rose.',
    'They met every Friday.',
    'On Good Friday they rested.',
    'It may rain, and we march on.',
    'The Sunday paper was late, as Sundays go.',
  ])
    assert.deepEqual(findRelativeDates(sentence), [], sentence);
});

test('a year nearby, and a quotation, leave it open', () => {
  assert.deepEqual(dated('The war of 1873 was long. The king fled in March.', '2019-05-03'), [
    ['in March', null],
  ]);
  assert.deepEqual(dated('In 2016 he was held on Friday.', saturday), [['on Friday', null]]);
  assert.deepEqual(dated('“We left yesterday,” he said.', saturday), [['yesterday', null]]);
  assert.deepEqual(dated('"We left six years ago," he said.', saturday), [['six years ago', null]]);
  assert.deepEqual(dated('"We left," he said yesterday.', saturday), [['yesterday', '2017-01-13']]);
});

test('as much is told as is known of the day of publication', () => {
  assert.deepEqual(dated('He left last year.', '2017'), [['last year', '2016']]);
  assert.deepEqual(dated('He left yesterday.', '2017-01'), [['yesterday', null]]);
  assert.deepEqual(dated('He left last month.', '2017-01'), [['last month', '2016-12']]);
  assert.deepEqual(dated('He left yesterday.', null), [['yesterday', null]]);
  assert.deepEqual(dated('He left yesterday.', 'some day'), [['yesterday', null]]);
});

test('words and offsets are the document’s, whatever it holds', () => {
  const words = fc.constantFrom(
    'on Friday',
    'last fall',
    'in March',
    '12 June',
    'six years ago',
    'said',
    '"',
    '“',
    '”',
    '. ',
    'the',
    '2016',
    'last',
    '9999 years ago',
    '99 May',
    '\n\n',
    'will',
    'Yesterday',
    '’',
    '\u{1F600}',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), fc.nat(20), (parts, from) => {
      const text = parts.join(' ');
      const start = Math.min(from, text.length);
      for (const { words, start: at, end, date } of datedWords(
        text,
        { start, end: text.length },
        '2017-01-14',
      )) {
        assert.equal(text.slice(at, end), words);
        assert.ok(at >= start && end <= text.length);
        assert.match(date ?? '2017', /^\d{4}(?:-\d{2}){0,2}$/);
      }
    }),
  );
});
