import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock, type DiscordClock } from '../src/discord/clock.ts';

const discordAtZero = Date.parse('2026-03-01T12:00:00.300Z');

interface Scene {
  readonly clock: DiscordClock;
  /** Discord's time, now. */
  readonly discord: () => number;
  readonly pass: (ms: number) => void;
  /** Hears Discord's time as an answer's header gives it. */
  readonly hear: () => void;
}

function scene(): Scene {
  let time = 5_000;
  const clock = createClock(() => time);
  const discord = (): number => discordAtZero + time;
  return {
    clock,
    discord,
    pass: (ms) => {
      time += ms;
    },
    hear: () => {
      const date = new Date(discord()).toUTCString();
      clock.observe(date, time, time + 40);
      time += 40;
    },
  };
}

test('what Discord would refuse is too old, once Discord has been heard', () => {
  const { clock, discord, hear, pass } = scene();
  assert.equal(clock.isTooOld(discord() - 60_000), false, 'nothing is known yet');
  for (let n = 0; n < 20; n++) {
    hear();
    pass(130);
  }
  assert.equal(clock.isTooOld(discord() - 60_000), true);
  assert.equal(
    clock.isTooOld(discord() - 2800),
    true,
    'some answers make it exact to a fraction of a second',
  );
  assert.equal(clock.isTooOld(discord() - 2400), false);
  assert.equal(clock.isTooOld(discord()), false);
});

test('a young interaction is never too old, whatever is known', () => {
  for (let offset = 0; offset < 1000; offset += 50) {
    const { clock, discord, hear, pass } = scene();
    pass(offset);
    hear();
    for (const age of [0, 500, 1500, 2400]) assert.equal(clock.isTooOld(discord() - age), false);
    pass(3 * 60 * 60_000);
    assert.equal(clock.isTooOld(discord() - 2400), false, 'hours later');
  }
});

test('a proxy that sends a wrong time does not silence the bot', () => {
  const { clock, discord, pass } = scene();
  clock.observe(new Date(discord() + 60 * 60_000).toUTCString(), 5_000, 5_010);
  const dropped = Array.from({ length: 40 }, () => {
    pass(1000);
    const created = discord() - 200;
    if (clock.isTooOld(created)) return true;
    // Discord takes it, and its answer has the wrong time again.
    clock.wasAccepted(created, 5_000);
    clock.observe(new Date(discord() + 60 * 60_000).toUTCString(), 5_000, 5_010);
    return false;
  });
  assert.equal(dropped.filter(Boolean).length, 3);
  assert.deepEqual(dropped.slice(4).filter(Boolean), []);
});
