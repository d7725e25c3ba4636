import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDates, parseDate } from '../src/corpus/dates.ts';

test('reads dates in the forms that articles use', () => {
  const forms: Record<string, string> = {
    '2017-01-13': '2017-01-13',
    '2017-01-13T09:30:00Z': '2017-01-13',
    'Jul 9, 2012': '2012-07-09',
    'July 9th, 2012': '2012-07-09',
    '9 July 2012': '2012-07-09',
    'the 9th of July 2012': '2012-07-09',
    '9-Jul-2012': '2012-07-09',
    'Sept. 9, 2012': '2012-09-09',
    '9. juli 2012': '2012-07-09',
    '3. Oktober 1990': '1990-10-03',
    '1er janvier 2020': '2020-01-01',
    '3 de mayo de 2021': '2021-05-03',
    '12 Şubat 2020': '2020-02-12',
    '4 июня 2019': '2019-06-04',
    '2012年7月9日': '2012-07-09',
    '09.07.2012': '2012-07-09',
    '13/1/2017': '2017-01-13',
    '1/13/2017': '2017-01-13',
    '5/5/2017': '2017-05-05',
    '2012/07/09': '2012-07-09',
    'July 2012': '2012-07',
  };
  for (const [written, iso] of Object.entries(forms)) {
    const text = `Seen on ${written}, they say.`;
    const [found, ...others] = findDates(text);
    assert.equal(found?.iso, iso, written);
    assert.equal(others.length, 0, written);
    const inText = text.slice(found?.start, found?.end);
    assert.ok(written.endsWith(inText), `${inText} in ${written}`);
  }
});

test('takes no more of a date than is certain', () => {
  assert.equal(findDates('3/4/2012')[0]?.iso, '2012');
  assert.deepEqual(findDates('30 February 2012, 2012-13-01, 45.67.2012'), []);
  assert.deepEqual(findDates('version 10.2.2012.4 of 555-01-2012, in 2012, on May 5, at 10:30'), []);
});

test('reads a field only when it is a date and nothing else', () => {
  assert.equal(parseDate('2012'), '2012');
  assert.equal(parseDate(' 2012-07 '), '2012-07');
  assert.equal(parseDate('20120709'), '2012-07-09');
  assert.equal(parseDate('Mon, 9 Jul 2012 10:00:00 GMT'), '2012-07-09');
  assert.equal(parseDate('2012-07-09 10:00:00 +0200'), '2012-07-09');
  for (const field of ['', 'soon', 'the war ended on 9 July 2012 at last, they said', '99999999']) {
    assert.equal(parseDate(field), null, field);
  }
});
