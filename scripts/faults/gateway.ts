import { setTimeout as wait } from 'node:timers/promises';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { startEmulator, type Emulator, type Interaction } from '../../src/preview/emulator/emulator.ts';
import { startBot, type Bot } from './bot.ts';
import { worldOf } from './bot-here.ts';
import { bridgeFolder, bridgeQuestion } from './bridge-folder.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { faultsFor } from './gateway-faults.ts';
import { needsModel } from './needs.ts';
import { endingOf, onlyMessage, settled } from './outcome.ts';

/** In the full run 100 batches: 10,000 questions, 1,000 faults. One before them is small, and all of a short run. */
const batches = 101;
const ofQuestions = { small: 20, large: 100 };
/** Questions for each fault. */
const between = 10;
/** Refusals count against Discord's ban, and from 80 on in ten minutes the bot sends nothing: a process gets no more. */
const batchesOfProcess = 20;

export const gateway: Family = {
  name: 'gateway',
  promise:
    'Ten thousand questions, each delivered one to three times while connections and requests break in every way, get exactly one answer or notice each; refused are only those that Discord itself kept from being heard (heartbeats come every second, a late first response fails after 3 s).',
  trials: batches,
  shortTrials: 1,
  minutes: 7,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const settings = bridgeFolder(folder);
  let running: { readonly bot: Bot; readonly emulator: Emulator; readonly group: number } | null = null;
  const counts = { answers: 0, notices: 0, unheard: 0, faults: 0 };

  const end = async (): Promise<void> => {
    if (running === null) return;
    const { bot, emulator } = running;
    running = null;
    emulator.faults.clear();
    const { status, signal } = await bot.stop();
    await emulator.close();
    if (status !== 0)
      throw new Miss(`an end with status 0, and it was ${signal ?? status}: ${bot.lastLine()}`);
  };
  const start = async (group: number): Promise<{ readonly bot: Bot; readonly emulator: Emulator }> => {
    if (running !== null && running.group === group && !running.bot.hasEnded()) return running;
    await end();
    const emulator = await startEmulator({
      world: worldOf(200),
      limits: {
        heartbeatMs: 1000,
        identifies: 1_000_000,
        keptRequests: 20_000,
        keptMessages: 2000,
        tokenLifeMs: 120_000,
      },
    });
    const bot = startBot({ ...settings, DISCORD_API_URL: emulator.apiUrl, DISCORD_TOKEN: emulator.token });
    await bot.prints(/"Ready"/);
    await emulator.commandsReady();
    running = { bot, emulator, group };
    return running;
  };
  return {
    async trial(number, random) {
      const { bot, emulator } = await start(Math.floor(number / batchesOfProcess));
      const questions = number === 0 ? ofQuestions.small : ofQuestions.large;
      const plan = faultsFor(random, questions / between);
      const asked: Asked[] = [];
      const askSome = async (count: number): Promise<void> => {
        for (let at = 0; at < count; at++) {
          asked.push(askOne(emulator, random));
          if (at % 4 === 0) await wait(randomBelow(random, 20));
        }
      };
      for (const due of plan) {
        const before = randomBelow(random, between + 1);
        await askSome(before);
        counts.faults += 1;
        // Breaks need a connection that they can break.
        await untilConnected(emulator);
        await due.happen(emulator);
        // While there is no session Discord keeps nothing: one finds that out, and the others wait.
        if (due.isSlow === true) {
          await wait(200);
          if (before < between) await askSome(1);
          await untilConnected(emulator);
        }
        await askSome(Math.max(0, between - before - (due.isSlow === true ? 1 : 0)));
      }
      await askSome(questions - asked.length);
      const fate = await fateOfAll(emulator, asked, counts);
      emulator.faults.clear();
      if (bot.hasEnded()) throw new Miss(`the bot to go on, and it ended: ${bot.lastLine()}`);
      if (emulator.violations.length > 0)
        throw new Miss(`valid requests, and one was not: ${emulator.violations[0]}`);
      await untilConnected(emulator);
      return fate;
    },
    figures: () => ({
      answers: counts.answers,
      notices: counts.notices,
      'not heard': counts.unheard,
      faults: counts.faults,
    }),
    close: end,
  };
}

/** A question, and the logins that had been made when it was asked. */
interface Asked {
  readonly interaction: Interaction;
  readonly at: number;
  readonly identifies: number;
}

function askOne(emulator: Emulator, random: Random): Asked {
  const { users, channels } = emulator.world;
  const user = users[randomBelow(random, users.length)]?.id ?? '';
  emulator.faults.deliverTimes(1 + randomBelow(random, 3));
  const { identifies, connected } = emulator.gateway;
  const interaction = emulator.use(user, channels[0]?.id ?? '', {
    name: 'ask',
    options: { question: bridgeQuestion },
  });
  // A question that meets no session is Discord's to lose, as is one that a new login comes after.
  return { interaction, at: Date.now(), identifies: connected === 0 ? -1 : identifies };
}

/** What became of each question. @throws Miss where one has come to nothing though it could have */
async function fateOfAll(
  emulator: Emulator,
  asked: readonly Asked[],
  counts: { answers: number; notices: number; unheard: number },
): Promise<Partial<Record<Fate, number>>> {
  const fate = { survived: 0, refused: 0 };
  for (const one of asked) {
    const outcome = await settled(one.interaction, 90_000);
    if (outcome.kind === 'failed') {
      checkUnheard(emulator, one, outcome.reason);
      fate.refused += 1;
      counts.unheard += 1;
      continue;
    }
    if (outcome.kind !== 'message') throw new Miss(`a message, and it came to ${outcome.kind}`);
    const ending = endingOf(onlyMessage(one.interaction));
    counts[ending === 'answer' ? 'answers' : 'notices'] += 1;
    fate.survived += 1;
  }
  // A second answer would come after the first.
  await wait(100);
  for (const { interaction } of asked) if (interaction.messages().length > 0) onlyMessage(interaction);
  return fate;
}

/** From this age of a question on there is no time for a second try. */
const youngMs = 1000;

/** Whether nobody could have been reached: the question never came, or every first response was kept from Discord. */
function checkUnheard(emulator: Emulator, { interaction, at, identifies }: Asked, reason: string): void {
  const callbacks = emulator.requests.filter(
    (request) => request.interaction === interaction.id && request.path.endsWith('/callback'),
  );
  const [first] = callbacks;
  if (first === undefined) {
    if (identifies === -1 || emulator.gateway.identifies > identifies) return;
    throw new Miss('a first response to a question that was delivered, and none was sent');
  }
  const statuses = callbacks.map(({ status }) => status).join(', ');
  if (callbacks.some(({ status }) => status >= 200 && status < 300))
    throw new Miss(`an answer to a question that was acknowledged, and Discord said: ${reason}`);
  const canPass = callbacks.every(({ status }) => status === 0 || status >= 500);
  if (callbacks.length === 1 && canPass && first.at - at < youngMs)
    throw new Miss(`another try after a first response that failed (${statuses}), and there was none`);
}

/** The next batch begins with a connection. @throws Miss when there is none in half a minute */
async function untilConnected(emulator: Emulator): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (emulator.gateway.connected === 0) {
    if (performance.now() > deadline)
      throw new Miss('a connection again, and there was none in half a minute');
    await wait(20);
  }
}
