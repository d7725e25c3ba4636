import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abstentionFigures } from '../src/evaluation/abstention.ts';
import {
  answerFigures,
  baselineOutcomesOf,
  decisionsOf,
  foreignDecisionsOf,
  retrievalFigures,
} from '../src/evaluation/dataset-figures.ts';
import { detailLines } from '../src/evaluation/details.ts';
import type { Outcome } from '../src/evaluation/measure-dataset.ts';

interface Case {
  readonly id: string;
  readonly answerable?: boolean;
  readonly ranks?: Outcome['ranks'];
  readonly expected?: readonly string[];
  readonly quote?: string | null;
  readonly short?: string | null;
  readonly forced?: Outcome['forced'];
  readonly confidence?: number;
  readonly hits?: Outcome['hits'];
}

function outcome(of: Case): Outcome {
  const quote = of.quote ?? null;
  return {
    question: {
      id: of.id,
      question: `Question ${of.id}?`,
      isAnswerable: of.answerable ?? true,
      relevant: new Set(),
      expected: of.expected ?? [],
    },
    group: `title ${of.id}`,
    hits: of.hits ?? [],
    ranks: of.ranks ?? { whole: null, lexical: null, dense: null },
    overlap: 1,
    forced: of.forced ?? { quote: quote ?? '', short: of.short ?? null },
    baselines: { lexical: null, plain: null },
    answer: {
      id: of.id,
      question: '',
      status: quote === null ? 'abstained' : 'answered',
      text: quote ?? 'The documents do not say.',
      short: of.short ?? null,
      citations:
        quote === null
          ? []
          : [
              {
                number: 1,
                document: 'a.txt',
                title: '',
                publisher: null,
                author: null,
                published: null,
                url: null,
                basedOn: null,
                quote,
                start: 0,
                end: quote.length,
              },
            ],
      related: [],
      confidence: of.confidence ?? 0.5,
      generation: 'g',
      model: 'm',
      mode: 'extractive',
      milliseconds: { embed: 0, retrieve: 0, read: 0, total: 0 },
    },
  };
}

test('retrieval is averaged over the answerable questions, each search by its own ranks', () => {
  const figures = retrievalFigures([
    outcome({ id: 'a', ranks: { whole: 1, lexical: 2, dense: null } }),
    outcome({ id: 'b', ranks: { whole: 6, lexical: 1, dense: 11 } }),
    outcome({ id: 'c', answerable: false }),
  ]);
  const { whole, lexical, dense } = figures;
  assert.equal(whole.recallAt1.count, 2);
  assert.deepEqual([whole.recallAt1.value, whole.recallAt5.value, whole.recallAt10.value], [0.5, 0.5, 1]);
  assert.equal(whole.reciprocalRankAt10.value, (1 + 1 / 6) / 2);
  assert.equal(lexical.reciprocalRankAt10.value, 0.75);
  assert.equal(dense.recallAt10.value, 0);
});

test('an abstention counts as no answer, except where it is asked what it would have said', () => {
  const expected = ['1911'];
  const figures = answerFigures([
    outcome({ id: 'a', expected, quote: 'It opened in 1911.', short: '1911' }),
    outcome({ id: 'b', expected, quote: 'It closed.', short: null }),
    outcome({ id: 'c', expected, forced: { quote: 'In 1911 it opened.', short: 'in 1911' } }),
    outcome({ id: 'd', expected, forced: { quote: '', short: null } }),
    outcome({ id: 'e', answerable: false, quote: '1911' }),
  ]);
  assert.ok(figures);
  assert.equal(figures.quote.value, 1 / 4);
  assert.equal(figures.quoteOfAnswered.value, 1 / 2);
  assert.equal(figures.quoteForced.value, 2 / 4);
  assert.equal(figures.short.value, 1 / 4);
  assert.equal(figures.exactMatch.value, 1 / 4);
  assert.equal(figures.f1.value, 1 / 4);
  // 1 and, for "in 1911" against "1911", 2/3.
  assert.ok(Math.abs(figures.f1Forced.value - (1 + 2 / 3) / 4) < 1e-12);
});

test('there are no answer figures where no answer is expected', () => {
  assert.equal(answerFigures([outcome({ id: 'a' })]), null);
});

test('false answers are counted over unanswerable questions, false refusals over answerable ones', () => {
  const decisions = decisionsOf([
    outcome({ id: 'a', quote: 'yes', confidence: 0.9 }),
    outcome({ id: 'b', confidence: 0.3 }),
    outcome({ id: 'c', quote: 'yes', confidence: 0.6 }),
    outcome({ id: 'd', answerable: false, confidence: 0.1 }),
    outcome({ id: 'e', answerable: false, quote: 'no', confidence: 0.7 }),
  ]);
  const figures = abstentionFigures(decisions);
  assert.ok(figures);
  const { auroc, falseAnswers, falseRefusals } = figures;
  // .9 and .6 are above .1, .9 above .7, .3 above .1: 4 of 6 pairs.
  assert.equal(auroc.value, 4 / 6);
  assert.deepEqual([falseAnswers.value, falseAnswers.count], [1 / 2, 2]);
  assert.deepEqual([falseRefusals.value, falseRefusals.count], [1 / 3, 3]);
});

test('a question is right by what would have been quoted, and never where there is no answer', () => {
  const expected = ['1911'];
  const decisions = decisionsOf([
    outcome({ id: 'a', expected, forced: { quote: 'In 1911 it opened.', short: null } }),
    outcome({ id: 'b', expected, quote: 'It closed.' }),
    outcome({ id: 'c', expected, answerable: false, quote: 'It opened in 1911.' }),
  ]);
  assert.deepEqual(
    decisions.map(({ isRight }) => isRight),
    [true, false, false],
  );
});

test('foreign questions are unanswerable, for ours and for the systems beside it', () => {
  const own = outcome({ id: 'a', expected: ['1911'] });
  const foreign = { group: 'x', answer: own.answer, baselines: own.baselines };
  assert.deepEqual(
    foreignDecisionsOf([foreign]).map(({ isAnswerable, isRight }) => [isAnswerable, isRight]),
    [[false, false]],
  );
  const quote = { document: 'a', quote: 'In 1911.', score: 1 };
  assert.deepEqual(
    baselineOutcomesOf([own], [foreign]).map(({ isAnswerable, isRight }) => [isAnswerable, isRight(quote)]),
    [
      [true, true],
      [false, false],
    ],
  );
});

test('details are one line a question with at most ten hits', () => {
  const hits = Array.from({ length: 12 }, (_, at) => ({ passage: `p${at}`, score: 12 - at }));
  const [line, ...more] = detailLines([outcome({ id: 'a', hits, quote: 'It opened.', confidence: 0.75 })]);
  assert.equal(more.length, 0);
  assert.deepEqual(JSON.parse(line ?? ''), {
    id: 'a',
    hits: hits.slice(0, 10),
    status: 'answered',
    text: 'It opened.',
    short: null,
    confidence: 0.75,
  });
});
