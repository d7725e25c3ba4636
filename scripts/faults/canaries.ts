import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import {
  startEmulator,
  type Emulator,
  type Interaction,
  type RestFault,
} from '../../src/preview/emulator/emulator.ts';
import { startFolder } from '../../test/fixtures/start.ts';
import { startBot, type Bot } from './bot.ts';
import { found, foundInFiles, tokenStart } from './canary-search.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { needsModel } from './needs.ts';

/** Every so many trials the process crashes; in the others a request or the connection fails. */
const crashEvery = 10;
/** How long an interaction may take here before the trial goes on without it. */
const patienceMs = 8000;

/** Tokens, questions and comments with names of their own, in a bot process at its most talkative level while things fail. */
export const canaries: Family = {
  name: 'canaries',
  promise:
    'Whatever fails, no bot token, interaction token, question or comment is in the output, the log at its most talkative, the index, the temporary files or the votes, but for the question and comment of a vote with a reason.',
  trials: 300,
  shortTrials: 2,
  minutes: 8,
  open,
};

const statuses = [400, 401, 403, 404, 409, 429, 500, 502, 503] as const;
const routes = ['callback', 'reply', 'follow-up', 'any'] as const;
const crashes = ['exception', 'text', 'rejection', 'rejected text', 'cause'] as const;
const fatalCodes = [4004, 4010, 4013, 4014] as const;

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary);
  const settings = {
    ...startFolder(folder),
    TMPDIR: temporary,
    LOG_LEVEL: 'debug',
    USER_QUESTIONS_PER_MINUTE: '10000',
  };
  const feedback = path.join(folder, 'feedback');
  let running: { readonly bot: Bot; readonly emulator: Emulator } | null = null;
  let sought = 0;
  let starts = 0;

  const start = async (crash: string, canary: string): Promise<{ bot: Bot; emulator: Emulator }> => {
    const emulator = await startEmulator({ limits: { keptRequests: 5000 } });
    starts += 1;
    const bot = startBot(
      {
        ...settings,
        DISCORD_TOKEN: emulator.token,
        DISCORD_API_URL: emulator.apiUrl,
        FAULTS_CRASH: crash,
        FAULTS_CANARY: canary,
      },
      { nodeArgs: ['--import', path.join(import.meta.dirname, 'crash.mjs')] },
    );
    await bot.prints(/"Ready"/);
    await emulator.commandsReady();
    return { bot, emulator };
  };
  const end = async (): Promise<void> => {
    const ending = running;
    running = null;
    await ending?.bot.stop();
    await ending?.emulator.close();
  };
  const living = async (): Promise<{ readonly bot: Bot; readonly emulator: Emulator }> => {
    if (running !== null && !running.bot.hasEnded()) return running;
    await end();
    running = await start('', '');
    return running;
  };

  /** @param told words that a vote with a reason may keep */
  const search = (
    { bot, emulator }: { readonly bot: Bot; readonly emulator: Emulator },
    words: readonly string[],
    told: readonly string[],
    what: string,
  ): void => {
    const tokens = [emulator.token, tokenStart];
    const secrets = [...tokens, ...words, ...told];
    sought += secrets.length;
    const said = found(secrets, bot.printed());
    if (said.length > 0) throw new Miss(`${said[0]?.slice(0, 60) ?? ''} is in the output after ${what}`);
    const kept = [
      ...foundInFiles([...tokens, ...words], folder, () => false),
      ...foundInFiles(told, folder, (file) => file.startsWith(feedback)),
    ];
    if (kept.length > 0) throw new Miss(`${kept[0] ?? ''} after ${what}`);
  };

  return {
    async trial(number, random): Promise<Fate> {
      const name = `Zyxwv${number}q${randomBelow(random, 1e6)}`;
      if (number % crashEvery === crashEvery - 1) {
        const how = crashes[randomBelow(random, crashes.length)] ?? 'exception';
        const canary = `Did ${name} design the bridge?`;
        const own = await start(how, canary);
        try {
          const asked = ask(own.emulator, canary, 0);
          own.bot.kill('SIGUSR2');
          await Promise.race([own.bot.ended, settledOrNot(asked, 3000)]);
          search(own, [canary, name], [], `a crash: ${how}`);
        } finally {
          await own.bot.stop();
          await own.emulator.close();
        }
        return 'survived';
      }
      const { bot, emulator } = await living();
      const [what, happens] = pickFault(random);
      happens(emulator);
      try {
        const { words, told } = await use(emulator, name, random);
        emulator.faults.clear();
        await wait(20);
        search({ bot, emulator }, words, told, what);
      } finally {
        emulator.faults.clear();
      }
      return 'survived';
    },
    figures: () => ({
      'words looked for': sought,
      processes: starts,
      found: 0,
    }),
    close: end,
  };
}

function pickFault(random: Random): readonly [string, (emulator: Emulator) => void] {
  const on = routes[randomBelow(random, routes.length)] ?? 'any';
  const times = 1 + randomBelow(random, 3);
  const status = statuses[randomBelow(random, statuses.length)] ?? 500;
  const kind = random();
  if (kind < 0.35) return rest({ on, times, kind: 'status', status, message: 'no' });
  if (kind < 0.5) return rest({ on, times, kind: 'html', status });
  if (kind < 0.6) return rest({ on, times, kind: 'truncated-json' });
  if (kind < 0.7) return rest({ on, times, kind: 'drop', when: random() < 0.5 ? 'before' : 'after' });
  if (kind < 0.74) return rest({ on, times: 1, kind: 'hang', when: 'after' });
  if (kind < 0.8) return rest({ on, times, kind: 'rate-limit', retryAfter: random() < 0.5 ? 0.1 : 1200 });
  if (kind < 0.84) return rest({ on: 'callback', times, kind: 'unknown-interaction' });
  if (kind < 0.88) return ['dropped sockets', ({ faults }) => faults.dropSockets()];
  if (kind < 0.92) return ['op 9', ({ faults }) => faults.invalidateSessions(random() < 0.5)];
  if (kind < 0.95) return ['delivered three times', ({ faults }) => faults.deliverTimes(3)];
  const code = fatalCodes[randomBelow(random, fatalCodes.length)] ?? 4004;
  return [`close code ${code}`, ({ faults }) => faults.closeSockets(code)];
}

/** A fault of requests, and its name. */
function rest(fault: RestFault): readonly [string, (emulator: Emulator) => void] {
  return [JSON.stringify(fault), ({ faults }) => void faults.rest(fault)];
}

function ask(emulator: Emulator, question: string, user: number): Interaction {
  const { users, channels } = emulator.world;
  return emulator.use(users[user]?.id ?? '', channels[0]?.id ?? '', { name: 'ask', options: { question } });
}

/** Somebody asks, searches, checks a claim, follows up and votes. What they wrote is in `words`, and in `told` where it may be kept. */
async function use(
  emulator: Emulator,
  name: string,
  random: Random,
): Promise<{ words: readonly string[]; told: readonly string[] }> {
  const { users, channels } = emulator.world;
  const [user, channel] = [users[0]?.id ?? '', channels[0]?.id ?? ''];
  const words = [
    `Who designed the bridge, not ${name}a?`,
    `bridge of ${name}b`,
    `${name}c designed the bridge.`,
    `And ${name}d?`,
    `${name}e is not it`,
  ];
  const [question = '', query = '', claim = '', follow = '', comment = ''] = words;
  const told: string[] = [];
  const asked = ask(emulator, question, 0);
  const others = [
    emulator.use(user, channel, { name: 'search', options: { query } }),
    emulator.use(user, channel, {
      name: 'Check this claim',
      type: 3,
      target: emulator.say(user, channel, claim).id,
    }),
    emulator.suggest(user, channel, 'ask', 'document', { document: `${name}f` }),
  ];
  const outcome = await settledOrNot(asked, patienceMs);
  await Promise.all(others.map(async (one) => settledOrNot(one, patienceMs)));
  if (outcome?.kind !== 'message') return { words: [...words, `${name}f`], told };
  const ids = [...JSON.stringify(outcome.message.components).matchAll(/"custom_id":"([^"]+)"/g)].map(
    ([, id = '']) => id,
  );
  const press = async (action: string): Promise<Interaction | null> => {
    const id = ids.find((one) => one.includes(`.${action}.`) || one.endsWith(`.${action}`));
    if (id === undefined) return null;
    const pressed = emulator.press(user, outcome.message, id, { unchecked: true });
    return (await settledOrNot(pressed, patienceMs))?.kind === 'modal' ? pressed : null;
  };
  await press('passage');
  if (random() < 0.5) await press('helpful');
  const followed = await press('follow-up');
  if (followed !== null)
    await settledOrNot(
      emulator.submit(user, followed, { question: follow }, { unchecked: true }),
      patienceMs,
    );
  const voted = random() < 0.5 ? await press('not-helpful') : null;
  if (voted !== null) {
    told.push(question, comment, `${name}a`, `${name}e`);
    await settledOrNot(
      emulator.submit(user, voted, { reason: 'other', comment }, { unchecked: true }),
      patienceMs,
    );
  }
  return { words: [...words, `${name}f`].filter((word) => !told.includes(word)), told };
}

async function settledOrNot(
  interaction: Interaction,
  withinMs: number,
): Promise<Awaited<Interaction['settled']> | null> {
  return Promise.race([interaction.settled, wait(withinMs, null, { ref: false })]);
}
