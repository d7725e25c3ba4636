import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReply, type OpenReply } from '../src/discord/reply.ts';
import type { Card } from '../src/discord/handler.ts';
import { scriptedDiscord, type Scripted, type ScriptedDiscord } from './fixtures/scripted-discord.ts';

const answer: Card = { components: [{ type: 10, content: 'An answer.' }] };
const notice: Card = { components: [{ type: 10, content: 'The bot is restarting.' }] };
const interaction = {
  id: '1200000000000000001',
  token: 'aW50ZXJhY3Rpb246c2VjcmV0LXRva2VuLW9mLWFuLWludGVyYWN0aW9u',
  applicationId: '1100000000000000001',
};
const taken: Scripted = { status: 204 };
const ok: Scripted = { status: 200, body: {} };
const failed: Scripted = { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
const stillThinking: Scripted = { status: 200, body: { id: '1', flags: 128 } };
const answered: Scripted = { status: 200, body: { id: '1', flags: 32_768 } };

/** A reply that has been promised to everyone. */
async function promised(
  script: readonly Scripted[],
  use: (reply: OpenReply, discord: ScriptedDiscord) => Promise<void>,
): Promise<void> {
  const discord = await scriptedDiscord(taken, ...script);
  try {
    const reply = createReply(interaction, { rest: discord.rest, receivedAt: performance.now() });
    assert.equal(await reply.acknowledge('public'), true);
    await use(reply, discord);
  } finally {
    await discord.close();
  }
}

/** What was sent after the promise. */
function sent({ heard }: ScriptedDiscord): string[] {
  return heard.slice(1).map(({ method }) => method);
}

test('an answer whose edits fail is a further message, and "thinking" is deleted', async () => {
  const script = [failed, failed, failed, stillThinking, ok, stillThinking, taken];
  await promised(script, async (reply, discord) => {
    await reply.edit(answer);
    assert.deepEqual(sent(discord), ['PATCH', 'PATCH', 'PATCH', 'GET', 'POST', 'GET', 'DELETE']);
    const said = discord.heard[5]?.body as { readonly flags: number; readonly components: unknown };
    assert.deepEqual(said.components, answer.components);
    assert.equal(said.flags, 32_768, 'as many see it as were promised it');
    assert.ok(reply.isSettled);
  });
});

test('a further message that has taken the place of "thinking" is not deleted', async () => {
  const script = [failed, failed, failed, stillThinking, ok, answered];
  await promised(script, async (reply, discord) => {
    await reply.edit(answer);
    assert.deepEqual(sent(discord), ['PATCH', 'PATCH', 'PATCH', 'GET', 'POST', 'GET']);
  });
});

test('an edit that arrived, though only failures came back, is not said again', async () => {
  await promised([failed, 'drop', failed, answered], async (reply, discord) => {
    await reply.edit(answer);
    assert.deepEqual(sent(discord), ['PATCH', 'PATCH', 'PATCH', 'GET']);
    assert.ok(reply.isSettled);
  });
});

test('nor is it where Discord does not say at once what stands there', async () => {
  await promised(['drop', failed, failed, failed, answered], async (reply, discord) => {
    await reply.edit(answer);
    assert.deepEqual(sent(discord), ['PATCH', 'PATCH', 'PATCH', 'GET', 'GET']);
    assert.ok(reply.isSettled);
  });
});

test('where a further message may or may not have arrived, only edits follow', async () => {
  const script = [failed, failed, failed, stillThinking, 'drop', stillThinking, failed, ok] as const;
  await promised(script, async (reply, discord) => {
    await reply.edit(answer);
    assert.deepEqual(sent(discord).slice(3), ['GET', 'POST', 'GET', 'PATCH', 'PATCH']);
    assert.ok(reply.isSettled);
  });
});

test('a message that is gone is not said in another place', async () => {
  const gone: Scripted = { status: 404, body: { code: 10_008, message: 'Unknown Message' } };
  await promised([failed, failed, failed, gone], async (reply, discord) => {
    await assert.rejects(reply.edit(answer));
    assert.deepEqual(sent(discord), ['PATCH', 'PATCH', 'PATCH', 'GET']);
  });
});

test('in haste an answer that hangs goes the other way at once, and the notice is not needed', async () => {
  const script = ['hang', stillThinking, ok, stillThinking, taken] as const;
  await promised(script, async (reply, discord) => {
    const editing = reply.forHandler(() => {}).edit(answer);
    while (discord.heard.length < 2) await new Promise(setImmediate);
    reply.hurry();
    reply.close();
    await Promise.all([editing, reply.tell(notice)]);
    assert.deepEqual(sent(discord), ['PATCH', 'GET', 'POST', 'GET', 'DELETE']);
    assert.ok(!JSON.stringify(discord.heard).includes('restarting'));
  });
});

test('a notice in haste tries one edit', async () => {
  const script = [failed, stillThinking, ok, stillThinking, taken];
  await promised(script, async (reply, discord) => {
    reply.hurry();
    await reply.tell(notice);
    assert.deepEqual(sent(discord), ['PATCH', 'GET', 'POST', 'GET', 'DELETE']);
  });
});
