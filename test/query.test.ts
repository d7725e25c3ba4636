import assert from 'node:assert/strict';
import test from 'node:test';
import { noBackground } from '../src/retrieval/background.ts';
import { makeQuery, maxTerms } from '../src/retrieval/query.ts';
import { harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const { lexical } = await smallIndex(harbourLibrary);
const queryOf = (question: string, background = noBackground) =>
  makeQuery(question, lexical, null, background);
const termsOf = (query: ReturnType<typeof queryOf>, which: ReadonlySet<number>) =>
  [...which].map((index) => query.terms[index]?.term);

test('tells names, numbers and words that no document holds', () => {
  const query = queryOf('How many passengers did Havørn carry to Skarvik in 1987?');
  assert.deepEqual(termsOf(query, query.names), ['havorn', 'skarvik']);
  assert.deepEqual(termsOf(query, query.numbers), ['1987']);
  assert.ok(termsOf(query, query.unknown).includes('1987'));
});

test('knows which words of the question stand side by side', () => {
  const query = queryOf('Who blamed the broken rudder?');
  const pairs = query.pairs.map(([a, b]) => [query.terms[a]?.term, query.terms[b]?.term]);
  assert.deepEqual(pairs, [['broken', 'rudder']]);
});

test('a word that is common in general weighs less than one that is rare everywhere', () => {
  const query = queryOf('town Lervik', (stem) => (stem === 'town' ? 0.2 : 0));
  const [town, lervik] = query.terms;
  assert.ok((town?.idf ?? 0) < (lervik?.idf ?? 0) / 2);
  assert.equal(queryOf('town Lervik').terms[0]?.idf, queryOf('town Lervik').terms[1]?.idf);
});

test('a word that only frames the question weighs little', () => {
  const query = queryOf('On what date did the ferry run aground?');
  const weightOf = (term: string): number => query.terms.find((known) => known.term === term)?.idf ?? 0;
  assert.ok(weightOf('date') < weightOf('aground') / 2);
});

test('a pasted page keeps its rarest terms', () => {
  const words = Array.from({ length: 200 }, (_, at) => `word${at}`).join(' ');
  const query = queryOf(`ferry ${words}`);
  assert.equal(query.terms.length, maxTerms);
});

test('nothing to look for gives an empty query', () => {
  assert.deepEqual(queryOf('').terms, []);
  assert.equal(queryOf('').mass, 0);
});

test('notices that somebody’s something is asked for which no document mentions', () => {
  assert.ok(queryOf('What is the name of Captain Dahl’s sister?').lacksAttribute);
  assert.ok(queryOf("Where is Moe's older brother held?").lacksAttribute);
  assert.ok(!queryOf("Who paid for the ferry's repairs?").lacksAttribute);
  assert.ok(!queryOf('Who led the inquiry?').lacksAttribute);
});
