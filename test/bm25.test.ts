import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { KnownError } from '../src/errors.ts';
import {
  buildLexicalIndex,
  inverseDocumentFrequency,
  openLexicalIndex,
  type LexicalIndex,
  type LexicalSource,
} from '../src/index/bm25.ts';

const tide = 'The harbour of Velmora closes at low tide, and ferries wait outside the breakwater.';
const tram = 'Trams in Velmora run every ten minutes; the yellow line goes to the harbour.';
const baker = "The baker's oven burns beech wood, eight logs a night.";
const sources: readonly LexicalSource[] = [
  { body: tide, title: 'Velmora harbour' },
  { body: tram, title: 'Velmora trams' },
  { body: baker, title: 'A bakery in Osk' },
  { body: 'Beech and oak grow on the slopes.', title: 'Forests' },
];

function open(given: Iterable<LexicalSource>): LexicalIndex {
  return openLexicalIndex(buildLexicalIndex(given));
}

function found(index: LexicalIndex, question: string, k = 10): number[] {
  return [...index.search(index.queryTerms(question), k).passages];
}

function isBadIndex(error: unknown): boolean {
  return error instanceof KnownError && error.code === 'bad-index';
}

describe('search', () => {
  const index = open(sources);

  it('puts the passage that holds the rarer words first', () => {
    assert.equal(found(index, 'When does the harbour close at low tide?')[0], 0);
    assert.equal(found(index, 'Which wood does the baker burn?')[0], 2);
  });

  it('finds other forms of a word, and numbers written as words', () => {
    assert.equal(found(index, 'burning')[0], 2);
    assert.deepEqual(found(index, '8'), [2]);
    assert.deepEqual(found(index, 'ferry'), [0]);
  });

  it('finds a word that only the title has', () => assert.deepEqual(found(index, 'forest'), [3]));

  it('ranks a passage whose title has the word over one that mentions it', () => {
    const index = open([
      { body: 'We went past the lighthouse on a long walk.', title: 'A walk' },
      { body: 'It was painted white again on a long day.', title: 'The lighthouse' },
    ]);
    assert.deepEqual(found(index, 'lighthouse'), [1, 0]);
  });

  it('ranks a short passage over a long one with the same count', () => {
    const padding = 'and so on '.repeat(30);
    assert.deepEqual(
      found(
        open([
          { body: `oak ${padding}`, title: '' },
          { body: 'oak tree', title: '' },
        ]),
        'oak',
      ),
      [1, 0],
    );
  });

  it('gives equal scores in order of passage', () => {
    const same = { body: 'the same words', title: 'twice' };
    const { passages, scores } = open([same, same, same]).search(
      open([same, same, same]).queryTerms('words'),
      2,
    );
    assert.deepEqual([...passages], [0, 1]);
    assert.equal(scores[0], scores[1]);
  });

  it('gives nothing for words that no passage is near to, and nothing for k below 1', () => {
    assert.deepEqual(found(index, 'quantum chromodynamics'), []);
    assert.deepEqual(found(index, 'harbour', 0), []);
    assert.deepEqual(found(index, 'harbour', -1), []);
    assert.deepEqual(found(index, 'harbour', Number.NaN), []);
  });

  it('gives no more passages than match, however many are asked for', () => {
    assert.deepEqual(found(index, 'beech', 1_000_000), [3, 2]);
  });

  it('is not disturbed by the search before', () => {
    const before = index.search(index.queryTerms('harbour tide'), 10);
    index.search(index.queryTerms('beech oven tram hrabour'), 10);
    assert.deepEqual(index.search(index.queryTerms('harbour tide'), 10), before);
  });

  it('works on an index of nothing', () => {
    const empty = open([]);
    assert.equal(empty.passageCount, 0);
    assert.deepEqual(found(empty, 'harbour'), []);
  });

  it('agrees with the formula worked out by hand', () => {
    // One field, k1 0.7, b 0.75: lengths 2 and 4, mean 3; "oak" once in the first only, so N 2, n 1, idf ln 2.
    const index = open([
      { body: 'oak tree', title: '' },
      { body: 'pine tree pine tree', title: '' },
    ]);
    const frequency = 1 / (1 - 0.75 + (0.75 * 2) / 3);
    const expected = Math.log(2) * ((frequency * 1.7) / (0.7 + frequency));
    const { scores } = index.search(index.queryTerms('oak'), 1);
    assert.ok(Math.abs((scores[0] ?? 0) - expected) < 1e-4, `${scores[0]} instead of ${expected}`);
  });
});

describe('scoresOf', () => {
  it('gives what search gives, misspelt words included, and 0 elsewhere', () => {
    const index = open(sources);
    for (const question of ['harbour of Velmora', 'beech', 'the habrour tarms', 'the of']) {
      const terms = index.queryTerms(question);
      const all = index.search(terms, 10);
      const expected = new Float32Array(sources.length);
      for (const [rank, passage] of all.passages.entries()) expected[passage] = all.scores[rank] ?? 0;
      for (const same of [terms, [...terms]])
        assert.deepEqual(
          index.scoresOf(same, [3, 1, 0, 2]),
          Float32Array.of(expected[3] ?? 0, expected[1] ?? 0, expected[0] ?? 0, expected[2] ?? 0),
        );
    }
  });

  it('gives the scores of the terms it is given, whatever was searched for since', () => {
    const index = open(sources);
    const terms = index.queryTerms('harbour of Velmora');
    index.search(terms, 10);
    const scores = index.scoresOf(terms, [0, 1, 2, 3]);
    index.search(index.queryTerms('beech'), 10);
    assert.deepEqual(index.scoresOf(terms, [0, 1, 2, 3]), scores);
  });

  it('agrees with search over any small corpus', () => {
    const word = fc.constantFrom('oak', 'beech', 'ferry', 'tram', 'harbour', 'ferries', '7');
    const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(fc.record({ body: text, title: text }), { maxLength: 12 }),
        text,
        (corpus, question) => {
          const index = open(corpus);
          const terms = index.queryTerms(question);
          const { passages, scores } = index.search(terms, corpus.length);
          assert.deepEqual(index.scoresOf(terms, [...passages]), scores);
          // Of terms that were not searched for just now.
          assert.deepEqual(index.scoresOf([...terms], [...passages]), scores);
          for (let rank = 1; rank < passages.length; rank++) {
            const [above = 0, here = 0] = [scores[rank - 1], scores[rank]];
            assert.ok(above > here || (above === here && (passages[rank - 1] ?? 0) < (passages[rank] ?? 0)));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('holderOf', () => {
  it('tells the stretches of passages that score for a term', () => {
    const index = open(sources);
    for (const question of ['harbour', 'beech', 'habrour', 'nowhere']) {
      const [term] = index.queryTerms(question);
      assert.ok(term !== undefined);
      const isHeld = index.holderOf(term);
      for (let first = 0; first < sources.length; first += 1) {
        for (let end = first + 1; end <= sources.length; end += 1) {
          const between = Array.from({ length: end - first }, (_, at) => first + at);
          const expected = index.scoresOf([term], between).some((score) => score > 0);
          assert.equal(isHeld(first, end), expected, `${question} from ${first} to ${end}`);
        }
      }
    }
  });
});

describe('queryTerms', () => {
  const index = open(sources);

  it('leaves out question words and function words, and repeats', () => {
    assert.deepEqual(
      index.queryTerms('Where does the yellow tram go, and which trams run?').map(({ term }) => term),
      ['yellow', 'tram', 'go', 'run'],
    );
  });

  it('keeps them when there is nothing else', () => {
    assert.deepEqual(
      index.queryTerms('Who is it?').map(({ term }) => term),
      ['who', 'is', 'it'],
    );
    assert.deepEqual(index.queryTerms('?!'), []);
  });

  it('names what a misspelt word may stand for, and searches for that', () => {
    const [term] = index.queryTerms('habrour');
    assert.equal(term?.expansions[0]?.stem, 'harbor');
    assert.ok((term?.expansions[0]?.similarity ?? 1) < 1);
    assert.deepEqual(found(index, 'habrour'), found(index, 'harbour'));
  });

  it('reaches a stem through the word as written, so a misspelt ending does no harm', () => {
    const index = open([{ body: 'Their deportation was delayed.', title: '' }]);
    assert.deepEqual(
      index.queryTerms('deportatoin')[0]?.expansions.map(({ stem }) => stem),
      ['deport'],
    );
  });

  it('leaves a known word alone', () => assert.deepEqual(index.queryTerms('tides')[0]?.expansions, []));

  it('lets meanings of one misspelt word compete instead of adding up', () => {
    const index = open([
      { body: 'the carter and the cartel', title: '' },
      { body: 'the carter and the dog', title: '' },
    ]);
    const terms = index.queryTerms('cartec');
    assert.equal(terms[0]?.expansions.length, 2);
    const both = index.search(terms, 2);
    const alone = index.search(
      [{ ...terms[0], expansions: terms[0].expansions.filter(({ stem }) => stem === 'cartel') }],
      2,
    );
    assert.equal(both.scores[0], alone.scores[0]);
  });

  it('scores a meaning below the word itself', () => {
    const [right] = index.search(index.queryTerms('breakwater'), 1).scores;
    const [misspelt] = index.search(index.queryTerms('braekwater'), 1).scores;
    assert.ok((misspelt ?? 0) > 0 && (misspelt ?? 0) < (right ?? 0));
  });
});

describe('idf', () => {
  const index = open(sources);

  it('falls as more passages hold the stem, and an unknown stem weighs most', () => {
    assert.equal(index.documentFrequency('velmora'), 2);
    assert.equal(index.documentFrequency('nowhere'), 0);
    assert.ok(index.idf('nowhere') > index.idf('tide') && index.idf('tide') > index.idf('velmora'));
    assert.equal(index.idf('velmora'), inverseDocumentFrequency(4, 2));
  });

  it('is never negative', () => assert.ok(inverseDocumentFrequency(10, 10) > 0));
});

describe('the binary form', () => {
  const bytes = buildLexicalIndex(sources);

  it('is the same for the same sources, read once from any iterable', () => {
    assert.deepEqual(buildLexicalIndex(sources), bytes);
    assert.deepEqual(buildLexicalIndex(new Set(sources).values()), bytes);
  });

  it('opens from bytes that are not aligned', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    assert.deepEqual(found(openLexicalIndex(shifted.subarray(1)), 'beech'), [3, 2]);
  });

  it('is refused when it is cut short, longer, empty, or something else', () => {
    for (const size of [0, 4, 40, bytes.length - 8, bytes.length - 1]) {
      assert.throws(() => openLexicalIndex(bytes.slice(0, size)), isBadIndex, `${size} bytes`);
    }
    assert.throws(() => openLexicalIndex(new Uint8Array([...bytes, 0])), isBadIndex);
    assert.throws(() => openLexicalIndex(new Uint8Array(96)), isBadIndex);
  });

  it('is refused or answers within bounds when any one word of it is changed', () => {
    let refused = 0;
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      const broken = bytes.slice();
      broken.set([255, 255, 255, 127], at);
      try {
        const index = openLexicalIndex(broken);
        for (const passage of found(index, 'harbour beech habrour oak'))
          assert.ok(passage < index.passageCount);
      } catch (error) {
        if (!isBadIndex(error)) throw error;
        refused += 1;
      }
    }
    assert.ok(refused > 50, `${refused} refused`);
  });

  it('says what is wrong and what to do', () => {
    const other = bytes.slice();
    other[4] = 99;
    assert.throws(() => openLexicalIndex(other), /format is 99.*npm run index/);
  });
});
