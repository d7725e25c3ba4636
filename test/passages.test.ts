import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { KnownError } from '../src/errors.ts';
import { createPassageWriter, openPassages } from '../src/index/passages.ts';
import type { Passage } from '../src/types.ts';

/** A passage as a run of sentences: gaps before and lengths of each. */
const anyPassage = fc
  .record({
    runs: fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 6 }),
    heading: fc.option(fc.string({ unit: 'binary', maxLength: 12 })),
  })
  .map(({ runs, heading }): Passage => {
    let at = 0;
    const sentences = runs.map(([gap, length]) => {
      const start = at + gap;
      at = start + length;
      return { start, end: at };
    });
    return { start: sentences[0]!.start, end: at, sentences, heading };
  });
const anyCorpus = fc.array(fc.array(anyPassage, { maxLength: 4 }), { maxLength: 8 });

function write(corpus: readonly (readonly Passage[])[]): Uint8Array {
  const writer = createPassageWriter();
  for (const [document, passages] of corpus.entries())
    for (const passage of passages) writer.add(document, passage);
  return writer.finish();
}

const isBad = (error: unknown): boolean => error instanceof KnownError && error.code === 'bad-index';

test('passages come out as they went in, with their sentences and headings', () => {
  fc.assert(
    fc.property(anyCorpus, (corpus) => {
      const expected = corpus.flatMap((passages, document) =>
        passages.map((passage) => ({ document, ...passage })),
      );
      const table = openPassages(write(corpus), corpus.length);
      assert.equal(table.count, expected.length);
      assert.equal(
        table.sentenceCount,
        expected.reduce((sum, { sentences }) => sum + sentences.length, 0),
      );
      for (const [ordinal, passage] of expected.entries()) assert.deepEqual(table.passage(ordinal), passage);
    }),
  );
});

test('the same passages make the same bytes', () => {
  fc.assert(
    fc.property(anyCorpus, (corpus) => {
      assert.deepEqual(write(corpus), write(corpus));
    }),
  );
});

test('any single changed word is refused or leaves a table whose spans are in bounds', () => {
  fc.assert(
    fc.property(anyCorpus, fc.nat(), fc.nat(0xffff_ffff), (corpus, place, value) => {
      const bytes = write(corpus);
      const words = new Uint32Array(bytes.buffer);
      words[place % words.length] = value;
      try {
        const table = openPassages(bytes, corpus.length);
        for (let ordinal = 0; ordinal < table.count; ordinal += 1) {
          const { start, end, sentences, document } = table.passage(ordinal);
          assert.ok(start < end && document < corpus.length);
          assert.ok(sentences.every((sentence) => sentence.start >= start && sentence.end <= end));
        }
      } catch (error) {
        assert.ok(error instanceof KnownError && error.code === 'bad-index', String(error));
      }
    }),
  );
});

test('refuses documents that do not exist, and files cut short', () => {
  const bytes = write([[{ start: 0, end: 4, sentences: [{ start: 0, end: 4 }], heading: 'A' }]]);
  assert.throws(() => openPassages(bytes, 0), isBad);
  for (let length = 0; length < bytes.length; length += 1) {
    assert.throws(() => openPassages(bytes.slice(0, length), 1), isBad, `${length} bytes`);
  }
});

test('an ordinal that no passage has is a mistake of the caller', () => {
  const table = openPassages(write([[{ start: 0, end: 4, sentences: [], heading: null }]]), 1);
  for (const ordinal of [-1, 1, 0.5, Number.NaN]) assert.throws(() => table.passage(ordinal), RangeError);
});
