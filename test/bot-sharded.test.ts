import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { projectDir } from '../src/config.ts';
import { botFolder, withProcess, type BotFolder, type BotProcess } from './fixtures/bot-process.ts';
import { read } from './fixtures/emulated-bot.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';
/** A safety net: what hangs fails here, and not at the end of the whole run. */
const limits = { skip, timeout: 90_000 };
const options = { emulator: { limits: { shards: 2 } }, args: ['--sharded'] };
const question = 'Who designed the bridge of Aldermouth?';

let folder: BotFolder;

before(async () => {
  if (skip !== false) return;
  folder = botFolder();
  // The first start compiles and builds the index, which the others then do not do at the same time.
  await withProcess(folder, {}, async ({ started }) => started.prints(/"Ready"/));
});

after(() => {
  if (skip === false) folder.remove();
});

async function areAnswering({ emulator, started }: BotProcess): Promise<void> {
  await started.prints(/"Ready"[^]*"Ready"/);
  await emulator.commandsReady();
  await emulator.botReady();
}

/** The process of each bot that has become ready, in that order. */
function pidsOf({ printed }: BotProcess): number[] {
  return [...printed().matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid));
}

// Most of the time each of them waits for Discord's five seconds between two logins.
describe('several processes', { concurrency: 2, ...limits }, () => {
  test(
    'share the work, register the commands once, and end together without losing a question',
    limits,
    async () => {
      await withProcess(folder, options, async (bot) => {
        const { emulator, started, ask } = bot;
        await areAnswering(bot);
        assert.equal(emulator.gateway.identifies, 2);
        const direct = emulator.world.channels.find(({ kind }) => kind === 'dm');
        const inDirect = emulator.use(direct?.members?.[0] ?? '', direct?.id ?? '', {
          name: 'ask',
          options: { question },
        });
        for (const one of [ask(question), inDirect]) assert.match(await read(one), /Ida Vey/);
        const asked = Array.from({ length: 50 }, (_, at) => ask(question, at % 2));
        started.kill('SIGTERM');
        for (const one of asked) {
          assert.match(await read(one), /Ida Vey|restarting|starter på nytt/);
          assert.equal(one.messages().length, 1);
        }
        assert.equal(await started.ended, 0);
        assert.equal(emulator.gateway.connected, 0);
        assert.equal(bot.printed().match(/"Stopped"/g)?.length, 2);
        const writes = emulator.requests.filter(({ method }) => method === 'PUT');
        assert.deepEqual(
          writes.map(({ status }) => status),
          [200],
        );
        assert.ok(!bot.printed().includes(emulator.token));
      });
    },
  );

  test('go on without one that died until it has been started again', limits, async () => {
    await withProcess(folder, options, async (bot) => {
      const { emulator, started } = bot;
      await areAnswering(bot);
      process.kill(pidsOf(bot)[1] ?? 0, 'SIGKILL');
      await started.prints(/starting it again[^]*"Ready"/);
      await emulator.botReady();
      assert.equal(new Set(pidsOf(bot)).size, 3);
      assert.match(await read(bot.ask(question)), /Ida Vey/);
      started.kill('SIGTERM');
      assert.equal(await started.ended, 0);
    });
  });

  test('end when the one that started them is gone', limits, async () => {
    await withProcess(folder, options, async (bot) => {
      await areAnswering(bot);
      bot.started.kill('SIGKILL');
      while (bot.emulator.gateway.connected > 0) await wait(20);
    });
  });

  test('all end with a problem that only a person can put right', limits, async () => {
    await withProcess(folder, options, async (bot) => {
      await bot.started.prints(/"Ready"/);
      bot.emulator.faults.refuseIdentify(4014);
      bot.emulator.faults.closeSockets(4014);
      assert.equal(await bot.started.ended, 2);
      assert.match(bot.printed(), /Discord ended the connection \(4014\)/);
      assert.equal(bot.emulator.gateway.connected, 0);
    });
  });
});
