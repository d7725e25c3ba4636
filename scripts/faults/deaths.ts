import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { readVotes } from '../../src/discord/feedback-line.ts';
import { KnownError } from '../../src/errors.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { readCurrent } from '../../src/index/current.ts';
import { verifyGeneration } from '../../src/index/generation.ts';
import {
  startEmulator,
  type EmulatedMessage,
  type Emulator,
  type Interaction,
} from '../../src/preview/emulator/emulator.ts';
import { startBot, type Bot } from './bot.ts';
import { worldOf } from './bot-here.ts';
import { bridgeAnswer, bridgeFolder, bridgeQuestion } from './bridge-folder.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { needsModel } from './needs.ts';
import { onlyMessage, settled, textOf } from './outcome.ts';

export const deaths: Family = {
  name: 'deaths',
  promise:
    'At SIGTERM with up to 50 questions under way the bot ends with status 0 within 10 s and leaves nobody "thinking"; after kill -9 the index is intact, every vote that was thanked for is kept, and a new start answers (what had been acknowledged and not yet answered stays "thinking").',
  trials: 300,
  shortTrials: 2,
  minutes: 12,
  open,
};

/** Of three ends, one is asked for and two are not. */
const cycle = 3;
const endsWithinMs = 10_000;

interface Running {
  readonly bot: Bot;
  readonly emulator: Emulator;
}

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const settings = bridgeFolder(folder);
  const documents = settings['DOCUMENTS_DIR'] ?? '';
  const indexDir = settings['INDEX_DIR'] ?? '';
  const feedbackDir = settings['FEEDBACK_DIR'] ?? '';
  const counts = { terms: 0, kills: 0, questions: 0, thinking: 0, longest: 0, reindexes: 0 };
  let next: Running | null = null;
  let votes = 0;

  const start = async (): Promise<Running> => {
    const emulator = await startEmulator({
      world: worldOf(60),
      limits: { keptMessages: 500, tokenLifeMs: 60_000 },
    });
    const bot = startBot({ ...settings, DISCORD_API_URL: emulator.apiUrl, DISCORD_TOKEN: emulator.token });
    await bot.prints(/"Ready"/);
    await emulator.commandsReady();
    return { bot, emulator };
  };
  /** The bot that the trial before has started, or another. */
  const running = async (): Promise<Running> => {
    const one = next ?? (await start());
    next = null;
    return one;
  };
  const voted = (): number =>
    // Made with the first vote, which a kill may have been faster than.
    !existsSync(feedbackDir)
      ? 0
      : readdirSync(feedbackDir, { withFileTypes: true })
          .filter(({ name }) => name.endsWith('.jsonl'))
          .reduce(
            (sum, { name }) =>
              sum + readVotes(readFileSync(path.join(feedbackDir, name), 'utf8')).votes.length,
            0,
          );

  return {
    async trial(number, random) {
      const { bot, emulator } = await running();
      const count = 1 + randomBelow(random, 50);
      counts.questions += count;
      const answered = await settledAnswer(emulator);
      const thanked = voteOn(emulator, answered, 1 + randomBelow(random, 4));
      if (randomBelow(random, 10) === 0) {
        // A build is under way as well.
        counts.reindexes += 1;
        writeFileSync(
          path.join(documents, `note-${number}.md`),
          `# Note ${number}\n\nThe clerk wrote note ${number}.\n`,
        );
        emulator.use(moderator, emulator.world.channels[0]?.id ?? '', { name: 'docs reindex' });
      }
      const asked = Array.from({ length: count }, () => askOne(emulator, random));
      await wait(randomBelow(random, 60));
      try {
        if (number % cycle === 0) {
          counts.terms += 1;
          const began = performance.now();
          bot.kill('SIGTERM');
          const { status, signal } = await bot.ended;
          const tookMs = performance.now() - began;
          counts.longest = Math.max(counts.longest, tookMs);
          if (status !== 0)
            throw new Miss(`an end with status 0, and it was ${signal ?? status}: ${bot.lastLine()}`);
          if (tookMs > endsWithinMs)
            throw new Miss(`an end within 10 s, and it took ${tookMs.toFixed(0)} ms`);
          for (const one of [...asked, ...thanked]) {
            const outcome = await settled(one, 10_000);
            if (outcome.kind === 'failed')
              throw new Miss(`an answer or a notice, and Discord said: ${outcome.reason}`);
            onlyMessage(one);
          }
          votes += thanked.length;
        } else {
          counts.kills += 1;
          bot.kill('SIGKILL');
          await bot.ended;
          counts.thinking += asked.filter((one) => one.messages().some(({ thinking }) => thinking)).length;
          for (const one of asked) if (one.messages().length > 1) onlyMessage(one);
          votes += thanked.filter((one) => one.messages().some(({ thinking }) => !thinking)).length;
        }
      } finally {
        bot.kill('SIGKILL');
        await emulator.close();
      }
      await checkIndex(indexDir);
      if (voted() < votes) throw new Miss(`${votes} votes that were thanked for, and ${voted()} are kept`);
      votes = voted();
      next = await start();
      if (!bridgeAnswer.test(textOf(await settledAnswer(next.emulator))))
        throw new Miss('the answer after a new start, and it was another');
      return 'survived';
    },
    figures: () => ({
      SIGTERM: counts.terms,
      'kill -9': counts.kills,
      questions: counts.questions,
      'builds under way': counts.reindexes,
      'longest end': { most: counts.longest, unit: 'ms' },
      'left "thinking" by kill -9': counts.thinking,
    }),
    async close() {
      if (next === null) return;
      await next.bot.stop();
      await next.emulator.close();
    },
  };
}

const moderator = '1100000000000000101';

function askOne(emulator: Emulator, random: Random): Interaction {
  const { users, channels } = emulator.world;
  const user = users[2 + randomBelow(random, users.length - 2)]?.id ?? '';
  return emulator.use(user, channels[0]?.id ?? '', { name: 'ask', options: { question: bridgeQuestion } });
}

async function settledAnswer(emulator: Emulator): Promise<EmulatedMessage> {
  const asked = emulator.use(moderator, emulator.world.channels[0]?.id ?? '', {
    name: 'ask',
    options: { question: bridgeQuestion },
  });
  await settled(asked);
  return onlyMessage(asked);
}

/** So many people find an answer helpful. */
function voteOn(emulator: Emulator, answer: EmulatedMessage, people: number): Interaction[] {
  const id = /"custom_id":"([^"]*helpful[^"]*)"/.exec(JSON.stringify(answer.components))?.[1];
  if (id === undefined) throw new Miss('an answer that can be voted on, and it has no such button');
  return emulator.world.users.slice(2, 2 + people).map((user) => emulator.press(user.id, answer, id));
}

/** What CURRENT names is whole. */
async function checkIndex(indexDir: string): Promise<void> {
  const current = await readCurrent(indexDir);
  if (current.kind !== 'named') throw new Miss(`a generation in use, and CURRENT is ${current.kind}`);
  try {
    await verifyGeneration(indexDir, current.generation);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    throw new Miss(`an intact index, and: ${error.message}`);
  }
}
