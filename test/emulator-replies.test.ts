import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Interaction as Received, REST } from 'discord.js';
import type { Emulator, EmulatorOptions, Interaction } from '../src/preview/emulator/emulator.ts';
import { connect, refusal, until } from './fixtures/emulated-client.ts';
import { openapiCheck, skipWithoutOpenapi } from './fixtures/openapi.ts';

interface Raw {
  readonly emulator: Emulator;
  readonly rest: REST;
  readonly asked: Interaction;
  readonly callback: (body: object, query?: string) => Promise<unknown>;
  /** @param name of the message, or nothing for a follow-up */
  readonly webhook: (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    name?: string,
    body?: object,
  ) => Promise<unknown>;
  readonly text: string;
}

/** An interaction that is waiting for its first response, and the raw requests that can be made about it. */
async function raw(
  t: TestContext,
  options: EmulatorOptions = {},
  kind: 'text' | 'group-dm' = 'text',
): Promise<Raw> {
  const arrivals: Received[] = [];
  const { emulator, client, moderator, channel } = await connect(
    t,
    async (one) => arrivals.push(one),
    options,
  );
  const asked = emulator.use(moderator, channel(kind), { name: 'ask', options: { question: 'Why?' } });
  await until(() => arrivals.length > 0);
  const { id = '', token = '' } = arrivals[0] ?? {};
  const { rest } = client;
  rest.options.retries = 0;
  return {
    emulator,
    rest,
    asked,
    callback: (body, query = '') =>
      rest.post(`/interactions/${id}/${token}/callback`, {
        body,
        auth: false,
        query: new URLSearchParams(query),
      }),
    webhook: (method, name, body) => {
      const route =
        `/webhooks/${client.application.id}/${token}${name === undefined ? '' : `/messages/${name}`}` as const;
      const about = { auth: false, ...(body === undefined ? {} : { body }) };
      switch (method) {
        case 'GET':
          return rest.get(route, about);
        case 'POST':
          return rest.post(route, about);
        case 'PATCH':
          return rest.patch(route, about);
        case 'DELETE':
          return rest.delete(route, about);
      }
    },
    text: channel(kind),
  };
}

const v2 = 1 << 15;
const button = (id: string) => ({ type: 2, style: 2, label: 'Go', custom_id: id });
const card = (content: string) => ({ flags: v2, components: [{ type: 10, content }] });

test('an interaction is acknowledged once, and has no webhook before that', async (t) => {
  const { callback, webhook } = await raw(t);
  assert.equal(await refusal(webhook('PATCH', '@original', { content: 'x' })), '404 10015');
  assert.equal(await refusal(webhook('POST', undefined, { content: 'x' })), '404 10015');
  await callback({ type: 5 });
  assert.equal(await refusal(callback({ type: 5 })), '400 40060');
  assert.equal(await refusal(callback({ type: 9, data: {} })), '400 40060');
});

test('after three seconds there is nothing to respond to', async (t) => {
  let clock = Date.now();
  const { callback, webhook, asked } = await raw(t, { now: () => clock });
  clock += 3001;
  assert.equal(await refusal(callback({ type: 5 })), '404 10062');
  assert.equal((await asked.settled).kind, 'failed');
  assert.equal(await refusal(webhook('PATCH', '@original', { content: 'x' })), '404 10015');
});

test('a token lives for fifteen minutes', async (t) => {
  let clock = Date.now();
  const { callback, webhook } = await raw(t, { now: () => clock });
  await callback({ type: 5 });
  clock += 14 * 60_000;
  await webhook('PATCH', '@original', { content: 'still' });
  clock += 60_001;
  assert.equal(await refusal(webhook('PATCH', '@original', { content: 'x' })), '401 50027');
});

test('a command takes no update, and suggestions only where they were asked for', async (t) => {
  const { callback } = await raw(t);
  for (const type of [1, 6, 7, 8, 10, 12]) assert.equal(await refusal(callback({ type })), '400 50035');
  await callback({ type: 5 });
});

test('a reply can be read, edited and deleted, follow-ups beside it', async (t) => {
  const { callback, webhook, emulator, asked, text } = await raw(t);
  const response = (await callback({ type: 4, data: card('One') }, 'with_response=true')) as {
    readonly interaction: { readonly response_message_id: string };
    readonly resource: { readonly type: number; readonly message: { readonly components: unknown } };
  };
  assert.equal(response.resource.type, 4);
  assert.deepEqual(response.resource.message.components, [{ type: 10, content: 'One', id: 1 }]);
  const original = (await webhook('GET', '@original')) as { readonly id: string };
  assert.equal(original.id, response.interaction.response_message_id);
  const later = (await webhook('POST', undefined, card('Two'))) as { readonly id: string };
  await webhook('PATCH', later.id, { components: [{ type: 10, content: 'Three' }] });
  await webhook('DELETE', '@original');
  assert.equal(await refusal(webhook('GET', '@original')), '404 10008');
  assert.equal(await refusal(webhook('PATCH', original.id, card('x'))), '404 10008');
  const [left] = emulator.messages(text, asked.user);
  assert.equal(left?.replyTo, original.id);
  assert.deepEqual(left?.components, [{ type: 10, content: 'Three', id: 1 }]);
  assert.deepEqual(
    asked.messages().map(({ deleted }) => deleted),
    [true, false],
  );
});

test('Components V2 stays what it is, and takes no content', async (t) => {
  const { callback, webhook, emulator } = await raw(t);
  assert.equal(await refusal(callback({ type: 5, data: { flags: v2 } })), '400 50035');
  await callback({ type: 5 });
  await webhook('PATCH', '@original', card('One'));
  assert.equal(await refusal(webhook('PATCH', '@original', { content: 'x' })), '400 50035');
  assert.equal(await refusal(webhook('PATCH', '@original', { flags: 0, components: [] })), '400 50035');
  assert.equal(await refusal(webhook('PATCH', '@original', { components: [] })), '400 50006');
  await webhook('PATCH', '@original', { components: [{ type: 10, content: 'Two' }] });
  assert.equal(emulator.violations.length, 4);
});

test('text displays over 10,170 bytes are what Discord fails at', async (t) => {
  const { callback } = await raw(t);
  const data = { flags: v2, components: [{ type: 10, content: '語'.repeat(3500) }] };
  await assert.rejects(callback({ type: 4, data }), { status: 500 });
});

test('who would be notified is noted, whatever the message', async (t) => {
  const { callback, webhook, emulator, asked, text } = await raw(t);
  const said = `@everyone <@${asked.user}> <@&123456789012345678>`;
  const pings = (): readonly string[] => emulator.messages(text, asked.user)[0]?.pings ?? [];
  await callback({ type: 4, data: card(said) });
  assert.deepEqual(pings(), [asked.user, '123456789012345678', 'everyone']);
  await webhook('PATCH', '@original', { ...card(said), allowed_mentions: { parse: [] } });
  assert.deepEqual(pings(), []);
  await webhook('PATCH', '@original', { ...card(said), allowed_mentions: { users: [asked.user] } });
  assert.deepEqual(pings(), [asked.user]);
});

test('where only the person has the bot, five follow-ups are all', async (t) => {
  const { callback, webhook } = await raw(t, {}, 'group-dm');
  await callback({ type: 4, data: card('One') });
  for (let sent = 0; sent < 5; sent += 1) await webhook('POST', undefined, card('More'));
  assert.equal(await refusal(webhook('POST', undefined, card('Too many'))), '400 40094');
});

test('the bot’s token is asked for, in the right form', async (t) => {
  const { emulator } = await raw(t);
  const status = async (path: string, headers: Record<string, string> = {}): Promise<number> => {
    const response = await fetch(`${emulator.apiUrl}/v10${path}`, { headers });
    await response.arrayBuffer();
    return response.status;
  };
  const good = { authorization: `Bot ${emulator.token}` };
  assert.equal(await status('/gateway'), 200);
  assert.equal(await status('/gateway/bot'), 401);
  assert.equal(await status('/users/@me', { authorization: 'Bot wrong' }), 401);
  for (const path of ['/gateway/bot', '/users/@me', '/applications/@me', '/oauth2/applications/@me'])
    assert.equal(await status(path, good), 200, path);
  assert.equal(await status('/guilds/1', good), 404);
});

test('a refusal says where in the body it is, and nothing recorded opens an interaction', async (t) => {
  const { callback, emulator } = await raw(t);
  const wide = { ...button('a'), label: 'x'.repeat(81) };
  const data = { flags: v2, components: [{ type: 1, components: [wide] }] };
  await assert.rejects(callback({ type: 4, data }), (error: { readonly rawError: unknown }) => {
    assert.deepEqual(error.rawError, {
      message: 'Invalid Form Body',
      code: 50035,
      errors: {
        data: {
          components: {
            0: {
              components: {
                0: {
                  label: {
                    _errors: [
                      { code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 0 and 80 in length.' },
                    ],
                  },
                },
              },
            },
          },
        },
      },
    });
    return true;
  });
  const [last] = emulator.requests.slice(-1);
  assert.match(last?.path ?? '', /^\/interactions\/\d+\/interaction-token\/callback$/);
  assert.equal(last?.status, 400);
  assert.match(emulator.violations.join(), /data\.components\.0\.components\.0\.label/);
});

test(
  'what it refuses and takes agrees with Discord’s description',
  { skip: skipWithoutOpenapi },
  async (t) => {
    const check = await openapiCheck();
    const { callback, webhook } = await raw(t);
    await callback({ type: 5 });
    const bodies: readonly (readonly [isGood: boolean, components: readonly object[]])[] = [
      [true, [{ type: 10, content: 'x'.repeat(4000) }]],
      [
        false,
        [
          { type: 10, content: 'x'.repeat(2001) },
          { type: 10, content: 'x'.repeat(2000) },
        ],
      ],
      [true, Array.from({ length: 40 }, () => ({ type: 14 }))],
      [false, [{ type: 17, components: Array.from({ length: 40 }, () => ({ type: 14 })) }]],
      [true, [{ type: 1, components: ['a', 'b', 'c', 'd', 'e'].map(button) }]],
      [false, [{ type: 1, components: ['a', 'b', 'c', 'd', 'e', 'f'].map(button) }]],
      [false, [{ type: 1, components: [button('a'), button('a')] }]],
      [false, [{ type: 1, components: [button('x'.repeat(101))] }]],
      [true, [{ type: 9, components: [{ type: 10, content: 'x' }], accessory: button('a') }]],
      [false, [{ type: 9, components: [{ type: 10, content: 'x' }] }]],
      [
        false,
        [
          {
            type: 9,
            components: Array.from({ length: 4 }, () => ({ type: 10, content: 'x' })),
            accessory: button('a'),
          },
        ],
      ],
      [false, [{ type: 17, components: [{ type: 17, components: [{ type: 14 }] }] }]],
      [false, [{ type: 17, accent_color: 0x1000000, components: [{ type: 14 }] }]],
      [
        false,
        [
          { type: 10, content: 'x', id: 3 },
          { type: 10, content: 'y', id: 3 },
        ],
      ],
      [
        false,
        [{ type: 1, components: [{ type: 2, style: 5, label: 'x', url: 'https://a.b', custom_id: 'a' }] }],
      ],
      [false, [button('a')]],
    ];
    for (const [isGood, components] of bodies) {
      const body = { flags: v2, components, allowed_mentions: { parse: [] } };
      const shown = JSON.stringify(body).slice(0, 200);
      assert.equal(
        check?.('PATCH', '/webhooks/1/token/messages/@original', body).length === 0,
        isGood,
        shown,
      );
      assert.equal(
        await refusal(webhook('PATCH', '@original', body)),
        isGood ? 'accepted' : '400 50035',
        shown,
      );
    }
  },
);
