import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Events, type Interaction as Received } from 'discord.js';
import type { RestFault } from '../src/preview/emulator/emulator.ts';
import { connect, refusal, until } from './fixtures/emulated-client.ts';

async function answer(interaction: Received): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  await interaction.editReply('The answer');
}

const ask = { name: 'ask', options: { question: 'Why?' } };

test('a dropped connection is resumed, and what was missed is sent again', async (t) => {
  const { emulator, member, channel } = await connect(t, answer);
  emulator.faults.dropSockets();
  const asked = emulator.use(member, channel('text'), ask);
  assert.equal((await asked.settled).kind, 'message');
  const { identifies, resumes } = emulator.gateway;
  assert.deepEqual([identifies, resumes], [1, 1]);
});

test('op 7 and a resumable op 9 are resumed, a forgotten session is identified anew', async (t) => {
  // discord.js waits five seconds between two IDENTIFYs, so there is one new one only.
  const { emulator, client } = await connect(t, answer);
  const online = (): Promise<void> => until(() => emulator.gateway.connected === 1);
  emulator.faults.askToReconnect();
  await until(() => emulator.gateway.resumes === 1);
  await online();
  emulator.faults.invalidateSessions(true);
  await until(() => emulator.gateway.resumes === 2);
  await online();
  assert.equal(emulator.gateway.identifies, 1);
  emulator.faults.forgetSessions();
  const again = new Promise((resolve) => client.once(Events.ShardReady, resolve));
  emulator.faults.dropSockets();
  await again;
  assert.deepEqual([emulator.gateway.identifies, emulator.gateway.remaining], [2, 998]);
});

test('heartbeats without an acknowledgement make the client come back', async (t) => {
  const { emulator } = await connect(t, answer, { limits: { heartbeatMs: 50 } });
  emulator.faults.swallowHeartbeats(true);
  await until(() => emulator.gateway.resumes > 0);
  emulator.faults.clear();
});

test('an interaction can arrive late, and more than once', async (t) => {
  const ids: string[] = [];
  const { emulator, member, channel } = await connect(t, async ({ id }) => ids.push(id));
  emulator.faults.deliverTimes(3);
  emulator.faults.delayDispatch(20);
  const { id } = emulator.use(member, channel('text'), ask);
  assert.deepEqual(ids, []);
  await until(() => ids.length === 3);
  assert.deepEqual(ids, [id, id, id]);
});

test('interactions that are kept back arrive together, in their order', async (t) => {
  const ids: string[] = [];
  const { emulator, member, channel } = await connect(t, async ({ id }) => ids.push(id));
  emulator.faults.holdDispatch(true);
  const held = Array.from({ length: 3 }, () => emulator.use(member, channel('text'), ask).id);
  await wait(60);
  assert.deepEqual(ids, []);
  emulator.faults.holdDispatch(false);
  const after = emulator.use(member, channel('text'), ask).id;
  await until(() => ids.length === 4);
  assert.deepEqual(ids, [...held, after]);
});

test('the gateway tells whether the bot is there', async (t) => {
  const { emulator, client } = await connect(t, answer);
  await emulator.botReady();
  const heard: string[] = [];
  emulator.onChange(({ type }) => heard.push(type));
  emulator.faults.refuseConnections(true);
  emulator.faults.dropSockets();
  await until(() => heard.includes('bot-offline'));
  emulator.faults.refuseConnections(false);
  await until(() => heard.includes('bot-online'));
  assert.ok(client.isReady());
});

for (const code of [4004, 4010, 4011, 4012, 4013, 4014]) {
  test(`close code ${code} ends the connection for good`, async (t) => {
    const { emulator, client } = await connect(t, answer);
    const ended = new Promise<number>((resolve) =>
      client.once(Events.ShardDisconnect, (event) => resolve(event.code)),
    );
    emulator.faults.closeSockets(code);
    assert.equal(await ended, code);
    await until(() => emulator.gateway.connected === 0);
  });
}

test('requests fail in every way that was asked for, so often as was asked for', async (t) => {
  const { emulator, client } = await connect(t, answer);
  const { rest } = client;
  rest.options.retries = 0;
  rest.options.rejectOnRateLimit = () => true;
  const self = (): Promise<unknown> => rest.get('/users/@me', { signal: AbortSignal.timeout(2000) });
  const fail = async (fault: RestFault, expected: object): Promise<void> => {
    emulator.faults.rest({ on: 'self', times: 1, ...fault });
    await assert.rejects(self(), expected, fault.kind);
    assert.equal(await refusal(self()), 'accepted', fault.kind);
  };
  await fail({ kind: 'status', status: 503 }, { status: 503 });
  await fail({ kind: 'status', status: 403, code: 50013 }, { status: 403, code: 50013 });
  await fail({ kind: 'html', status: 502 }, { status: 502 });
  await fail({ kind: 'drop', when: 'before' }, /other side closed|fetch failed/);
  await fail({ kind: 'drop', when: 'after' }, /other side closed|fetch failed/);
  await fail({ kind: 'truncated-json' }, SyntaxError);
  emulator.faults.rest({ on: 'self', kind: 'rate-limit', retryAfter: 1200, times: 1 });
  await assert.rejects(self(), { name: 'RateLimitError[/users/@me]' });
  const takeBack = emulator.faults.rest({ on: 'commands', kind: 'status', status: 500 });
  const commands = `/applications/${client.application.id}/commands` as const;
  assert.equal((await refusal(rest.get(commands))).slice(0, 3), '500');
  takeBack();
  assert.equal(await refusal(rest.get(commands)), 'accepted');
});

test('a request without an answer ends with its caller’s patience', async (t) => {
  const { emulator, client } = await connect(t, answer);
  emulator.faults.rest({ on: 'self', kind: 'hang', when: 'before', times: 1 });
  await assert.rejects(client.rest.get('/users/@me', { signal: AbortSignal.timeout(50) }), {
    name: 'AbortError',
  });
  assert.equal(emulator.requests.at(-1)?.status, 0);
});

test('an acknowledgement can be refused as late, and one carried out without its answer coming back', async (t) => {
  const { emulator, member, channel } = await connect(t, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    refused.push(await refusal(interaction.deferReply()));
  });
  const refused: string[] = [];
  emulator.faults.rest({ on: 'callback', kind: 'unknown-interaction', times: 1 });
  emulator.use(member, channel('text'), ask);
  await until(() => refused.length === 1);
  assert.equal(refused[0], '404 10062');
  emulator.faults.rest({ on: 'callback', kind: 'drop', when: 'after', times: 1 });
  const asked = emulator.use(member, channel('text'), ask);
  assert.equal((await asked.acknowledged).type, 5);
});

test('faults by chance are the same for the same seed', async (t) => {
  const statuses = async (seed: number): Promise<string> => {
    const { client } = await connect(t, answer, {
      faults: { seed, rest: [{ on: 'self', kind: 'status', status: 403, chance: 0.5 }] },
    });
    let drawn = '';
    for (let time = 0; time < 12; time += 1) drawn += (await refusal(client.rest.get('/users/@me')))[0];
    return drawn;
  };
  const first = await statuses(7);
  assert.equal(await statuses(7), first);
  assert.match(first, /4.*a|a.*4/);
});

test('more than fifty requests a second are too many', async (t) => {
  const { emulator } = await connect(t, answer);
  const headers = { authorization: `Bot ${emulator.token}` };
  const sent = await Promise.all(
    Array.from({ length: 60 }, () => fetch(`${emulator.apiUrl}/v10/users/@me`, { headers })),
  );
  const limited = sent.filter(({ status }) => status === 429);
  assert.ok(limited.length > 0);
  assert.equal(limited[0]?.headers.get('x-ratelimit-global'), 'true');
  const body = (await limited[0]?.json()) as { readonly global: boolean; readonly retry_after: number };
  assert.deepEqual([body.global, body.retry_after], [true, 1]);
});
