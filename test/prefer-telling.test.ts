import assert from 'node:assert/strict';
import test from 'node:test';
import { rankingDir } from '../src/answering/models.ts';
import { preferTelling } from '../src/answering/prefer-telling.ts';
import type { SentenceCandidate } from '../src/answering/sentence-features.ts';
import { readShortAnswerModel } from '../src/answering/short-answer-model.ts';
import { noBackground } from '../src/retrieval/background.ts';
import { makeQuery } from '../src/retrieval/query.ts';
import { readSentence } from '../src/retrieval/reading.ts';
import { wordsOf } from '../src/retrieval/words.ts';
import { shapeOfQuestion } from '../src/text/question-kind.ts';
import { harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const model = readShortAnswerModel(rankingDir);
const index = await smallIndex(harbourLibrary);

/** Sentences as they stand in the text, with made-up scores, in the order in which they come out. */
function order(question: string, sentences: readonly (readonly [string, number])[]): string[] {
  const text = sentences.map(([sentence]) => sentence).join(' ');
  const query = makeQuery(question, index.lexical, null, noBackground);
  const ranked = sentences.map(([sentence, score]) => {
    const start = text.indexOf(sentence);
    const reading = readSentence(query, wordsOf(text, { start, end: start + sentence.length }));
    // Of a candidate only its document and its reading are looked at.
    return { candidate: { hit: { document: 0 }, reading } as unknown as SentenceCandidate, score };
  });
  const holding = { ...index, text: () => text };
  return preferTelling(holding, query, shapeOfQuestion(question), ranked, model).map(
    ({ candidate: { reading } }) => text.slice(reading.span.start, reading.span.end),
  );
}

const empty = 'The ferry ran aground.';
const telling = 'The ferry ran aground on 12 June 2019.';

test('of two sentences that match alike the one that holds an answer goes first', () => {
  assert.deepEqual(
    order('When did the ferry run aground?', [
      [empty, 2],
      [telling, 1.8],
    ]),
    [telling, empty],
  );
});

test('a sentence far behind stays there, whatever it holds', () => {
  assert.deepEqual(
    order('When did the ferry run aground?', [
      [empty, 5],
      [telling, 1.8],
    ]),
    [empty, telling],
  );
});

test('the order stands where yes or no answers, and where there is nothing to choose from', () => {
  assert.deepEqual(
    order('Did the ferry run aground?', [
      [empty, 2],
      [telling, 1.9],
    ]),
    [empty, telling],
  );
  assert.deepEqual(order('When did the ferry run aground?', [[empty, 2]]), [empty]);
  assert.deepEqual(order('When did the ferry run aground?', []), []);
});
