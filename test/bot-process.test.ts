import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { projectDir } from '../src/config.ts';
import type { EmulatorOptions, Interaction } from '../src/preview/emulator/emulator.ts';
import { botFolder, isAnswering, withProcess, type BotFolder } from './fixtures/bot-process.ts';
import { read, textsOf } from './fixtures/emulated-bot.ts';
import { startProcess } from './fixtures/start.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';
/** A safety net: what hangs fails here, and not at the end of the whole run. */
const timeout = 60_000;
const limits = { skip, timeout };
const question = 'Who designed the bridge of Aldermouth?';

let folder: BotFolder;

before(async () => {
  if (skip !== false) return;
  folder = botFolder();
  // The first start compiles and builds the index, which the others then do not do at the same time.
  await withProcess(folder, {}, async (bot) => isAnswering(bot));
});

after(() => {
  if (skip === false) folder.remove();
});

/** What each question came to: the answer, the notice of the restart, or anything else, which should not be. */
async function tally(asked: readonly Interaction[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of asked) {
    const said = await read(one);
    const kind = /Ida Vey/.test(said) ? 'answered' : /restarting|starter på nytt/.test(said) ? 'told' : said;
    counts[kind] = (counts[kind] ?? 0) + 1;
    assert.equal(one.messages().length, 1);
  }
  return counts;
}

// The first two wait for most of their time, side by side.
describe('a bot process', { concurrency: 3, ...limits }, () => {
  test('that is told to end ends well even when no answer can be given any more', limits, async () => {
    await withProcess(folder, {}, async (bot) => {
      await isAnswering(bot);
      bot.emulator.faults.rest({ kind: 'hang', when: 'before', on: 'reply' });
      const asked = Array.from({ length: 10 }, () => bot.ask(question));
      await Promise.all(asked.map(async (one) => one.acknowledged));
      bot.started.kill('SIGTERM');
      assert.equal(await bot.started.ended, 0);
    });
  });

  for (const fault of [
    { kind: 'status', status: 500 },
    { kind: 'hang', when: 'before' },
  ] as const) {
    test(
      `that is told to end while no edit gets through leaves nobody "thinking" (${fault.kind})`,
      limits,
      async () => {
        await withProcess(folder, {}, async (bot) => {
          await isAnswering(bot);
          bot.emulator.faults.rest({ ...fault, on: 'reply', method: 'PATCH' });
          const asked = Array.from({ length: 30 }, (_, at) => bot.ask(question, at % 2));
          await Promise.all(asked.map(async (one) => one.acknowledged));
          bot.started.kill('SIGTERM');
          assert.equal(await bot.started.ended, 0);
          assert.match(bot.printed(), /"Stopped"/, 'its end was not forced');
          for (const one of asked) {
            const left = one.messages().filter(({ deleted }) => !deleted);
            assert.deepEqual(
              left.map(({ thinking }) => thinking),
              [false],
            );
            assert.match(left.map(textsOf).join(), /Ida Vey|restarting|starter på nytt/);
          }
          assert.deepEqual(bot.emulator.violations, []);
        });
      },
    );
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`at ${signal} before it is ready ends well, whatever it is at`, limits, async () => {
      const faults = { rest: [{ kind: 'hang', when: 'before', on: 'gateway' } as const] };
      const other = botFolder();
      try {
        // While the index is built, and while connecting.
        for (const at of [/✓ A token/, /brought up to date: 1/]) {
          await withProcess(other, { emulator: { faults } }, async ({ started, printed }) => {
            await started.prints(at);
            started.kill(signal);
            assert.equal(await started.ended, 0, printed());
            assert.match(printed(), /Stopped\./, String(at));
          });
        }
      } finally {
        other.remove();
      }
    });
  }

  test('comes back after any other close code', limits, async () => {
    await withProcess(folder, {}, async (bot) => {
      const { emulator } = bot;
      await isAnswering(bot);
      for (const code of [4009, 1000]) {
        const before = emulator.gateway.identifies + emulator.gateway.resumes;
        emulator.faults.closeSockets(code);
        while (emulator.gateway.identifies + emulator.gateway.resumes === before) await wait(20);
        await emulator.botReady();
        assert.deepEqual(await tally([bot.ask(question)]), { answered: 1 });
      }
    });
  });

  test('registers the commands when Discord holds others, and only then', limits, async () => {
    await withProcess(folder, {}, async (bot) => {
      await bot.started.prints(/The commands have been registered/);
      const [put] = bot.emulator.requests.filter(({ method }) => method === 'PUT');
      assert.equal(put?.status, 200);
      const again = startProcess(bot.settings);
      await again.prints(/The commands are registered already/);
      again.kill('SIGTERM');
      assert.equal(await again.ended, 0);
      assert.equal(bot.emulator.requests.filter(({ method }) => method === 'PUT').length, 1);
      assert.deepEqual(bot.emulator.violations, []);
    });
  });

  for (const args of [[], ['--sharded']]) {
    test(
      `that is told to end while Discord lets it wait does so at once (${args[0] ?? 'one process'})`,
      limits,
      async () => {
        const faults = { rest: [{ kind: 'hang', when: 'before', on: 'gateway' } as const] };
        await withProcess(folder, { emulator: { faults }, args }, async ({ emulator, started, printed }) => {
          while (emulator.requests.length === 0) await wait(20);
          started.kill('SIGTERM');
          assert.equal(await started.ended, 0);
          assert.equal(emulator.requests.length, 1, 'it did not try again');
          assert.doesNotMatch(printed(), /cannot be reached/);
        });
      },
    );
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`at ${signal} answers what was asked before, and ends well`, limits, async () => {
      await withProcess(folder, {}, async (bot) => {
        await isAnswering(bot);
        assert.match(await read(bot.ask(question)), /Ida Vey/);
        const asked = Array.from({ length: 50 }, (_, at) => bot.ask(question, at % 2));
        bot.started.kill(signal);
        const { answered = 0, told = 0, ...others } = await tally(asked);
        assert.deepEqual(others, {});
        assert.equal(answered + told, 50);
        assert.equal(await bot.started.ended, 0);
        assert.equal(bot.emulator.gateway.connected, 0);
        assert.deepEqual(bot.emulator.violations, []);
      });
    });
  }

  test(
    'that is told to end tells those whose question is still on its way to it, even when it has nothing to do',
    limits,
    async () => {
      await withProcess(folder, {}, async (bot) => {
        await isAnswering(bot);
        await read(bot.ask(question));
        bot.started.kill('SIGTERM');
        const asked = Array.from({ length: 20 }, (_, at) => bot.ask(question, at % 2));
        const { answered = 0, told = 0, ...others } = await tally(asked);
        assert.deepEqual(others, {});
        assert.equal(answered + told, 20);
        assert.equal(await bot.started.ended, 0);
      });
    },
  );

  test('that is told twice ends at once', limits, async () => {
    await withProcess(folder, {}, async (bot) => {
      await isAnswering(bot);
      bot.emulator.faults.rest({ kind: 'hang', when: 'before', on: 'reply' });
      const asked = bot.ask(question);
      await asked.acknowledged;
      bot.started.kill('SIGTERM');
      await bot.started.prints(/"Stopping/);
      bot.started.kill('SIGTERM');
      assert.equal(await bot.started.ended, null, 'the signal ended it');
      assert.doesNotMatch(bot.printed(), /"Stopped"/);
    });
  });
});

/** What Discord says after which connecting again is no use, and what the operator reads. */
const fatal: readonly (readonly [number, RegExp])[] = [
  [4004, /\(4004\): it does not accept the token any more.*DISCORD_TOKEN/],
  [4010, /\(4010\): .*SHARDS=auto/],
  [4011, /\(4011\): .*too many servers.*SHARDS=auto/],
  [4012, /\(4012\): .*DISCORD_API_VERSION/],
  [4013, /\(4013\): .*up to date/],
  [4014, /\(4014\): .*privileged/],
];

describe('a connection that Discord ends for good', { concurrency: 3, ...limits }, () => {
  for (const [code, sentence] of fatal) {
    test(`with ${code} is one plain sentence, and the end of the process`, limits, async () => {
      await withProcess(folder, {}, async (bot) => {
        await isAnswering(bot);
        bot.emulator.faults.closeSockets(code);
        assert.equal(await bot.started.ended, 2);
        assert.match(bot.lastLine(), /^Discord ended the connection/);
        assert.match(bot.lastLine(), sentence);
      });
    });
  }

  test('before the bot was ready is the same', limits, async () => {
    await withProcess(folder, {}, async (bot) => {
      bot.emulator.faults.refuseIdentify(4014);
      assert.equal(await bot.started.ended, 2);
      assert.match(bot.lastLine(), /^Discord ended the connection \(4014\)/);
      assert.doesNotMatch(bot.printed(), /"Ready"/);
    });
  });
});

interface NoStart {
  readonly what: string;
  readonly emulator?: EmulatorOptions;
  readonly settings?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly sentence: RegExp;
}

const noStarts: readonly NoStart[] = [
  {
    what: 'a token of somebody else',
    settings: { DISCORD_TOKEN: 'MTEwMDAwMDAwMDAwMDAwMDAwMQ.GabcDE.one-that-this-Discord-does-not-know' },
    status: 2,
    sentence: /^Discord does not accept the token in DISCORD_TOKEN\. Copy it again/,
  },
  {
    what: 'an application that is gone',
    emulator: {
      faults: {
        rest: [{ kind: 'status', on: 'self', status: 404, code: 10_002, message: 'Unknown Application' }],
      },
    },
    status: 2,
    sentence: /^The application that the token in DISCORD_TOKEN belongs to is gone\. Create one/,
  },
  {
    what: 'no login left today',
    emulator: { limits: { identifies: 0 } },
    status: 1,
    sentence: /^The bot has logged in too often: Discord allows 0 more logins/,
  },
  {
    what: 'a name that nobody knows',
    settings: { DISCORD_API_URL: 'http://discord.invalid/api' },
    status: 1,
    sentence: /^Discord cannot be reached at http:\/\/discord\.invalid\/api \((?:ENOTFOUND|EAI_AGAIN)\)/,
  },
  {
    what: 'a Discord that has trouble of its own',
    emulator: { faults: { rest: [{ kind: 'html', on: 'gateway', status: 503 }] } },
    status: 1,
    sentence: /^Discord has a problem of its own \(status 503\)/,
  },
  {
    what: 'a Discord that asks to wait for long',
    emulator: { faults: { rest: [{ kind: 'rate-limit', on: 'gateway', retryAfter: 1200 }] } },
    status: 1,
    sentence: /^Discord asks to wait for 12\d\d s/,
  },
];

describe('what keeps the bot from starting is one plain sentence', { concurrency: 3, ...limits }, () => {
  for (const { what, emulator = {}, settings = {}, status, sentence } of noStarts) {
    test(what, limits, async () => {
      await withProcess(folder, { emulator, settings }, async (bot) => {
        assert.equal(await bot.started.ended, status, bot.printed());
        assert.match(bot.lastLine(), sentence);
        assert.doesNotMatch(bot.started.errors(), /^\s+at /m, 'no stack');
        assert.equal(bot.emulator.gateway.identifies, 0, 'no login was used up');
        assert.ok(!bot.printed().includes(settings['DISCORD_TOKEN'] ?? bot.emulator.token));
      });
    });
  }
});

/** How an interaction's token begins here, whatever else it holds. */
const interactionToken = Buffer.from('interaction:').toString('base64').slice(0, 14);

test(
  'nothing that it prints holds a token, a question or an answer, whatever goes wrong',
  limits,
  async () => {
    // Questions that were not heard fail sooner than Discord's three seconds, since one after another waits for that.
    const options = { settings: { LOG_LEVEL: 'debug' }, emulator: { limits: { firstResponseMs: 800 } } };
    await withProcess(folder, options, async (bot) => {
      const { emulator, ask } = bot;
      const { users, channels } = emulator.world;
      await isAnswering(bot);
      const canary = 'Which pelican designed the bridge of Aldermouth?';
      await read(ask(canary));
      for (const fault of [
        { kind: 'status', status: 400, code: 50_035, message: 'Invalid Form Body' },
        { kind: 'html', status: 403 },
        { kind: 'rate-limit', retryAfter: 1200 },
        { kind: 'unknown-interaction' },
        { kind: 'status', status: 500 },
        { kind: 'drop', when: 'after' },
      ] as const) {
        for (const on of ['callback', 'reply'] as const) {
          emulator.faults.rest({ ...fault, on, times: 1 });
          const asked = ask(canary);
          await asked.acknowledged;
          // Where the reply is gone for good, nothing ever comes of it.
          if (on === 'reply' && fault.kind !== 'unknown-interaction') await asked.settled;
          emulator.faults.clear();
        }
      }
      emulator.faults.dropSockets();
      await read(ask(canary));
      const typed = { question: canary, document: 'pelican' };
      await emulator.suggest(users[0]?.id ?? '', channels[0]?.id ?? '', 'ask', 'document', typed).settled;
      bot.started.kill('SIGTERM');
      assert.equal(await bot.started.ended, 0);
      const printed = bot.printed();
      assert.match(printed, /"Answering failed"/);
      for (const secret of [emulator.token, interactionToken, 'pelican', 'Ida Vey'])
        assert.ok(!printed.includes(secret), secret);
    });
  },
);
