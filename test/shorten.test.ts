import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { shown } from '../src/discord/markdown.ts';
import { fits, plainWithin, shownWithin } from '../src/discord/shorten.ts';
import { inertLine } from '../src/text/inert.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';

const foreign = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

test('what fits is left as it is, and what is cut says so', () => {
  assert.equal(plainWithin('A bridge', 8), 'A bridge');
  assert.equal(plainWithin('A bridge over the river Ock', 20), 'A bridge over the…');
  assert.equal(plainWithin('Donaudampfschifffahrtsgesellschaft', 20), 'Donaudampfschifffah…');
  assert.equal(shownWithin('**A**', 5), '\\*\\*…');
  assert.equal(shownWithin('**A**', 9), '\\*\\*A\\*\\*');
});

test('a cut text keeps to its size, escapes counted, and is inert', () => {
  fc.assert(
    fc.property(
      foreign,
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 3, max: 600 }),
      (text, characters, bytes) => {
        const limit = { characters, bytes };
        const markdown = shownWithin(text, limit);
        assert.ok(fits(markdown, limit), markdown);
        assert.deepEqual(interpret(markdown).active, []);
        const plain = plainWithin(text, characters);
        assert.ok(plain.length <= characters);
        assert.doesNotMatch(plain + markdown, /\p{Surrogate}/u);
      },
    ),
    { numRuns: 500 },
  );
});

test('a cut text is a beginning of the text, never more than a grapheme or a word short of what fits', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      fc.integer({ min: 2, max: 100 }),
      (text, most) => {
        const line = inertLine(text);
        const cut = plainWithin(text, most);
        if (cut === line) return;
        assert.ok(cut.endsWith('…'));
        assert.ok(line.startsWith(cut.slice(0, -1)));
      },
    ),
  );
});

test('no grapheme is cut in two', () => {
  const graphemes = ['👩‍👩‍👧‍👦', '🇳🇴', 'e\u0301', 'ğ', 'я', '👍🏽', 'क्षि', 'a', '日', ' '];
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...graphemes), { maxLength: 60 }),
      fc.integer({ min: 1, max: 120 }),
      (list, most) => {
        const line = inertLine(list.join(''));
        const cut = plainWithin(line, most);
        const kept = cut === line ? cut : cut.slice(0, -1);
        const starts = new Set([...Array.from(segmenter.segment(line), ({ index }) => index), line.length]);
        assert.ok(starts.has(kept.length), JSON.stringify({ line, cut }));
      },
    ),
    { numRuns: 1000 },
  );
});

test('a letter with thousands of marks on it is cut where it must be', () => {
  const zalgo = `a${'\u0301'.repeat(5000)}`;
  assert.equal(plainWithin(zalgo, 50).length, 50);
  assert.equal(shownWithin(zalgo, { characters: 100, bytes: 60 }).endsWith('…'), true);
  assert.equal(shown(zalgo).length, 5001);
});
