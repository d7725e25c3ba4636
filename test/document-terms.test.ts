import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildLexicalIndex, openLexicalIndex } from '../src/index/bm25.ts';
import type { PassageIndex } from '../src/index/passage-index.ts';
import { noBackground } from '../src/retrieval/background.ts';
import { termsAround } from '../src/retrieval/document-terms.ts';
import { makeQuery } from '../src/retrieval/query.ts';

const bodies = ['The flood hit Vessin.', 'The wall broke at noon.', 'The harvest was good.'];
const lexical = openLexicalIndex(buildLexicalIndex(bodies.map((body) => ({ body, title: '' }))));
/** Two documents: passages 0 and 1, and passage 2. */
const index = {
  lexical,
  documents: [
    { firstPassage: 0, passageCount: 2 },
    { firstPassage: 2, passageCount: 1 },
  ],
  passage: (ordinal: number) => ({ document: ordinal < 2 ? 0 : 1 }),
} as unknown as PassageIndex;

test('a passage knows which words of the question stand elsewhere in its document', () => {
  const query = makeQuery('When did the wall in Vessin break?', lexical, null, noBackground);
  const around = termsAround(index, query);
  const held = (passage: number): string[] =>
    query.terms.flatMap(({ term }, at) => ((around(passage)[at] ?? 0) > 0 ? [term] : []));
  assert.deepEqual(held(0), ['wall', 'vessin', 'break']);
  assert.deepEqual(held(1), ['wall', 'vessin', 'break']);
});

test('a passage that is all of its document has nothing around it', () => {
  const query = makeQuery('Was the harvest good?', lexical, null, noBackground);
  assert.ok(termsAround(index, query)(2).every((found) => found === 0));
});
