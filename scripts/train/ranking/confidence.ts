/**
 * Trains the confidence model on what the reranker and the sentence chooser in `data/ranking` give:
 * `node --import tsx scripts/train/ranking/confidence.ts [--data ../shared/data/train] [--out data/ranking/weights.json]`.
 * To be run after `train.ts`, with the same options.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { confidenceFeatures, featuresOfConfidence } from '../../../src/answering/confidence.ts';
import { leadsOf, rankSentences } from '../../../src/answering/read.ts';
import { sentenceFeatures } from '../../../src/answering/sentence-features.ts';
import { projectDir } from '../../../src/config.ts';
import { passageFeatures } from '../../../src/retrieval/features.ts';
import type { ReadHit } from '../../../src/retrieval/retrieve.ts';
import { readLinearModel, type LinearModel } from '../../../src/retrieval/weights.ts';
import { rememberWords, type WordSource } from '../../../src/retrieval/words.ts';
import { setByHand } from './by-hand.ts';
import type { Collection } from './collection.ts';
import { fitJudgements, type Judgement } from './fit.ts';
import { auroc } from './measure.ts';
import {
  crossValidated,
  openTrainingQuestions,
  say,
  signsOf,
  trainingOptions,
  weighted,
  without,
  type Example,
  type Ranked,
} from './questions.ts';
import { section, writeSections } from './write-weights.ts';

const { values: options } = parseArgs({ options: trainingOptions });
const file = path.resolve(projectDir, options.out);
const reranker = readLinearModel(file, 'reranker', passageFeatures);
const models = { sentence: readLinearModel(file, 'sentence', sentenceFeatures) };
const training = await openTrainingQuestions(options);
const { large, small, news } = training;

/** Weight of all news questions together beside all the others together. */
const newsShare = 1;
/** The embedder was trained on the general pairs, so that its cosines flatter it here. */
const leftOut = new Set(['dense', ...options.without.split(',')]);

const confidenceSigns = signsOf(confidenceFeatures, {
  free: ['terms'],
  negative: ['missing', 'missingMeant', 'unknown', 'lacksTyped', 'countsOther', 'lacksAttribute'],
});

/**
 * Three kinds of general questions, in turn: as it is; with the passage that answers it taken away (the near miss);
 * and asked of a collection on other subjects. Only the first kind can be answered, and only by its own sentence.
 * News questions are asked as they are: a third of them are near misses.
 */
const judgements: Example<Judgement>[] = [];
let strangers: { readonly collection: Collection; readonly words: WordSource } | undefined;
let judged: Collection | undefined;
for (const ranked of training.ranked(reranker.weights)) {
  const { collection, label, ordinal } = ranked;
  if (collection === news) {
    judge(ranked, ranked.hits, label.isAnswerable);
    continue;
  }
  if (judged !== collection) {
    // Of the same kind, and far enough away to be about something else.
    const kin = large.includes(collection) ? large : small;
    const other = kin[(kin.indexOf(collection) + Math.ceil(kin.length / 2)) % kin.length] ?? collection;
    strangers = { collection: other, words: rememberWords(other.index) };
    judged = collection;
  }
  const turn = ordinal % 4;
  if (turn === 3 && strangers !== undefined) {
    const asked = training.rank(strangers.collection, strangers.words, reranker.weights, label, ordinal);
    judge(asked, asked.hits, false);
  } else if (turn === 1) {
    judge(
      ranked,
      ranked.hits.filter(({ passage }) => !label.answersIn(passage)),
      false,
    );
  } else {
    judge(ranked, ranked.hits, true);
  }
}

function judge({ collection, query, label }: Ranked, hits: readonly ReadHit[], isAnswerable: boolean): void {
  const ranked = rankSentences(collection.index, query, hits, models);
  const [best] = ranked;
  if (best === undefined) return;
  const { candidate } = best;
  judgements.push({
    features: without(
      featuresOfConfidence(query, candidate, leadsOf(hits, ranked)),
      confidenceFeatures,
      leftOut,
    ),
    isRight: isAnswerable && label.answersAt(candidate.hit.passage, candidate.position),
    weight: 1,
    isNews: collection === news,
    group: label.group,
  });
}

const logistic = (examples: readonly Example<Judgement>[], event: string | null): LinearModel => {
  const fitted = fitJudgements(weighted(examples, newsShare, event), confidenceSigns);
  return {
    bias: fitted[confidenceFeatures.length] ?? 0,
    weights: fitted.slice(0, confidenceFeatures.length),
  };
};
const fitted = logistic(judgements, null);
const confidence = setByHand(fitted);
const ofNews = judgements.filter(({ isNews }) => isNews);
say(
  `confidence: ${judgements.length} judgements, ${judgements.filter(({ isRight }) => isRight).length} right, AUROC ${auroc(judgements, fitted)}, of news ${auroc(ofNews, fitted)}`,
);
if (options['cross-validate']) {
  const predicted = crossValidated(judgements, (fewer, event) => {
    const { bias, weights } = logistic(fewer, event);
    return ({ features }) => features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias);
  });
  const scored = predicted.map(({ example, value }) => ({ ...example, features: Float64Array.of(value) }));
  say(
    `confidence, each event by a fit without it: AUROC ${auroc(scored, { bias: 0, weights: Float64Array.of(1) })}`,
  );
}

writeSections(file, { confidence: section(confidenceFeatures, confidence) });
await training.close();
say(`written: ${path.relative(projectDir, file)}`);
