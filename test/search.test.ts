import assert from 'node:assert/strict';
import test from 'node:test';
import { createAnswerer } from '../src/answering/answer.ts';
import { isVerbatim } from '../src/answering/cite.ts';
import { maxFound } from '../src/answering/search.ts';
import { embedNothing, harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const many = Array.from({ length: 40 }, (_, at) => ({
  path: `note-${at}.md`,
  title: `Note ${at}`,
  lines: [`Lamp ${at} stands on the northern pier.`, 'Its keeper sleeps at noon.'],
}));
const index = await smallIndex([...harbourLibrary, ...many]);
const answerer = createAnswerer({ index, embed: embedNothing, modelId: 'none' });

test('finds the nearest passages, best first, each word for word', async () => {
  const found = await answerer.search('ferry Havørn aground');
  assert.deepEqual(
    found.map(({ document }) => document),
    ['ferry.md', 'inquiry.md'],
  );
  assert.ok(found.every((passage) => isVerbatim(index, passage)));
  assert.deepEqual(
    found.map(({ number }) => number),
    [1, 2],
  );
});

test('scores are shares that never rise down the list', async () => {
  const found = await answerer.search('Who keeps the lamp on the northern pier?');
  const scores = found.map(({ score }) => score);
  assert.ok(scores.every((score) => score >= 0 && score <= 1));
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  );
});

test('a passage comes with the sentence that holds most of the query', async () => {
  const [first] = await answerer.search('Who led the inquiry in Lervik?');
  assert.ok(first !== undefined);
  const { sentence, start, quote } = first;
  assert.equal(
    quote.slice(sentence.start - start, sentence.end - start),
    'Judge Astrid Moe led the inquiry in the town of Lervik.',
  );
});

test('the list is the same each time, as long as asked for and never longer than the most', async () => {
  const whole = await answerer.search('lamp on the northern pier');
  assert.equal(whole.length, maxFound);
  assert.deepEqual(await answerer.search('lamp on the northern pier'), whole);
  assert.deepEqual(await answerer.search('lamp on the northern pier', { limit: 7 }), whole.slice(0, 7));
  assert.equal((await answerer.search('lamp on the northern pier', { limit: 99 })).length, maxFound);
});

test('only the document asked for is searched', async () => {
  const found = await answerer.search('Skarvik', { document: 'inquiry.md' });
  assert.deepEqual(
    found.map(({ document }) => document),
    ['inquiry.md'],
  );
  assert.deepEqual(await answerer.search('Skarvik', { document: 'nowhere.md' }), []);
});

test('a query without a word that any passage holds finds nothing', async () => {
  for (const query of ['', '???', 'zzqx']) assert.deepEqual(await answerer.search(query), []);
});

test('what cannot be checked is not listed', async () => {
  const damaged = createAnswerer({
    index: { ...index, isTextIntact: (document) => document !== 0 },
    embed: embedNothing,
    modelId: 'none',
  });
  const found = await damaged.search('ferry Havørn aground');
  assert.deepEqual(
    found.map(({ document, number }) => [document, number]),
    [['inquiry.md', 1]],
  );
});
