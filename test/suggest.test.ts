import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { catalogueOf, type Listed } from '../src/discord/catalogue.ts';
import { documentKey } from '../src/discord/state.ts';
import { choicesFor, choiceValue, resolveDocument } from '../src/discord/suggest.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';

function documentOf(path: string, title: string): Listed {
  return { path, metadata: { title } };
}

const library = [
  documentOf('press/army.md', 'The army and the draft'),
  documentOf('press/gulen.md', 'Gülen speaks of the draft'),
  documentOf('press/draft.md', 'Draft of a law'),
  documentOf('old/notes.txt', ''),
  documentOf('press/asylum-1.md', 'Asylum in Norway'),
  documentOf('press/asylum-2.md', 'Asylum in Norway'),
];
const catalogue = catalogueOf(library);
const namesFor = (typed: string): string[] => choicesFor(catalogue, typed).map(({ name }) => name);

test('titles that begin with what was typed come first, then those with such a word', () => {
  assert.deepEqual(namesFor('draft'), [
    'Draft of a law',
    'The army and the draft',
    'Gülen speaks of the draft',
  ]);
});

test('accents and case do not matter, and words may be out of order', () => {
  assert.deepEqual(namesFor('GULEN'), ['Gülen speaks of the draft']);
  assert.deepEqual(namesFor('draft gülen'), ['Gülen speaks of the draft']);
  assert.deepEqual(namesFor('norway draft'), []);
});

test('a document without a title is found and shown by its path', () => {
  assert.deepEqual(choicesFor(catalogue, 'notes'), [{ name: 'old/notes.txt', value: 'old/notes.txt' }]);
});

test('documents of the same title are told apart by their paths', () => {
  assert.deepEqual(namesFor('asylum'), [
    'Asylum in Norway · press/asylum-1.md',
    'Asylum in Norway · press/asylum-2.md',
  ]);
});

test('nothing typed lists the first documents, 25 at most', () => {
  assert.equal(choicesFor(catalogue, '').length, library.length);
  const many = catalogueOf(Array.from({ length: 60 }, (_, at) => documentOf(`${at}.md`, `Note ${at}`)));
  assert.equal(choicesFor(many, '').length, 25);
  assert.equal(choicesFor(many, 'note').length, 25);
});

test('a path that Discord would not take is replaced by its key, which finds the document again', () => {
  const long = documentOf(`${'folder/'.repeat(20)}a.md`, 'Far away');
  const odd = documentOf(' #1\u202E.md', 'Odd');
  const found = catalogueOf([long, odd]);
  for (const [ordinal, { path, metadata }] of [long, odd].entries()) {
    const [choice] = choicesFor(found, metadata.title);
    assert.equal(choice?.value, `#${documentKey(path)}`);
    assert.deepEqual(resolveDocument(found, choice?.value ?? ''), { kind: 'found', ordinal });
  }
  assert.equal(choiceValue('plain/path.md'), 'plain/path.md');
});

function ordinalOf(typed: string): number | null {
  const resolved = resolveDocument(catalogue, typed);
  return resolved.kind === 'found' ? resolved.ordinal : null;
}

test('a document is meant by its path, its whole title, or a part that no other has', () => {
  assert.equal(ordinalOf('press/draft.md'), 2);
  assert.equal(ordinalOf('  press/draft.md '), 2);
  assert.equal(ordinalOf('draft OF a law'), 2);
  assert.equal(ordinalOf('gülen'), 1);
  assert.equal(ordinalOf('asylum-2'), 5);
});

test('what fits several documents or none is unknown, with the nearest beside it', () => {
  const several = resolveDocument(catalogue, 'asylum');
  assert.deepEqual(several, { kind: 'unknown', nearest: [4, 5] });
  const slip = resolveDocument(catalogue, 'Asylm in Norwy');
  assert.ok(slip.kind === 'unknown' && slip.nearest.includes(4) && slip.nearest.includes(5));
  assert.deepEqual(resolveDocument(catalogue, '###'), { kind: 'unknown', nearest: [] });
  assert.deepEqual(resolveDocument(catalogue, '#ffffffffffff'), { kind: 'unknown', nearest: [] });
});

test('choices keep Discord’s limits whatever titles and paths hold', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...hostileTexts));
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.tuple(
          text.filter((path) => path !== ''),
          text,
        ),
        { selector: ([path]) => path, maxLength: 8 },
      ),
      text,
      (pairs, typed) => {
        const found = catalogueOf(pairs.map(([path, title]) => documentOf(path, title)));
        for (const { name, value } of [...choicesFor(found, ''), ...choicesFor(found, typed)]) {
          assert.ok(name.length >= 1 && name.length <= 100, name);
          assert.ok(value.length >= 1 && value.length <= 100, value);
          assert.doesNotMatch(name, /\p{Surrogate}|[\u202A-\u202E\u2066-\u2069]/u);
        }
        resolveDocument(found, typed);
      },
    ),
    { numRuns: 200 },
  );
});

test('a catalogue that is still being read answers from what it has, and from all of it afterwards', async () => {
  const many = Array.from({ length: 40_000 }, (_, at) =>
    documentOf(`årsmelding-${at}.md`, `Årsmelding nr ${at} fra Øye`),
  );
  const found = catalogueOf(many);
  assert.equal(choicesFor(found, 'arsmelding').length, 25);
  const deadline = Date.now() + 20_000;
  while (choicesFor(found, 'nr 39999').length === 0 && Date.now() < deadline)
    await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    choicesFor(found, 'nr 39999').map(({ value }) => value),
    ['årsmelding-39999.md'],
  );
});
