import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGate } from '../src/discord/gate.ts';

test('so many at a time, the urgent ones first, and a place that is given back is taken at once', async () => {
  const gate = createGate(2);
  const order: string[] = [];
  const leaves: (() => void)[] = [];
  const enter = (name: string, isUrgent: boolean, signal?: AbortSignal): void => {
    gate.enter(isUrgent, signal).then(
      (leave) => {
        order.push(name);
        return leaves.push(leave);
      },
      () => order.push(`${name} gave up`),
    );
  };
  for (const name of ['a', 'b', 'c', 'd']) enter(name, false);
  enter('urgent', true);
  enter('late', true, AbortSignal.abort());
  await nextTurn();
  assert.deepEqual(order, ['a', 'b']);
  leaves[0]?.();
  await nextTurn();
  leaves[1]?.();
  await nextTurn();
  assert.deepEqual(order, ['a', 'b', 'urgent', 'late gave up', 'c']);
  leaves[2]?.();
  leaves[3]?.();
  await nextTurn();
  assert.equal(order.at(-1), 'd');
  leaves[4]?.();
  enter('e', false);
  enter('f', false);
  enter('g', false);
  await nextTurn();
  assert.deepEqual(order.slice(-2), ['e', 'f'], 'no place is lost');
});
