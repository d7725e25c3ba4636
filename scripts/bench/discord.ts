import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeState, type ButtonState } from '../../src/discord/state.ts';
import { percentile } from '../../src/evaluation/percentile.ts';
import { randomBelow, seededRandom } from '../../src/evaluation/random.ts';
import {
  defaultWorld,
  startEmulator,
  type EmulatedMessage,
  type Emulator,
  type Interaction,
} from '../../src/preview/emulator/emulator.ts';
import { startBot, writeDocuments, type BenchDocuments } from './bot-process.ts';
import { measurePreview, type PreviewFigures } from './preview.ts';
import { measureSuggestions, type SuggestionFigures } from './suggestions.ts';

/** The bot process, asked through an emulated Discord on the same machine. Milliseconds and mebibytes. */
export interface DiscordFigures {
  readonly passages: number;
  readonly start: number;
  readonly resident: Readonly<Record<'idle' | 'after' | 'later', number | null>>;
  /** One question after another. */
  readonly alone: Answering;
  /** So many at once, so often. */
  readonly atOnce: Answering & { readonly count: number; readonly rounds: number };
  readonly drops: Tally & { readonly drops: number };
  readonly deliveries: Tally & { readonly deliveries: number };
  readonly suggestions: readonly SuggestionFigures[];
  /** Why there are none, as a sentence. */
  readonly preview: PreviewFigures | string;
}

/** How long people wait. */
export interface Answering {
  /** Until Discord has heard that the question was taken. */
  readonly acknowledged: Waits;
  /** Until the card is there. */
  readonly answered: Waits;
}

export interface Waits {
  readonly questions: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly longest: number;
}

/** What has come of questions. */
export interface Tally {
  readonly asked: number;
  readonly answers: number;
  readonly notices: number;
  /** More than one message for one question. */
  readonly doubles: number;
  /** No message, or one that is left "thinking". */
  readonly lost: number;
}

const passages = 1000;
const people = 100;
const rounds = 20;
/** What discord.js keeps of each interaction goes within a minute. */
const restMs = 70_000;

export async function measureDiscord(
  workDir: string,
  update: (what: string) => void,
): Promise<DiscordFigures> {
  const documents = writeDocuments(workDir, passages);
  update('the bot, from its start');
  await startOnce(documents);
  const starts: number[] = [];
  for (let count = 0; count < 5; count++) starts.push(await startOnce(documents));

  const emulator = await emulatorOf(people);
  const bot = await startBot({ ...documents.settings, ...addressOf(emulator) }, /"Ready"/);
  await emulator.commandsReady();
  const asking = askingIn(emulator, documents.questions);
  await wait(1000);
  const idle = bot.resident();
  update('questions, one after another');
  const alone = await askAlone(asking, 200);
  update(`questions, ${people} at once`);
  const atOnce = { ...(await askAtOnce(asking)), count: people, rounds };
  update('questions while sockets drop');
  const drops = await askWhileDropping(asking, emulator, 1000);
  update('deliveries that come again');
  const deliveries = await askDelivered(asking, emulator, 10_000);
  const after = bot.resident();
  const restsUntil = performance.now() + restMs;
  update('suggestions');
  const suggestions: SuggestionFigures[] = [];
  for (const count of [10_000, 100_000]) suggestions.push(await measureSuggestions(count));
  update('the preview, in a browser');
  const preview = await measurePreview(documents, 50);
  update('memory after a rest');
  await wait(Math.max(0, restsUntil - performance.now()));
  const later = bot.resident();
  await bot.stop();
  await emulator.close();
  return {
    passages,
    start: percentile(starts, 0.5),
    resident: { idle, after, later },
    alone,
    atOnce,
    drops,
    deliveries,
    suggestions,
    preview,
  };
}

/** A server with so many people. */
async function emulatorOf(count: number): Promise<Emulator> {
  const [mira] = defaultWorld.users;
  if (mira === undefined) throw new Error('The emulated world has nobody in it');
  const others = Array.from({ length: count }, (_, at) => ({
    ...mira,
    id: String(1_200_000_000_000_000_000n + BigInt(at)),
    name: `person-${at}`,
  }));
  return startEmulator({
    world: { ...defaultWorld, users: [...defaultWorld.users, ...others] },
    limits: { keptMessages: 20_000 },
  });
}

function addressOf({ apiUrl, token }: Emulator): Readonly<Record<string, string>> {
  return { DISCORD_API_URL: apiUrl, DISCORD_TOKEN: token };
}

async function startOnce({ settings }: BenchDocuments): Promise<number> {
  const emulator = await startEmulator();
  const bot = await startBot({ ...settings, ...addressOf(emulator) }, /"Ready"/);
  await bot.stop();
  await emulator.close();
  return bot.readyMs;
}

interface Asked {
  readonly interaction: Interaction;
  readonly at: number;
}
type Asking = () => Asked;

/** Everyone asks in turn, and questions come round again. */
function askingIn(emulator: Emulator, questions: readonly string[]): Asking {
  let count = 0;
  const { world } = emulator;
  const askers = world.users.slice(-people);
  const channel = world.channels[0]?.id ?? '';
  return () => {
    const question = questions[count % questions.length] ?? '';
    const asker = askers[count % askers.length]?.id ?? '';
    count += 1;
    return {
      interaction: emulator.use(asker, channel, { name: 'ask', options: { question } }),
      at: performance.now(),
    };
  };
}

async function askAlone(ask: Asking, count: number): Promise<Answering> {
  const waited: Waited[] = [];
  for (let done = 0; done < count; done++) waited.push(await waitedFor(ask()));
  return answeringOf(waited);
}

async function askAtOnce(ask: Asking): Promise<Answering> {
  const waited: Waited[] = [];
  for (let round = 0; round < rounds; round++) {
    waited.push(...(await Promise.all(Array.from({ length: people }, ask).map(waitedFor))));
  }
  return answeringOf(waited);
}

interface Waited {
  readonly acknowledged: number;
  readonly answered: number;
}

async function waitedFor({ interaction, at }: Asked): Promise<Waited> {
  const { type } = await interaction.acknowledged;
  const acknowledged = type === null ? Number.POSITIVE_INFINITY : performance.now() - at;
  await interaction.settled;
  return { acknowledged, answered: performance.now() - at };
}

function answeringOf(waited: readonly Waited[]): Answering {
  return {
    acknowledged: waitsOf(waited.map(({ acknowledged }) => acknowledged)),
    answered: waitsOf(waited.map(({ answered }) => answered)),
  };
}

function waitsOf(values: readonly number[]): Waits {
  return {
    questions: values.length,
    p50: percentile(values, 0.5),
    p99: percentile(values, 0.99),
    p999: percentile(values, 0.999),
    longest: Math.max(...values),
  };
}

async function askWhileDropping(
  ask: Asking,
  emulator: Emulator,
  count: number,
): Promise<Tally & { readonly drops: number }> {
  const { resumes } = emulator.gateway;
  emulator.faults.dropEvery(1000);
  const asked: Asked[] = [];
  while (asked.length < count) {
    asked.push(ask());
    await wait(10);
  }
  await Promise.all(asked.map(waitedFor));
  emulator.faults.dropEvery(null);
  return { ...tallyOf(asked), drops: emulator.gateway.resumes - resumes };
}

async function askDelivered(
  ask: Asking,
  emulator: Emulator,
  count: number,
): Promise<Tally & { readonly deliveries: number }> {
  const random = seededRandom(1);
  const asked: Asked[] = [];
  let deliveries = 0;
  while (deliveries < count) {
    const wave: Asked[] = [];
    while (wave.length < people && deliveries < count) {
      const times = Math.min(1 + randomBelow(random, 3), count - deliveries);
      emulator.faults.deliverTimes(times);
      deliveries += times;
      wave.push(ask());
    }
    await Promise.all(wave.map(waitedFor));
    asked.push(...wave);
  }
  emulator.faults.deliverTimes(1);
  // A second answer would come after the first.
  await wait(500);
  return { ...tallyOf(asked), deliveries };
}

function tallyOf(asked: readonly Asked[]): Tally {
  const tally = { asked: asked.length, answers: 0, notices: 0, doubles: 0, lost: 0 };
  for (const { interaction } of asked) {
    const [message, second] = interaction.messages();
    if (second !== undefined) tally.doubles += 1;
    if (message === undefined || message.thinking) tally.lost += 1;
    else if (isAnswer(message)) tally.answers += 1;
    else tally.notices += 1;
  }
  return tally;
}

const ofAnswers: ReadonlySet<ButtonState['action'] | undefined> = new Set(['passage', 'helpful', 'rephrase']);

/** Answers and abstentions have their own buttons; notices have none. */
function isAnswer({ components }: EmulatedMessage): boolean {
  const ids = JSON.stringify(components).matchAll(/"custom_id":("(?:[^"\\]|\\.)*")/g);
  return [...ids].some(([, id = '""']) => {
    const state = decodeState(JSON.parse(id) as string);
    return ofAnswers.has(state?.action as ButtonState['action'] | undefined);
  });
}
