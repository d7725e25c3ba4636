import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answerer } from '../src/answering/answer.ts';
import type { AnswerSetQuestion } from '../src/evaluation/answer-set.ts';
import { answerSetFigures, measureAnswerSet, missLines } from '../src/evaluation/measure-answer-set.ts';
import type { Answer } from '../src/types.ts';

const text = 'The mill burned down in 1911. It was rebuilt in stone.';

function question(id: string, expect: string | null): AnswerSetQuestion {
  return {
    id,
    question: `Question ${id}?`,
    isAnswerable: expect !== null,
    documents: expect === null ? [] : ['mill.txt'],
    expect: expect === null ? [] : [new RegExp(expect)],
    answers: [],
    kind: 'date',
    group: `question ${id}`,
  };
}

/** Answers with the quote given for a question, shifted by one where it is to be wrong; abstains without one. */
function answererOf(quotes: Readonly<Record<string, string>>, shift = 0): Pick<Answerer, 'answer'> {
  return {
    answer: async (asked): Promise<Answer> => {
      const quote = quotes[asked];
      const start = quote === undefined ? 0 : text.indexOf(quote) + shift;
      return {
        id: asked,
        question: asked,
        status: quote === undefined ? 'abstained' : 'answered',
        text: quote === undefined ? 'The documents do not say.' : `${quote}[1]`,
        short: null,
        citations:
          quote === undefined
            ? []
            : [
                {
                  number: 1,
                  document: 'mill.txt',
                  title: '',
                  publisher: null,
                  author: null,
                  published: null,
                  url: null,
                  basedOn: null,
                  quote,
                  start,
                  end: start + quote.length,
                },
              ],
        related: [],
        confidence: quote === undefined ? 0.1 : 0.8,
        generation: 'g',
        model: 'm',
        mode: 'extractive',
        milliseconds: { embed: 0, retrieve: 0, read: 0, total: 0 },
      };
    },
  };
}

const burned = 'The mill burned down in 1911.';
const rebuilt = 'It was rebuilt in stone.';

test('counts what is right, refused, answered anyway, and right had it never abstained', async () => {
  const questions = [
    question('a', '1911'),
    question('b', '1911'),
    question('c', 'stone'),
    question('d', null),
  ];
  const outcomes = await measureAnswerSet(
    questions,
    answererOf({ 'Question a?': burned, 'Question b?': rebuilt, 'Question d?': burned }),
    answererOf({ 'Question c?': rebuilt }),
    () => text,
  );
  const figures = answerSetFigures(outcomes);
  assert.deepEqual([figures.answerable, figures.refused], [3, 1]);
  assert.deepEqual([figures.unanswerable, figures.answeredAnyway], [1, 1]);
  assert.deepEqual([figures.quotes, figures.altered], [3, 0]);
  assert.deepEqual(
    [figures.right, figures.firstQuoteRight, figures.rightForced].map(({ value }) => value),
    [1 / 3, 1 / 3, 2 / 3],
  );
  // Two pairs of equal confidence count half each, one is the wrong way round.
  assert.equal(figures.abstention?.auroc.value, 1 / 3);
  // a at .8 and c at .1 are right had it answered; b and d, both at .8, are not.
  assert.equal(figures.abstention.aurocOfRight.value, 1 / 4);
  assert.equal(figures.short, null);
});

test('short answers are compared where one is written, and an abstention has none', async () => {
  const withAnswer = { ...question('a', '1911'), answers: ['1911', 'in 1911'] };
  const abstaining = { ...question('b', '1911'), answers: ['1911'] };
  const outcomes = await measureAnswerSet(
    [withAnswer, abstaining, question('c', 'stone')],
    withShort(answererOf({ 'Question a?': burned })),
    withShort(answererOf({ 'Question b?': burned })),
    () => text,
  );
  const figures = answerSetFigures(outcomes).short;
  assert.ok(figures);
  assert.equal(figures.given.count, 2);
  assert.deepEqual([figures.given.value, figures.exactMatch.value, figures.f1.value], [1 / 2, 1 / 2, 1 / 2]);
  // 1 and, for "in 1911" against "1911", 2/3.
  assert.ok(Math.abs(figures.f1Forced.value - (1 + 2 / 3) / 2) < 1e-12);
});

test('a quote that its document does not hold at its offsets is counted', async () => {
  const outcomes = await measureAnswerSet(
    [question('a', '1911')],
    answererOf({ 'Question a?': burned }, 1),
    answererOf({}),
    () => text,
  );
  const { quotes, altered } = answerSetFigures(outcomes);
  assert.deepEqual([quotes, altered], [1, 1]);
  assert.match(missLines(outcomes)[0] ?? '', /^a \(date\) a quote is not in its document, confidence 0\.80/);
});

test('misses say what was asked, what went wrong, and what was said; what came out right is not listed', async () => {
  const outcomes = await measureAnswerSet(
    [question('a', '1911'), question('b', '1911'), question('c', 'stone'), question('d', null)],
    answererOf({ 'Question a?': burned, 'Question b?': rebuilt, 'Question d?': burned }),
    answererOf({}),
    () => text,
  );
  assert.deepEqual(missLines(outcomes), [
    'b (date) wrong, confidence 0.80: Question b?',
    '    It was rebuilt in stone.[1]',
    'c (date) not answered, confidence 0.10: Question c?',
    '    The documents do not say.',
    'd (date) answered, though the documents do not say, confidence 0.80: Question d?',
    '    The mill burned down in 1911.[1]',
  ]);
});

/** The same answers, each with one short answer. */
function withShort(answerer: Pick<Answerer, 'answer'>): Pick<Answerer, 'answer'> {
  return {
    answer: async (asked) => {
      const answer = await answerer.answer(asked);
      return answer.status === 'answered' ? { ...answer, short: 'In 1911' } : answer;
    },
  };
}
