import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBreaker } from '../src/discord/breaker.ts';
import { randomBelow, seededRandom } from '../src/evaluation/random.ts';

test('a storm of refusals is cut off below a hundredth of what Discord bans for', () => {
  let time = 0;
  const said: number[] = [];
  const breaker = createBreaker({ now: () => time, onOpen: (waitMs) => said.push(waitMs) });
  const sent: number[] = [];
  const statuses = [401, 403, 429, 500, 429];
  for (; time < 60 * 60_000; time += 100) {
    if (breaker.isOpen()) continue;
    const status = statuses[sent.length % statuses.length] ?? 0;
    sent.push(time);
    breaker.count(status);
  }
  const invalid = sent.filter((_, at) => statuses[at % statuses.length] !== 500);
  for (const start of invalid) {
    const inWindow = invalid.filter((at) => at >= start && at < start + 10 * 60_000);
    assert.ok(inWindow.length <= 100, `${inWindow.length} within ten minutes of ${start}`);
  }
  assert.equal(said[0], 600_000 - (sent[99] ?? 0), 'the first of them leaves the window then');
});

test('says that it stops once, and goes on when the window allows', () => {
  let time = 0;
  let said = 0;
  const breaker = createBreaker({ limit: 3, windowMs: 1000, now: () => time, onOpen: () => (said += 1) });
  for (const status of [200, 404, 400, 500, 401, 403]) breaker.count(status);
  assert.equal(breaker.isOpen(), false);
  for (let n = 0; n < 10; n++) breaker.count(429);
  assert.deepEqual([breaker.isOpen(), said], [true, 1]);
  time = 1001;
  assert.equal(breaker.isOpen(), false);
  for (let n = 0; n < 3; n++) breaker.count(429);
  assert.deepEqual([breaker.isOpen(), said], [true, 2]);
});

test('whatever comes back, and whenever, never more than a hundred are refused within ten minutes', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = seededRandom(seed);
    let time = 0;
    let underWay = 0;
    const refused: number[] = [];
    const breaker = createBreaker({ now: () => time });
    for (let step = 0; step < 20_000; step++) {
      time += randomBelow(random, 500);
      // As many come as can, in bursts.
      for (let burst = randomBelow(random, 200); burst > 0; burst--) {
        if (!breaker.isOpen() && underWay < breaker.room()) underWay += 1;
      }
      for (let ended = randomBelow(random, underWay + 1); ended > 0; ended--) {
        underWay -= 1;
        refused.push(time);
        breaker.count(429);
      }
    }
    let start = 0;
    for (const [at, when] of refused.entries()) {
      while ((refused[start] ?? 0) <= when - 10 * 60_000) start += 1;
      assert.ok(at - start < 100, `${at - start + 1} within ten minutes, seed ${seed}`);
    }
  }
});

test('as much may be under way as has gone well, and after a refusal what is left of the hundred', () => {
  let time = 0;
  const breaker = createBreaker({ now: () => time });
  assert.equal(breaker.room(), 100);
  for (let n = 0; n < 300; n++) breaker.count(204);
  assert.equal(breaker.room(), 300);
  for (let n = 0; n < 300; n++) breaker.count(204);
  assert.equal(breaker.room(), 500);
  for (let n = 0; n < 50; n++) breaker.count(null);
  assert.equal(breaker.room(), 500, 'a line that breaks is no refusal');
  breaker.count(429);
  assert.equal(breaker.room(), 49);
  for (let n = 0; n < 60; n++) breaker.count(200);
  assert.equal(breaker.room(), 99, 'what is heard makes up for what was not');
  for (let n = 0; n < 200; n++) breaker.count(null);
  assert.equal(breaker.room(), 20, 'it never stands still for that alone');
  time += 10 * 60_000;
  assert.equal(breaker.room(), 100);
});
