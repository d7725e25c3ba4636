/**
 * Trains the confidence model on what the reranker and the sentence chooser in `data/ranking` give:
 * `node --import tsx scripts/train/ranking/confidence.ts [--data ../shared/data/train] [--out data/ranking/confidence.json]`.
 * To be run after whatever changes them, or the short answers. `--without name,name` leaves features out, for an
 * ablation; `--seed 2` draws other examples for each tree; `--report` also says how the fit does on held-out passages.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { featuresOfJudgement, judgedFeatures, treeFeatures } from '../../../src/answering/confidence.ts';
import { calibrated } from '../../../src/answering/confidence-model.ts';
import { rankingDir, readRankingParts } from '../../../src/answering/models.ts';
import { preferTelling } from '../../../src/answering/prefer-telling.ts';
import { rankSentences } from '../../../src/answering/read.ts';
import { projectDir } from '../../../src/config.ts';
import { openEmbeddingModel } from '../../../src/embedding/embed.ts';
import { calibrationOf } from '../../../src/evaluation/calibration.ts';
import { seededRandom } from '../../../src/evaluation/random.ts';
import type { ReadHit } from '../../../src/retrieval/retrieve.ts';
import { rememberWords } from '../../../src/retrieval/words.ts';
import { shapeOfQuestion } from '../../../src/text/question-kind.ts';
import { changeQuestions } from './changed-questions.ts';
import { readTexts } from './collection.ts';
import { calibrate } from './calibrate.ts';
import type { Judged, JudgementKind } from './judged.ts';
import { boostSettings, fitBoth, predictHeldOut, trainingCard } from './judgements.ts';
import { auroc } from './measure.ts';
import { openTrainingQuestions, say, trainingOptions, type Ranked } from './questions.ts';
import { readReworded } from './reworded.ts';
import { rounded, section } from './write-weights.ts';

const { values: options } = parseArgs({
  options: {
    ...trainingOptions,
    out: { type: 'string', default: 'data/ranking/confidence.json' },
    seed: { type: 'string', default: String(boostSettings.seed) },
    report: { type: 'boolean', default: false },
  },
});
const settings = { ...boostSettings, seed: Number(options.seed) };
const leftOut = new Set(options.without.split(','));
const models = readRankingParts(rankingDir);
const { reranker } = models;
const training = await openTrainingQuestions(options);
const { large, small, news } = training;
const embedding = await openEmbeddingModel({
  model: options.model,
  cacheDir: '',
  hubUrl: '',
  baseDir: projectDir,
});

const judgements: Judged[] = [];
/**
 * General questions in turn: as it is; with the passage that answers it taken away; and asked of a collection on other
 * subjects. Only the first kind can be answered, and only by its own sentence. Half of the questions of the small
 * collections and a third of those of the large ones, which are slow to search, are enough.
 */
for (const collection of [...large, ...small]) {
  // Of the same kind, and far enough away to be about something else.
  const kin = large.includes(collection) ? large : small;
  const strangers = kin[(kin.indexOf(collection) + Math.ceil(kin.length / 2)) % kin.length] ?? collection;
  const words = rememberWords(collection.index);
  const wordsOfStrangers = rememberWords(strangers.index);
  const step = kin === large ? 3 : 2;
  for (let ordinal = 0; ordinal * step < collection.questions.length; ordinal += 1) {
    const label = collection.questions[ordinal * step];
    if (label === undefined) continue;
    const turn = ordinal % 4;
    if (turn === 3) {
      const asked = training.rank(strangers, wordsOfStrangers, reranker, label, ordinal);
      judge('strange', asked, asked.hits, false);
      continue;
    }
    const ranked = training.rank(collection, words, reranker, label, ordinal);
    const others = ranked.hits.filter(({ passage }) => !label.answersIn(passage));
    if (turn === 1) judge('removed', ranked, others, false);
    else judge('asked', ranked, ranked.hits, true);
  }
}

/** News questions are asked as they are: a third of them are near misses. */
const wordsOfNews = rememberWords(news.index);
for (const [ordinal, label] of news.questions.entries()) {
  const ranked = training.rank(news, wordsOfNews, reranker, label, ordinal);
  judge('news', ranked, ranked.hits, label.isAnswerable);
}

/** Every fourth question, and of the large collections, which are slow to search, every twelfth. */
const random = seededRandom(7);
for (const [collections, step] of [
  [small, 4],
  [large, 12],
] as const) {
  for (const collection of collections) {
    const words = rememberWords(collection.index);
    const changed = changeQuestions(collection, models.short.verbs, step, random);
    const vectors = await embedding.embed(changed.map(({ question }) => question));
    for (const [at, { label, question }] of changed.entries()) {
      const asked = { ...label, question, vector: vectors[at] ?? null, isAnswerable: false };
      const ranked = training.rank(collection, words, reranker, asked, at);
      judge('changed', ranked, ranked.hits, false);
    }
  }
}

/** In collections like the folders that people bring, and all together. */
const { texts, caser } = readTexts(path.resolve(projectDir, options.data));
for (const size of [40, 2000]) {
  for (const collection of await readReworded(texts, caser, embedding.embed, 'train', size)) {
    const words = rememberWords(collection.index);
    for (const [at, label] of collection.questions.entries()) {
      const ranked = training.rank(collection, words, reranker, label, at);
      judge('reworded', ranked, ranked.hits, label.isAnswerable);
    }
  }
}
await embedding.close();
await training.close();

function judge(
  kind: JudgementKind,
  { collection, query, label }: Ranked,
  hits: readonly ReadHit[],
  isAnswerable: boolean,
): void {
  const { index } = collection;
  const shape = shapeOfQuestion(query.question);
  const ranked = preferTelling(index, query, shape, rankSentences(index, query, hits, models), models.short);
  const [best] = ranked;
  if (best === undefined) return;
  const { candidate } = best;
  judgements.push({
    kind,
    features: featuresOfJudgement(query, candidate, index.text(candidate.hit.document), models.short.verbs, {
      hits,
      sentences: ranked,
    }),
    isAnswerable,
    isRight: isAnswerable && label.answersAt(candidate.hit.passage, candidate.position),
    weight: 1,
    group: label.group,
  });
}

const { trees, linear } = fitBoth(judgements, leftOut, settings);
const heldOut = predictHeldOut(judgements, leftOut, settings);
const calibration = calibrate(heldOut);
say(`${judgements.length} judgements, ${judgements.filter(({ isRight }) => isRight).length} right`);
if (options.report) {
  const parts: readonly (readonly [string, readonly JudgementKind[]])[] = [
    ['news', ['news']],
    ['reworded', ['reworded']],
    ['general beside changed', ['asked', 'changed']],
    ['general beside other subjects', ['asked', 'strange']],
  ];
  for (const [name, kinds] of parts) {
    const own = heldOut.filter(({ judgement }) => kinds.includes(judgement.kind));
    const scored = own.map(({ judgement, score }) => ({ ...judgement, features: Float64Array.of(score) }));
    const { expectedCalibrationError } = calibrationOf(
      own.map(({ judgement: { isRight }, score }) => ({
        confidence: calibrated(calibration, score),
        isRight,
      })),
    );
    say(
      `${name}, held out: AUROC ${auroc(scored, { bias: 0, weights: Float64Array.of(1) })}, calibration error ${(100 * expectedCalibrationError).toFixed(1)} points`,
    );
  }
}

const file = path.resolve(projectDir, options.out);
writeFileSync(
  file,
  `${JSON.stringify({
    training: trainingCard,
    linear: section(judgedFeatures, linear),
    features: treeFeatures,
    bias: rounded(trees.bias),
    calibration,
    trees: trees.trees.map(({ features, thresholds, leaves }) => ({
      features,
      thresholds,
      leaves: leaves.map(rounded),
    })),
  })}\n`,
);
say(`written: ${path.relative(projectDir, file)}`);
