import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { openLinks, rememberLinks } from '../src/retrieval/word-links.ts';

test('gives the links of any list of words, as a map of maps would', () => {
  // Short words, many of them the beginning of another, and some that are hashed alike.
  const word = fc.constantFrom('a', 'aa', 'ab', 'bB', 'Aa', 'C#', 'å', 'é2', '12', '1', 'tax', 'taxi');
  const entry = fc.tuple(word, fc.integer({ min: 1, max: 99 }));
  const list = fc.array(fc.tuple(word, fc.array(entry, { minLength: 1, maxLength: 4 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(list, fc.boolean(), (lines, isWeighted) => {
      const expected = new Map<string, Map<string, number>>();
      const link = (one: string, other: string, strength: number): void => {
        const links = expected.get(one) ?? new Map<string, number>();
        expected.set(one, links.set(other, Math.max(strength, links.get(other) ?? 0)));
      };
      const texts = lines.map(([one, entries]) => {
        const others = entries.map(([other, hundredths]) => {
          const strength = isWeighted ? hundredths / 100 : 0.5;
          link(one, other, strength);
          link(other, one, strength);
          return isWeighted ? `${other}${String(hundredths).padStart(2, '0')}` : other;
        });
        return [one, ...others].join(' ');
      });
      const bytes = Buffer.from(`# tax 11\n\n${texts.join('\n')}`);
      const links = rememberLinks(openLinks(bytes, isWeighted ? null : 0.5));
      for (const asked of [
        'a',
        'aa',
        'ab',
        'bB',
        'Aa',
        'C#',
        'å',
        'é2',
        '12',
        '1',
        'tax',
        'taxi',
        '#',
        '',
        'ta',
      ])
        assert.deepEqual(new Map(links(asked)), expected.get(asked) ?? new Map(), asked);
    }),
  );
});

test('refuses a linked word without its strength, and a list without a link', () => {
  for (const text of ['', '\n# one two27\n', 'one\ntwo', 'one 27', 'one two2', 'one two00', 'one  two27'])
    assert.throws(() => openLinks(Buffer.from(text), null), RangeError, text);
});
