import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractPlainText } from '../src/corpus/formats/plain.ts';
import { countWords } from '../src/corpus/line-shape.ts';
import { textDocument } from '../src/evaluation/text-document.ts';
import { buildIndexFromDocuments } from '../src/index/build.ts';
import { openIndex } from '../src/index/generation.ts';
import { fakeModel, temporaryFolder } from './fixtures/small-index.ts';

test('a word of eight million letters is one word', () => {
  assert.equal(countWords(`${'x'.repeat(8_000_000)} and ’tis 日本語 a-b c’d`), 8);
  assert.equal(countWords('é'.normalize('NFD').repeat(3)), 1);
  assert.equal(countWords('a日b'), 3);
});

test('documents of words that are longer than any line are indexed', async (t) => {
  const indexDir = temporaryFolder(t);
  const documents = Array.from({ length: 20 }, (_, at) =>
    textDocument(`${at}.txt`, 'A blob', [`${String.fromCharCode(97 + at).repeat(400 + at)}.`]),
  );
  const { passages } = await buildIndexFromDocuments({ indexDir, model: fakeModel(), documents });
  assert.equal(passages, 20);
});

test('of passages with one and the same text a few are in the graph, and all are found by their words', async (t) => {
  const indexDir = temporaryFolder(t);
  const model = fakeModel();
  const documents = Array.from({ length: 300 }, (_, at) =>
    textDocument(`${at}.txt`, 'Forms', ['Sign here.']),
  );
  const build = async (): Promise<string> =>
    (await buildIndexFromDocuments({ indexDir, model, documents: [...documents] })).status;
  assert.equal(await build(), 'built');
  const index = await openIndex(indexDir);
  assert.equal(index.passageCount, 300);
  assert.equal(index.dense.count, 64);
  assert.ok(index.dense.vector(63) !== null && index.dense.vector(64) === null);
  assert.equal(await build(), 'unchanged');
  // What is embedded is looked up by its text, and the copies that were left out are still copies.
  const asked = model.asked.length;
  documents.push(textDocument('new.txt', 'News', ['The harbour is closed.']));
  await build();
  assert.deepEqual(model.asked.slice(asked).length, 1);
});

test('a text of more lines than memory could hold is left out, and said to be', () => {
  const fits = extractPlainText('text', Buffer.from('b\n'.repeat(1000)));
  assert.equal(fits.kind, 'extracted');
  for (const end of ['\n', '\r', '\r\n']) {
    const refused = extractPlainText('text', Buffer.from(`b${end}`.repeat(400_001)));
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.reason, 'it has more than 400,000 lines, and that is the limit: split it');
  }
});
