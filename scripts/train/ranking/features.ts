/**
 * Writes the feature vectors of every candidate, labelled, for fits of other kinds:
 * `node --import tsx scripts/train/ranking/features.ts --out DIR [--sets nqg,news,reworded,squad-1.1]`.
 *
 * For each set `SET.passages.f32`, `SET.sentences.f32` (of the five best passages) and, where one passage is known to
 * answer, `SET.given.f32` (of that passage alone): rows of 32-bit floats, the first five of them the question's
 * number, whether the candidate answers, whether its passage does, the rank of its passage and its position in it.
 * `SET.questions.jsonl` says more of each question; `names.json` names the features.
 */
import { readRankingModels } from '../../../src/answering/models.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { rankSentences } from '../../../src/answering/read.ts';
import { sentenceFeatures } from '../../../src/answering/sentence-features.ts';
import { projectDir } from '../../../src/config.ts';
import { openCollection } from '../../../src/evaluation/collection.ts';
import { readDataset } from '../../../src/evaluation/dataset.ts';
import { holdsExpected } from '../../../src/evaluation/short-answer-score.ts';
import { makeWorkFolder } from '../../../src/evaluation/work-folder.ts';
import { passageFeatures } from '../../../src/retrieval/features.ts';
import type { ReadHit } from '../../../src/retrieval/retrieve.ts';
import { rememberWords } from '../../../src/retrieval/words.ts';
import type { Collection, LabelledQuestion } from './collection.ts';
import { readTexts } from './collection.ts';
import { readAnswerCollection } from './news.ts';
import { openTrainingQuestions, say, trainingOptions } from './questions.ts';
import { readReworded } from './reworded.ts';

const { values: options } = parseArgs({
  options: {
    ...trainingOptions,
    out: { type: 'string' },
    dev: { type: 'string', default: '../shared/data/dev' },
    sets: { type: 'string', default: 'nqg,news,reworded,reworded-dev,squad-1.1,xquad,selqa,news-dev' },
  },
});
if (options.out === undefined) throw new Error('--out is missing: a folder for the features');
const out = path.resolve(options.out);
mkdirSync(out, { recursive: true });
const wanted = new Set(options.sets.split(','));
const training = await openTrainingQuestions({ ...options, withoutCollections: !wanted.has('nqg') });
const models = readRankingModels();

interface FeatureSet {
  readonly name: string;
  readonly collections: readonly Collection[];
  readonly everyThird: boolean;
}

/** A set of passages in which the passage that answers is known, and sentences answer that hold an expected answer. */
async function readDevelopmentSet(name: string): Promise<Collection> {
  const dataset = readDataset(path.resolve(projectDir, options.dev, name));
  const folder = path.join(makeWorkFolder('features'), name);
  const { index, passageId } = await openCollection(
    dataset.passages,
    training.model,
    folder,
    () => undefined,
  );
  const vectors = await training.model.embed(dataset.questions.map(({ question }) => question));
  const questions = dataset.questions.map(
    ({ question, isAnswerable, relevant, expected }, at): LabelledQuestion => ({
      question,
      vector: vectors[at] ?? null,
      isAnswerable,
      group: [...relevant][0] ?? '',
      answersIn: (passage) => relevant.has(passageId(passage)),
      answersAt: (passage, position) => {
        const { document, sentences } = index.passage(passage);
        const span = sentences[position];
        return (
          span !== undefined && holdsExpected(index.text(document).slice(span.start, span.end), expected)
        );
      },
    }),
  );
  return { index, questions };
}

async function* sets(): AsyncGenerator<FeatureSet> {
  if (wanted.has('nqg')) {
    yield { name: 'nqg-large', collections: training.large, everyThird: true };
    yield { name: 'nqg-small', collections: training.small, everyThird: false };
  }
  if (wanted.has('news')) yield { name: 'news', collections: [training.news], everyThird: false };
  if (wanted.has('reworded') || wanted.has('reworded-dev')) {
    const { texts, caser } = readTexts(path.resolve(projectDir, options.data));
    for (const split of ['train', 'dev'] as const)
      for (const size of [40, 2000])
        yield {
          name: `reworded-${split}-${size}`,
          collections: await readReworded(texts, caser, training.model.embed, split, size),
          everyThird: false,
        };
  }
  for (const name of ['squad-1.1', 'xquad', 'selqa'])
    if (wanted.has(name)) yield { name, collections: [await readDevelopmentSet(name)], everyThird: false };
  const answerSets = [
    ['news-dev', 'data/evaluation/news/documents', 'data/evaluation/news/dev.jsonl'],
    ['articles', '../shared/seeds', '../shared/questions/dev.jsonl'],
  ] as const;
  for (const [name, documents, questions] of answerSets)
    if (wanted.has(name))
      yield {
        name,
        collections: [
          await readAnswerCollection(
            path.resolve(projectDir, documents),
            path.resolve(projectDir, questions),
            training.model,
          ),
        ],
        everyThird: false,
      };
}

for await (const { name, collections, everyThird } of sets()) {
  const rows = {
    passages: [] as Float32Array[],
    sentences: [] as Float32Array[],
    given: [] as Float32Array[],
  };
  const asked: string[] = [];
  for (const collection of collections) {
    const words = rememberWords(collection.index);
    for (let at = 0; at < collection.questions.length; at += everyThird ? 3 : 1) {
      const label = collection.questions[at];
      if (label === undefined) continue;
      const ranked = training.rank(collection, words, models.reranker, label, at);
      const { query, hits } = ranked;
      const number = asked.length;
      asked.push(
        JSON.stringify({
          question: label.question,
          isAnswerable: label.isAnswerable,
          group: label.group,
          passages: collection.index.passageCount,
          overlap: Math.max(
            0,
            ...hits.filter((hit) => label.answersIn(hit.passage)).map(({ reading }) => reading.coverage),
          ),
        }),
      );
      for (const [rank, { passage, features }] of hits.entries()) {
        const answers = label.answersIn(passage) ? 1 : 0;
        rows.passages.push(Float32Array.of(number, answers, answers, rank, 0, ...features));
      }
      const readAll = (read: readonly ReadHit[], into: Float32Array[]): void => {
        for (const { candidate } of rankSentences(collection.index, query, read, models)) {
          const { hit, position, features } = candidate;
          into.push(
            Float32Array.of(
              number,
              label.isAnswerable && label.answersAt(hit.passage, position) ? 1 : 0,
              label.answersIn(hit.passage) ? 1 : 0,
              hit.rank - 1,
              position,
              ...features,
            ),
          );
        }
      };
      readAll(hits, rows.sentences);
      const given = hits.filter(({ passage }) => label.answersIn(passage));
      if (given.length > 0) readAll(given.slice(0, 1), rows.given);
    }
  }
  for (const [kind, of] of Object.entries(rows)) {
    const width = of[0]?.length ?? 0;
    const all = new Float32Array(width * of.length);
    for (const [at, row] of of.entries()) all.set(row, at * width);
    writeFileSync(path.join(out, `${name}.${kind}.f32`), new Uint8Array(all.buffer));
  }
  writeFileSync(path.join(out, `${name}.questions.jsonl`), `${asked.join('\n')}\n`);
  say(`${name}: ${asked.length} questions`);
}
writeFileSync(
  path.join(out, 'names.json'),
  `${JSON.stringify({ passages: passageFeatures, sentences: sentenceFeatures, given: sentenceFeatures })}\n`,
);
await training.close();
