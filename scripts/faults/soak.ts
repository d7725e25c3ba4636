import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { writeDocuments } from '../bench/bot-process.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import {
  startEmulator,
  type Emulator,
  type Interaction,
  type RestFault,
} from '../../src/preview/emulator/emulator.ts';
import { startBot, type Bot, type Sample } from './bot.ts';
import { worldOf } from './bot-here.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { needsModel } from './needs.ts';
import { watchOthers } from './other-work.ts';
import { endingOf, onlyMessage, settled } from './outcome.ts';

/** One slice of the soak: real time, since memory and delays are what is measured. */
const sliceMs = 3000;
const slices = 200;
const perSecond = 20;
const passages = 500;

/** Slices until memory is looked at, and how many are needed to tell a slope. */
const warmUp = 60;
const leastForSlope = 60;
const mostSlope = 1;
const mostDelayMs = 100;
/** A loop is late as well where other programs keep it from the processors: with more than this part of them it is not judged. */
const mostOthers = 0.1;
const mostHandles = 5;

export const soak: Family = {
  name: 'soak',
  promise:
    'Ten minutes of 20 questions a second, with a new index every 30 s, a broken connection every minute and a fault in every hundredth request, leave nobody unanswered, memory that grows by less than 1 MB a minute once it is warm, an event loop that is never late by more than 100 ms (p99), and as many handles as before.',
  trials: slices,
  shortTrials: 1,
  minutes: 10.5,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const { settings, questions } = writeDocuments(folder, passages);
  const emulator = await startEmulator({
    world: worldOf(100),
    // What is measured is the bot, but the emulator beside it must not grow either.
    limits: { keptMessages: 200, keptRequests: 2000, tokenLifeMs: 60_000, requestsPerSecond: 1000 },
  });
  const bot = startBot({
    ...settings,
    WAITING_QUESTIONS: '1000',
    DISCORD_API_URL: emulator.apiUrl,
    DISCORD_TOKEN: emulator.token,
  });
  await bot.prints(/"Ready"/);
  await emulator.commandsReady();
  const documents = settings['DOCUMENTS_DIR'] ?? '';
  const samples: (Sample & { readonly at: number })[] = [];
  let asked = 0;
  let unheard = 0;
  let builds = 0;
  let delay = 0;
  const othersSince = watchOthers([process.pid, bot.pid]);

  const look = async (number: number): Promise<void> => {
    const sample = await bot.sample();
    // The start and the first questions compile everything.
    if (samples.length === 0) await bot.sample('forget');
    else delay = sample.delayP99;
    samples.push({ ...sample, at: performance.now() });
    if (number === slices - 1) judge(samples, othersSince());
  };
  return {
    async trial(number, random) {
      const second = (number * sliceMs) / 1000;
      if (second % 30 === 0 && number > 0) {
        builds += 1;
        writeFileSync(
          path.join(documents, 'later.md'),
          `# Later\n\nThe clerk of Later wrote note ${number}.\n`,
        );
        emulator.use(moderator, emulator.world.channels[0]?.id ?? '', { name: 'docs reindex' });
      }
      if (second % 60 === 30) emulator.faults.dropSockets();
      const wave: Interaction[] = [];
      const began = performance.now();
      const count = (perSecond * sliceMs) / 1000;
      for (let at = 0; at < count; at++) {
        if (randomBelow(random, 50) === 0) emulator.faults.rest(faultFor(random));
        wave.push(askOne(emulator, questions[asked % questions.length] ?? '', random));
        asked += 1;
        await wait(Math.max(0, began + ((at + 1) * sliceMs) / count - performance.now()));
      }
      const fate: Record<Fate, number> = { survived: 0, refused: 0 };
      for (const one of wave) {
        const kind = await kindOf(bot, emulator, one);
        fate[kind === 'unheard' ? 'refused' : 'survived'] += 1;
        if (kind === 'unheard') unheard += 1;
      }
      if (bot.hasEnded()) throw new Miss(`the bot to go on, and it ended: ${bot.lastLine()}`);
      await look(number);
      return fate;
    },
    figures: () => figuresOf(samples, { asked, unheard, builds, delay, others: othersSince() }),
    async close() {
      await bot.stop();
      await emulator.close();
    },
  };
}

const moderator = '1100000000000000101';

/** Two requests for each question: a fault for every fiftieth question is one for every hundredth request. */
function faultFor(random: Random): RestFault {
  return faults[randomBelow(random, faults.length)] ?? { kind: 'delay', ms: 100, times: 1 };
}

/** None that Discord counts as an invalid request: twelve thousand questions would bring 120 of them. */
const faults: readonly RestFault[] = [
  { on: 'callback', kind: 'drop', when: 'before', times: 1 },
  { on: 'callback', kind: 'drop', when: 'after', times: 1 },
  { on: 'callback', kind: 'status', status: 500, times: 1 },
  { on: 'reply', kind: 'drop', when: 'before', times: 1 },
  { on: 'reply', kind: 'drop', when: 'after', times: 1 },
  { on: 'reply', kind: 'html', status: 502, times: 1 },
  { on: 'reply', kind: 'truncated-json', times: 1 },
  { kind: 'delay', ms: 300, times: 1 },
];

function askOne(emulator: Emulator, question: string, random: Random): Interaction {
  const { users, channels } = emulator.world;
  const user = users[2 + randomBelow(random, users.length - 2)]?.id ?? '';
  return emulator.use(user, channels[0]?.id ?? '', { name: 'ask', options: { question } });
}

async function kindOf(
  bot: Bot,
  emulator: Emulator,
  one: Interaction,
): Promise<'answer' | 'notice' | 'unheard'> {
  const outcome = await settled(one, 90_000);
  if (outcome.kind === 'message') return endingOf(onlyMessage(one));
  const tries = emulator.requests.filter(
    ({ interaction, path }) => interaction === one.id && path.endsWith('/callback'),
  );
  // A fault may meet each try of a first response; one that meets none or gets through is answered.
  const isBroken = tries.length > 1 && tries.every(({ status }) => status === 0 || status >= 500);
  if (!isBroken) {
    const { delayMax } = await bot.sample();
    throw new Miss(
      `an answer, and it came to ${JSON.stringify(outcome)} after tries with ${tries.map(({ status }) => status).join(', ') || 'nothing heard of any'}; the bot was late by ${delayMax.toFixed(0)} ms at most and says: ${bot.lastLine()}`,
    );
  }
  return 'unheard';
}

/** @throws Miss where the promise about the process was broken */
function judge(samples: readonly (Sample & { readonly at: number })[], others: number): void {
  const last = samples.at(-1);
  const first = samples[Math.min(warmUp, samples.length - 1)];
  if (last === undefined || first === undefined) return;
  if (last.delayP99 > mostDelayMs && others <= mostOthers)
    throw new Miss(
      `an event loop at most ${mostDelayMs} ms late (p99), and it was ${last.delayP99.toFixed(0)} ms`,
    );
  const slope = slopeOf(samples.slice(warmUp));
  if (slope !== null && slope > mostSlope)
    throw new Miss(`memory that grows by less than ${mostSlope} MB a minute, and it was ${slope.toFixed(2)}`);
  if (last.handles - first.handles > mostHandles)
    throw new Miss(`as many handles as before (${first.handles}), and there are ${last.handles}`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Megabytes of resident memory a minute, by least squares; `null` for too few samples. */
function slopeOf(samples: readonly (Sample & { readonly at: number })[]): number | null {
  if (samples.length < leastForSlope) return null;
  const minutes = samples.map(({ at }) => at / 60_000);
  const memory = samples.map(({ rss }) => rss / 2 ** 20);
  const [x, y] = [mean(minutes), mean(memory)];
  const covariance = mean(minutes.map((value, at) => (value - x) * ((memory[at] ?? y) - y)));
  return covariance / mean(minutes.map((value) => (value - x) ** 2));
}

function figuresOf(
  samples: readonly (Sample & { readonly at: number })[],
  counts: {
    readonly asked: number;
    readonly unheard: number;
    readonly builds: number;
    readonly delay: number;
    readonly others: number;
  },
): Readonly<Record<string, string>> {
  const slope = slopeOf(samples.slice(warmUp));
  const [first, last] = [samples[0], samples.at(-1)];
  return {
    questions: counts.asked.toLocaleString('en'),
    'not heard': String(counts.unheard),
    builds: String(counts.builds),
    'memory MiB': `${((first?.rss ?? 0) / 2 ** 20).toFixed(0)} → ${((last?.rss ?? 0) / 2 ** 20).toFixed(0)}`,
    ...(slope === null ? {} : { 'slope MiB a minute': slope.toFixed(2) }),
    'delay p99': `${counts.delay.toFixed(0)} ms`,
    'processors taken by others': `${(100 * counts.others).toFixed(0)} %${counts.others > mostOthers ? ': the delay is not judged' : ''}`,
    'longest delay': `${(last?.delayMax ?? 0).toFixed(0)} ms`,
    handles: `${first?.handles ?? 0} → ${last?.handles ?? 0}`,
    descriptors: `${first?.descriptors ?? 0} → ${last?.descriptors ?? 0}`,
  };
}
