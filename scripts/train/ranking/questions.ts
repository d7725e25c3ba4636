import path from 'node:path';
import { rankingDir } from '../../../src/answering/models.ts';
import { projectDir } from '../../../src/config.ts';
import { openEmbeddingModel, type EmbeddingModel } from '../../../src/embedding/embed.ts';
import { readBackground } from '../../../src/retrieval/background.ts';
import { makeQuery, type Query } from '../../../src/retrieval/query.ts';
import type { RankModel } from '../../../src/retrieval/rank-model.ts';
import { readRelated } from '../../../src/retrieval/related.ts';
import { retrieve, type ReadHit } from '../../../src/retrieval/retrieve.ts';
import { rememberWords, type WordSource } from '../../../src/retrieval/words.ts';
import { readReworded } from './reworded.ts';
import {
  readCollections,
  readTexts,
  smallCollection,
  type Collection,
  type LabelledQuestion,
} from './collection.ts';
import type { Choice, Judgement, Sign } from './fit.ts';
import { readNews } from './news.ts';

/** A question with its query and its hits under some reranker. */
export interface Ranked {
  readonly collection: Collection;
  readonly query: Query;
  readonly hits: readonly ReadHit[];
  readonly label: LabelledQuestion;
  /** Place among the questions asked of its collection. */
  readonly ordinal: number;
}

/** A labelled example of a fit, and where it is from. */
export type Example<T> = T & {
  readonly isNews: boolean;
  readonly isReworded?: boolean;
  readonly group: string;
};

/** The collections that the ranking models are trained on, and their questions. */
export interface TrainingQuestions {
  readonly large: readonly Collection[];
  readonly small: readonly Collection[];
  readonly news: Collection;
  /** Questions in other words than their passages, over all of these and over few. */
  readonly reworded: readonly Collection[];
  readonly model: EmbeddingModel;
  /** Every question of the collections (or every so many), ranked; of all but the reworded ones if none are given. */
  ranked(reranker: RankModel, collections?: readonly Collection[]): Generator<Ranked>;
  rank(
    collection: Collection,
    words: WordSource,
    reranker: RankModel,
    label: LabelledQuestion,
    ordinal: number,
  ): Ranked;
  close(): Promise<void>;
}

/** Where training reads from, as the options of its scripts. */
export interface TrainingPlaces {
  readonly data: string;
  readonly news: string;
  readonly model: string;
  /** Leaves the collections of question–sentence pairs unread. */
  readonly withoutCollections?: boolean;
}

/** The same options for every script that trains a ranking model. */
export const trainingOptions = {
  data: { type: 'string', default: '../shared/data/train' },
  news: { type: 'string', default: 'data/evaluation/news' },
  out: { type: 'string', default: 'data/ranking/weights.json' },
  model: { type: 'string', default: 'data/model' },
  without: { type: 'string', default: '' },
  'cross-validate': { type: 'boolean', default: false },
} as const;

export async function openTrainingQuestions(places: TrainingPlaces): Promise<TrainingQuestions> {
  const model = await openEmbeddingModel({
    model: places.model,
    cacheDir: '',
    hubUrl: '',
    baseDir: projectDir,
  });
  const background = readBackground(path.join(rankingDir, 'background.json'));
  const related = readRelated(
    path.join(rankingDir, 'word-groups.txt'),
    path.join(rankingDir, 'word-pairs.txt'),
    path.join(rankingDir, 'near-words.txt'),
  );
  const { large, small } =
    places.withoutCollections === true
      ? { large: [], small: [] }
      : await readCollections(path.resolve(projectDir, places.data), model.embed);
  const news = await readNews(path.resolve(projectDir, places.news), model);
  const { texts, caser } = readTexts(path.resolve(projectDir, places.data));
  const reworded = [
    ...(await readReworded(texts, caser, model.embed, 'train', wholeCollection)),
    ...(await readReworded(texts, caser, model.embed, 'train', smallCollection)),
  ];
  const general = [...large, ...small];
  say(
    `${general.length} collections, ${general.reduce((sum, { questions }) => sum + questions.length, 0) / 2} questions; ${news.questions.length} news questions`,
  );

  const rank: TrainingQuestions['rank'] = (collection, words, reranker, label, ordinal) => {
    const query = makeQuery(label.question, collection.index.lexical, label.vector, background, related);
    const hits = retrieve(collection.index, query, reranker, { words });
    return { collection, query, hits, label, ordinal };
  };
  return {
    large,
    small,
    news,
    reworded,
    model,
    rank,
    *ranked(reranker, collections = [...general, news]) {
      for (const collection of collections) {
        const words = rememberWords(collection.index);
        // The large collections are slow to search; a third of their questions is enough.
        const step = large.includes(collection) ? 3 : 1;
        for (let ordinal = 0; ordinal < collection.questions.length; ordinal += step) {
          const label = collection.questions[ordinal];
          if (label !== undefined) yield rank(collection, words, reranker, label, ordinal / step);
        }
      }
    },
    close: () => model.close(),
  };
}

/** More passages than questions were written over. */
const wholeCollection = 10_000;

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** What common sense says of each weight: at most zero, anything, or (most) at least zero. */
export function signsOf(
  names: readonly string[],
  { free, negative }: { readonly free: readonly string[]; readonly negative: readonly string[] },
): Sign[] {
  return names.map((name) => (free.includes(name) ? 0 : negative.includes(name) ? -1 : 1));
}

/** A feature vector with zeros for the features that are left out, by name. */
export function without(
  features: Float64Array,
  names: readonly string[],
  leftOut: ReadonlySet<string>,
): Float64Array {
  return features.map((value, at) => (leftOut.has(names[at] ?? '') ? 0 : value));
}

/**
 * Gives the news examples together this weight beside all the others together, without the event left out, and the
 * reworded ones theirs. There are
 * few of them, but they are asked by people who did not see the text, in a folder of several documents on one event.
 */
export function weighted<T extends Choice | Judgement>(
  examples: readonly Example<T>[],
  newsWeight: number,
  eventLeftOut: string | null = null,
  rewordedWeight = 0,
): T[] {
  const used = examples.filter(({ group }) => group !== eventLeftOut);
  const ofNews = used.filter(({ isNews }) => isNews).length;
  const ofReworded = used.filter(({ isReworded }) => isReworded === true).length;
  return used.map((example) => ({
    ...example,
    weight: example.isNews
      ? newsWeight / ofNews
      : example.isReworded === true
        ? rewordedWeight / ofReworded
        : 1 / (used.length - ofNews - ofReworded),
  }));
}

/** Every news event in turn is predicted by a fit without it; every fourth general example is enough for that. */
export function crossValidated<T extends Choice | Judgement>(
  examples: readonly Example<T>[],
  fit: (examples: readonly Example<T>[], event: string) => (example: Example<T>) => number,
): { example: Example<T>; value: number }[] {
  const fewer = examples.filter(({ isNews }, at) => isNews || at % 4 === 0);
  const events = new Set(examples.flatMap(({ isNews, group }) => (isNews ? [group] : [])));
  return [...events].flatMap((event) => {
    const value = fit(fewer, event);
    return examples
      .filter(({ group }) => group === event)
      .map((example) => ({ example, value: value(example) }));
  });
}
