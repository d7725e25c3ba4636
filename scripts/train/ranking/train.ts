/**
 * Trains the reranker, the sentence chooser and the confidence model, in that order, each on what the ones before
 * it give: `node --import tsx scripts/train/ranking/train.ts [--data ../shared/data/train] [--out data/ranking/weights.json]`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { confidenceFeatures, featuresOfConfidence } from '../../../src/answering/confidence.ts';
import { rankingDir, type RankingModels } from '../../../src/answering/models.ts';
import { leadsOf, rankSentences } from '../../../src/answering/read.ts';
import { sentenceFeatures } from '../../../src/answering/sentence-features.ts';
import { projectDir } from '../../../src/config.ts';
import { openEmbeddingModel } from '../../../src/embedding/embed.ts';
import { readBackground } from '../../../src/retrieval/background.ts';
import { passageFeatures, type PassageFeature } from '../../../src/retrieval/features.ts';
import { makeQuery, type Query } from '../../../src/retrieval/query.ts';
import { retrieve, type ReadHit } from '../../../src/retrieval/retrieve.ts';
import type { LinearModel } from '../../../src/retrieval/weights.ts';
import { rememberWords, type WordSource } from '../../../src/retrieval/words.ts';
import { shapeOfQuestion, type QuestionShape } from '../../../src/text/question-kind.ts';
import { setByHand } from './by-hand.ts';
import { readCollections, type Collection, type LabelledQuestion } from './collection.ts';
import { fitChoices, fitJudgements, type Choice, type Judgement, type Sign } from './fit.ts';
import { auroc, share } from './measure.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/train' },
    out: { type: 'string', default: 'data/ranking/weights.json' },
    model: { type: 'string', default: 'data/model' },
  },
});

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const model = await openEmbeddingModel({
  model: options.model,
  cacheDir: '',
  hubUrl: '',
  baseDir: projectDir,
});
const background = readBackground(path.join(rankingDir, 'background.json'));
const { large, small } = await readCollections(path.resolve(projectDir, options.data), model.embed);
const collections = [...large, ...small];
say(
  `${collections.length} collections, ${collections.reduce((sum, { questions }) => sum + questions.length, 0) / 2} questions`,
);

/**
 * The embedder was trained on these very pairs, so that its cosines flatter it here: they are left out of the fit,
 * and their weight is set by hand, the best of 0, 1, 2, 3, 4 and 6 on the development sets.
 */
const denseWeights: Readonly<Partial<Record<PassageFeature, number>>> = { dense: 2, denseLead: 0 };
const denseFeatures = new Set<string>(['dense', 'denseLead']);

const signsOf = (names: readonly string[], free: readonly string[], negative: readonly string[]): Sign[] =>
  names.map((name) => (free.includes(name) ? 0 : negative.includes(name) ? -1 : 1));
const passageSigns = signsOf(passageFeatures, ['length'], []);
const sentenceSigns = signsOf(
  sentenceFeatures,
  ['length', 'first', 'leans', 'next'],
  ['asks', 'lacksFigure'],
);
const confidenceSigns = signsOf(
  confidenceFeatures,
  ['terms', 'size'],
  ['missing', 'unknown', 'lacksFigure', 'lacksAttribute'],
);

/** Every question of a collection (or every so many), with its query and its hits under some reranker. */
function* rankedQuestions(reranker: Float64Array): Generator<Ranked> {
  for (const collection of collections) {
    const words = rememberWords(collection.index);
    // The large collections are slow to search; a third of their questions is enough.
    const step = large.includes(collection) ? 3 : 1;
    for (let ordinal = 0; ordinal < collection.questions.length; ordinal += step) {
      const label = collection.questions[ordinal];
      if (label !== undefined) yield rank(collection, words, reranker, label, ordinal / step);
    }
  }
}

interface Ranked {
  readonly collection: Collection;
  readonly query: Query;
  readonly shape: QuestionShape;
  readonly hits: readonly ReadHit[];
  readonly label: LabelledQuestion;
  readonly ordinal: number;
}

function rank(
  collection: Collection,
  words: WordSource,
  reranker: Float64Array,
  label: LabelledQuestion,
  ordinal: number,
): Ranked {
  const query = makeQuery(label.question, collection.index.lexical, label.vector, background);
  const shape = shapeOfQuestion(label.question);
  return {
    collection,
    query,
    shape,
    hits: retrieve(collection.index, query, shape, reranker, { words }),
    label,
    ordinal,
  };
}

function without(features: Float64Array, names: readonly string[]): Float64Array {
  return features.map((value, at) => (denseFeatures.has(names[at] ?? '') ? 0 : value));
}

const startingReranker = Float64Array.from(passageFeatures, (name) => (name === 'lexical' ? 1 : 0));
const passageChoices: Choice[] = [];
for (const { hits, label } of rankedQuestions(startingReranker)) {
  const right = hits.findIndex(({ passage }) => passage === label.passage);
  if (right < 0 || hits.length < 2) continue;
  passageChoices.push({ rivals: hits.map(({ features }) => without(features, passageFeatures)), right });
}
const fittedReranker = fitChoices(passageChoices, passageSigns);
const reranker: LinearModel = {
  bias: 0,
  weights: fittedReranker.map((weight, at) => denseWeights[passageFeatures[at] ?? 'lexical'] ?? weight),
};
say(
  `reranker: ${passageChoices.length} choices, right at rank 1 without the embedder: ${share(passageChoices, fittedReranker)}`,
);

const sentenceChoices: Choice[] = [];
const flat: Pick<RankingModels, 'sentence'> = {
  sentence: { bias: 0, weights: new Float64Array(sentenceFeatures.length) },
};
for (const { collection, query, shape, hits, label } of rankedQuestions(reranker.weights)) {
  const ranked = rankSentences(collection.index, query, shape, hits, flat);
  const right = ranked.findIndex(
    ({ candidate }) => candidate.hit.passage === label.passage && candidate.position === label.sentence,
  );
  if (right >= 0) sentenceChoices.push({ rivals: ranked.map(({ candidate }) => candidate.features), right });
}
const sentence: LinearModel = { bias: 0, weights: fitChoices(sentenceChoices, sentenceSigns) };
say(
  `sentence: ${sentenceChoices.length} choices, right at rank 1: ${share(sentenceChoices, sentence.weights)}`,
);

/**
 * Three kinds of questions, in turn: as it is; with the passage that answers it taken away (the near miss);
 * and asked of a collection on other subjects. Only the first kind can be answered, and only by its own sentence.
 */
const judgements: Judgement[] = [];
let strangers: { readonly collection: Collection; readonly words: WordSource } | undefined;
let judged: Collection | undefined;
for (const ranked of rankedQuestions(reranker.weights)) {
  const { collection, label, ordinal } = ranked;
  if (judged !== collection) {
    // Of the same kind, and far enough away to be about something else.
    const kin = large.includes(collection) ? large : small;
    const other = kin[(kin.indexOf(collection) + Math.ceil(kin.length / 2)) % kin.length] ?? collection;
    strangers = { collection: other, words: rememberWords(other.index) };
    judged = collection;
  }
  const turn = ordinal % 4;
  if (turn === 3 && strangers !== undefined) {
    const asked = rank(strangers.collection, strangers.words, reranker.weights, label, ordinal);
    judge(asked, asked.hits, false);
  } else if (turn === 1) {
    judge(
      ranked,
      ranked.hits.filter(({ passage }) => passage !== label.passage),
      false,
    );
  } else {
    judge(ranked, ranked.hits, true);
  }
}

function judge(
  { collection, query, shape, label }: Ranked,
  hits: readonly ReadHit[],
  isAnswerable: boolean,
): void {
  const ranked = rankSentences(collection.index, query, shape, hits, { sentence });
  const [best] = ranked;
  if (best === undefined) return;
  const isRight =
    isAnswerable &&
    best.candidate.hit.passage === label.passage &&
    best.candidate.position === label.sentence;
  judgements.push({
    features: without(featuresOfConfidence(query, best.candidate, leadsOf(hits, ranked)), confidenceFeatures),
    isRight,
  });
}

const fitted = fitJudgements(judgements, confidenceSigns);
const confidence = setByHand({
  bias: fitted[confidenceFeatures.length] ?? 0,
  weights: fitted.slice(0, confidenceFeatures.length),
});
say(
  `confidence: ${judgements.length} judgements, ${judgements.filter(({ isRight }) => isRight).length} right, AUROC ${auroc(judgements, confidence)}`,
);

const file = path.resolve(projectDir, options.out);
const section = (names: readonly string[], { bias, weights }: LinearModel): object => ({
  bias: rounded(bias),
  weights: Object.fromEntries(names.map((name, at) => [name, rounded(weights[at] ?? 0)])),
});
writeFileSync(
  file,
  `${JSON.stringify({ reranker: section(passageFeatures, reranker), sentence: section(sentenceFeatures, sentence), confidence: section(confidenceFeatures, confidence) }, null, 2)}\n`,
);
await model.close();
say(`written: ${path.relative(projectDir, file)}`);

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
