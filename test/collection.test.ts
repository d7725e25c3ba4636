import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { EmbeddingModel } from '../src/embedding/embed.ts';
import { openCollection } from '../src/evaluation/collection.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'footnote-collection-'));
after(() => rmSync(folder, { recursive: true }));

/** Each text's direction is its first letter. */
const model: EmbeddingModel = {
  id: 'letters',
  hash: 'a'.repeat(64),
  tokenizerHash: 'b'.repeat(64),
  dimension: 32,
  pooling: 'mean',
  embed: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(32);
      vector[text.toLowerCase().charCodeAt(0) % 32] = 1;
      return vector;
    }),
  close: async () => {},
};

test('every passage is found under its own id, whole, with its article as title', async () => {
  const passages = [
    { id: 'p1', title: 'Mills', text: 'The mill burned down. It was rebuilt.' },
    { id: 'p0', title: null, text: 'A dam holds the water back.' },
    { id: 'odd id/with ünusual:parts', title: 'Mills', text: 'The miller left. Nobody followed.' },
  ];
  const progress: number[][] = [];
  const { index, passageId } = await openCollection(
    passages,
    model,
    path.join(folder, 'new'),
    (done, total) => progress.push([done, total]),
  );
  assert.equal(index.passageCount, 3);
  for (const { id, title, text } of passages) {
    const ordinal = [0, 1, 2].find((at) => passageId(at) === id);
    assert.ok(ordinal !== undefined, id);
    const { document, start, end } = index.passage(ordinal);
    assert.equal(index.text(document).slice(start, end), text);
    assert.equal(index.documents[document]?.metadata.title, title ?? '');
  }
  assert.deepEqual(progress.at(-1), [3, 3]);
  const [best] = index.lexical.search(index.lexical.queryTerms('Who holds water back?'), 1).passages;
  assert.equal(passageId(best ?? -1), 'p0');
});
