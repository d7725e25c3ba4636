import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkLogin, type LoginCheck, type LoginOptions } from '../src/discord/login.ts';
import { KnownError } from '../src/errors.ts';
import { scriptedDiscord, type Scripted } from './fixtures/scripted-discord.ts';

const failed: Scripted = { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
const gateway: Scripted = {
  status: 200,
  body: {
    url: 'ws://127.0.0.1:9',
    shards: 2,
    session_start_limit: { total: 1000, remaining: 900, reset_after: 1, max_concurrency: 1 },
  },
};
const application: Scripted = { status: 200, body: { id: '77' } };
const quick: LoginOptions = { troublePausesMs: [1, 1, 1, 1, 1] };

async function check(
  script: readonly Scripted[],
  options: LoginOptions = quick,
): Promise<{ readonly outcome: LoginCheck | KnownError; readonly requests: number }> {
  const discord = await scriptedDiscord(...script);
  try {
    const outcome = await checkLogin(discord.rest, 'http://discord.test/api', null, options).catch(
      (error: unknown) => {
        assert.ok(error instanceof KnownError);
        return error;
      },
    );
    return { outcome, requests: discord.heard.length };
  } finally {
    await discord.close();
  }
}

test('trouble of Discord’s own that passes is waited for', async () => {
  const { outcome } = await check([failed, failed, failed, failed, failed, gateway, application]);
  assert.deepEqual(outcome, { application: '77', shards: 2 });
});

test('trouble that lasts is one sentence after the other, each of which follows from the one before', async () => {
  const { outcome, requests } = await check([failed]);
  assert.ok(outcome instanceof KnownError);
  assert.equal(
    outcome.message,
    'Discord has a problem of its own (status 500), and trying for half a minute did not help. Look at https://discordstatus.com. Then start again; a service manager does so by itself.',
  );
  assert.equal(requests, 6);
});

test('waiting for Discord ends when the bot is told to end', async () => {
  const controller = new AbortController();
  const discord = await scriptedDiscord(failed);
  try {
    const checking = checkLogin(discord.rest, 'http://discord.test/api', null, {
      signal: controller.signal,
      troublePausesMs: [600_000],
    });
    while (discord.heard.length === 0) await new Promise(setImmediate);
    controller.abort();
    await assert.rejects(checking);
    assert.equal(discord.heard.length, 1);
  } finally {
    await discord.close();
  }
});
