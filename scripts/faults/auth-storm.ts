import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig } from '../../src/config.ts';
import { exitStatus } from '../../src/errors.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { buildInOwnProcess } from '../../src/index/build-process.ts';
import { buildOrder } from '../../src/library/live.ts';
import { startEmulator, type Emulator, type RestFault } from '../../src/preview/emulator/emulator.ts';
import { startBot, type Bot } from './bot.ts';
import { startBotHere, worldOf, type BotHere } from './bot-here.ts';
import { bridgeFolder, bridgeQuestion } from './bridge-folder.ts';
import { Miss, type OpenFamily } from './family.ts';
import { inChild } from './in-child.ts';
import { needsModel } from './needs.ts';

export const authStorm = inChild(
  {
    name: 'auth-storm',
    promise:
      'Ten minutes in which Discord says nothing but 401, 403 and 429 (by an injected clock) bring at most 100 requests that it counts as invalid and one plain line in the log; where it is the bot itself that is refused, at its start or later, the process ends with the documented status and a sentence.',
    trials: 12,
    shortTrials: 2,
    minutes: 2,
  },
  import.meta.url,
);

const mostInvalid = 100;
const invalid: ReadonlySet<number> = new Set([401, 403, 429]);
const minutes = 10;
const stepMs = 5000;
const questionsInStep = 10;
/** The storm begins while so many come at once. */
const questionsInBurst = 300;
/** How often the unit in docs/deploy starts a bot that ends, in ten minutes. */
const startsInTenMinutes = 5;

/** What is refused, and how the process ends. */
interface Refusal {
  readonly fault: RestFault;
  readonly status: number;
  readonly says: RegExp;
}

const atStart: readonly Refusal[] = [
  {
    fault: { on: 'any', kind: 'status', status: 401 },
    status: exitStatus.usage,
    says: /^Discord does not accept the token in DISCORD_TOKEN/,
  },
  {
    fault: { on: 'any', kind: 'html', status: 403 },
    status: exitStatus.usage,
    says: /^Discord refused to let the bot in/,
  },
  {
    fault: { on: 'any', kind: 'rate-limit', retryAfter: 900 },
    status: exitStatus.unexpected,
    says: /^Discord asks to wait for 9\d\d s/,
  },
];

export async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const settings = bridgeFolder(folder);
  await buildInOwnProcess(buildOrder(loadConfig({ ...settings, EMBEDDING_MODEL: '' })));
  let most = 0;
  const count = ({ requests }: Emulator, from = 0): number => {
    const refused = requests.slice(from).filter(({ status }) => invalid.has(status)).length;
    most = Math.max(most, refused);
    return refused;
  };
  return {
    async trial(number, random) {
      if (number % 4 === 0) await storm(folder, random, count);
      else if (number % 4 === 1) await lateRefusal(settings);
      else await refusedAtStart(settings, random, count);
      return 'survived';
    },
    figures: () => ({ 'most invalid requests': { most, unit: '' } }),
    close: async () => {},
  };
}

type Count = (emulator: Emulator, from?: number) => number;

/** Ten minutes of questions, each of which is refused in one of these ways. */
async function storm(folder: string, random: Random, count: Count): Promise<void> {
  let clock = 0;
  const bot = await startBotHere({
    folder,
    emulator: { world: worldOf(100), limits: { firstResponseMs: 1500 } },
    parts: { now: () => clock },
  });
  try {
    const { emulator } = bot;
    const mix = faultsFor(random);
    for (const fault of mix) emulator.faults.rest(fault);
    const from = emulator.requests.length;
    for (let at = 0; at < questionsInBurst; at++) turnTo(bot, random);
    // Not to their very end: from there on the first refusals count no longer, and what still waits is sent.
    for (; clock < minutes * 60_000 - stepMs; clock += stepMs) {
      for (let at = 0; at < questionsInStep; at++) turnTo(bot, random);
      await quiet(emulator);
    }
    // Whoever was asked to wait comes again.
    await wait(1000);
    const refused = count(emulator, from);
    if (refused > mostInvalid)
      throw new Miss(`at most ${mostInvalid} invalid requests, and there were ${refused}`);
    if (refused < mostInvalid / 2) throw new Error(`The storm was none: ${refused} invalid requests`);
    const lines = bot
      .logged()
      .filter(({ message }) => String(message).startsWith('Discord refused too many requests'));
    if (lines.length !== 1)
      throw new Miss(`one line that says why nothing is sent, and there are ${lines.length}`);
    emulator.faults.clear();
    clock += minutes * 60_000;
    const after = emulator.use(users(emulator)[0] ?? '', channelOf(emulator), ask);
    const { type } = await after.acknowledged;
    if (type === null) throw new Miss('an answer when the ten minutes are over, and there was none');
  } finally {
    await bot.close();
  }
}

/** Waits until no request has come for a moment. */
async function quiet({ requests }: Emulator): Promise<void> {
  for (let before = -1; requests.length !== before;) {
    before = requests.length;
    await wait(15);
  }
}

const ask = { name: 'ask', options: { question: bridgeQuestion } } as const;

function users({ world }: Emulator): string[] {
  return world.users.slice(2).map(({ id }) => id);
}

function channelOf({ world }: Emulator): string {
  return world.channels[0]?.id ?? '';
}

function turnTo({ emulator }: BotHere, random: Random): void {
  const people = users(emulator);
  const user = people[randomBelow(random, people.length)] ?? '';
  if (randomBelow(random, 5) === 0)
    emulator.suggest(user, channelOf(emulator), 'ask', 'document', { document: 'b' });
  else emulator.use(user, channelOf(emulator), ask);
}

/** One way to refuse everything that interactions bring, or all of them mixed; some let the first response through. */
function faultsFor(random: Random): readonly RestFault[] {
  const on = randomBelow(random, 2) === 0 ? 'any' : 'reply';
  const ways: readonly RestFault[] = [
    { on, kind: 'status', status: 401 },
    { on, kind: 'html', status: 403 },
    { on, kind: 'rate-limit', retryAfter: 0.2 },
    { on, kind: 'rate-limit', retryAfter: 1200 },
  ];
  const which = randomBelow(random, ways.length + 1);
  const one = ways[which];
  if (one !== undefined) return [one];
  // Mixed: what no chance has met, the first of them meets.
  return [...ways.map((way): RestFault => ({ ...way, chance: 0.4 })), { on, kind: 'status', status: 401 }];
}

/** Refused from the first request on: few of them, a sentence, and a status that says whether starting again would help. */
async function refusedAtStart(
  settings: Readonly<Record<string, string>>,
  random: Random,
  count: Count,
): Promise<void> {
  const { fault, status, says } = atStart[randomBelow(random, atStart.length)] ?? atStart[0]!;
  const emulator = await startEmulator({ faults: { rest: [fault] } });
  const bot = startFor(settings, emulator);
  try {
    await checkEnd(bot, status, says);
    const refused = count(emulator) * startsInTenMinutes;
    if (refused > mostInvalid)
      throw new Miss(
        `at most ${mostInvalid} invalid requests in ${startsInTenMinutes} starts, and there would be ${refused}`,
      );
  } finally {
    await bot.stop();
    await emulator.close();
  }
}

/** The token is taken away while the bot runs. */
async function lateRefusal(settings: Readonly<Record<string, string>>): Promise<void> {
  const emulator = await startEmulator();
  const bot = startFor(settings, emulator);
  try {
    await bot.prints(/"Ready"/);
    await emulator.commandsReady();
    emulator.faults.rest({ on: 'any', kind: 'status', status: 401 });
    emulator.faults.refuseIdentify(4004);
    emulator.faults.invalidateSessions(false);
    await checkEnd(
      bot,
      exitStatus.usage,
      /^Discord (?:ended the connection \(4004\)|does not accept the token)/,
    );
  } finally {
    await bot.stop();
    await emulator.close();
  }
}

function startFor(settings: Readonly<Record<string, string>>, { apiUrl, token }: Emulator): Bot {
  return startBot({ ...settings, DISCORD_API_URL: apiUrl, DISCORD_TOKEN: token });
}

async function checkEnd(bot: Bot, status: number, says: RegExp): Promise<void> {
  const end = await bot.ended;
  if (end.status !== status)
    throw new Miss(`status ${status}, and it was ${end.signal ?? end.status}: ${bot.lastLine()}`);
  if (!says.test(bot.lastLine()))
    throw new Miss(`a line that says ${String(says)}, and it was: ${bot.lastLine()}`);
}
