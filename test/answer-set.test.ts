import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { judge, readAnswerSet, type AnswerSetQuestion } from '../src/evaluation/answer-set.ts';
import type { Answer, Citation } from '../src/types.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'footnote-answer-set-'));
after(() => rmSync(folder, { recursive: true }));

const when = {
  id: 'e1',
  question: 'When did the mill open?',
  answerable: true,
  documents: ['mill.md'],
  expect: ['1911|nineteen eleven', 'opened'],
  kind: 'date',
};

function read(questions: readonly unknown[], renamed?: ReadonlyMap<string, string>): AnswerSetQuestion[] {
  const file = path.join(folder, 'set.jsonl');
  writeFileSync(file, questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  return readAnswerSet(file, renamed);
}

function questionOf(fields: Partial<typeof when>): AnswerSetQuestion {
  const [question] = read([{ ...when, ...fields }]);
  assert.ok(question);
  return question;
}

function citation(document: string, quote: string, number = 1): Citation {
  return {
    number,
    document,
    title: 'Mills',
    publisher: null,
    author: null,
    published: null,
    url: null,
    basedOn: null,
    quote,
    start: 0,
    end: quote.length,
  };
}

function answer(text: string, citations: readonly Citation[]): Answer {
  return {
    id: 'e1',
    question: when.question,
    status: citations.length > 0 ? 'answered' : 'abstained',
    text,
    short: null,
    citations,
    related: [],
    confidence: 0.9,
    generation: 'g',
    model: 'm',
    mode: 'extractive',
    milliseconds: { embed: 0, retrieve: 0, read: 0, total: 0 },
  };
}

test('a right answer matches every expression and cites a listed document', () => {
  const quote = 'The mill opened in 1911.';
  const question = questionOf({});
  assert.deepEqual(judge(question, answer(`${quote}[1]`, [citation('mill.md', quote)])), {
    isAnswered: true,
    isRight: true,
    isFirstQuoteRight: true,
  });
  assert.ok(!judge(question, answer('It was 1911.[1]', [citation('mill.md', 'It was 1911.')])).isRight);
  assert.ok(!judge(question, answer(`${quote}[1]`, [citation('dam.md', quote)])).isRight);
});

test('the second quote can make an answer right, but not its first quote', () => {
  const quotes = ['The town has a mill.', 'The mill opened in 1911.'];
  const citations = quotes.map((quote, at) => citation('mill.md', quote, at + 1));
  const judgement = judge(questionOf({}), answer(`${quotes[0]}[1] ${quotes[1]}[2]`, citations));
  assert.deepEqual(judgement, { isAnswered: true, isRight: true, isFirstQuoteRight: false });
});

test('a line break inside a quote does not stand in the way of an expression', () => {
  const quote = 'The mill opened in the\nnineteen\n  eleven season.';
  assert.ok(judge(questionOf({}), answer(quote, [citation('mill.md', quote)])).isFirstQuoteRight);
});

test('an abstention is never right', () => {
  const judgement = judge(questionOf({}), answer('opened 1911', []));
  assert.deepEqual(judgement, { isAnswered: false, isRight: false, isFirstQuoteRight: false });
});

test('one of several documents is enough, except where the documents themselves are asked for', () => {
  const documents = ['mill.md', 'dam.md'];
  const quote = 'The mill opened in 1911.';
  const one = answer(quote, [citation('dam.md', quote)]);
  const both = answer(quote, [citation('dam.md', quote), citation('mill.md', quote, 2)]);
  assert.ok(judge(questionOf({ documents }), one).isRight);
  assert.ok(!judge(questionOf({ documents, kind: 'document' }), one).isRight);
  assert.ok(judge(questionOf({ documents, kind: 'document' }), both).isRight);
});

test('what an unanswerable question gets is only answered or not', () => {
  const question = questionOf({ answerable: false, documents: [], expect: [] });
  assert.deepEqual(judge(question, answer('x', [citation('mill.md', 'x')])), {
    isAnswered: true,
    isRight: false,
    isFirstQuoteRight: false,
  });
});

test('document names can be translated for a folder that names them otherwise', () => {
  const [question] = read([when], new Map([['mill.md', 'old-mill.txt']]));
  assert.deepEqual(question?.documents, ['old-mill.txt']);
});

test('bad lines are refused with file and line', () => {
  assert.throws(
    () => read([when, { ...when, id: 'e2', expect: ['(1911'] }]),
    /set\.jsonl:2: "expect" holds "\(1911"/,
  );
  assert.throws(() => read([{ ...when, expect: [] }]), /set\.jsonl:1: "answerable" is true/);
  assert.throws(() => read([when, when]), /set\.jsonl:2: the id "e1" is already that of line 1/);
});
