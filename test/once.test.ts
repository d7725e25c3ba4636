import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOnce } from '../src/discord/once.ts';

test('an interaction that is delivered three times counts once', () => {
  const once = createOnce();
  const ids = Array.from({ length: 10_000 }, (_, n) => String(n));
  const taken = [...ids, ...ids.toReversed(), ...ids].filter((id) => once.first(id));
  assert.deepEqual(taken, ids);
});

test('ids are forgotten when their interactions are long dead, and the oldest when there are too many', () => {
  let time = 0;
  const once = createOnce({ lifeMs: 1000, most: 3, now: () => time });
  assert.ok(once.first('a'));
  time = 999;
  assert.ok(!once.first('a'));
  time = 1000;
  assert.ok(once.first('a'));
  for (const id of ['b', 'c', 'd', 'e']) assert.ok(once.first(id));
  assert.ok(!once.first('e'));
  assert.ok(once.first('a'), 'pushed out');
});
