import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { inert, inertJson, inertLine } from '../src/text/inert.ts';

test('takes whole terminal sequences out and leaves the words around them', () => {
  assert.equal(inert('a\u001B[31mred\u001B[0m b'), 'ared b');
  assert.equal(inert('\u001B]0;new title\u0007text'), 'text');
  assert.equal(inert('\u001B]8;;http://x.example\u001B\\link\u001B]8;;\u001B\\'), 'link');
  assert.equal(inert('\u001BP1$r0m\u001B\\after'), 'after');
  assert.equal(inert('\u009B2Jcleared'), 'cleared');
  assert.equal(inert('\u001Bc\u001B(Breset'), 'reset');
});

test('leaves an unfinished sequence without its power', () => {
  assert.equal(inert('\u001B]52;c;AAAA'), '52;c;AAAA');
  assert.equal(inert('end\u001B'), 'end');
});

test('takes out what turns the reading direction or hides', () => {
  assert.equal(inert('abc\u202Etxt.exe\u202C'), 'abctxt.exe');
  assert.equal(inert('a\u2066b\u2069\u200B\uFEFF\u{E0041}c'), 'abc');
});

test('keeps letters, emoji with joiners, right-to-left words, tabs and line feeds', () => {
  const text = 'Ærlig\t– 日本\n👩‍🚀 שלום می‌خواهم';
  assert.equal(inert(text), text);
});

test('makes one kind of line end, and of a lone surrogate a replacement character', () => {
  assert.equal(inert('a\r\nb\rc'), 'a\nb\nc');
  assert.equal(inert('x\uD800y'), 'x\uFFFDy');
});

test('makes one line with single spaces', () => {
  assert.equal(inertLine('  a\r\n\tb\u2028c  \u00A0d '), 'a b c d');
});

test('leaves no control, direction or surrogate character in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const left = inert(text);
      for (const character of left) {
        if (character === '\n' || character === '\t') continue;
        assert.doesNotMatch(character, /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      }
      assert.equal(inert(left), left);
    }),
  );
});

test('JSON says the same with every character that acts as an escape', () => {
  const value = { text: 'a\u009B2Jb\u202Ec\u2028d\uFEFF\u{E0041}\u007F', list: [1, '\uD800'], nothing: null };
  for (const indent of [0, 2]) {
    const written = inertJson(value, indent);
    assert.deepEqual(JSON.parse(written), value);
    for (const line of written.split('\n')) assert.equal(inert(line), line);
  }
  assert.equal(inertJson('é 👩‍🚀'), '"é 👩‍🚀"');
});

test('takes time in proportion to the text, however many sequences are left open', () => {
  // Far more than any limit on steps would allow if each opening looked through all that follows.
  assert.equal(inert('\u001B]'.repeat(200_000)), '');
});
