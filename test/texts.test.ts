import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { KnownError } from '../src/errors.ts';
import type { IndexedDocument } from '../src/index/document-list.ts';
import { openTexts } from '../src/index/texts.ts';

function store(texts: readonly string[]): { bytes: Buffer; documents: IndexedDocument[] } {
  let textStart = 0;
  const documents = texts.map((text, at): IndexedDocument => {
    const bytes = Buffer.from(text);
    const textSha256 = createHash('sha256').update(bytes).digest('hex');
    const record = {
      path: `${at}.txt`,
      format: 'text' as const,
      bytes: bytes.length,
      sha256: textSha256,
      textStart,
      textBytes: bytes.length,
      textSha256,
      metadata: { title: '', publisher: null, author: null, published: null, url: null, basedOn: null },
      evidence: {},
      firstPassage: 0,
      passageCount: 0,
      words: 0,
    };
    textStart += bytes.length;
    return record;
  });
  return { bytes: Buffer.concat(texts.map((text) => Buffer.from(text))), documents };
}

test('gives each text whole, in any order, as often as asked', () => {
  const long = 'é🐦x'.repeat(700_000);
  const texts = ['first', '', 'Ünïcode 🐦', long, `${long}!`, `${long}?`];
  const { bytes, documents } = store(texts);
  const opened = openTexts(bytes, documents);
  for (const document of [0, 5, 2, 4, 3, 5, 1, 0, 4, 3]) {
    assert.ok(opened.text(document) === texts[document]);
    assert.ok(opened.isTextIntact(document));
  }
  assert.throws(() => opened.text(6), RangeError);
});

test('notices a text whose bytes changed after it was opened', () => {
  const { bytes, documents } = store(['one', 'two']);
  const opened = openTexts(bytes, documents);
  bytes[4]! ^= 1;
  assert.ok(opened.isTextIntact(0));
  assert.ok(!opened.isTextIntact(1));
});

test('refuses texts that are longer or shorter than the list of documents says', () => {
  const { bytes, documents } = store(['one', 'two']);
  for (const wrong of [bytes.subarray(1), Buffer.concat([bytes, bytes]), Buffer.alloc(0)]) {
    assert.throws(
      () => openTexts(wrong, documents),
      (error) => error instanceof KnownError && error.code === 'bad-index',
    );
  }
});
