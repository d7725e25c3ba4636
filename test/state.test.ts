import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  decodeState,
  documentKey,
  encodeState,
  generationKey,
  textKey,
  type ButtonState,
  type ModalState,
} from '../src/discord/state.ts';

const key = fc.uint8Array({ minLength: 6, maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const keyOrNone = fc.option(key);
const asker = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const answer = fc.stringMatching(/^[\w-]{1,40}$/);
const offset = fc.nat(2 ** 31 - 1);
const states: fc.Arbitrary<ButtonState | ModalState> = fc.oneof(
  fc.record({
    action: fc.constant('passage' as const),
    generation: key,
    document: key,
    text: key,
    start: offset,
    end: offset,
  }),
  fc.record({
    action: fc.constantFrom('follow-up', 'rephrase', 'follow-up-asked', 'rephrased'),
    asker,
    document: keyOrNone,
  }),
  fc.record({ action: fc.constant('share' as const), asker, generation: key, document: keyOrNone }),
  fc.record({ action: fc.constant('rest' as const), generation: key, document: keyOrNone }),
  fc.record({ action: fc.constantFrom('helpful', 'not-helpful', 'reason'), answer }),
  fc.record({ action: fc.constant('dismiss' as const), asker }),
  fc.record({
    action: fc.constant('search-page' as const),
    generation: key,
    document: keyOrNone,
    page: offset,
  }),
  fc.record({ action: fc.constant('sources-page' as const), generation: key, page: offset }),
  fc.record({ action: fc.constant('outline' as const), generation: key, document: key, page: offset }),
);

test('every state comes back from its custom id, which has at most 100 characters', () => {
  fc.assert(
    fc.property(states, (state) => {
      const customId = encodeState(state);
      assert.ok(customId.length >= 1 && customId.length <= 100, customId);
      assert.deepEqual(decodeState(customId), { ...state });
    }),
  );
});

test('two states never share a custom id', () => {
  fc.assert(
    fc.property(states, states, (one, two) => {
      const same = JSON.stringify(one) === JSON.stringify(two);
      assert.equal(encodeState(one) === encodeState(two), same);
    }),
  );
});

test('a custom id that is not exactly one of ours is nothing', () => {
  const good = encodeState({
    action: 'outline',
    generation: 'ab12ab12ab12',
    document: '0123456789ab',
    page: 3,
  });
  assert.notEqual(decodeState(good), null);
  const hostile = [
    '',
    '.',
    '1',
    '1.',
    '1.dismiss',
    '1.dismiss.',
    '1.dismiss.12.34',
    '1.dismiss.-1',
    '1.dismiss.1e9',
    '1.dismiss.٣',
    '1.constructor.1',
    '1.__proto__.1',
    '1.toString',
    '1.hasOwnProperty.x',
    '0.dismiss.12',
    '2.dismiss.12',
    '1.outline.ab12ab12ab12._.3',
    '1.passage.ab12ab12ab12._.ab12ab12ab12.1.2',
    '1.rest._.0123456789ab',
    '1.helpful.a b',
    '1.helpful.<@1>',
    `1.helpful.${'a'.repeat(41)}`,
    `1.helpful.${'a'.repeat(200)}`,
    good.toUpperCase(),
    `${good} `,
    ` ${good}`,
    `${good}\n`,
    good.replace('.3', '.03'),
    good.replace('.3', '.3.5'),
    good.replace('.3', '.99999999999'),
    '\u0000',
    '\uD800',
    '{"action":"dismiss","asker":"1"}',
  ];
  for (const customId of hostile) assert.equal(decodeState(customId), null, JSON.stringify(customId));
});

test('no text makes the decoder throw, and what it takes is written the same again', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc
          .array(fc.oneof(fc.string(), states.map(encodeState)), { maxLength: 5 })
          .map((parts) => parts.join('.')),
      ),
      (customId) => {
        const state = decodeState(customId);
        if (state !== null) assert.equal(encodeState(state), customId);
      },
    ),
  );
});

test('a state that could not be read back is refused', () => {
  assert.throws(() => encodeState({ action: 'dismiss', asker: 'somebody' }), RangeError);
  assert.throws(() => encodeState({ action: 'helpful', answer: 'x'.repeat(90) }), RangeError);
  assert.throws(
    () => encodeState({ action: 'sources-page', generation: generationKey('g'), page: -1 }),
    RangeError,
  );
});

test('keys are short, the same each time, and apart for different documents', () => {
  assert.equal(documentKey('a/b.md'), documentKey('a/b.md'));
  assert.notEqual(documentKey('a/b.md'), documentKey('a/c.md'));
  assert.equal(textKey('0123456789abcdef'.repeat(4)), '0123456789ab');
  assert.match(documentKey('Ærlig 日本.md'), /^[0-9a-f]{12}$/);
  assert.match(generationKey('20261121T112738219Z-649c9c'), /^[0-9a-f]{12}$/);
});
