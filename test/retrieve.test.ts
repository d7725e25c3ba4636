import assert from 'node:assert/strict';
import test from 'node:test';
import { readRankingModels } from '../src/answering/models.ts';
import { rankSentences } from '../src/answering/read.ts';
import { noBackground } from '../src/retrieval/background.ts';
import { passageFeatures } from '../src/retrieval/features.ts';
import { makeQuery } from '../src/retrieval/query.ts';
import { readSentence } from '../src/retrieval/reading.ts';
import { retrieve } from '../src/retrieval/retrieve.ts';
import { rememberWords, wordsOf } from '../src/retrieval/words.ts';
import { stem } from '../src/text/terms.ts';
import { harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const index = await smallIndex(harbourLibrary);
const { reranker } = readRankingModels();
const hitsOf = (question: string, options = {}) =>
  retrieve(index, makeQuery(question, index.lexical, null, noBackground), reranker, options);

test('the passage that answers comes first, ranks count from 1 and scores fall', () => {
  const hits = hitsOf('Who led the inquiry into the ferry?');
  assert.equal(index.documents[hits[0]?.document ?? -1]?.path, 'inquiry.md');
  assert.deepEqual(
    hits.map(({ rank }) => rank),
    hits.map((_, at) => at + 1),
  );
  assert.ok(hits.every((hit, at) => at === 0 || hit.score <= (hits[at - 1]?.score ?? 0)));
});

test('keeps to one document when asked to', () => {
  const hits = hitsOf('How many passengers were on the ferry?', { document: 0 });
  assert.deepEqual(
    hits.map(({ document }) => document),
    [0],
  );
});

test('a misspelt name still finds its passage', () => {
  const [best] = hitsOf('What happened off Skarvk?');
  assert.ok((best?.features[passageFeatures.indexOf('coverage')] ?? 0) > 0);
});

test('remembered words give the same hits', () => {
  const words = rememberWords(index);
  const scores = (): number[] => hitsOf('Which judge led the inquiry?', { words }).map(({ score }) => score);
  assert.deepEqual(scores(), scores());
  assert.deepEqual(
    scores(),
    hitsOf('Which judge led the inquiry?').map(({ score }) => score),
  );
});

test('words that no document holds find nothing', () => {
  assert.deepEqual(hitsOf('zzqx wvrk'), []);
});

test('every candidate has every feature, of its passage and of its sentences, in a row of its own', () => {
  const { sentence } = readRankingModels();
  const question = 'How many passengers were on the ferry off Skarvik?';
  const query = makeQuery(question, index.lexical, null, noBackground);
  const hits = retrieve(index, query, reranker);
  const ranked = rankSentences(index, query, hits, { sentence });
  const rows = [...hits, ...ranked.map(({ candidate }) => candidate)].map(({ features }) => features);
  assert.ok(rows.length > 3);
  for (const row of rows) assert.ok(row.every(Number.isFinite), row.join(' '));
  assert.equal(
    new Set(rows.map(({ byteOffset, buffer }) => `${buffer.byteLength} ${byteOffset}`)).size,
    rows.length,
  );
});

test('no word that says something of a question is passed over by its mark', () => {
  const { related } = readRankingModels();
  const question = 'How many passengers were rescued from the ferry off Skarvik?';
  const query = makeQuery(question, index.lexical, null, noBackground, related);
  assert.ok(query.meanings.size > 20);
  // A text of nothing else: each of its words has to be met.
  const stems = [...query.meanings.keys()].filter((word) => /^[a-z]+$/.test(word) && stem(word) === word);
  const text = stems.join(' ');
  const { matched, standing, near } = readSentence(query, wordsOf(text, { start: 0, end: text.length }));
  for (const [at, word] of stems.entries()) {
    const { match, standsFor } = query.meanings.get(word) ?? { match: null, standsFor: [] };
    assert.equal(matched[at], match?.term ?? -1, word);
    assert.equal(standing[at], standsFor.at(-1)?.term ?? -1, word);
  }
  assert.ok(near.every((similarity) => similarity > 0));
});
