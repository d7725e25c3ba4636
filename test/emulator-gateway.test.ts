import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { startEmulator, type EmulatorOptions } from '../src/preview/emulator/emulator.ts';

interface Frame {
  readonly op: number;
  readonly t: string | null;
  readonly d: Readonly<Record<string, unknown>>;
}

/** A gateway client of a few lines, that sends what it is told to. */
async function open(t: TestContext, options: EmulatorOptions = {}, query = '?v=10&encoding=json') {
  const emulator = await startEmulator(options);
  t.after(() => emulator.close());
  const connect = () => {
    const socket = new WebSocket(emulator.apiUrl.replace('http', 'ws').replace('/api', `/${query}`));
    const closed = once(socket, 'close').then(([code]) => code as number);
    const frames: Frame[] = [];
    socket.on('message', (raw: Buffer) => frames.push(JSON.parse(raw.toString()) as Frame));
    const next = async (): Promise<Frame> => {
      while (frames.length === 0) await once(socket, 'message');
      return frames.shift() as Frame;
    };
    const send = (op: number, d: unknown): void => socket.send(JSON.stringify({ op, d }));
    return { socket, closed, next, send };
  };
  const identity = { token: emulator.token, intents: 1, properties: {}, shard: [0, 1] };
  return { emulator, connect, identity, ...connect() };
}

test('greets, and says which servers there are', async (t) => {
  const { next, send, identity, emulator } = await open(t);
  const hello = await next();
  assert.deepEqual([hello.op, hello.d['heartbeat_interval']], [10, 41_250]);
  send(1, null);
  assert.equal((await next()).op, 11);
  send(2, identity);
  const ready = await next();
  assert.equal(ready.t, 'READY');
  assert.deepEqual(ready.d['guilds'], [{ id: emulator.world.guild.id, unavailable: true }]);
  const guild = await next();
  assert.deepEqual([guild.t, guild.d['id']], ['GUILD_CREATE', emulator.world.guild.id]);
});

test('refuses what Discord refuses, each with its close code', async (t) => {
  const { connect, identity, closed, send, next } = await open(t);
  await next();
  send(2, { ...identity, token: 'wrong' });
  assert.equal(await closed, 4004);
  const refusals: readonly (readonly [number, number, unknown])[] = [
    [4001, 99, null],
    [4003, 3, {}],
    [4010, 2, { ...identity, shard: [1, 1] }],
    [4013, 2, { ...identity, intents: 1 << 30 }],
    [4014, 2, { ...identity, intents: 1 | (1 << 15) }],
    [4004, 6, { token: 'wrong', session_id: 'x', seq: 0 }],
    [4002, 2, { ...identity, properties: 'x'.repeat(5000) }],
  ];
  for (const [code, op, data] of refusals) {
    const one = connect();
    await one.next();
    one.send(op, data);
    assert.equal(await one.closed, code, `op ${op}`);
  }
  const twice = connect();
  await twice.next();
  twice.send(2, identity);
  twice.send(2, identity);
  assert.equal(await twice.closed, 4005);
  const chatty = connect();
  await chatty.next();
  for (let time = 0; time < 121; time += 1) chatty.send(1, null);
  assert.equal(await chatty.closed, 4008);
});

test('an old version is refused', async (t) => {
  const { closed } = await open(t, {}, '?v=6&encoding=json');
  assert.equal(await closed, 4012);
});

test('a session is resumed after its last event, and not at all when nobody knows it', async (t) => {
  const { connect, identity, socket, next, send, emulator } = await open(t);
  await next();
  send(2, identity);
  const { session_id } = (await next()).d;
  socket.terminate();
  await once(socket, 'close');
  const back = connect();
  await back.next();
  back.send(6, { token: identity.token, session_id, seq: 1 });
  assert.equal((await back.next()).t, 'GUILD_CREATE');
  assert.equal((await back.next()).t, 'RESUMED');
  assert.deepEqual([emulator.gateway.connected, emulator.gateway.resumes], [1, 1]);
  const other = connect();
  await other.next();
  other.send(6, { token: identity.token, session_id: 'unknown', seq: 1 });
  const answered = await other.next();
  assert.deepEqual([answered.op, answered.d], [9, false]);
  other.send(6, { token: identity.token, session_id, seq: 99 });
  assert.equal(await other.closed, 4007);
});

test('a session that says goodbye cannot be resumed', async (t) => {
  const { connect, identity, socket, next, send } = await open(t);
  await next();
  send(2, identity);
  const { session_id } = (await next()).d;
  socket.close(1000);
  await once(socket, 'close');
  const back = connect();
  await back.next();
  back.send(6, { token: identity.token, session_id, seq: 2 });
  assert.equal((await back.next()).op, 9);
});

test('servers belong to one shard, direct messages to the first', async (t) => {
  const { connect, identity, next, send, emulator } = await open(t, { limits: { shards: 2 } });
  const second = connect();
  for (const [shard, client] of [
    [0, { next, send }],
    [1, second],
  ] as const) {
    await client.next();
    client.send(2, { ...identity, shard: [shard, 2] });
  }
  const guildShard = Number((BigInt(emulator.world.guild.id) >> 22n) % 2n);
  const ready = [await next(), await second.next()];
  assert.deepEqual(
    ready.map(({ d }) => (d['guilds'] as readonly object[]).length),
    [guildShard === 0 ? 1 : 0, guildShard],
  );
  await emulator.botReady();
});

test('an IDENTIFY too many costs the token', async (t) => {
  const { connect, identity, next, send, emulator, closed } = await open(t, { limits: { identifies: 1 } });
  await next();
  send(2, identity);
  await next();
  const one = connect();
  await one.next();
  one.send(2, identity);
  assert.equal(await one.closed, 4004);
  const headers = { authorization: `Bot ${emulator.token}` };
  assert.equal((await fetch(`${emulator.apiUrl}/v10/users/@me`, { headers })).status, 401);
  emulator.faults.dropSockets();
  assert.equal(await closed, 1006);
});

test('what a web page could send is turned away', async (t) => {
  const { emulator } = await open(t);
  const url = emulator.apiUrl.replace('http', 'ws').replace('/api', '/?v=10');
  const socket = new WebSocket(url, { origin: 'https://example.org' });
  const [error] = (await once(socket, 'error')) as [Error];
  assert.match(error.message, /socket hang up/);
  const taken = startEmulator({ port: Number(new URL(emulator.apiUrl).port) });
  await assert.rejects(taken, /cannot be used/);
});
