import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  button,
  cardOf,
  container,
  linkButton,
  row,
  section,
  separator,
  text,
  withinLimits,
} from '../src/discord/blocks.ts';
import type { Card } from '../src/discord/handler.ts';
import type { ButtonState } from '../src/discord/state.ts';

const dismiss = (asker: number): ButtonState => ({ action: 'dismiss', asker: String(asker) });
const buttons = (count: number): ReturnType<typeof button>[] =>
  Array.from({ length: count }, (_, at) => button(`B${at}`, dismiss(at)));

/** Components that no block of ours makes. */
function rawCard(...components: readonly unknown[]): Card {
  return { components } as unknown as Card;
}

test('a card within the limits has nothing to report', () => {
  const card = cardOf(
    container(
      [text('a', 1), separator(), section(['b', 'c'], button('Open', dismiss(9))), row(...buttons(5))],
      1,
    ),
    text('x'.repeat(3997)),
  );
  assert.deepEqual(withinLimits(card), []);
});

test('each limit is found when it is broken', () => {
  const broken: readonly (readonly [Card, RegExp])[] = [
    [cardOf(), /without components/],
    [cardOf(text('x'.repeat(4001))), /4001 characters/],
    [cardOf(text('日'.repeat(3390))), /10182 bytes/],
    [cardOf(...Array.from({ length: 41 }, () => separator())), /41 components/],
    [cardOf(text('  \n ')), /without text/],
    [cardOf(text('a\uD83D')), /half a character/],
    [cardOf(text('a', 1), text('b', 1)), /component id 1 twice/],
    [cardOf(row(...buttons(6))), /6 components in one of type 1/],
    [cardOf(row()), /0 components in one of type 1/],
    [cardOf(section(['a', 'b', 'c', 'd'], button('x', dismiss(1)))), /4 components in one of type 9/],
    [cardOf(row(button('x'.repeat(81), dismiss(1)))), /label of 81/],
    [cardOf(row(button('', dismiss(1)))), /label of 0/],
    [cardOf(row(button('a', dismiss(1)), button('b', dismiss(1)))), /custom id .* twice/],
    [
      rawCard({ type: 1, components: [{ type: 2, style: 2, label: 'x', custom_id: 'y'.repeat(101) }] }),
      /custom id of 101/,
    ],
    [rawCard({ type: 1, components: [{ type: 2, style: 5, label: 'x', url: 'javascript:x' }] }), /no link/],
    [rawCard({ type: 1, components: [{ type: 2, style: 2, label: 'x' }] }), /neither or both/],
    [rawCard({ type: 9, components: [{ type: 10, content: 'x' }] }), /without a button/],
    [
      rawCard({ type: 17, components: [{ type: 17, components: [{ type: 10, content: 'x' }] }] }),
      /type 17 in one of type 17/,
    ],
    [rawCard({ type: 2, style: 2, label: 'x', custom_id: 'y' }), /type 2 in one of type null/],
  ];
  for (const [card, found] of broken) assert.match(withinLimits(card).join('\n'), found);
});

test('a link is made of an address of the web, and of nothing else', () => {
  assert.deepEqual(linkButton('Read', 'https://post.example/a b'), {
    type: 2,
    style: 5,
    label: 'Read',
    url: 'https://post.example/a%20b',
  });
  for (const address of [null, 'x', 'javascript:alert(1)', 'https://a:b@post.example/', 'http://intranet/'])
    assert.equal(linkButton('Read', address), null);
});
