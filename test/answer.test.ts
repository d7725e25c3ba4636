import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { createAnswerer } from '../src/answering/answer.ts';
import { isVerbatim } from '../src/answering/cite.ts';
import { embedNothing, harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const index = await smallIndex(harbourLibrary);
const answerer = createAnswerer({ index, embed: embedNothing, modelId: 'none' });

test('quotes the sentence that answers, word for word, with its document', async () => {
  const answer = await answerer.answer('Who led the inquiry?');
  assert.equal(answer.status, 'answered');
  assert.equal(answer.citations[0]?.quote, 'Judge Astrid Moe led the inquiry in the town of Lervik.');
  assert.equal(answer.citations[0]?.document, 'inquiry.md');
  assert.match(answer.text, /Astrid Moe led the inquiry in the town of Lervik\.\[1\]/);
  assert.equal(answer.short, 'Judge Astrid Moe');
});

test('a sentence that begins with a pronoun comes with the one it leans on', async () => {
  const answer = await answerer.answer('Who had asked the owner for repairs in March?');
  assert.match(
    answer.citations[0]?.quote ?? '',
    /^Captain Erik Dahl .*\nHe had asked the owner for repairs in March\.$/,
  );
});

test('words that count from the document’s date are told, and what a short answer comes to', async () => {
  const answer = await answerer.answer('When did the ferry Havørn run aground with 212 passengers on board?');
  assert.match(answer.short ?? '', /Tuesday night/);
  const [citation] = answer.citations;
  const [dated] = citation?.dated ?? [];
  // 3 May 2019 was a Friday.
  assert.deepEqual([dated?.words, dated?.date, dated?.isRough], ['on Tuesday night', '2019-04-30', false]);
  assert.deepEqual(answer.shortDated, { number: 1, date: '2019-04-30', isRough: false });
  const record = index.documents.findIndex(({ path }) => path === citation?.document);
  assert.equal(index.text(record).slice(dated?.start, dated?.end), dated?.words);
  const other = await answerer.answer('Who blamed a broken rudder?');
  assert.equal(other.shortDated, undefined);
  assert.equal(other.citations[0]?.dated, undefined);
});

test('the author of something that is no document is looked for in what the documents say', async () => {
  const untitled = await answerer.answer('Who is the author of the rudder?');
  assert.doesNotMatch(untitled.text, /was written by/);
  const title = index.documents.find(({ metadata }) => (metadata.author ?? null) !== null)?.metadata.title;
  const titled = await answerer.answer(`Who is the author of ${title ?? ''}?`);
  assert.match(titled.text, /was written by/);
});

test('documents that disagree are shown as such, each with its date', async () => {
  const answer = await answerer.answer(
    'How many passengers were on the ferry Havørn when it ran aground off Skarvik?',
  );
  assert.match(answer.text, /^The documents do not agree\./);
  assert.match(answer.text, /212 passengers.*\(2019-05-03\)\[\d\]/);
  assert.match(answer.text, /240 passengers.*\(2020-01-17\)\[\d\]/);
});

test('abstains when the documents do not say, and names what they never mention', async () => {
  const answer = await answerer.answer('How many penguins live in Antarctica?');
  assert.equal(answer.status, 'abstained');
  assert.deepEqual(answer.citations, []);
  assert.equal(answer.short, null);
  assert.match(answer.text, /do not say.*penguins/);
});

test('names missing words as they were typed, and not one that only is misspelt', async () => {
  const answer = await answerer.answer('Did Skarvk see Penguins and Wałrus?');
  assert.match(answer.text, /“Penguins” or “Wałrus”/);
  assert.doesNotMatch(answer.text, /Skarvk/);
});

test('shows the nearest passages of an abstention as related', async () => {
  const answer = await answerer.answer('What did the ferry inquiry say about penguins, whales and icebergs?');
  assert.equal(answer.status, 'abstained');
  assert.ok(answer.related.length > 0);
  assert.ok(answer.related.every((citation) => isVerbatim(index, citation)));
});

test('tells who wrote a document, when, and quotes the place that says so', async () => {
  const author = await answerer.answer('Who wrote the article about the ferry running aground?');
  assert.equal(author.short, 'Mona Lind');
  assert.equal(author.citations[0]?.document, 'ferry.md');
  const date = await answerer.answer('When was the article about the ferry running aground published?');
  assert.equal(date.citations[0]?.quote, '3 May 2019');
});

test('says plainly when a document does not name its author', async () => {
  const answer = await answerer.answer('Who wrote the article about pears?');
  assert.equal(answer.status, 'abstained');
  assert.match(answer.text, /does not say who wrote it/);
});

test('lists the documents that mention a thing', async () => {
  const answer = await answerer.answer('Which documents mention Havørn?');
  assert.deepEqual(
    answer.citations.map(({ document }) => document),
    ['ferry.md', 'inquiry.md'],
  );
});

test('answers from one document when asked to', async () => {
  const answer = await answerer.answer('How many passengers were on the ferry Havørn off Skarvik?', {
    document: 'inquiry.md',
  });
  assert.ok(answer.citations.every(({ document }) => document === 'inquiry.md'));
  assert.match(answer.text, /240/);
});

test('the same question on the same generation gives the same answer', async () => {
  const [one, two] = [
    await answerer.answer('Who led the inquiry?'),
    await answerer.answer('Who led the inquiry?'),
  ];
  assert.deepEqual({ ...one, milliseconds: null }, { ...two, milliseconds: null });
  assert.equal((await answerer.answer('Who led the inquiry?', { id: 'q7' })).id, 'q7');
});

for (const question of [
  '',
  '   ',
  '🐧🐧',
  '是什么',
  'zzqx wvrk',
  '???',
  'the of and',
  'a'.repeat(6000),
  'pear '.repeat(1200),
]) {
  test(`gives a proper answer or sentence for ${JSON.stringify(question.slice(0, 20))}`, async () => {
    const answer = await answerer.answer(question);
    assert.ok(answer.text.length > 0 && answer.text.length <= 700);
    assert.equal(answer.status === 'abstained', answer.citations.length === 0);
  });
}

test('whatever is asked, quotes are verbatim, markers point at citations and the confidence is a probability', async () => {
  const words = fc.constantFrom(
    'ferry',
    'Skarvik',
    'who',
    'how many',
    'passengers',
    'pears',
    '1999',
    '[1]',
    '@everyone',
    'ß',
    '\u202e',
    '?',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(words).map((list) => list.join(' ')),
      ),
      async (question) => {
        const answer = await answerer.answer(question);
        assert.ok([...answer.citations, ...answer.related].every((citation) => isVerbatim(index, citation)));
        assert.ok(answer.confidence >= 0 && answer.confidence <= 1);
        assert.ok(answer.text.length <= 700);
        if (answer.short !== null)
          assert.ok(answer.citations.some(({ quote }) => quote.includes(answer.short ?? '')));
      },
    ),
    { numRuns: 300 },
  );
});

test('a quote whose stored text no longer matches its hash is not shown', async () => {
  const damaged = { ...index, isTextIntact: () => false };
  const answer = await createAnswerer({ index: damaged, embed: embedNothing, modelId: 'none' }).answer(
    'Who led the inquiry?',
  );
  assert.equal(answer.status, 'abstained');
  assert.deepEqual(answer.related, []);
});
