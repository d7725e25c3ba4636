import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeStyle, styleFor } from '../src/terminal/style.ts';

const terminal = { isTTY: true, columns: 90 };

test('colours a terminal and nothing else', () => {
  assert.equal(styleFor(terminal, {}).bold('x'), '\u001B[1mx\u001B[22m');
  assert.equal(styleFor({ isTTY: undefined }, {}).bold('x'), 'x');
  assert.equal(styleFor(terminal, { TERM: 'dumb' }).isStyled, false);
});

test('does as NO_COLOR and FORCE_COLOR say, the latter first', () => {
  assert.equal(styleFor(terminal, { NO_COLOR: '1' }).isStyled, false);
  assert.equal(styleFor(terminal, { NO_COLOR: '' }).isStyled, true);
  assert.equal(styleFor({}, { FORCE_COLOR: '1' }).isStyled, true);
  assert.equal(styleFor(terminal, { FORCE_COLOR: '0' }).isStyled, false);
  assert.equal(styleFor({}, { FORCE_COLOR: '1', NO_COLOR: '1' }).isStyled, true);
});

test('takes no colours because the environment is a build server', () => {
  assert.equal(styleFor({}, { CI: 'true' }).isStyled, false);
});

test('fills a terminal up to 100 columns, and takes 80 where there is none', () => {
  assert.equal(styleFor(terminal, {}).width, 90);
  assert.equal(styleFor({ isTTY: true, columns: 300 }, {}).width, 100);
  assert.equal(styleFor({ isTTY: true, columns: 5 }, {}).width, 24);
  assert.equal(styleFor({ isTTY: true, columns: 0 }, {}).width, 80);
  assert.equal(styleFor({ columns: 40 }, {}).width, 80);
});

test('marks a quote with guillemets where it cannot be bold', () => {
  assert.equal(makeStyle(false, 80).quote('word'), '«word»');
  assert.equal(makeStyle(true, 80).quote('word'), '\u001B[1mword\u001B[22m');
});
