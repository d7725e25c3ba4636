import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REST, type InternalRequest } from 'discord.js';
import { troubleOf } from '../src/discord/rest-error.ts';
import { scriptedDiscord, type Scripted } from './fixtures/scripted-discord.ts';

const callback = {
  fullRoute: '/interactions/1/token/callback',
  method: 'POST',
  body: { type: 5 },
  auth: false,
} as unknown as InternalRequest;

const answers: readonly Scripted[] = [
  { status: 404, body: { message: 'Unknown interaction', code: 10_062 } },
  { status: 400, body: { message: 'Invalid Form Body', code: 50_035, errors: {} } },
  { status: 401, body: { message: '401: Unauthorized', code: 0 } },
  { status: 403, raw: '<html>' },
  { status: 429, body: { message: 'slow down', retry_after: 1.5, global: false } },
  { status: 500, body: { message: 'oops', code: 0 } },
  { status: 503, raw: '' },
];

async function troubleMet(send: () => Promise<unknown>): Promise<unknown> {
  const error = await send().then(
    () => assert.fail('it went well'),
    (reason: unknown) => reason,
  );
  const met = troubleOf(error);
  // discord.js adds a margin of 50 ms, and so does who sends again.
  return met.kind === 'rate-limit' ? { ...met, waitMs: Math.floor(met.waitMs / 100) } : met;
}

test('what a first response meets is understood as it is through the queue of discord.js', async () => {
  for (const answer of answers) {
    const discord = await scriptedDiscord(answer);
    try {
      const straight = await troubleMet(() => discord.rest.queueRequest(callback));
      const queued = await troubleMet(() => REST.prototype.queueRequest.call(discord.rest, callback));
      assert.deepEqual(straight, queued);
      const [one, two] = discord.heard;
      assert.deepEqual([one?.path, one?.body], [two?.path, two?.body]);
      assert.equal(one?.authorization, undefined);
    } finally {
      await discord.close();
    }
  }
});
