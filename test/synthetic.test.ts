import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSyntheticCorpus } from '../src/evaluation/synthetic.ts';
import { isStopWord, tokens } from '../src/text/terms.ts';

const prose = 'The mill by the river was rebuilt after the fire, and the town paid for it in the end.';

test('the same seed gives the same passages and questions, another seed others', () => {
  assert.deepEqual(makeSyntheticCorpus(prose, 30, 5, 1), makeSyntheticCorpus(prose, 30, 5, 1));
  assert.notDeepEqual(makeSyntheticCorpus(prose, 30, 5, 1), makeSyntheticCorpus(prose, 30, 5, 2));
});

test('there are as many passages as asked for, of about ninety words, in articles of at most ten', () => {
  const { articles } = makeSyntheticCorpus(prose, 205, 0, 3);
  assert.equal(articles.flatMap(({ passages }) => passages).length, 205);
  assert.ok(articles.every(({ passages }) => passages.length <= 10));
  assert.equal(new Set(articles.map(({ path }) => path)).size, articles.length);
  for (const passage of articles.flatMap(({ passages }) => passages)) {
    const words = passage.split(' ').length;
    assert.ok(words >= 90 && words <= 116, `${words} words`);
  }
});

test('word frequencies fall as Zipf’s law has it: a few words make most of the text, most words are rare', () => {
  const { articles } = makeSyntheticCorpus(prose, 300, 0, 4);
  const counts = new Map<string, number>();
  for (const passage of articles.flatMap(({ passages }) => passages)) {
    for (const { term } of tokens(passage)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const sorted = [...counts.values()].sort((a, b) => b - a);
  const total = sorted.reduce((sum, count) => sum + count, 0);
  const commonest = sorted.slice(0, 20).reduce((sum, count) => sum + count, 0);
  assert.ok(commonest > total * 0.4, `the 20 commonest words are ${commonest} of ${total}`);
  assert.ok(sorted.filter((count) => count <= 5).length > sorted.length * 0.4);
});

test('a question holds four to eight content words that one passage holds', () => {
  const { articles, questions } = makeSyntheticCorpus(prose, 60, 40, 5);
  const held = articles
    .flatMap(({ passages }) => passages)
    .map((passage) => new Set(tokens(passage).map(({ term }) => term)));
  assert.equal(questions.length, 40);
  for (const question of questions) {
    const words = tokens(question)
      .map(({ term }) => term)
      .filter((term) => !isStopWord(term));
    assert.ok(words.length >= 4 && words.length <= 8, question);
    assert.ok(
      held.some((terms) => words.every((word) => terms.has(word))),
      question,
    );
  }
});
