import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Events, type Client } from 'discord.js';
import { watchConnection } from '../src/discord/connection.ts';
import { createLog } from '../src/log.ts';

interface Scene {
  readonly client: EventEmitter;
  readonly watch: ReturnType<typeof watchConnection>;
  /** Level and message of each line. */
  readonly lines: string[];
}

function scene(noteAfterMs: number): Scene {
  const lines: string[] = [];
  const log = createLog({
    level: 'info',
    form: 'json',
    write: (line) => {
      const { level, message } = JSON.parse(line) as { readonly level: string; readonly message: string };
      lines.push(`${level} ${message}`);
    },
  });
  const client = new EventEmitter();
  return { client, watch: watchConnection(client as unknown as Client, log, noteAfterMs), lines };
}

test('a connection that stays away is noted once, and its return as well', async () => {
  const { client, watch, lines } = scene(30);
  for (let n = 0; n < 5; n++) client.emit(Events.ShardReconnecting, 0);
  await wait(80);
  client.emit(Events.ShardReconnecting, 0);
  assert.deepEqual(
    lines.map((line) => line.slice(0, 4)),
    ['warn'],
  );
  client.emit(Events.ShardResume, 0, 3);
  assert.deepEqual(
    lines.map((line) => line.slice(0, 4)),
    ['warn', 'info'],
  );
  watch.stop();
});

test('short interruptions are nothing to write about', async () => {
  const { client, watch, lines } = scene(50);
  for (let n = 0; n < 5; n++) {
    client.emit(Events.ShardReconnecting, 1);
    await wait(1);
    client.emit(Events.ShardReady, 1);
  }
  await wait(80);
  assert.deepEqual(lines, []);
  watch.stop();
});

test('only the close codes that are final are failures', async () => {
  const { client, watch } = scene(1000);
  client.emit(Events.ShardDisconnect, { code: 1000 }, 0);
  assert.equal(await Promise.race([watch.failed, wait(10, null)]), null);
  client.emit(Events.ShardDisconnect, { code: 4004 }, 0);
  assert.match((await watch.failed).message, /DISCORD_TOKEN/);
});
