/**
 * Trains the reranker and then, on what it gives, the sentence chooser:
 * `node --import tsx scripts/train/ranking/train.ts [--data ../shared/data/train] [--out data/ranking/weights.json]`.
 * `--without name,name` leaves features out, for an ablation; `--cross-validate` also fits once without each news event.
 * `confidence.ts` is to be run after it.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { RankingModels } from '../../../src/answering/models.ts';
import { rankSentences } from '../../../src/answering/read.ts';
import { sentenceFeatures } from '../../../src/answering/sentence-features.ts';
import { projectDir } from '../../../src/config.ts';
import { passageFeatures } from '../../../src/retrieval/features.ts';
import type { LinearModel } from '../../../src/retrieval/weights.ts';
import { defaultFit, fitChoices, type Choice } from './fit.ts';
import { isChosen, share } from './measure.ts';
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

/** Weight of all news questions together beside all the others together, for each model. */
const newsShare = { reranker: 0.06, sentence: 0.1 };
/**
 * The embedder was trained on the general pairs, so that its cosines flatter it here: they are left out of the fit,
 * and their weight is set by hand, the best of 1, 2, 3 and 4 on the development sets.
 */
const denseWeight = 3;
const leftOut = new Set(['dense', ...options.without.split(',')]);

const passageSigns = signsOf(passageFeatures, { free: ['length'], negative: [] });
const sentenceSigns = signsOf(sentenceFeatures, {
  free: ['length', 'first', 'leans', 'previous', 'next'],
  negative: ['asks', 'lacksTyped', 'countsOther'],
});

function choiceOf(
  { collection, label }: Ranked,
  rivals: readonly Float64Array[],
  isRight: (at: number) => boolean,
): Example<Choice>[] {
  const right = new Set([...rivals.keys()].filter(isRight));
  if (right.size === 0 || rivals.length < 2) return [];
  return [{ rivals, right, weight: 1, isNews: collection === news, group: label.group }];
}

const quick = { ...defaultFit, steps: 100 };

const startingReranker = Float64Array.from(passageFeatures, (name) => (name === 'lexical' ? 1 : 0));
const passageChoices: Example<Choice>[] = [];
for (const ranked of training.ranked(startingReranker)) {
  const rivals = ranked.hits.map(({ features }) => without(features, passageFeatures, leftOut));
  passageChoices.push(
    ...choiceOf(ranked, rivals, (at) => ranked.label.answersIn(ranked.hits[at]?.passage ?? -1)),
  );
}
const fittedReranker = fitChoices(weighted(passageChoices, newsShare.reranker), passageSigns);
const reranker: LinearModel = {
  bias: 0,
  weights: fittedReranker.map((weight, at) => (passageFeatures[at] === 'dense' ? denseWeight : weight)),
};
report('reranker', passageChoices, fittedReranker);

const sentenceChoices: Example<Choice>[] = [];
const flat: Pick<RankingModels, 'sentence'> = {
  sentence: { bias: 0, weights: new Float64Array(sentenceFeatures.length) },
};
for (const ranked of training.ranked(reranker.weights)) {
  const candidates = rankSentences(ranked.collection.index, ranked.query, ranked.hits, flat).map(
    ({ candidate }) => candidate,
  );
  const rivals = candidates.map(({ features }) => without(features, sentenceFeatures, leftOut));
  sentenceChoices.push(
    ...choiceOf(ranked, rivals, (at) => {
      const candidate = candidates[at];
      return candidate !== undefined && ranked.label.answersAt(candidate.hit.passage, candidate.position);
    }),
  );
}
const sentence: LinearModel = {
  bias: 0,
  weights: fitChoices(weighted(sentenceChoices, newsShare.sentence), sentenceSigns),
};
report('sentence', sentenceChoices, sentence.weights);
if (options['cross-validate']) {
  const predicted = crossValidated(sentenceChoices, (fewer, event) => {
    const weights = fitChoices(weighted(fewer, newsShare.sentence, event), sentenceSigns, quick);
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
});
await training.close();
say(`written: ${path.relative(projectDir, file)}`);

function report(name: string, choices: readonly Example<Choice>[], weights: Float64Array): void {
  const ofNews = choices.filter(({ isNews }) => isNews);
  say(
    `${name}: ${choices.length} choices, right at rank 1: ${share(choices, weights)}; news ${share(ofNews, weights)} of ${ofNews.length}`,
  );
}
