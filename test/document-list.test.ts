import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KnownError } from '../src/errors.ts';
import { readDocumentList, writeDocumentList, type IndexedDocument } from '../src/index/document-list.ts';

const documents: readonly IndexedDocument[] = [
  {
    path: 'a/one "quoted".md',
    format: 'markdown',
    bytes: 30,
    sha256: 'ab'.repeat(32),
    textStart: 0,
    textBytes: 30,
    textSha256: 'ab'.repeat(32),
    metadata: { title: 'One', publisher: 'P', author: null, published: '2031', url: null, basedOn: 'B' },
    evidence: { title: { start: 2, end: 5 } },
    firstPassage: 0,
    passageCount: 3,
    words: 5,
  },
  {
    path: 'two.pdf',
    format: 'pdf',
    bytes: 900,
    sha256: 'cd'.repeat(32),
    textStart: 30,
    textBytes: 12,
    textSha256: 'ef'.repeat(32),
    metadata: { title: '', publisher: null, author: null, published: null, url: null, basedOn: null },
    evidence: {},
    firstPassage: 3,
    passageCount: 0,
    words: 2,
  },
];

test('documents come out as they went in', () => {
  assert.deepEqual(readDocumentList(writeDocumentList(documents)), documents);
  assert.deepEqual(readDocumentList(writeDocumentList([])), []);
});

test('refuses what is no list of documents', () => {
  const [first] = JSON.parse(writeDocumentList(documents)) as [Record<string, unknown>];
  const wrong: readonly unknown[] = [
    ...['path', 'format', 'bytes', 'sha256', 'textBytes', 'metadata', 'passages', 'words'].map((key) => {
      const { [key]: _, ...rest } = first;
      return rest;
    }),
    { ...first, path: '' },
    { ...first, format: 'exe' },
    { ...first, bytes: -1 },
    { ...first, words: 1.5 },
    { ...first, passages: '3' },
    { ...first, sha256: 'AB'.repeat(32) },
    { ...first, textSha256: null },
    { ...first, metadata: { title: 5 } },
    { ...first, metadata: { name: 'x' } },
    { ...first, evidence: { title: { start: 5, end: 5 } } },
    { ...first, evidence: { title: { start: 0, end: 31 } } },
    { ...first, evidence: { other: { start: 0, end: 1 } } },
    null,
    [],
  ];
  const texts = [
    ...wrong.map((value) => JSON.stringify([value])),
    JSON.stringify([first, first]),
    '{}',
    '',
    '[',
    'null',
  ];
  for (const text of texts) {
    assert.throws(
      () => readDocumentList(text),
      (error) => error instanceof KnownError && error.code === 'bad-index',
      text,
    );
  }
});
