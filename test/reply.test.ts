import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggest } from '../src/discord/callback.ts';
import type { Card } from '../src/discord/handler.ts';
import { lineOf } from '../src/discord/line.ts';
import { createReply, type OpenReply } from '../src/discord/reply.ts';
import { fieldsOf } from '../src/discord/rest-error.ts';
import { scriptedDiscord, type Scripted, type ScriptedDiscord } from './fixtures/scripted-discord.ts';

const card: Card = { components: [{ type: 10, content: 'An answer.' }] };
const token = 'aW50ZXJhY3Rpb246c2VjcmV0LXRva2VuLW9mLWFuLWludGVyYWN0aW9u';
const interaction = {
  id: '1200000000000000001',
  token,
  applicationId: '1100000000000000001',
  createdTimestamp: Date.now(),
};
const noContent: Scripted = { status: 204 };
const ok: Scripted = { status: 200, body: {} };
const refused = (status: number, code: number): Scripted => ({
  status,
  body: { code, message: 'No' },
});

async function withReply(
  script: readonly Scripted[],
  use: (reply: OpenReply, discord: ScriptedDiscord) => Promise<void>,
  receivedAt = performance.now(),
): Promise<void> {
  const discord = await scriptedDiscord(...script);
  try {
    const { rest } = discord;
    await use(createReply(interaction, { rest, receivedAt }), discord);
  } finally {
    await discord.close();
  }
}

test('every message is of components, mentions nobody, and is sent without the bot token', async () => {
  await withReply([ok], async (reply, { heard }) => {
    assert.equal(await reply.acknowledge('private'), true);
    await reply.edit(card);
    await reply.followUp(card, 'private');
    await reply.followUp(card, 'public');
    const bodies = heard.map(({ method, body }) => [method, body]);
    const message = { components: card.components, allowed_mentions: { parse: [] } };
    assert.deepEqual(bodies, [
      ['POST', { type: 5, data: { flags: 64 } }],
      ['PATCH', { ...message, flags: 32_768 }],
      ['POST', { ...message, flags: 32_768 | 64 }],
      ['POST', { ...message, flags: 32_768 }],
    ]);
    assert.ok(heard.every(({ authorization }) => authorization === undefined));
  });
});

test('the first response is what was asked for', async () => {
  for (const [first, body] of [
    ['public', { type: 5 }],
    ['update', { type: 6 }],
  ] as const) {
    await withReply([noContent], async (reply, { heard }) => {
      assert.equal(await reply.acknowledge(first), true);
      assert.deepEqual(heard[0]?.body, body);
      assert.equal(reply.isAwaited, first === 'public');
    });
  }
  await withReply([noContent], async (reply, { heard }) => {
    assert.equal(await reply.acknowledge('modal'), true);
    assert.equal(heard.length, 0);
    assert.ok(reply.isAwaited);
    await reply.openModal({ title: 'T', custom_id: 'c', components: [] });
    assert.deepEqual(heard[0]?.body, { type: 9, data: { title: 'T', custom_id: 'c', components: [] } });
    assert.ok(!reply.isAwaited);
    await assert.rejects(reply.openModal({ title: 'T', custom_id: 'c', components: [] }), /first response/);
  });
});

test('where nothing has been said yet, a message is the first response', async () => {
  await withReply([noContent], async (reply, { heard }) => {
    await reply.tell(card);
    assert.match(heard[0]?.path ?? '', /callback$/);
    assert.deepEqual(heard[0]?.body, {
      type: 4,
      data: { flags: 32_768 | 64, components: card.components, allowed_mentions: { parse: [] } },
    });
  });
});

test('an acknowledgement that was lost on the way is said again, as often as there is time for it', async () => {
  await withReply(['drop', refused(400, 40_060)], async (reply, { heard }) => {
    assert.equal(await reply.acknowledge('public'), true, 'the first one did arrive');
    assert.equal(heard.length, 2);
  });
  await withReply(['drop', { status: 500 }, 'drop', noContent], async (reply, { heard }) => {
    assert.equal(await reply.acknowledge('public'), true);
    assert.equal(heard.length, 4);
  });
  await withReply(['drop'], async (reply, { heard }) => {
    assert.equal(await reply.acknowledge('public'), true, 'somebody may be waiting');
    assert.equal(heard.length, 4);
  });
  await withReply(['hang'], async (reply, { heard }) => {
    const startedAt = performance.now();
    assert.equal(await reply.acknowledge('public'), true);
    assert.equal(heard.length, 2);
    assert.ok(performance.now() - startedAt < 5000);
  });
});

test('what Discord does not know any more is not answered', async () => {
  for (const script of [refused(404, 10_062), refused(403, 50_001), refused(401, 50_027)]) {
    await withReply([script], async (reply, { heard, unauthorized }) => {
      assert.equal(await reply.acknowledge('public'), false);
      assert.equal(heard.length, 1);
      assert.equal(unauthorized(), 0, 'an interaction token says nothing about the bot token');
    });
  }
});

test('a first response that was given up on, and is carried out late, is still followed by the answer', async () => {
  const missing = refused(404, 10_015);
  await withReply(['drop', 'drop', 'drop', 'drop', missing, missing, ok], async (reply, { heard }) => {
    assert.equal(await reply.acknowledge('private'), true);
    await reply.edit(card);
    assert.deepEqual(
      heard.map(({ method }) => method),
      ['POST', 'POST', 'POST', 'POST', 'PATCH', 'PATCH', 'PATCH'],
    );
    assert.ok(reply.isSettled);
  });
  for (const last of [refused(404, 10_062), refused(403, 50_001), refused(401, 50_027)]) {
    await withReply(['drop', last, missing, ok], async (reply) => {
      assert.equal(await reply.acknowledge('update'), true, 'the first try may yet be heard');
      await reply.edit(card);
    });
  }
  await withReply(['drop', missing], async (reply, { heard }) => {
    await reply.acknowledge('public');
    await assert.rejects(reply.edit(card), /10015|No/);
    assert.ok(heard.length > 8, 'until Discord would take no first response any more');
  });
});

test('what found no place on the line in time has not been said', async () => {
  await withReply(
    [noContent],
    async (reply, { rest, heard }) => {
      const line = lineOf(rest);
      const turn = { isUrgent: false, until: performance.now() + 60_000 };
      const leaves = await Promise.all(Array.from({ length: 100 }, async () => line.enter(turn)));
      const alive = setInterval(() => {}, 1000);
      assert.equal(await reply.acknowledge('public'), false);
      clearInterval(alive);
      assert.equal(heard.length, 0);
      for (const leave of leaves) leave();
    },
    performance.now() - 2300,
  );
});

test('an edit is sent again when the line breaks, when Discord fails, and when it asks to wait', async () => {
  const script: Scripted[] = [
    noContent,
    'drop',
    { status: 502, raw: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } },
    { status: 429, body: { message: 'Slow', retry_after: 0.2 }, headers: { 'retry-after': '0.2' } },
    { status: 429, body: { message: 'Slow', retry_after: 0.3 } },
    ok,
  ];
  await withReply(script, async (reply, { heard }) => {
    await reply.acknowledge('public');
    await reply.edit(card);
    assert.deepEqual(
      heard.slice(1).map(({ method }) => method),
      ['PATCH', 'PATCH', 'PATCH', 'PATCH', 'PATCH'],
    );
    const times = heard.map(({ at }) => at);
    assert.ok((times[4] ?? 0) - (times[3] ?? 0) >= 200, 'as long as the header says');
    assert.ok((times[5] ?? 0) - (times[4] ?? 0) >= 300, 'as long as the body says');
    assert.ok(reply.isSettled);
  });
});

test('an answer that Discord spoils on its way back counts as sent', async () => {
  const spoilt: Scripted = {
    status: 200,
    raw: '{"id": "12',
    headers: { 'content-type': 'application/json' },
  };
  const empty: Scripted = { status: 204, headers: { 'content-type': 'application/json' } };
  await withReply([empty, spoilt], async (reply, { heard }) => {
    await reply.acknowledge('public');
    await reply.edit(card);
    assert.equal(heard.length, 2);
  });
});

test('where edits have to wait for long, the answer goes another way, and nothing waits for the token to die', async () => {
  const wait: Scripted = { status: 429, body: { retry_after: 1200 }, headers: { 'retry-after': '1200' } };
  const thinking: Scripted = { status: 200, body: { id: '1', flags: 128 } };
  await withReply([noContent, wait, thinking, ok, thinking, noContent], async (reply, { heard }) => {
    await reply.acknowledge('public');
    await reply.edit(card);
    assert.deepEqual(
      heard.map(({ method }) => method),
      ['POST', 'PATCH', 'GET', 'POST', 'GET', 'DELETE'],
    );
  });
  const almostDead = performance.now() - 14.49 * 60_000;
  await withReply(
    [{ status: 429, body: {}, headers: { 'retry-after': '5' } }],
    async (reply) => {
      await assert.rejects(reply.edit(card));
    },
    almostDead,
  );
});

test('a further message is not sent again once it may have arrived', async () => {
  await withReply([noContent, ok, 'drop'], async (reply, { heard }) => {
    await reply.acknowledge('public');
    await reply.edit(card);
    await assert.rejects(reply.followUp(card, 'public'));
    assert.equal(heard.length, 3);
  });
});

test('a body that Discord refuses is an error for the caller, and its words hold no secret', async () => {
  await withReply([noContent, refused(400, 50_035)], async (reply) => {
    await reply.acknowledge('public');
    await assert.rejects(reply.edit(card), (error) => {
      const said = JSON.stringify(fieldsOf(error));
      assert.match(said, /"status":400/);
      assert.ok(!said.includes(token) && !said.includes('An answer'));
      return true;
    });
    assert.ok(reply.isAwaited);
  });
});

test('a message that somebody else has deleted is removed', async () => {
  await withReply([noContent, refused(404, 10_008)], async (reply) => {
    await reply.acknowledge('update');
    await reply.remove();
    assert.ok(reply.isSettled);
  });
});

test('a notice takes the place of "thinking", and stands beside what has been said', async () => {
  await withReply([noContent, ok], async (reply, { heard }) => {
    await reply.acknowledge('public');
    await reply.tell(card);
    await reply.tell(card);
    assert.deepEqual(
      heard.map(({ method }) => method),
      ['POST', 'PATCH', 'POST'],
    );
    const { flags } = (heard[2]?.body ?? {}) as { readonly flags?: number };
    assert.equal(flags, 32_768 | 64);
  });
});

test('a handler whose time is over says nothing more', async () => {
  await withReply([noContent], async (reply, { heard }) => {
    let said = 0;
    const own = reply.forHandler(() => (said += 1));
    await reply.acknowledge('public');
    await own.edit(card);
    reply.close();
    await assert.rejects(own.edit(card), /answered in another way/);
    await assert.rejects(own.followUp(card, 'public'), /answered in another way/);
    assert.deepEqual([said, heard.length], [1, 2]);
  });
});

test('suggestions are cut to what Discord takes', async () => {
  const discord = await scriptedDiscord(noContent);
  try {
    const choices = Array.from({ length: 40 }, (_, n) => ({ name: `${n}`, value: `${n}` }));
    await suggest(interaction, discord.rest, choices);
    const [heard] = discord.heard;
    assert.deepEqual(heard?.body, { type: 8, data: { choices: choices.slice(0, 25) } });
  } finally {
    await discord.close();
  }
});

/** A client whose request with this number fails in a way that has nothing to do with Discord; it may be sent all the same. */
function failing(rest: ScriptedDiscord['rest'], at: number, isSent: boolean): ScriptedDiscord['rest'] {
  let count = 0;
  const queueRequest = async (request: Parameters<typeof rest.queueRequest>[0]): Promise<unknown> => {
    count += 1;
    if (count !== at) return rest.queueRequest(request);
    if (isSent) await rest.queueRequest(request);
    throw new TypeError('a bug');
  };
  return new Proxy(rest, {
    get: (target, key) => (key === 'queueRequest' ? queueRequest : (Reflect.get(target, key) as unknown)),
  });
}

test('where a bug kept the first response from being sent, the notice is the first response', async () => {
  const discord = await scriptedDiscord(noContent);
  try {
    const rest = failing(discord.rest, 1, false);
    const reply = createReply(interaction, { rest, receivedAt: performance.now() });
    await assert.rejects(reply.acknowledge('public'), TypeError);
    await reply.tell(card);
    const [first, ...others] = discord.heard;
    assert.deepEqual(others, []);
    assert.match(first?.path ?? '', /\/callback$/);
    assert.match(JSON.stringify(first?.body), /^{"type":4,/);
  } finally {
    await discord.close();
  }
});

test('where it was sent all the same, the notice takes the place of "thinking"', async () => {
  const discord = await scriptedDiscord(noContent, refused(400, 40_060), ok);
  try {
    const rest = failing(discord.rest, 1, true);
    const reply = createReply(interaction, { rest, receivedAt: performance.now() });
    await assert.rejects(reply.acknowledge('public'), TypeError);
    await reply.tell(card);
    assert.deepEqual(
      discord.heard.map(({ method }) => method),
      ['POST', 'POST', 'PATCH'],
    );
  } finally {
    await discord.close();
  }
});
