import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { createAnswerer } from '../src/answering/answer.ts';
import { isVerbatim } from '../src/answering/cite.ts';
import type { ClaimVerdict } from '../src/answering/claim.ts';
import { embedNothing, harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const index = await smallIndex([
  ...harbourLibrary,
  {
    path: 'harbour-office.md',
    title: 'The harbour office at Lervik',
    lines: [
      'In 2021, 294 boats registered in Lervik; the year before, in 2020, it was only 13.',
      'Mayor Dahl thanked Ingrid Moe for the new pier on June 12.',
      'The harbour office declined to name the buyers of the pier.',
      'Soon after the storm, eight skippers escaped to Bergen.',
      'Lervik may sell the old lighthouse.',
      'Moe said on Friday that some of the skippers have asked for repairs.',
      'More than 90 crates of fish were seized in Skarvik.',
      'The council has not approved the second plan.',
    ],
  },
]);
const answerer = createAnswerer({ index, embed: embedNothing, modelId: 'none' });

const cases: readonly (readonly [ClaimVerdict, string, string])[] = [
  ['supported', 'Judge Astrid Moe led the inquiry in Lervik.', 'says the same'],
  ['supported', 'Captain Dahl blamed a broken rudder.', 'leaves out a first name'],
  ['supported', '294 boats registered in Lervik in 2021.', 'puts the date last'],
  ['supported', 'Only 13 boats registered in Lervik in 2020.', 'joins two clauses'],
  ['supported', 'Eight skippers fled to Bergen after the storm.', 'uses another word and another order'],
  ['supported', 'Did Mayor Dahl thank Ingrid Moe for the new pier?', 'asks whether it is so'],
  ['contradicted', '13 boats registered in Lervik in 2021.', 'takes the number of another year'],
  ['contradicted', 'Six skippers escaped to Bergen.', 'has another number'],
  ['contradicted', 'Mayor Dahl thanked Ingrid Moe for the new pier on June 21.', 'has another day'],
  ['contradicted', 'The harbour office named the buyers of the pier.', 'drops a refusal'],
  ['contradicted', 'Judge Astrid Moe did not lead the inquiry.', 'negates'],
  ['contradicted', 'The council has approved the second plan.', 'drops a negation'],
  [
    'contradicted',
    'Fewer than 50 crates of fish were seized in Skarvik.',
    'has a range apart from the other',
  ],
  ['not-mentioned', 'Ingrid Moe thanked Mayor Dahl for the new pier on June 12.', 'turns who did what round'],
  ['not-mentioned', 'Lervik sold the old lighthouse.', 'makes a fact of a possibility'],
  ['not-mentioned', 'Moe asked for repairs.', 'takes the speaker for the one spoken of'],
  ['not-mentioned', 'All skippers escaped to Bergen.', 'says all'],
  ['not-mentioned', '294 boats registered in Bergen in 2021.', 'names another place'],
  ['not-mentioned', '500 boats registered in Lervik in 2019.', 'speaks of a year that is not mentioned'],
  ['not-mentioned', 'The bakery sold 294 loaves.', 'is about something else'],
  ['not-mentioned', 'How many boats registered in Lervik in 2021?', 'asks instead of stating'],
  ['not-mentioned', 'He blamed a broken rudder.', 'does not say who'],
  ['not-mentioned', 'Captain Dahl blamed a broken rudder. Penguins live in Lervik.', 'adds what nobody says'],
];

for (const [verdict, claim, why] of cases) {
  test(`a claim that ${why} is ${verdict}: ${claim}`, async () => {
    const check = await answerer.checkClaim(claim);
    assert.equal(check.verdict, verdict);
    assert.equal(check.citations.length > 0, verdict !== 'not-mentioned');
    assert.equal(check.differing.length > 0, verdict === 'contradicted');
    assert.ok([...check.citations, ...check.related].every((citation) => isVerbatim(index, citation)));
  });
}

test('says what differs, as claim and document write it', async () => {
  const number = await answerer.checkClaim('13 boats registered in Lervik in 2021.');
  assert.deepEqual(number.differing, [{ claim: '13', document: '294' }]);
  assert.match(number.citations[0]?.quote ?? '', /^In 2021, 294 boats/);
  const refusal = await answerer.checkClaim('The harbour office named the buyers of the pier.');
  assert.deepEqual(refusal.differing, [{ claim: 'named', document: 'declined to name' }]);
});

test('where two documents disagree, the one that says otherwise is shown too', async () => {
  const check = await answerer.checkClaim(
    'The ferry Havørn carried 240 passengers when it ran aground off Skarvik.',
  );
  assert.equal(check.verdict, 'supported');
  assert.equal(check.citations[0]?.document, 'inquiry.md');
});

test('a claim that is not mentioned comes with related passages and the words they lack', async () => {
  const check = await answerer.checkClaim('Penguins registered 294 boats in Lervik.');
  assert.ok(check.related.length > 0);
  assert.deepEqual(check.missing, ['Penguins']);
});

test('only the document asked for is compared', async () => {
  const claim = 'Judge Astrid Moe led the inquiry in Lervik.';
  const check = await answerer.checkClaim(claim, { document: 'ferry.md' });
  assert.equal(check.verdict, 'not-mentioned');
  assert.equal((await answerer.checkClaim(claim, { document: 'nowhere.md' })).verdict, 'not-mentioned');
});

test('a damaged text supports nothing', async () => {
  const damaged = createAnswerer({
    index: { ...index, isTextIntact: () => false },
    embed: embedNothing,
    modelId: 'none',
  });
  const check = await damaged.checkClaim('Judge Astrid Moe led the inquiry in Lervik.');
  assert.equal(check.verdict, 'not-mentioned');
  assert.deepEqual(check.related, []);
});

test('any text gets a verdict, and its quotes are verbatim', async () => {
  const words = fc.constantFrom(
    'boats',
    'Lervik',
    'not',
    '294',
    '13',
    'in 2021',
    'June 12',
    'Moe',
    'thanked',
    'no',
    ';',
    '16–23',
    'more than',
    '?',
    '\u202e',
    '.',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(words).map((list) => list.join(' ')),
      ),
      async (claim) => {
        const check = await answerer.checkClaim(claim);
        assert.equal(check.claim, claim);
        assert.equal(check.verdict === 'not-mentioned', check.citations.length === 0);
        assert.ok([...check.citations, ...check.related].every((citation) => isVerbatim(index, citation)));
      },
    ),
    { numRuns: 200 },
  );
});

for (const claim of [
  'a'.repeat(6000),
  'Moe thanked Dahl on June 12 in Lervik not ',
  '1 2 3 4 5 ',
  'no. ',
  '. ',
]) {
  test(`a long claim is dealt with: ${claim.slice(0, 12)}`, async () => {
    const check = await answerer.checkClaim(claim.repeat(Math.ceil(6000 / claim.length)));
    assert.equal(check.verdict, 'not-mentioned');
  });
}
