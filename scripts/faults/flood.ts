import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmulator } from '../../src/preview/emulator/emulator.ts';
import { startBot } from './bot.ts';
import { worldOf } from './bot-here.ts';
import { bridgeFolder, bridgeQuestion } from './bridge-folder.ts';
import { Miss, NotHere, type Family, type OpenFamily } from './family.ts';
import { needsModel } from './needs.ts';
import { watchOthers } from './other-work.ts';
import { endingOf, onlyMessage, settled } from './outcome.ts';

/** Who asks, and how many questions at once; the first is small, and all of a short run. */
const floods = [
  { people: 1, questions: 50 },
  { people: 1, questions: 10_000 },
  { people: 1000, questions: 10_000 },
  { people: 1, questions: 10_000 },
  { people: 1000, questions: 10_000 },
] as const;

/** As Discord has it; counted for all of them from when the first was handed to the connection. */
const firstWordMs = 3000;
/** What the unit in docs/deploy gives a bot is a gigabyte. */
const mostMiB = 500;
/** What a round says in which other programs took more than this part of the processors is not about the bot. */
const mostOthers = 0.1;
const rounds = 5;

export const flood: Family = {
  name: 'flood',
  promise:
    'Ten thousand questions at once to a bot that has just started, from one person or from a thousand, are each acknowledged or refused within 3 s of coming to it, and its memory stays below 500 MiB.',
  trials: floods.length,
  shortTrials: 1,
  minutes: 1.5,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const longest = new Map<number, number>();
  const memory: string[] = [];
  return {
    async trial(number) {
      const size = floods[number] ?? floods[0];
      for (let round = 1; ; round++) {
        const seen = await pour(folder, size);
        const problem = problemOf(seen);
        if (problem !== null && seen.others <= mostOthers) throw problem;
        if (problem === null) {
          longest.set(size.people, Math.max(longest.get(size.people) ?? 0, seen.lastMs));
          memory.push(`${seen.idleMiB.toFixed(0)} → ${seen.peakMiB.toFixed(0)}`);
          return { survived: seen.answers, refused: size.questions - seen.answers };
        }
        if (round === rounds)
          throw new NotHere(
            `other programs had ${(100 * seen.others).toFixed(0)} % of the processors, and it came to this: ${problem.message}`,
          );
      }
    },
    figures: () => ({
      ...Object.fromEntries(
        [...longest].map(([people, ms]) => [`longest, ${people} asking`, { most: ms, unit: 'ms' }]),
      ),
      'memory MiB, idle → most': memory.slice(-4).join(', '),
    }),
    close: async () => {},
  };
}

/** What came of a flood. */
interface Seen {
  /** Until the last of them had its first word. */
  readonly lastMs: number;
  /** How many had none. */
  readonly unheard: number;
  /** How many came to nothing in the end. */
  readonly lost: number;
  readonly answers: number;
  readonly idleMiB: number;
  readonly peakMiB: number;
  /** The part of the processors that other programs had meanwhile. */
  readonly others: number;
}

async function pour(
  folder: string,
  { people, questions }: { readonly people: number; readonly questions: number },
): Promise<Seen> {
  const { USER_QUESTIONS_PER_MINUTE: _, WAITING_QUESTIONS: __, ...settings } = bridgeFolder(folder);
  const emulator = await startEmulator({
    world: worldOf(people),
    // Making the questions takes this process a while, and is none of the bot's business.
    limits: { firstResponseMs: 20_000, keptRequests: 50_000, keptMessages: 20_000 },
  });
  const bot = startBot({
    ...settings,
    USER_QUESTIONS_PER_MINUTE: '',
    WAITING_QUESTIONS: '',
    DISCORD_API_URL: emulator.apiUrl,
    DISCORD_TOKEN: emulator.token,
  });
  try {
    await bot.prints(/"Ready"/);
    await emulator.commandsReady();
    await wait(500);
    const idleMiB = bot.resident();
    const { users, channels } = emulator.world;
    emulator.faults.holdDispatch(true);
    const asked = Array.from({ length: questions }, (_each, at) =>
      emulator.use(users[2 + (at % people)]?.id ?? '', channels[0]?.id ?? '', {
        name: 'ask',
        options: { question: bridgeQuestion },
      }),
    );
    const othersSince = watchOthers([process.pid, bot.pid]);
    const handed = performance.now();
    let lastMs = 0;
    let unheard = 0;
    const heard = asked.map(async ({ acknowledged }) => {
      if ((await acknowledged).type === null) unheard += 1;
      else lastMs = performance.now() - handed;
    });
    emulator.faults.holdDispatch(false);
    await Promise.all(heard);
    const others = othersSince();
    let answers = 0;
    let lost = 0;
    for (const one of asked) {
      const outcome = await settled(one, 90_000);
      if (outcome.kind !== 'message') lost += 1;
      else if (endingOf(onlyMessage(one)) === 'answer') answers += 1;
    }
    return { lastMs, unheard, lost, answers, idleMiB, peakMiB: bot.peak(), others };
  } finally {
    await bot.stop();
    await emulator.close();
  }
}

/** Which promise a flood broke, if any. */
function problemOf({ lastMs, unheard, lost, answers, peakMiB }: Seen): Miss | null {
  if (unheard > 0) return new Miss(`a first word for everyone, and ${unheard} had none`);
  if (lost > 0) return new Miss(`an answer or a refusal for everyone, and ${lost} had neither`);
  if (lastMs > firstWordMs)
    return new Miss(`a first word within ${firstWordMs} ms, and it took ${lastMs.toFixed(0)} ms`);
  if (answers === 0) return new Miss('some of the questions answered, and all were refused');
  if (peakMiB > mostMiB) return new Miss(`at most ${mostMiB} MiB, and it was ${peakMiB.toFixed(0)}`);
  return null;
}
