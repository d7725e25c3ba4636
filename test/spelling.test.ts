import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { openSpelling, writeSpelling } from '../src/index/spelling.ts';

function nearest(words: readonly string[], term: string): string[] {
  const ordinals = new Map(words.map((word, ordinal) => [word, ordinal]));
  const spelling = openSpelling(writeSpelling(ordinals), words.length, 'list');
  return spelling
    .nearest(term)
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ stem }) => words[stem] ?? '');
}

describe('nearest', () => {
  it('finds a letter left out, put in, changed or swapped', () => {
    for (const term of ['harbr', 'harboor', 'harbos', 'hrabor', 'arbor', 'harborr']) {
      assert.deepEqual(nearest(['harbor', 'lantern', 'lighthouse'], term), ['harbor'], term);
    }
  });

  it('finds two edits in a word of eight letters, not in a shorter one', () => {
    assert.deepEqual(nearest(['lighthouse'], 'lihgthuose'), ['lighthouse']);
    assert.deepEqual(nearest(['lantern'], 'latnenr'), []);
  });

  it('puts one edit before two, and the same first letter before another', () => {
    assert.deepEqual(nearest(['lighthousse', 'lighthouse'], 'lighthouze'), ['lighthouse', 'lighthousse']);
    assert.deepEqual(nearest(['fatter', 'mattes'], 'matter'), ['mattes', 'fatter']);
  });

  it('does not take one short name for another', () => {
    assert.deepEqual(nearest(['iraq', 'peru'], 'iran'), []);
    assert.deepEqual(nearest(['iraq', 'peru'], 'prue'), []);
    assert.deepEqual(nearest(['iraq', 'peru'], 'epru'), ['peru']);
  });

  it('takes no number for another, and nothing under four letters', () => {
    assert.deepEqual(nearest(['20177', 'cat', 'b52s'], '20176'), []);
    assert.deepEqual(nearest(['cats'], 'cat'), []);
  });

  it('works for letters outside English', () =>
    assert.deepEqual(nearest(['київська'], 'київскьа'), ['київська']));

  it('misses no word within one edit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', 'я'), minLength: 6, maxLength: 9 });
    fc.assert(
      fc.property(word, fc.nat(8), fc.constantFrom('drop', 'add', 'change', 'swap'), (right, place, edit) => {
        const at = place % (right.length - 1);
        const tail = {
          drop: right.slice(at + 1),
          add: `z${right.slice(at)}`,
          change: `z${right.slice(at + 1)}`,
          swap: `${right.charAt(at + 1)}${right.charAt(at)}${right.slice(at + 2)}`,
        };
        assert.deepEqual(nearest([right, 'unrelated'], right.slice(0, at) + tail[edit]), [right]);
      }),
    );
  });
});

it('is refused when its arrays do not fit each other', () => {
  const arrays = writeSpelling(
    new Map([
      ['harbor', 0],
      ['lantern', 1],
    ]),
  );
  assert.throws(() => openSpelling(arrays, 1, 'list'), /list cannot be used/);
  assert.throws(() => openSpelling({ ...arrays, units: arrays.units.slice(1) }, 2, 'list'), /gaps/);
  assert.throws(() => openSpelling({ ...arrays, counts: arrays.counts.slice(1) }, 2, 'list'), /lengths/);
});
