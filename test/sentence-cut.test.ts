import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { shown } from '../src/discord/markdown.ts';
import { sentencesWithin } from '../src/discord/sentence-cut.ts';
import { fits } from '../src/discord/shorten.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';

const room = (characters: number): { characters: number; bytes: number } => ({
  characters,
  bytes: characters * 3,
});
const three = 'The first is short. The second is a little longer. The third ends it.';

test('a text that fits is whole, and one that does not ends with a sentence and a mark', () => {
  assert.deepEqual(sentencesWithin(three, room(100)), { markdown: three, isCut: false });
  assert.deepEqual(sentencesWithin(three, room(60)), {
    markdown: 'The first is short. The second is a little longer. …',
    isCut: true,
  });
  assert.deepEqual(sentencesWithin(three, room(30)), { markdown: 'The first is short. …', isCut: true });
});

test('the first sentence may take more, whole or not at all', () => {
  const long = `${'A long sentence goes on and on, '.repeat(10)}and ends here.`;
  assert.deepEqual(sentencesWithin(long, room(100), room(400)), { markdown: long, isCut: false });
  assert.deepEqual(sentencesWithin(`${long} More.`, room(100), room(400)), {
    markdown: `${long} …`,
    isCut: true,
  });
});

test('a sentence that no card can hold is cut at a word', () => {
  const { markdown, isCut } = sentencesWithin('word '.repeat(3000), room(99));
  assert.ok(isCut && markdown.length <= 99);
  assert.match(markdown, /word…$/);
});

test('bytes count as well as characters', () => {
  const russian = 'Мост открыли весной. Он стоил дорого. Ламп не было.';
  assert.equal(sentencesWithin(russian, { characters: 100, bytes: 60 }).markdown, 'Мост открыли весной. …');
});

test('whatever the text, the room is kept to', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 400 })),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 0, max: 300 }),
      (text, usual, more) => {
        const { markdown, isCut } = sentencesWithin(text, room(usual), room(usual + more));
        assert.ok(fits(markdown, room(usual + more)));
        if (!isCut) assert.equal(markdown, shown(text));
      },
    ),
    { numRuns: 500 },
  );
});
