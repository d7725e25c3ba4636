import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainAbstention } from '../src/answering/abstain.ts';
import { memoryIndex } from '../src/index/memory-index.ts';
import path from 'node:path';
import { rankingDir } from '../src/answering/models.ts';
import { readBackground } from '../src/retrieval/background.ts';
import { passageFeatures } from '../src/retrieval/features.ts';
import { makeQuery } from '../src/retrieval/query.ts';
import type { Related } from '../src/retrieval/related.ts';
import { retrieve } from '../src/retrieval/retrieve.ts';
import { noTrees } from '../src/retrieval/rank-model.ts';
import { stem } from '../src/text/terms.ts';

const metadata = {
  publisher: null,
  author: null,
  published: null,
  url: null,
  basedOn: null,
};
const texts: readonly (readonly [title: string, text: string])[] = [
  ['Hearing in Hexmoor', 'The Marlot ferry officers appeared before a judge in Hexmoor.'],
  ['Harvest', 'Farmers around Hexmoor sold barley to a brewery.'],
  ['Swimming', 'A pool was opened by the mayor of Dornau.'],
];
const index = memoryIndex(
  texts.map(([title, text], at) => ({
    path: `${at}.md`,
    text,
    sentences: [{ start: 0, end: text.length }],
    metadata: { ...metadata, title },
    embedding: null,
  })),
);
const background = readBackground(path.join(rankingDir, 'background.json'));
const reranker = {
  bias: 0,
  weights: Float64Array.from(passageFeatures, (name) => (name === 'coverage' ? 1 : 0)),
  trees: noTrees,
};

function explain(question: string, related?: Related): ReturnType<typeof explainAbstention> {
  const query = makeQuery(question, index.lexical, null, background, related);
  return explainAbstention(query, retrieve(index, query, reranker));
}

test('says which of the words the documents hold, and which none of them does', () => {
  const { text, mentioned, missing } = explain('What verdict did the Marlot ferry officers get?');
  assert.deepEqual(missing, ['verdict']);
  assert.deepEqual(mentioned, ['Marlot ferry']);
  assert.equal(text, 'The documents do not say. They mention “Marlot ferry”, but not “verdict”.');
});

test('where each word stands somewhere, the nearest passage is told from the documents', () => {
  const { text, missing } = explain('Which brewery did the Marlot ferry officers own?');
  assert.deepEqual(missing.includes('brewery'), true);
  assert.match(text, /^The documents do not say\. (?:They mention|The nearest passage mentions) “/);
});

const judgesAreMagistrates: Related = (word) =>
  new Map(word === stem('magistrate') ? [[stem('judge'), 1]] : []);

test('a word for which the nearest passage has another is not missing', () => {
  const question = 'Which magistrate heard the Marlot ferry officers?';
  assert.ok(explain(question).missing.includes('magistrate'));
  assert.ok(!explain(question, judgesAreMagistrates).missing.includes('magistrate'));
});

test('says so when no document holds any of the words', () => {
  const { text, mentioned } = explain('Quasars, zeppelins?');
  assert.deepEqual(mentioned, []);
  assert.equal(text, 'The documents do not say. None of them mentions “Quasars” or “zeppelins”.');
});

test('asks for a word to look for where there is none', () => {
  assert.match(explain('').text, /^Ask a question/);
  assert.deepEqual(explain('').missing, []);
});
