import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { corpusOf } from '../bench/corpus.ts';
import { loadConfig, projectDir } from '../../src/config.ts';
import { openEmbeddingModel } from '../../src/embedding/embed.ts';
import { textDocument } from '../../src/evaluation/text-document.ts';
import { buildIndexFromDocuments } from '../../src/index/build.ts';
import { openLiveLibrary, type LiveLibrary } from '../../src/library/live.ts';
import { Miss, type OpenFamily } from './family.ts';
import { putInUse } from './generations.ts';
import { inChild } from './in-child.ts';
import { needsModel } from './needs.ts';

/** The first reloads are of a small index, and all of a short run. */
const smallReloads = 3;
const passages = { small: 300, large: 10_000 } as const;
const mostGrowth = 1.5;
const patienceMs = 30_000;

export const reloads = inChild(
  {
    name: 'reloads',
    promise:
      'Two hundred reloads of an index of 10,000 passages, with questions between them, leave resident memory at no more than 1.5 times what it was after the first.',
    trials: 200 + smallReloads,
    shortTrials: smallReloads,
    minutes: 2,
  },
  import.meta.url,
);

interface Opened {
  readonly live: LiveLibrary;
  readonly indexDir: string;
  readonly generations: readonly string[];
  readonly questions: readonly string[];
  readonly changes: () => number;
  at: number;
  /** Resident mebibytes after the first reload. */
  baseline: number;
}

export async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const opened = new Map<keyof typeof passages, Opened>();
  const figures = { baseline: 0, latest: 0, most: 0 };
  const ofSize = async (size: keyof typeof passages): Promise<Opened> => {
    const before = opened.get(size);
    if (before !== undefined) return before;
    const one = await openSize(path.join(folder, size), passages[size]);
    opened.set(size, one);
    return one;
  };
  return {
    async trial(number) {
      const one = await ofSize(number < smallReloads ? 'small' : 'large');
      await reload(one);
      const question = one.questions[number % one.questions.length] ?? '';
      for (let asked = 0; asked < 3; asked++) {
        const answer = await one.live.current().answerer.answer(question);
        if (answer.text === '') throw new Miss('words of an answer, and there were none');
      }
      // Collecting comes after the switch, so that nobody waits for it.
      await wait(30);
      const resident = process.memoryUsage.rss() / 2 ** 20;
      if (one.baseline === 0) one.baseline = resident;
      Object.assign(figures, {
        baseline: one.baseline,
        latest: resident,
        most: Math.max(figures.most, resident),
      });
      if (resident > one.baseline * mostGrowth)
        throw new Miss(
          `at most ${mostGrowth} times ${one.baseline.toFixed(0)} MiB after reload ${one.at}, and it was ${resident.toFixed(0)} MiB`,
        );
      return 'survived';
    },
    figures: () => ({
      'memory MiB': `${figures.baseline.toFixed(0)} after the first, ${figures.latest.toFixed(0)} after the last, at most ${figures.most.toFixed(0)}`,
    }),
    async close() {
      for (const { live } of opened.values()) await live.close();
    },
  };
}

async function reload(one: Opened): Promise<void> {
  const { generations, indexDir, changes } = one;
  const before = changes();
  one.at += 1;
  putInUse(indexDir, generations[one.at % generations.length] ?? '');
  const deadline = performance.now() + patienceMs;
  while (changes() === before) {
    if (performance.now() > deadline)
      throw new Miss(`the new generation within ${patienceMs} ms, and it was not taken`);
    await wait(5);
  }
}

/** Two generations of so many passages, and a library that follows the one in use. */
async function openSize(folder: string, count: number): Promise<Opened> {
  const indexDir = path.join(folder, 'index');
  const model = await openEmbeddingModel({
    model: path.join(projectDir, 'data', 'model'),
    cacheDir: folder,
    hubUrl: '',
    baseDir: projectDir,
  });
  const { articles, questions } = corpusOf(count);
  const generations: string[] = [];
  for (const edition of ['first', 'second']) {
    const documents = articles.map((article, at) =>
      textDocument(`${at}.txt`, article.title, [...article.passages, `This is the ${edition} edition.`]),
    );
    generations.push((await buildIndexFromDocuments({ indexDir, model, documents })).generation);
  }
  await model.close();
  let changes = 0;
  const live = await openLiveLibrary(
    loadConfig({ INDEX_DIR: indexDir, DOCUMENTS_DIR: folder, EMBEDDING_MODEL: '' }),
    {
      remedy: 'npm run index',
      progress: { update: () => {} },
      intervalMs: 5,
      onChange: () => void (changes += 1),
      onBad: (error) => {
        throw error;
      },
    },
  );
  return { live, indexDir, generations, questions, changes: () => changes, at: 1, baseline: 0 };
}
