import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPace } from '../src/discord/pace.ts';

/** Requests in rounds of as many as there is room for, each taking what `latency` says of so many at once. */
function run(pace: ReturnType<typeof createPace>, rounds: number, latency: (atOnce: number) => number): void {
  for (let round = 0; round < rounds; round += 1) {
    const atOnce = pace.room();
    for (let one = 0; one < atOnce; one += 1) pace.took(latency(atOnce));
  }
}

test('far away, more and more are sent at once, until it is as many as there may be', () => {
  const pace = createPace();
  run(pace, 10, () => 100);
  assert.equal(pace.room(), 500);
});

test('where they only wait for each other, few are', () => {
  const pace = createPace();
  // A quarter of a millisecond each, one after the other.
  run(pace, 200, (atOnce) => 1 + atOnce / 4);
  assert.ok(pace.room() < 60, String(pace.room()));
});

test('what goes slow after it went well makes room again', () => {
  const pace = createPace();
  run(pace, 10, () => 50);
  run(pace, 3, () => 400);
  assert.ok(pace.room() < 100, String(pace.room()));
  assert.ok(pace.room() >= 12);
});
