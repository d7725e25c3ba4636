import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig, projectDir } from '../src/config.ts';
import { buildInOwnProcess } from '../src/index/build-process.ts';
import { buildOrder } from '../src/library/live.ts';
import type { Interaction, RestFault } from '../src/preview/emulator/emulator.ts';
import {
  botFolder,
  isAnswering,
  withProcess,
  type BotFolder,
  type BotProcess,
  type BotProcessOptions,
} from './fixtures/bot-process.ts';
import { read, textsOf } from './fixtures/emulated-bot.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';
/** A safety net: what hangs fails here, and not at the end of the whole run. */
const limits = { skip, timeout: 120_000 };
const question = 'Who designed the bridge of Aldermouth?';
const answer = /Ida Vey/;
const slip = /Something went wrong|Noe gikk galt/;

/** Each has documents of its own: they start at the same time, and one index is built by one process. */
async function withOwn(
  options: BotProcessOptions,
  use: (bot: BotProcess, folder: BotFolder) => Promise<void>,
): Promise<void> {
  const folder = botFolder();
  try {
    await withProcess(folder, options, async (bot) => use(bot, folder));
  } finally {
    folder.remove();
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(20);
}

/** One message has come of each, it says this, and nobody looks at "thinking". */
async function eachSays(asked: readonly Interaction[], said: RegExp, why: string): Promise<void> {
  for (const one of asked) {
    assert.match(await read(one), said, why);
    const [message, ...others] = one.messages();
    assert.deepEqual(others, [], `${why}: one message each`);
    assert.ok(message !== undefined && !message.thinking, why);
  }
}

function askMany(bot: BotProcess, count: number): Interaction[] {
  return Array.from({ length: count }, (_, at) => bot.ask(question, at % 2));
}

/** What goes wrong with a request, and comes right when it is sent again. */
const passing: readonly RestFault[] = [
  { on: 'callback', kind: 'drop', when: 'before', times: 1 },
  { on: 'callback', kind: 'drop', when: 'after', times: 1 },
  { on: 'callback', kind: 'status', status: 500, times: 1 },
  { on: 'callback', kind: 'html', status: 502, times: 1 },
  { on: 'callback', kind: 'truncated-json', times: 1 },
  { on: 'callback', kind: 'hang', when: 'after', times: 1 },
  { on: 'callback', kind: 'rate-limit', retryAfter: 0.2, times: 1 },
  { on: 'reply', method: 'PATCH', kind: 'drop', when: 'before', times: 2 },
  { on: 'reply', method: 'PATCH', kind: 'drop', when: 'after', times: 2 },
  { on: 'reply', method: 'PATCH', kind: 'status', status: 500, times: 2 },
  { on: 'reply', method: 'PATCH', kind: 'html', status: 503, times: 1 },
  { on: 'reply', method: 'PATCH', kind: 'truncated-json', times: 1 },
  { on: 'reply', method: 'PATCH', kind: 'rate-limit', retryAfter: 0.2, times: 2 },
  // What edits cannot say is said in another way.
  { on: 'reply', method: 'PATCH', kind: 'rate-limit', retryAfter: 1200, times: 1 },
  { on: 'reply', method: 'PATCH', kind: 'drop', when: 'after', times: 3 },
  { on: 'reply', method: 'PATCH', kind: 'status', status: 500 },
];
/** What no second try mends: the person is told. */
const lasting: readonly RestFault[] = [
  { on: 'reply', method: 'PATCH', kind: 'html', status: 403, times: 1 },
  { on: 'reply', method: 'PATCH', kind: 'status', status: 400, code: 50_035, times: 1 },
];
/** What leaves nobody to answer. */
const hopeless: readonly RestFault[] = [
  { on: 'callback', kind: 'unknown-interaction', times: 1 },
  { on: 'callback', kind: 'rate-limit', retryAfter: 1200, times: 1 },
  { on: 'callback', kind: 'html', status: 403, times: 1 },
];

// Most of the time each of them waits.
describe('a bot whose surroundings fail', { concurrency: 3, ...limits }, () => {
  test(
    'questions are answered once while the connection to Discord breaks in every way',
    limits,
    async () => {
      // Heartbeats at Discord's pace would make a missing one take a minute and a half.
      const options = { emulator: { limits: { heartbeatMs: 1000 } } };
      await withOwn(options, async (bot) => {
        const { emulator } = bot;
        const { faults } = emulator;
        await isAnswering(bot);
        const breaks: readonly (readonly [string, () => void])[] = [
          ['a socket that drops', () => faults.dropSockets()],
          ['a socket that closes with 4000', () => faults.closeSockets(4000)],
          ['op 7', () => faults.askToReconnect()],
          ['op 9 that can be resumed', () => faults.invalidateSessions(true)],
          ['heartbeats without an acknowledgement', () => faults.swallowHeartbeats(true)],
        ];
        for (const [what, happens] of breaks) {
          const { resumes } = emulator.gateway;
          const earlier = askMany(bot, 6);
          happens();
          const later = askMany(bot, 6);
          await until(() => emulator.gateway.resumes > resumes);
          faults.swallowHeartbeats(false);
          await eachSays([...earlier, ...later], answer, what);
        }
        faults.invalidateSessions(false);
        await until(() => emulator.gateway.identifies === 2 && emulator.gateway.connected === 1);
        await eachSays(askMany(bot, 2), answer, 'op 9 that cannot be resumed');
        faults.deliverTimes(2);
        const twice = askMany(bot, 10);
        faults.deliverTimes(3);
        const thrice = askMany(bot, 10);
        await eachSays([...twice, ...thrice], answer, 'delivered more than once');
        for (const { id } of [...twice, ...thrice]) {
          const about = emulator.requests.filter(({ interaction }) => interaction === id);
          assert.deepEqual(
            about.map(({ method }) => method),
            ['POST', 'PATCH'],
          );
        }
        assert.deepEqual(emulator.violations, []);
        bot.started.kill('SIGTERM');
        assert.equal(await bot.started.ended, 0);
      });
    },
  );

  test('whatever happens to a request, one answer or one notice comes of it', limits, async () => {
    await withOwn({}, async (bot) => {
      const { emulator } = bot;
      await isAnswering(bot);
      emulator.faults.rest({ on: 'reply', method: 'PATCH', kind: 'hang', when: 'before', times: 1 });
      const hanging = bot.ask(question);
      await until(() => emulator.requests.some(({ status }) => status === 0));
      for (const fault of passing) {
        emulator.faults.rest(fault);
        await eachSays(askMany(bot, 1), answer, JSON.stringify(fault));
        emulator.faults.clear();
      }
      for (const fault of lasting) {
        emulator.faults.rest(fault);
        await eachSays(askMany(bot, 1), slip, JSON.stringify(fault));
      }
      // The second try of its first response comes late and is carried out after the bot has given it up.
      emulator.faults.rest({ on: 'callback', kind: 'hang', when: 'before', times: 1 });
      emulator.faults.rest({ on: 'callback', kind: 'delay', ms: 1500, times: 1 });
      await eachSays(askMany(bot, 1), answer, 'a first response that is carried out late');
      // Each of them meets one of three that are asked at the same time.
      for (const fault of hopeless) emulator.faults.rest(fault);
      for (const lost of askMany(bot, hopeless.length)) {
        assert.equal((await lost.acknowledged).type, null);
        assert.deepEqual(lost.messages(), []);
      }
      await eachSays(askMany(bot, 4), answer, 'afterwards');
      await eachSays([hanging], answer, 'a request that hangs');
      bot.started.kill('SIGTERM');
      assert.equal(await bot.started.ended, 0);
    });
  });

  test('a new index is taken while questions flow, and one that is bad is not', limits, async (t) => {
    await withOwn({}, async (bot, own) => {
      const { emulator, started, ask } = bot;
      const { users, channels } = emulator.world;
      await isAnswering(bot);
      const documents = own.settings['DOCUMENTS_DIR'] ?? '';
      const build = async (): Promise<unknown> => buildInOwnProcess(buildOrder(loadConfig(own.settings)));
      const asked: Interaction[] = [];
      const flow = setInterval(() => asked.push(ask(question, asked.length % 2)), 20);
      t.after(() => clearInterval(flow));
      const untilKnown = async (what: string, said: RegExp): Promise<void> => {
        while (!said.test(await read(ask(what)))) await wait(100);
      };

      writeFileSync(
        path.join(documents, 'mill.md'),
        '# The mill\n\nThe miller Odo Brand built the mill in 1788.\n',
      );
      await build();
      await untilKnown('Who built the mill?', /Odo Brand/);

      writeFileSync(
        path.join(documents, 'well.md'),
        '# The well\n\nThe mason Ruth Kell dug the well in 1802.\n',
      );
      const reindex = emulator.use(users[0]?.id ?? '', channels[0]?.id ?? '', { name: 'docs reindex' });
      await untilKnown('Who dug the well?', /Ruth Kell/);
      await until(() => /3 documents/.test(reindex.messages().map(textsOf).join()));
      assert.equal(reindex.messages().length, 1);

      const current = path.join(own.settings['INDEX_DIR'] ?? '', 'CURRENT');
      const good = readFileSync(current);
      writeFileSync(current, 'nothing that anybody wrote\n');
      await started.prints(/"level":"error"/);
      assert.match(await read(ask('Who dug the well?')), /Ruth Kell/);
      writeFileSync(current, good);
      writeFileSync(
        path.join(documents, 'oven.md'),
        '# The oven\n\nThe baker Ian Moss built the oven in 1820.\n',
      );
      await build();
      await untilKnown('Who built the oven?', /Ian Moss/);

      clearInterval(flow);
      await eachSays(asked, answer, 'while the index changed');
      assert.equal(bot.printed().match(/"level":"error"/g)?.length, 1, 'a bad index is said once');
      started.kill('SIGTERM');
      assert.equal(await started.ended, 0);
    });
  });
});
