import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isStopWord, stem, tokens } from '../src/text/terms.ts';

const terms = (text: string): string[] => tokens(text).map(({ term }) => term);

describe('tokens', () => {
  const readings: readonly (readonly [string, string, readonly string[]])[] = [
    ['drops a possessive, straight or curly', "Mira's tram, Otto’s ferry", ['mira', 'tram', 'otto', 'ferry']],
    ['drops other clitics', "she'd they’re we'll", ['she', 'they', 'we']],
    ['keeps a name with an apostrophe in one piece', "O'Hara l’Oise", ['ohara', 'loise']],
    [
      'leaves out quotation marks around words',
      "the ‘quiet’ 'harbour' officers'",
      ['the', 'quiet', 'harbour', 'officers'],
    ],
    ['splits at hyphens and dashes', 'Lisbon-born north–south', ['lisbon', 'born', 'north', 'south']],
    ['reads an abbreviation like the bare letters', 'U.S. US e.g. p.m.', ['us', 'us', 'eg', 'pm']],
    [
      'does not join a sentence to the next',
      'Plan B.Then rain.Then sun',
      ['plan', 'b', 'then', 'rain', 'then', 'sun'],
    ],
    ['keeps decimals together', '$3.95 rose 0.5%.', ['3.95', 'rose', '0.5']],
    ['removes thousands separators', '100,000 1,234,567.89 12\u202f500', ['100000', '1234567.89', '12500']],
    [
      'takes commas for lists unless three digits follow',
      '1,2,3 12,34 2016,2017 1,2345',
      ['1', '2', '3', '12', '34', '2016', '2017', '1', '2345'],
    ],
    [
      'folds accents and letters that Unicode does not decompose',
      'Çağla Bjørk Łódź Straße Æsir Əli',
      ['cagla', 'bjork', 'lodz', 'strasse', 'aesir', 'ali'],
    ],
    ['folds both Turkish letters i', 'İzmir ısı IŞIK', ['izmir', 'isi', 'isik']],
    ['reads ligatures and full-width letters', 'ﬁne ＡＢＣ１２', ['fine', 'abc12']],
    ['looks through soft hyphens', 'trans\u00adport', ['transport']],
    ['keeps subscripts and leaves out superscripts', 'CO₂ tides²', ['co2', 'tides']],
    ['reads scripts without spaces by character', '東京 ดี', ['東', '京', 'ดี']],
    ['keeps other scripts as words', 'Київ 서울 αβγ', ['киів', '서울', 'αβγ']],
    ['finds nothing in punctuation and pictures', '… — 🙂 !?', []],
  ];
  for (const [title, text, expected] of readings) {
    it(title, () => assert.deepEqual(terms(text), expected));
  }

  it('gives spans of the original text', () => {
    const text = 'Çağla’s U.S. visa cost $1,250.';
    assert.deepEqual(
      tokens(text).map(({ start, end }) => text.slice(start, end)),
      ['Çağla', 'U.S', 'visa', 'cost', '1,250'],
    );
  });

  it('reads only the range asked for, with offsets into the whole text', () => {
    assert.deepEqual(tokens('red green blue', 4, 9), [{ start: 4, end: 9, term: 'green' }]);
    assert.deepEqual(tokens('red green blue', 4, 6), [{ start: 4, end: 6, term: 'gr' }]);
    assert.deepEqual(tokens('red', 3, 99), []);
  });

  it('gives ordered, separate, non-empty spans and non-empty terms for any text', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('a', 'B', '1', '.', ',', "'", '’', '-', ' ', '\u00ad', '東', 'é', 'Ø', '\u0301'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, (any) => {
        let previous = 0;
        for (const { start, end, term } of tokens(any)) {
          assert.ok(previous <= start && start < end && end <= any.length);
          assert.notEqual(term, '');
          assert.doesNotMatch(term, /\s|[A-Z]/);
          previous = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads its own terms as they are, so that a question finds what a text says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'É', 'ø', 'ß', '1', '2', '.', ',', '’'), maxLength: 12 }),
        (text) => {
          for (const term of terms(text)) assert.deepEqual(terms(term), [term]);
        },
      ),
    );
  });
});

describe('stem', () => {
  const families: readonly (readonly string[])[] = [
    ['deport', 'deported', 'deporting', 'deportation', 'deportations'],
    ['flee', 'fled', 'fleeing', 'flees'],
    ['seek', 'sought'],
    ['say', 'said', 'says'],
    ['die', 'died', 'dies', 'dying'],
    ['child', 'children'],
    ['woman', 'women'],
    ['gunman', 'gunmen'],
    ['specimen', 'specimens'],
    ['8', 'eight'],
    ['organise', 'organize', 'organisation', 'organization'],
    ['colour', 'color', 'colours', 'colored'],
    ['centre', 'center', 'centers'],
  ];
  for (const family of families) {
    it(`brings ${family.join(', ')} together`, () => assert.equal(new Set(family.map(stem)).size, 1));
  }

  it('keeps different words apart', () => {
    for (const [one, other] of [
      ['find', 'founded'],
      ['organ', 'organize'],
      ['leave', 'leaf'],
      ['live', 'life'],
    ]) {
      assert.notEqual(stem(one ?? ''), stem(other ?? ''));
    }
  });

  it('leaves numbers, other scripts and very long terms alone', () => {
    const long = `${'a'.repeat(40)}ing`;
    for (const term of ['1990s', '3.95', 'киів', '東', long, '']) assert.equal(stem(term), term);
  });

  it('gives the same stem after more words than it remembers', () => {
    const first = stem('ferries');
    for (let word = 0; word < 70_000; word++)
      stem(String(word).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit))));
    assert.equal(stem('ferries'), first);
  });
});

describe('isStopWord', () => {
  it('knows function words and question words as tokens gives them', () => {
    for (const term of terms("what Which who's didn’t the into isn't won't"))
      assert.ok(isStopWord(term), term);
  });

  it('leaves words that name something: us (the country), may (the month), numbers', () => {
    for (const term of ['us', 'may', 'visa', '2', 'two', '']) assert.ok(!isStopWord(term), term);
  });
});
