import assert from 'node:assert/strict';
import test from 'node:test';
import { findCandidates } from '../src/answering/answer-candidates.ts';
import { formOf } from '../src/answering/question-form.ts';
import { marks, readSentenceWords, wordClasses } from '../src/answering/sentence-words.ts';
import { rankingDir } from '../src/answering/models.ts';
import { readShortAnswerModel } from '../src/answering/short-answer-model.ts';
import { noBackground } from '../src/retrieval/background.ts';
import { makeQuery } from '../src/retrieval/query.ts';
import { readSentence } from '../src/retrieval/reading.ts';
import { wordsOf } from '../src/retrieval/words.ts';
import { harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const { verbs } = readShortAnswerModel(rankingDir);
const { lexical } = await smallIndex(harbourLibrary);

function read(question: string, text: string): ReturnType<typeof readSentenceWords> {
  const query = makeQuery(question, lexical, null, noBackground);
  const span = { start: 0, end: text.length };
  return readSentenceWords(query, text, readSentence(query, wordsOf(text, span)), verbs);
}

function candidatesOf(question: string, text: string): string[] {
  const words = read(question, text);
  return findCandidates(words, []).map(({ first, last }) =>
    text.slice(words.starts[first], words.ends[last]),
  );
}

test('knows small words, verbs and numbers by their form, and a capital inside a sentence', () => {
  const words = read('', 'The captain, Erik Dahl, quickly sold 12 boats to her.');
  const { noun, determiner, adverb, verb, number, preposition } = wordClasses;
  assert.deepEqual([...words.classes].slice(0, 4), [determiner, noun, noun, noun]);
  assert.deepEqual([...words.classes].slice(4, 9), [adverb, verb, number, noun, preposition]);
  assert.deepEqual([...words.capitals].slice(0, 4), [0, 0, 1, 1]);
  assert.equal(words.marks[2], marks.comma);
});

test('candidates are whole phrases that hold something new, and cross no bracket', () => {
  const found = candidatesOf('Who sold the boats?', 'The old captain of Skarvik (Erik Dahl) sold the boats.');
  for (const phrase of ['The old captain of Skarvik', 'Skarvik', 'Erik Dahl'])
    assert.ok(found.includes(phrase), phrase);
  for (const phrase of found)
    assert.ok(!/^(?:of|the boats)\b|\b(?:of|the)$/i.test(phrase) && !phrase.includes('('), phrase);
});

test('a hyphen is no place to cut', () => {
  assert.ok(
    candidatesOf('Who came?', 'A well-known sister-in-law came.').every(
      (phrase) => !/^(?:known|in|law)/.test(phrase),
    ),
  );
});

test('tells whether a question asks for the subject of its verb or for what stands behind it', () => {
  assert.equal(formOf('Who won the race?', verbs).role, 'subject');
  assert.equal(formOf('Which ship was sold?', verbs).role, 'subject');
  assert.equal(formOf('What did she win?', verbs).role, 'object');
  assert.equal(formOf('Who is the mayor?', verbs).role, 'be');
  assert.equal(formOf('boats in Skarvik', verbs).role, null);
});

test('tells the preposition of a question, before its question word or at its end', () => {
  assert.equal(formOf('In which city did she live?', verbs).preposition, 'in');
  assert.equal(formOf('Which city did she come from?', verbs).preposition, 'from');
  assert.equal(formOf('Who came?', verbs).preposition, null);
});
