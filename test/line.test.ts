import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../src/config.ts';
import { createBreaker } from '../src/discord/breaker.ts';
import { createClient } from '../src/discord/client.ts';
import { lineOf } from '../src/discord/line.ts';
import { PausedError } from '../src/discord/rest-error.ts';

test('the line of a client is as wide as its breaker says, and closed with it', async () => {
  const breaker = createBreaker();
  const client = createClient(loadConfig({}), null, { breaker, onUnauthorized: () => {} });
  const line = lineOf(client.rest);
  const turn = (): Promise<() => void> => line.enter({ isUrgent: true, until: performance.now() + 60_000 });
  for (let count = 0; count < 79; count++) breaker.count(403);
  // So quick that there might be more at once.
  for (let count = 0; count < 40; count++) line.took(1);
  const leaves = await Promise.all(Array.from({ length: 21 }, turn));
  const late = turn();
  assert.equal(line.isCrowded(), true, 'the hundredth is under way');
  breaker.count(403);
  leaves[0]?.();
  await assert.rejects(late, PausedError);
  await assert.rejects(turn(), PausedError);
  await client.destroy();
});
