import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BotRest } from '../../src/discord/bot-rest.ts';
import { loadConfig } from '../../src/config.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { buildInOwnProcess } from '../../src/index/build-process.ts';
import { buildOrder, type Library, type LiveLibrary } from '../../src/library/live.ts';
import type { Interaction } from '../../src/preview/emulator/emulator.ts';
import { deeds, suggested, type Deed } from './deeds.ts';
import { startBotHere, worldOf, type BotHere } from './bot-here.ts';
import { Miss, type OpenFamily } from './family.ts';
import { inChild } from './in-child.ts';
import { needsModel } from './needs.ts';
import { onlyMessage, settled, textOf } from './outcome.ts';
import { createSpoiler, manners, mannersOfAll, type Call, type Manner, type Spoiler } from './throwing.ts';

export const throws = inChild(
  {
    name: 'throws',
    promise:
      'Whatever any call of a handler throws, rejects with or never answers (the wait for that is shortened to 0.4 s), the process lives, nothing stays "thinking" and the person gets one answer or notice; somebody typing gets an empty list.',
    trials: 500,
    shortTrials: 8,
    minutes: 2,
  },
  import.meta.url,
);

const silenceMs = 400;

const documents: Readonly<Record<string, string>> = {
  'bridge.md':
    '# The Aldermouth bridge\n\nThe bridge of Aldermouth was opened in 1911. The engineer Ida Vey designed the bridge of Aldermouth.\n',
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [
      `note-${at}.md`,
      `# Note ${at} of the toll house\n\nThe toll house of Aldermouth counted ${at + 20} carts on day ${at}.\n`,
    ]),
  ),
};

export async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  mkdirSync(path.join(folder, 'documents'), { recursive: true });
  for (const [name, text] of Object.entries(documents))
    writeFileSync(path.join(folder, 'documents', name), text);
  await buildInOwnProcess(
    buildOrder(
      loadConfig({
        DOCUMENTS_DIR: path.join(folder, 'documents'),
        INDEX_DIR: path.join(folder, 'index'),
        EMBEDDING_MODEL: '',
      }),
    ),
  );
  const uncaught: string[] = [];
  process.on('unhandledRejection', (error) => uncaught.push(`rejection: ${String(error)}`));
  const spoiler = createSpoiler();
  const rest = spoilRest(spoiler);
  const bot = await startBotHere({
    folder,
    emulator: { world: worldOf(2) },
    parts: { silenceMs },
    around: ({ library, feedback, log }) => ({
      library: spoiledLibrary(library, spoiler),
      feedback: spoiler.wrap('feedback', feedback),
      log,
    }),
  });
  const known = new Map<Deed, readonly Call[]>();
  let spoiled = 0;

  /** The calls of a deed when nothing goes wrong. */
  const callsOf = async (deed: Deed): Promise<readonly Call[]> => {
    const before = known.get(deed);
    if (before !== undefined) return before;
    const act = await deed.prepare(bot);
    rest.count();
    spoiler.arm(null, 'throws an error');
    await settled(act());
    await quiet(bot);
    const calls = [...spoiler.calls()];
    rest.ignore();
    if (calls.length === 0) throw new Miss(`${deed.name} to call something, and it called nothing`);
    known.set(deed, calls);
    return calls;
  };
  return {
    async trial(number, random) {
      const deed = deeds[number % deeds.length];
      if (deed === undefined) throw new Error('There are no deeds');
      const calls = await callsOf(deed);
      const [call, manner] = chosen(deed, calls, random);
      const act = await deed.prepare(bot);
      rest.count();
      spoiler.arm(call, manner);
      const done = act();
      const what = `${deed.name}, where call ${call} (${calls[call]?.name ?? ''}) ${manner}`;
      try {
        await checkEnd(done);
        // What goes on after the first words may fail as well.
        await quiet(bot);
        await checkEnd(done);
      } catch (error) {
        if (!(error instanceof Miss)) throw error;
        throw new Miss(`${what}: ${error.message}; log: ${JSON.stringify(bot.logged().slice(-3))}`);
      } finally {
        rest.ignore();
        if (spoiler.spoiled() !== null) spoiled += 1;
        spoiler.arm(null, manner);
      }
      if (uncaught.length > 0)
        throw new Miss(`${what}: nothing uncaught, and there was ${uncaught.splice(0).join(', ')}`);
      return 'survived';
    },
    figures: () => ({
      'ways to turn to it': String(deeds.length),
      'calls that were spoiled': spoiled,
    }),
    close: async () => bot.close(),
  };
}

/** A call and what it does; what returns at once cannot fail to settle. */
function chosen(deed: Deed, calls: readonly Call[], random: Random): readonly [number, Manner] {
  const call = randomBelow(random, calls.length);
  const ways = calls[call]?.isAwaited === true ? manners : mannersOfAll;
  const manner = ways[randomBelow(random, ways.length)] ?? 'throws an error';
  if (manner !== 'never settles') return [call, manner];
  // A build that hangs cannot be told from one that takes long: that is told of after 13 minutes. And for suggestions that hang
  // on their way there is no second try, since by then another letter has been typed.
  const isEndless =
    /reindex/.test(calls[call]?.name ?? '') ||
    (deed === suggested && calls[call]?.name === 'rest.queueRequest');
  return [call, isEndless ? 'rejects with an error' : manner];
}

/** The person has been told one thing, and looks at no "thinking". */
async function checkEnd(done: Interaction): Promise<void> {
  const outcome = await settled(done, 20_000);
  switch (outcome.kind) {
    case 'modal':
    case 'deleted':
      return;
    case 'choices':
      return;
    case 'failed':
      throw new Miss(`an answer or a notice, and Discord said: ${outcome.reason}`);
    case 'message':
  }
  const standing = done.messages().filter(({ deleted }) => !deleted);
  // Sharing says two things: to everyone, and to the person.
  if (done.kind === 'component' && standing.length > 1) {
    if (standing.some(({ thinking }) => thinking)) throw new Miss('nothing left "thinking"');
    return;
  }
  if (textOf(onlyMessage(done)).trim() === '') throw new Miss('words, and the message is empty');
}

/** Waits until the bot has come to the end of what it was doing. */
async function quiet({ emulator }: BotHere): Promise<void> {
  let before = -1;
  while (emulator.requests.length !== before) {
    before = emulator.requests.length;
    await wait(25);
  }
}

/** Every function of a library that handlers call, and what it opens, counted. */
function spoiledLibrary(live: LiveLibrary, spoiler: Spoiler): LiveLibrary {
  const seen = new WeakMap<Library, Library>();
  const spoiled = (library: Library): Library => {
    const before = seen.get(library);
    if (before !== undefined) return before;
    const { index, answerer, ...others } = library;
    const wrapped: Library = {
      ...spoiler.wrap('library', others),
      placeOf: spoiler.wrap('library', others).placeOf,
      sourceState: spoiler.wrap('library', others).sourceState,
      answerer: spoiler.wrap('answerer', answerer),
      index: spoiler.wrap('index', index),
    };
    seen.set(library, wrapped);
    return wrapped;
  };
  const counted = spoiler.wrap('live', live);
  return {
    ...counted,
    current: () => spoiled(counted.current()),
    reindex: (options) => counted.reindex(options),
    close: async () => live.close(),
  };
}

/** The client that sends, counted while a deed is done: its own bugs, and not the network's, which families of their own try. */
function spoilRest(spoiler: Spoiler): { count(): void; ignore(): void } {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this`
  const { queueRequest } = BotRest.prototype;
  const counted = spoiler.wrap('rest', {
    queueRequest: (rest: BotRest, request: Parameters<BotRest['queueRequest']>[0]) =>
      queueRequest.call(rest, request),
  });
  let isCounting = false;
  BotRest.prototype.queueRequest = async function queueCounted(request) {
    return isCounting ? counted.queueRequest(this, request) : queueRequest.call(this, request);
  };
  return {
    count: () => (isCounting = true) as unknown as void,
    ignore: () => (isCounting = false) as unknown as void,
  };
}
