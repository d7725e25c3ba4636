import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as fc from 'fast-check';
import { openVocabulary, writeVocabulary } from '../src/index/vocabulary.ts';

it('finds each stem at its place and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 })), fc.string(), (names, other) => {
      const sorted = names.toSorted((a, b) => (a < b ? -1 : 1));
      const vocabulary = openVocabulary(writeVocabulary(sorted));
      assert.equal(vocabulary.size, sorted.length);
      for (const [ordinal, name] of sorted.entries()) {
        assert.equal(vocabulary.find(name), ordinal);
        assert.equal(vocabulary.stem(ordinal), name);
      }
      assert.equal(vocabulary.find(other), sorted.indexOf(other));
    }),
  );
});
