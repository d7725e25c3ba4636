/**
 * Trains the reranker and then, on what it gives, the sentence chooser:
 * `node --import tsx scripts/train/ranking/train.ts [--data ../shared/data/train] [--out data/ranking/weights.json]`.
 * `--without name,name` leaves features out, for an ablation; `--cross-validate` also fits once without each news event.
 * `confidence.ts` is to be run after it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { rankSentences } from '../../../src/answering/read.ts';
import { sentenceFeatures } from '../../../src/answering/sentence-features.ts';
import { projectDir } from '../../../src/config.ts';
import { passageFeatures } from '../../../src/retrieval/features.ts';
import { asked } from '../../../src/retrieval/asked.ts';
import { noTrees, type RankModel } from '../../../src/retrieval/rank-model.ts';
import { linearScore } from '../../../src/retrieval/weights.ts';
import { defaultFit, fitChoices, type Choice, type Sign } from './fit.ts';
import { defaultTrees, fitTrees, meanOfTrees, withTrees, writtenTrees } from './fit-trees.ts';
import { isChosen } from './measure.ts';
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
const training = await openTrainingQuestions(options);
const { news } = training;

/** Weight of all news questions, and of all reworded ones, together beside all the others together, for each model. */
const shares = { reranker: { news: 0.06, reworded: 0.3 }, sentence: { news: 0.1, reworded: 0.3 } };
const leftOut = new Set(options.without.split(','));
/** The embedder was trained on the general pairs, so that its cosines flatter it there: nothing is learned of them. */
const flattered = new Set([...leftOut, 'dense', 'denseLead']);
/** Of the fit without reworded questions, which alone could tell it: the best of 1, 2, 3 and 4 on the development sets. */
const denseByHand = 3;
const seeds = [1, 2, 3];
const isAsked = new Set<string>(asked);

const passageSigns = signsOf(passageFeatures, { free: ['length', 'place'], negative: ['missing'] });
const sentenceSigns = signsOf(sentenceFeatures, {
  free: [
    'length',
    'first',
    'leans',
    'previous',
    'next',
    'typedSpans',
    'digits',
    'capitals',
    'quoted',
    'place',
  ],
  negative: ['asks', 'lacksTyped', 'countsOther', 'missing'],
});

function choiceOf(
  { collection, label }: Ranked,
  rivals: readonly Float64Array[],
  isRight: (at: number) => boolean,
): Example<Choice>[] {
  const right = new Set([...rivals.keys()].filter(isRight));
  if (right.size === 0 || rivals.length < 2) return [];
  return [
    {
      rivals,
      right,
      weight: 1,
      isNews: collection === news,
      isReworded: training.reworded.includes(collection),
      group: label.group,
    },
  ];
}

const quick = { ...defaultFit, steps: 100 };

const collections = [...training.large, ...training.small, ...training.reworded, news];
const startingReranker: RankModel = {
  bias: 0,
  weights: Float64Array.from(passageFeatures, (name) => (name === 'lexical' ? 1 : 0)),
  trees: noTrees,
};
const passageChoices: Example<Choice>[] = [];
for (const ranked of training.ranked(startingReranker, collections)) {
  const rivals = ranked.hits.map(({ features }) => learnable(ranked, features, passageFeatures));
  passageChoices.push(
    ...choiceOf(ranked, rivals, (at) => ranked.label.answersIn(ranked.hits[at]?.passage ?? -1)),
  );
}
const reranker = fitRanking('reranker', passageFeatures, passageChoices, passageSigns, shares.reranker);

const sentenceChoices: Example<Choice>[] = [];
const flat = {
  sentence: { bias: 0, weights: new Float64Array(sentenceFeatures.length), trees: noTrees },
};
for (const ranked of training.ranked(reranker, collections)) {
  const candidates = rankSentences(ranked.collection.index, ranked.query, ranked.hits, flat).map(
    ({ candidate }) => candidate,
  );
  const rivals = candidates.map(({ features }) => learnable(ranked, features, sentenceFeatures));
  sentenceChoices.push(
    ...choiceOf(ranked, rivals, (at) => {
      const candidate = candidates[at];
      return candidate !== undefined && ranked.label.answersAt(candidate.hit.passage, candidate.position);
    }),
  );
}
const sentence = fitRanking('sentence', sentenceFeatures, sentenceChoices, sentenceSigns, shares.sentence);
if (options['cross-validate']) {
  const predicted = crossValidated(sentenceChoices, (fewer, event) => {
    const weights = fitChoices(
      weighted(fewer, shares.sentence.news, event, shares.sentence.reworded),
      sentenceSigns,
      quick,
    );
    return (choice) => (isChosen(choice, weights) ? 1 : 0);
  });
  const right = predicted.reduce((sum, { value }) => sum + value, 0);
  const answerable = news.questions.filter(({ isAnswerable }) => isAnswerable).length;
  say(`sentence, each event by a fit without it: ${right} of ${answerable} answerable news questions`);
}

const file = path.resolve(projectDir, options.out);
writeSections(file, {
  reranker: section(passageFeatures, reranker),
  sentence: section(sentenceFeatures, sentence),
  training: { configurations: 40, seeds },
});
writeFileSync(
  path.join(path.dirname(file), 'trees.json'),
  `${JSON.stringify({ reranker: writtenTrees(reranker.trees, passageFeatures), sentence: writtenTrees(sentence.trees, sentenceFeatures) })}\n`,
);
await training.close();
say(`written: ${path.relative(projectDir, file)}`);

function learnable({ collection }: Ranked, features: Float64Array, names: readonly string[]): Float64Array {
  const isFlattered = training.large.includes(collection) || training.small.includes(collection);
  return without(features, names, isFlattered ? flattered : leftOut);
}

/** A linear model, and the mean of trees of three seeds on top of it. */
function fitRanking(
  name: string,
  features: readonly string[],
  choices: readonly Example<Choice>[],
  signs: readonly Sign[],
  { news: newsShare, reworded }: { readonly news: number; readonly reworded: number },
): RankModel {
  const examples = weighted(choices, newsShare, null, reworded);
  // What is the same for all rivals has no weight; trees may ask for it.
  const fitted = fitChoices(examples, signs).map((weight, at) =>
    isAsked.has(features[at] ?? '') ? 0 : weight,
  );
  const base = examples.map(({ rivals }) => rivals.map((rival) => linearScore(fitted, rival)));
  const columns = features.flatMap((feature, at) => (flattered.has(feature) ? [] : [at]));
  report(`${name}, linear`, choices, base);
  const grown = seeds.map((seed) => fitTrees(examples, base, columns, { ...defaultTrees, seed }));
  for (const trees of grown) report(`${name}, with trees`, choices, withTrees(examples, base, trees));
  const plain = fitPlain(features, choices, signs, newsShare);
  const weights = fitted.map((weight, at) => (weight + (plain[at] ?? 0)) / 2);
  return { bias: 0, weights, trees: meanOfTrees(grown) };
}

/**
 * Weights without the reworded questions and without the features that they are for, the cosine's set by hand. The mean
 * of both fits is as good as the fit of everything on each development set, and better in a folder of few articles.
 */
function fitPlain(
  features: readonly string[],
  choices: readonly Example<Choice>[],
  signs: readonly Sign[],
  newsShare: number,
): Float64Array {
  const ofReworded = new Set(features.slice(features.indexOf('near')));
  const plain = choices
    .filter(({ isReworded }) => isReworded !== true)
    .map((choice) => ({
      ...choice,
      rivals: choice.rivals.map((rival) =>
        rival.map((value, at) => {
          const name = features[at] ?? '';
          return name === 'dense' || ofReworded.has(name) ? 0 : value;
        }),
      ),
    }));
  const weights = fitChoices(weighted(plain, newsShare), signs);
  return weights.map((weight, at) =>
    features[at] === 'dense' && !ofReworded.has('dense') ? denseByHand : weight,
  );
}

function report(
  name: string,
  choices: readonly Example<Choice>[],
  scores: readonly (readonly number[])[],
): void {
  const right = choices.map(({ right: wanted }, at) => {
    const own = scores[at] ?? [];
    return wanted.has(own.indexOf(Math.max(...own)));
  });
  const shareOf = (isOf: (choice: Example<Choice>) => boolean): string => {
    const of = right.filter((_, at) => choices[at] !== undefined && isOf(choices[at]));
    return `${((100 * of.filter(Boolean).length) / of.length).toFixed(1)} % of ${of.length}`;
  };
  say(
    `${name}: right at rank 1: ${shareOf(() => true)}; news ${shareOf(({ isNews }) => isNews)}; reworded ${shareOf(({ isReworded }) => isReworded === true)}`,
  );
}
