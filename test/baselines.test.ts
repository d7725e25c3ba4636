import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRankingModels } from '../src/answering/models.ts';
import type { AnswerSetQuestion } from '../src/evaluation/answer-set.ts';
import { openBaselines } from '../src/evaluation/baselines.ts';
import { baselineSetFigures } from '../src/evaluation/measure-baselines.ts';
import { memoryIndex } from '../src/index/memory-index.ts';
import { makeQuery } from '../src/retrieval/query.ts';
import { splitSentences } from '../src/text/sentences.ts';
import type { Embed } from '../src/types.ts';

/** One axis for each of these words. */
const axes = ['mill', 'fire', 'tram', 'harbour', 'burned', 'stone'];
const embed: Embed = async (texts) =>
  texts.map((text) => {
    const vector = Float32Array.from(axes, (word) => (text.toLowerCase().includes(word) ? 1 : 0));
    const norm = Math.hypot(...vector);
    return norm === 0 ? null : vector.map((value) => value / norm);
  });

const texts = [
  'The mill stands by the river. The mill burned down in 1911. It was rebuilt in stone.',
  'The tram is red. The tram reaches the harbour in nine minutes.',
];
const vectors = await embed(texts);
const index = memoryIndex(
  texts.map((text, at) => ({
    path: `${at}.txt`,
    text,
    sentences: splitSentences(text, { start: 0, end: text.length }),
    metadata: { title: '', publisher: null, author: null, published: null, url: null, basedOn: null },
    embedding: vectors[at] ?? null,
  })),
);
const { background } = readRankingModels();

test('both quote a sentence of the passage that they find, each by its own light', async () => {
  const baselines = await openBaselines(index, embed);
  const question = 'When was the mill burned by fire?';
  const [vector = null] = await embed([question]);
  const { lexical, plain } = baselines(makeQuery(question, index.lexical, vector, background));
  assert.deepEqual([lexical?.document, lexical?.quote], ['0.txt', 'The mill burned down in 1911.']);
  assert.deepEqual([plain?.document, plain?.quote], ['0.txt', 'The mill burned down in 1911.']);
  assert.ok((lexical?.score ?? 0) > 0 && (plain?.score ?? 0) > 0);
});

test('a question without a known word finds nothing, and one without an embedding nothing by it', async () => {
  const baselines = await openBaselines(index, embed);
  assert.deepEqual(baselines(makeQuery('Xyzzy?', index.lexical, null, background)), {
    lexical: null,
    plain: null,
  });
});

test('over a set they are right where their quote is, and answer whatever is asked', async () => {
  const figures = await baselineSetFigures(
    [
      question('a', 'When was the mill burned?', '1911'),
      question('b', 'Who saw the mill when it burned?', 'Ada'),
      question('c', 'How long does the tram take to the harbour?', null),
    ],
    { baselines: await openBaselines(index, embed), lexical: index.lexical, embed, background },
  );
  for (const { right, separation } of [figures.lexical, figures.plain]) {
    assert.deepEqual([right.value, right.count], [1 / 2, 2]);
    assert.equal(separation?.unanswerable, 1);
  }
});

function question(id: string, asked: string, expect: string | null): AnswerSetQuestion {
  return {
    id,
    question: asked,
    isAnswerable: expect !== null,
    documents: expect === null ? [] : ['0.txt'],
    expect: expect === null ? [] : [new RegExp(expect)],
    answers: [],
    kind: '',
    group: id,
  };
}
