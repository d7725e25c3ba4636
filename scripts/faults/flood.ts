import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmulator } from '../../src/preview/emulator/emulator.ts';
import { startBot } from './bot.ts';
import { worldOf } from './bot-here.ts';
import { bridgeFolder, bridgeQuestion } from './bridge-folder.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { needsModel } from './needs.ts';
import { endingOf, onlyMessage, settled } from './outcome.ts';

/** Who asks, and how many questions at once; the first is small, and all of a short run. */
const floods = [
  { people: 1, questions: 50 },
  { people: 1, questions: 10_000 },
  { people: 1000, questions: 10_000 },
  { people: 1, questions: 10_000 },
  { people: 1000, questions: 10_000 },
] as const;

/** As Discord has it; counted from when the last of them has been handed to the connection. */
const firstWordMs = 3000;
/** What the unit in docs/deploy gives a bot is a gigabyte. */
const mostMiB = 700;

export const flood: Family = {
  name: 'flood',
  promise:
    'Ten thousand questions at once to a bot that has just started, from one person or from a thousand, are each acknowledged or refused within 3 s of coming to it, and its memory stays below 700 MiB.',
  trials: floods.length,
  shortTrials: 1,
  minutes: 1.5,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const { USER_QUESTIONS_PER_MINUTE: _, WAITING_QUESTIONS: __, ...settings } = bridgeFolder(folder);
  const longest = new Map<number, number>();
  const memory: string[] = [];
  return {
    async trial(number) {
      const { people, questions } = floods[number] ?? floods[0];
      const emulator = await startEmulator({
        world: worldOf(people),
        // What is measured starts when the bot is handed a question, which this process needs a while for.
        limits: { firstResponseMs: 60_000, keptRequests: 50_000, keptMessages: 20_000 },
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
        const idle = bot.resident();
        const { users, channels } = emulator.world;
        const heard: number[] = [];
        const asked = Array.from({ length: questions }, (_each, at) => {
          const user = users[2 + (at % people)]?.id ?? '';
          const interaction = emulator.use(user, channels[0]?.id ?? '', {
            name: 'ask',
            options: { question: bridgeQuestion },
          });
          void interaction.acknowledged.then(({ type }) => type !== null && heard.push(performance.now()));
          return interaction;
        });
        const handed = performance.now();
        let answers = 0;
        for (const one of asked) {
          const outcome = await settled(one, 90_000);
          if (outcome.kind !== 'message')
            throw new Miss(`an answer or a refusal, and it came to ${JSON.stringify(outcome)}`);
          if (endingOf(onlyMessage(one)) === 'answer') answers += 1;
        }
        const last = Math.max(...heard.map((at) => at - handed));
        longest.set(people, Math.max(longest.get(people) ?? 0, last));
        memory.push(`${idle.toFixed(0)} → ${bot.peak().toFixed(0)}`);
        if (answers === 0) throw new Miss('some of the questions answered, and all were refused');
        if (last > firstWordMs)
          throw new Miss(`a first word within ${firstWordMs} ms, and it took ${last.toFixed(0)} ms`);
        if (bot.peak() > mostMiB)
          throw new Miss(`at most ${mostMiB} MiB, and it was ${bot.peak().toFixed(0)}`);
        return { survived: answers, refused: questions - answers };
      } finally {
        await bot.stop();
        await emulator.close();
      }
    },
    figures: () => ({
      ...Object.fromEntries(
        [...longest].map(([people, ms]) => [`longest, ${people} asking`, `${ms.toFixed(0)} ms`]),
      ),
      'memory MiB, idle → most': memory.slice(-4).join(', '),
    }),
    close: async () => {},
  };
}
