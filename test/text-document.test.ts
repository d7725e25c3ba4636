import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textDocument } from '../src/evaluation/text-document.ts';

test('each text is one passage, its sentences inside it, and nothing of the text is changed', () => {
  const texts = ['The mill burned down. It was rebuilt.', '  The dam — Bergs’ “wall” — holds.  '];
  const { document, passages } = textDocument('town.txt', 'The town', texts);
  assert.equal(document.text, texts.join('\n\n'));
  assert.equal(document.metadata.title, 'The town');
  assert.equal(document.bytes, Buffer.byteLength(document.text));
  assert.deepEqual(
    passages.map(({ start, end }) => document.text.slice(start, end)),
    texts.map((text) => text.trim()),
  );
  assert.deepEqual(
    passages.map(({ sentences }) => sentences.map(({ start, end }) => document.text.slice(start, end))),
    [['The mill burned down.', 'It was rebuilt.'], ['The dam — Bergs’ “wall” — holds.']],
  );
});
