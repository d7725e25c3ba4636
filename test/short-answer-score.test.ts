import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactMatch, f1, holdsExpected, normaliseShortAnswer } from '../src/evaluation/short-answer-score.ts';

test('case, ASCII punctuation, articles and white space do not count', () => {
  assert.equal(normaliseShortAnswer(' The  “Red”\tHouse, a-frame & an\nATTIC! '), '“red” house aframe attic');
  assert.equal(normaliseShortAnswer('$1,200.50'), '120050');
});

test('an article inside a word stays, in any script', () => {
  assert.equal(normaliseShortAnswer('Athena and Theo’s ğa an'), 'athena and theo’s ğa');
});

test('an exact match is one of the expected answers after normalisation', () => {
  assert.equal(exactMatch('the Walt Disney Company.', ['Disney', 'Walt Disney company']), 1);
  assert.equal(exactMatch('Walt Disney', ['Disney', 'Walt Disney Company']), 0);
  assert.equal(exactMatch(null, ['Disney']), 0);
});

test('F1 weighs shared words against both lengths, and takes the best expected answer', () => {
  // "Walt Disney" against "Walt Disney Company": P = 2/2, R = 2/3, F1 = 4/5.
  assert.equal(f1('Walt Disney', ['ABC', 'The Walt Disney Company']), 0.8);
  assert.equal(f1('Walt Disney', ['ABC']), 0);
});

test('F1 counts a repeated word only as often as it is expected', () => {
  // "new new york" against "new york": 2 shared of 3 and of 2.
  assert.equal(f1('New New York', ['New York']), 0.8);
});

test('nothing matches nothing and no word', () => {
  assert.equal(f1(null, ['the']), 1);
  assert.equal(f1(null, ['Paris']), 0);
  assert.equal(f1('Paris', []), 0);
  assert.equal(exactMatch('Paris', []), 0);
});

test('a quote holds an answer at word boundaries only', () => {
  assert.ok(holdsExpected('It opened in 1957, in Lyon.', ['Paris', 'lyon']));
  assert.ok(!holdsExpected('It opened in 1957.', ['195']));
  assert.ok(!holdsExpected('It opened in 1957.', ['the']));
});

test('a quote that is part of an expected sentence holds it, one of a few words does not', () => {
  const expected = ['After the fire, the mill was rebuilt in stone by the town.'];
  assert.ok(holdsExpected('The mill was rebuilt in stone', expected));
  assert.ok(!holdsExpected('the mill', expected));
});
