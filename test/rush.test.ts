import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRush } from '../src/discord/rush.ts';

test('a rush is many at once, and is over when they no longer come', () => {
  let time = 1000;
  const rush = createRush({ many: 3, withinMs: 100, now: () => time });
  const noted = (pause: number): boolean => {
    time += pause;
    rush.note();
    return rush.isOn();
  };
  assert.deepEqual([noted(0), noted(0), noted(50)], [false, false, true]);
  time += 49;
  assert.equal(rush.isOn(), true);
  time += 1;
  assert.equal(rush.isOn(), false, 'the first of them is long enough ago');
  assert.deepEqual([noted(60), noted(60), noted(60)], [false, false, false], 'a steady stream is none');
  assert.deepEqual([noted(10), noted(10)], [true, true]);
});
