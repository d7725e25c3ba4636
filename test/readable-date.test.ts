import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readableDate } from '../src/text/readable-date.ts';

test('writes a day, a month or a year as readers do', () => {
  assert.equal(readableDate('2017-01-03'), '3 January 2017');
  assert.equal(readableDate('2017-12'), 'December 2017');
  assert.equal(readableDate('2017'), '2017');
});

test('leaves anything else as it is', () => {
  for (const date of ['', 'last week', '2017-13-01', '2017-00', '13/01/2017', '2017-01-13T10:00Z']) {
    assert.equal(readableDate(date), date);
  }
});
