import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRankingModels } from '../src/answering/models.ts';
import type { Dataset, DatasetQuestion } from '../src/evaluation/dataset.ts';
import { foreignQuestions, measureDataset, measureForeign } from '../src/evaluation/measure-dataset.ts';
import { memoryIndex } from '../src/index/memory-index.ts';
import type { Embed } from '../src/types.ts';

const passages = [
  {
    id: 'mill',
    title: 'Old mill',
    text: 'The old mill by the river burned down in 1911. It was rebuilt in stone.',
  },
  {
    id: 'dam',
    title: 'Upper dam',
    text: 'The upper dam holds water for the summer. Ada Berg drew its plans.',
  },
  { id: 'tram', title: null, text: 'The tram reaches the harbour in nine minutes. It stops at the market.' },
];

function question(id: string, text: string, relevant: readonly string[]): DatasetQuestion {
  return { id, question: text, isAnswerable: relevant.length > 0, relevant: new Set(relevant), expected: [] };
}

const dataset: Dataset = {
  name: 'town',
  passages,
  questions: [
    question('q1', 'When did the old  mill burn down?', ['mill']),
    question('q2', 'How does one get to the harbour by tram?', ['tram']),
    question('q3', 'Which enzyme unwinds chromosomes?', []),
  ],
};

/** A word's letters decide the axis: enough for the same words to be near each other. */
const embed: Embed = async (texts) =>
  texts.map((text) => {
    const vector = new Float32Array(8);
    for (const word of text.toLowerCase().split(/\W+/)) vector[word.length % 8]! += 1;
    const norm = Math.hypot(...vector);
    return vector.map((value) => value / norm);
  });

async function measuring(): Promise<Parameters<typeof measureDataset>[1] & { progress: number[][] }> {
  const embeddings = await embed(passages.map(({ text }) => text));
  const progress: number[][] = [];
  return {
    index: memoryIndex(
      passages.map(({ id, title, text }, at) => ({
        path: id,
        text,
        sentences: [
          { start: 0, end: text.indexOf('.') + 1 },
          { start: text.indexOf('.') + 2, end: text.length },
        ],
        metadata: {
          title: title ?? '',
          publisher: null,
          author: null,
          published: null,
          url: null,
          basedOn: null,
        },
        embedding: embeddings[at] ?? null,
      })),
    ),
    passageId: (ordinal) => passages[ordinal]?.id ?? '',
    embed,
    modelId: 'letters',
    ranking: readRankingModels(),
    progress,
    onProgress: (done, total) => progress.push([done, total]),
  };
}

test('every question has its hits under the ids of the set, its ranks, and its answer', async () => {
  const setting = await measuring();
  const outcomes = await measureDataset(dataset, setting);
  assert.deepEqual(
    outcomes.map(({ question, answer }) => [question.id, answer.id]),
    [
      ['q1', 'q1'],
      ['q2', 'q2'],
      ['q3', 'q3'],
    ],
  );
  const [mill, tram, enzyme] = outcomes;
  assert.equal(mill?.hits[0]?.passage, 'mill');
  assert.deepEqual([mill.ranks.whole, mill.ranks.lexical], [1, 1]);
  assert.equal(tram?.ranks.whole, 1);
  assert.deepEqual(enzyme?.ranks, { whole: null, lexical: null, dense: null });
  assert.deepEqual(setting.progress, [
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test('questions are grouped by the article of their passage, by the passage where it has no title, else alone', async () => {
  const outcomes = await measureDataset(dataset, await measuring());
  assert.deepEqual(
    outcomes.map(({ group }) => group),
    ['title Old mill', 'passage tram', 'question q3'],
  );
});

test('the overlap is the idf share of the question that its passage holds', async () => {
  const outcomes = await measureDataset(dataset, await measuring());
  assert.equal(outcomes[0]?.overlap, 1);
  const tram = outcomes[1]?.overlap ?? Number.NaN;
  assert.ok(tram > 0.4 && tram < 1, `${tram}`);
  assert.ok(Number.isNaN(outcomes[2]?.overlap));
});

test('an answer that was given is also the forced one, and an abstention is forced to quote something', async () => {
  const setting = await measuring();
  const sure = (probability: number): typeof setting.ranking => ({
    ...setting.ranking,
    confidence: { ...setting.ranking.confidence, calibration: [[0, probability]] },
  });
  const answered = await measureDataset(dataset, { ...setting, ranking: sure(1) });
  const abstained = await measureDataset(dataset, { ...setting, ranking: sure(0) });
  for (const [at, { answer, forced }] of answered.entries()) {
    assert.equal(answer.status, 'answered');
    assert.equal(forced.quote, answer.citations[0]?.quote);
    assert.equal(abstained[at]?.answer.status, 'abstained');
    assert.deepEqual(abstained[at].forced, forced);
  }
});

test('foreign questions are those of other articles only, evenly taken', () => {
  const other: Dataset = {
    name: 'other',
    passages: [
      { id: 'x', title: 'Old mill', text: 'x' },
      ...['a', 'b', 'c', 'd'].map((id) => ({ id, title: `On ${id}`, text: id })),
    ],
    questions: [
      question('mill', 'Of this article?', ['x']),
      question('none', 'Unanswerable?', []),
      ...['a', 'b', 'c', 'd'].map((id) => question(id, `About ${id}?`, [id])),
    ],
  };
  assert.deepEqual(
    foreignQuestions(dataset, other, 10).map(({ question }) => question),
    ['About a?', 'About b?', 'About c?', 'About d?'],
  );
  assert.deepEqual(foreignQuestions(dataset, other, 2), [
    { question: 'About a?', group: 'foreign title On a' },
    { question: 'About c?', group: 'foreign title On c' },
  ]);
});

test('foreign questions are answered from the passages of the set', async () => {
  const [outcome] = await measureForeign(
    [{ question: 'Which enzyme unwinds chromosomes?', group: 'g' }],
    await measuring(),
  );
  assert.equal(outcome?.group, 'g');
  assert.equal(outcome.answer.question, 'Which enzyme unwinds chromosomes?');
  assert.ok(outcome.answer.citations.every(({ document }) => passages.some(({ id }) => id === document)));
});
