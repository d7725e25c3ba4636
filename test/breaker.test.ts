import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBreaker } from '../src/discord/breaker.ts';

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
