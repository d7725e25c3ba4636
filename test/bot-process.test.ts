import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { projectDir } from '../src/config.ts';
import {
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type Interaction,
} from '../src/preview/emulator/emulator.ts';
import { read } from './fixtures/emulated-bot.ts';
import { startFolder, startProcess, type Started } from './fixtures/start.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';

interface Scene {
  readonly emulator: Emulator;
  /** Starts another bot process with the same settings. */
  readonly start: (args?: readonly string[], more?: Readonly<Record<string, string>>) => Started;
  readonly ask: (question: string, user?: number) => Interaction;
}

/** The bot as npm starts it, against an emulated Discord. */
async function withDiscord(options: EmulatorOptions, use: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'footnote-process-'));
  const emulator = await startEmulator(options);
  const settings = {
    ...startFolder(folder),
    DISCORD_TOKEN: emulator.token,
    DISCORD_API_URL: emulator.apiUrl,
    PUBLIC_CHANNELS: 'all',
  };
  const started: Started[] = [];
  const { users, channels } = emulator.world;
  try {
    await use({
      emulator,
      start: (args = [], more = {}) => {
        const one = startProcess({ ...settings, ...more }, args);
        started.push(one);
        return one;
      },
      ask: (question, user = 0) =>
        emulator.use(users[user]?.id ?? '', channels[0]?.id ?? '', { name: 'ask', options: { question } }),
    });
  } finally {
    for (const one of started) one.kill('SIGKILL');
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process of each bot that has become ready, in that order. */
function pidsOf(bot: Started): number[] {
  return [...bot.errors().matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid));
}

async function pause(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

test('commands are registered when they differ, and only then', { skip }, async () => {
  await withDiscord({}, async ({ emulator, start }) => {
    const first = start();
    await first.prints(/The commands have been registered/);
    first.kill('SIGTERM');
    assert.equal(await first.ended, 0, first.errors());
    const second = start();
    await second.prints(/The commands are registered already/);
    second.kill('SIGTERM');
    assert.equal(await second.ended, 0, second.errors());
    const writes = emulator.requests.filter(({ method }) => method === 'PUT');
    assert.equal(writes.length, 1);
    assert.deepEqual(emulator.violations, []);
  });
});

test(
  'SIGTERM with questions under way: each is answered, and the exit is 0 within 10 s',
  { skip },
  async () => {
    await withDiscord({}, async ({ emulator, start, ask }) => {
      const bot = start();
      await bot.prints(/The commands have been registered/);
      const asked = Array.from({ length: 50 }, (_, n) => ask(`When was bridge number ${n} opened?`, n % 2));
      await Promise.race(asked.map(async (one) => one.acknowledged));
      const startedAt = performance.now();
      bot.kill('SIGTERM');
      assert.equal(await bot.ended, 0, bot.errors());
      assert.ok(performance.now() - startedAt < 10_000);
      for (const one of asked) {
        const { type } = await one.acknowledged;
        // Those that were not delivered any more have nobody to answer them.
        if (type === null) continue;
        assert.ok((await read(one)) !== '');
        assert.ok(one.messages().every(({ thinking }) => !thinking));
      }
      assert.equal(emulator.gateway.connected, 0);
      assert.match(bot.errors(), /"message":"Stopped"/);
    });
  },
);

test('a close code that ends the connection for good is a sentence and status 2', { skip }, async () => {
  await withDiscord({}, async ({ emulator, start }) => {
    for (const code of [4004, 4014]) {
      const bot = start();
      await bot.prints(/"message":"Ready"/);
      emulator.faults.closeSockets(code);
      assert.equal(await bot.ended, 2, bot.errors());
      assert.match(lastLine(bot.errors()), new RegExp(`^Discord ended the connection \\(${code}\\): `));
    }
    for (const code of [4010, 4013]) {
      emulator.faults.refuseIdentify(code);
      const bot = start();
      assert.equal(await bot.ended, 2, bot.errors());
      assert.match(lastLine(bot.errors()), new RegExp(`^Discord ended the connection \\(${code}\\): `));
    }
  });
});

test('after any other close code the bot comes back', { skip }, async () => {
  await withDiscord({}, async ({ emulator, start, ask }) => {
    const bot = start();
    await bot.prints(/The commands have been registered/);
    for (const code of [1000, 4000, 4009]) {
      const before = emulator.gateway.identifies + emulator.gateway.resumes;
      emulator.faults.closeSockets(code);
      while (emulator.gateway.identifies + emulator.gateway.resumes === before) await pause();
      assert.match(await read(ask(`Who designed the bridge, after ${code}?`)), /Ida Vey|bridge/);
    }
    bot.kill('SIGTERM');
    assert.equal(await bot.ended, 0);
  });
});

test('a second signal ends it where it stands', { skip }, async () => {
  await withDiscord({}, async ({ emulator, start, ask }) => {
    const bot = start();
    await bot.prints(/The commands have been registered/);
    // What is under way cannot be ended in good order.
    emulator.faults.rest({ kind: 'hang', when: 'before', on: 'reply' });
    await ask('Who designed the bridge?').acknowledged;
    const startedAt = performance.now();
    bot.kill('SIGTERM');
    await bot.prints(/"message":"Stopping/);
    bot.kill('SIGINT');
    assert.notEqual(await bot.ended, 0);
    assert.ok(performance.now() - startedAt < 3000);
  });
});

test('logins that are almost used up are left alone', { skip }, async () => {
  await withDiscord({ limits: { identifies: 2 } }, async ({ start }) => {
    const bot = start();
    assert.equal(await bot.ended, 1);
    assert.match(lastLine(bot.errors()), /allows 2 more logins/);
  });
});

test('several processes share the servers, and one that dies is started again', { skip }, async () => {
  await withDiscord({ limits: { shards: 2 } }, async ({ emulator, start, ask }) => {
    const bot = start(['--sharded']);
    await bot.prints(/"message":"Ready"[^]*"message":"Ready"/);
    assert.match(await read(ask('Who designed the bridge?')), /Ida Vey/);
    assert.equal(emulator.requests.filter(({ method }) => method === 'PUT').length, 1, 'one registers');
    process.kill(pidsOf(bot)[1] ?? 0, 'SIGKILL');
    await bot.prints(/starting it again[^]*"message":"Ready"/);
    assert.equal(new Set(pidsOf(bot)).size, 3);
    bot.kill('SIGTERM');
    assert.equal(await bot.ended, 0, bot.errors());
    assert.equal(bot.errors().match(/"message":"Stopped"/g)?.length, 2);
    assert.equal(emulator.gateway.connected, 0);
  });
});

test('processes end when the one that started them is gone', { skip }, async () => {
  await withDiscord({ limits: { shards: 2 } }, async ({ emulator, start }) => {
    const bot = start(['--sharded']);
    await bot.prints(/"message":"Ready"[^]*"message":"Ready"/);
    bot.kill('SIGKILL');
    while (emulator.gateway.connected > 0) await pause();
    assert.equal(emulator.gateway.connected, 0);
  });
});

test('a problem that only a person can put right ends all processes', { skip }, async () => {
  await withDiscord({ limits: { shards: 2 } }, async ({ emulator, start }) => {
    const bot = start(['--sharded']);
    await bot.prints(/"message":"Ready"/);
    emulator.faults.refuseIdentify(4014);
    emulator.faults.closeSockets(4014);
    assert.equal(await bot.ended, 2, bot.errors());
    assert.match(bot.errors(), /Discord ended the connection \(4014\)/);
  });
});
