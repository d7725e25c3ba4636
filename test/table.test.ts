import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percent, percentWithInterval, tableLines } from '../src/evaluation/table.ts';

test('columns are aligned: the first to the left, figures to the right', () => {
  assert.deepEqual(
    tableLines(
      ['set', 'n'],
      [
        ['one', '5'],
        ['three', '1234'],
      ],
    ),
    ['set       n', '─────  ────', 'one       5', 'three  1234'],
  );
});

test('more than one column of text can stand to the left', () => {
  assert.deepEqual(tableLines(['set', 'of', 'n'], [['a', 'b', '1']], 2)[2], 'a    b   1');
});

test('wide characters count as the two cells they take', () => {
  assert.deepEqual(tableLines(['日本', 'n'], [['abcd', '1']])[0], '日本  n');
});

test('a missing cell is empty and leaves no space at the end', () => {
  assert.deepEqual(tableLines(['a', 'b'], [['x']])[2], 'x');
});

test('shares are percentages with one decimal, and a dash where not defined', () => {
  assert.equal(percent(0.8125), '81.3');
  assert.equal(percent(Number.NaN), '–');
});

test('an interval follows its value in brackets', () => {
  assert.equal(percentWithInterval({ value: 0.5, low: 0.4, high: 0.62, count: 9 }), '50.0 [40.0–62.0]');
  assert.equal(percentWithInterval({ value: 0.5, low: null, high: null, count: 9 }), '50.0');
});
