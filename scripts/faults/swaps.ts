import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectDir } from '../../src/config.ts';
import { generationKey } from '../../src/discord/state.ts';
import { openEmbeddingModel } from '../../src/embedding/embed.ts';
import { KnownError } from '../../src/errors.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import type { Interaction } from '../../src/preview/emulator/emulator.ts';
import { startBotHere, worldOf, type BotHere } from './bot-here.ts';
import { Miss, NotHere, type OpenFamily } from './family.ts';
import {
  editionsIn,
  kinds,
  putInUse,
  questionOf,
  writeBad,
  writeEditions,
  type Edition,
} from './generations.ts';
import { inChild } from './in-child.ts';
import { buttonsOf, onlyMessage, settled, textOf } from './outcome.ts';
import { needsModel } from './needs.ts';

export const swaps = inChild(
  {
    name: 'swaps',
    promise:
      'While generations are swapped under load, a fifth of them bad, every question gets one answer, all of it from one generation; a bad one is reported and the one before goes on serving.',
    trials: 10_000,
    shortTrials: 12,
    minutes: 6,
  },
  import.meta.url,
);

/** One in so many generations is bad. */
const badShare = 5;
/** Looks for a new generation; two seconds in production, which ten thousand swaps cannot wait for. */
const intervalMs = 4;
const patienceMs = 10_000;
/** Questions at most while a new generation is being looked at. */
const mostDuring = 4;

export async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const model = await openEmbeddingModel({
    model: path.join(projectDir, 'data', 'model'),
    cacheDir: folder,
    hubUrl: '',
    baseDir: projectDir,
  });
  const indexDir = path.join(folder, 'index');
  const editions = await writeEditions(indexDir, model, 4);
  await model.close();
  const [first] = editions;
  if (first === undefined) throw new NotHere('no edition could be built');
  putInUse(indexDir, first.generation);
  const watched = watching();
  const bot = await startBotHere({
    folder,
    emulator: { world: worldOf(20) },
    live: { intervalMs, ...watched.live },
  });
  let serving = first;
  let questions = 0;
  let bad = 0;

  const ask = (random: Random): Interaction => {
    questions += 1;
    return askIn(bot, random);
  };
  return {
    async trial(_, random) {
      const before = serving;
      const isBad = randomBelow(random, badShare) === 0;
      const kind = kinds[randomBelow(random, kinds.length)] ?? 'flip';
      const others = editions.filter((edition) => edition !== before);
      const next = others[randomBelow(random, others.length)] ?? first;
      const generation = isBad ? writeBad(indexDir, editions, kind, random) : next.generation;
      const { changes, problems } = watched.counts();

      const early = [ask(random), ask(random)];
      await wait(randomBelow(random, 4));
      putInUse(indexDir, generation);
      const during = [ask(random)];
      await until(
        () => watched.counts().changes > changes || watched.counts().problems > problems,
        `a word of the generation that was put in (${isBad ? kind : 'good'})`,
        () => {
          if (during.length < mostDuring) during.push(ask(random));
        },
      );
      const after = ask(random);
      if (isBad) {
        bad += 1;
        if (watched.counts().changes > changes)
          throw new Miss(`a bad generation (${kind}) refused, and it was taken`);
        if (!(watched.latest() instanceof KnownError))
          throw new Miss(
            `a plain sentence about the bad generation (${kind}), and it was ${String(watched.latest())}`,
          );
        rmSync(path.join(indexDir, generation), { recursive: true });
      } else {
        if (watched.counts().problems > problems)
          throw new Miss(`a good generation taken, and it was refused: ${String(watched.latest())}`);
        serving = next;
      }
      for (const one of [...early, ...during]) await checkAnswer(one, [before, serving]);
      await checkAnswer(after, [serving]);
      return 'survived';
    },
    figures: () => ({
      questions,
      'bad ones reported': bad,
    }),
    close: async () => bot.close(),
  };
}

function askIn({ emulator }: BotHere, random: Random): Interaction {
  const { users, channels } = emulator.world;
  const user = users[2 + randomBelow(random, users.length - 2)]?.id ?? '';
  return emulator.use(user, channels[0]?.id ?? '', {
    name: 'ask',
    options: { question: questionOf(random) },
  });
}

/** One answer, from one edition that may have been serving: its words and its buttons say the same. */
async function checkAnswer(asked: Interaction, allowed: readonly Edition[]): Promise<void> {
  await settled(asked);
  const message = onlyMessage(asked);
  const said = editionsIn(textOf(message));
  const keys = new Set(
    buttonsOf(message).flatMap((state) => ('generation' in state ? [state.generation] : [])),
  );
  if (said.size !== 1 || keys.size !== 1)
    throw new Miss(
      `an answer of one generation, and it quotes editions ${[...said].join(', ')} with buttons of ${keys.size}: ${textOf(message).slice(0, 200)}`,
    );
  const edition = allowed.find(({ number }) => said.has(number));
  if (edition === undefined)
    throw new Miss(
      `an answer of ${allowed.map(({ number }) => number).join(' or ')}, and it is of ${[...said].join()}`,
    );
  if (!keys.has(generationKey(edition.generation)))
    throw new Miss(`buttons of the generation that was quoted, and they are of another`);
  for (const state of buttonsOf(message)) {
    if (state.action === 'passage' && !edition.texts.has(state.text))
      throw new Miss('buttons for passages of the generation that was quoted, and one is of another');
  }
}

/** Counts what the bot's library says of what it finds. */
function watching(): {
  readonly live: { onChange: () => void; onBad: (error: unknown) => void };
  readonly counts: () => { readonly changes: number; readonly problems: number };
  readonly latest: () => unknown;
} {
  let changes = 0;
  let problems = 0;
  let latest: unknown = null;
  return {
    live: {
      onChange: () => void (changes += 1),
      onBad: (error) => {
        problems += 1;
        latest = error;
      },
    },
    counts: () => ({ changes, problems }),
    latest: () => latest,
  };
}

async function until(holds: () => boolean, what: string, meanwhile: () => void): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Miss(`${what}, and there was none in ${patienceMs} ms`);
    meanwhile();
    await wait(2);
  }
}
