import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { createAnswerer } from '../src/answering/answer.ts';
import { resolveFollowUp } from '../src/answering/follow-up.ts';
import { embedNothing, harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const howMany = 'How many Russians applied for asylum in Norway in 2022?';

const followUps: readonly (readonly [previous: string, question: string, understood: string])[] = [
  [howMany, 'And in 2021?', 'How many Russians applied for asylum in Norway in 2021?'],
  [howMany, '2021?', 'How many Russians applied for asylum in Norway in 2021?'],
  [howMany, 'what about 2020', 'How many Russians applied for asylum in Norway in 2020?'],
  [howMany, 'What about Turkey?', 'How many Russians applied for asylum in Turkey in 2022?'],
  [howMany, 'And in Finland?', 'How many Russians applied for asylum in Finland in 2022?'],
  [howMany, 'What about Syrians?', 'How many Syrians applied for asylum in Norway in 2022?'],
  [howMany, 'and officers?', 'How many officers applied for asylum in Norway in 2022?'],
  [howMany, 'Why?', 'Why Russians applied for asylum in Norway in 2022?'],
  [howMany, 'How many of them were granted?', 'How many of the Russians were granted?'],
  [howMany, 'How many were granted?', 'How many Russians were granted?'],
  ['Who led the inquiry?', 'And in March?', 'Who led the inquiry in March?'],
  ['Did Norway reject Rustam’s request?', 'Why?', 'Why did Norway reject Rustam’s request?'],
  ['Did the officers flee to Greece?', 'How many?', 'How many officers flee to Greece?'],
  ['When did Rustam flee?', 'why was that?', 'Why did Rustam flee?'],
  ['Who is Rustam?', 'How old is he?', 'How old is Rustam?'],
  ['Why did Rustam leave Uzbekistan?', 'When did he come to Norway?', 'When did Rustam come to Norway?'],
  ['Who is Rustam?', 'What is his job?', "What is Rustam's job?"],
  ['Where did the Turkish officers go?', 'Why did they leave?', 'Why did the Turkish officers leave?'],
  ['What did the captain say?', 'Was he fined?', 'Was the captain fined?'],
  [
    'Who wrote the article about pears?',
    'When was it published?',
    'When was the article about pears published?',
  ],
  ['Who leads the council?', 'What did he do before?', 'What did the one who leads the council do before?'],
  [
    'Who does Moe blame for the storm?',
    'Where does he live?',
    'Where does the one Moe blame for the storm live?',
  ],
  ['What happened in Lervik?', 'Who lives there?', 'Who lives in Lervik?'],
  ['Did Finland close the border?', 'What did VG say?', 'What did VG say?'],
];

for (const [previous, question, understood] of followUps) {
  test(`after “${previous}” “${question}” asks: ${understood}`, () => {
    assert.equal(resolveFollowUp(question, previous), understood);
  });
}

for (const question of [
  'When did Rustam say that he fled?',
  'Which officers said they were on holiday?',
  'Is it illegal to flee the draft?',
  'How many officers escaped to Greece?',
  'Who leads the Council of Europe?',
  'What did the officer say about his passport?',
  'Are there any refugees in Greece?',
  'And when did Finland close its border?',
  'asylum seekers at Ramstein',
  '',
  '???',
]) {
  test(`stands on its own: “${question}”`, () => {
    assert.equal(resolveFollowUp(question, howMany), question);
  });
}

test('without a previous question every question is its own', () => {
  assert.equal(resolveFollowUp('Why?', ''), 'Why?');
  assert.equal(resolveFollowUp('And in 2021?', '   '), 'And in 2021?');
});

test('any two texts resolve to something no longer than both and a little', () => {
  const part = fc.constantFrom(
    'and',
    'why',
    'he',
    'they',
    'in 2021',
    'Norway',
    'how many',
    'of them',
    'that',
    'there',
    '?',
    '’s',
    'İ',
    '$&',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(part).map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(text, text, (question, previous) => {
      const understood = resolveFollowUp(question, previous);
      assert.ok(understood.length <= 2 * (question.length + previous.length) + 40);
    }),
  );
});

const index = await smallIndex(harbourLibrary);
const answerer = createAnswerer({ index, embed: embedNothing, modelId: 'none' });

test('a follow-up is answered as what it means, and shown as it was asked', async () => {
  const previous = 'Who is Captain Erik Dahl?';
  const answer = await answerer.answer('What had he asked the owner for in March?', { previous });
  assert.equal(answer.question, 'What had he asked the owner for in March?');
  assert.match(answer.citations[0]?.quote ?? '', /He had asked the owner for repairs in March\./);
});

test('the id of a follow-up depends on what it follows', async () => {
  const ids = await Promise.all(
    [{}, { previous: 'Who led the inquiry?' }, { previous: 'Who closed the leak?' }].map(
      async (options) => (await answerer.answer('Why?', options)).id,
    ),
  );
  assert.equal(new Set(ids).size, 3);
});

test('a question that stands on its own is the same with and without a previous one', async () => {
  const question = 'Who led the inquiry?';
  const [alone, after] = [
    await answerer.answer(question),
    await answerer.answer(question, { previous: 'How many tonnes of pears were picked?' }),
  ];
  assert.deepEqual({ ...after, milliseconds: null }, { ...alone, milliseconds: null });
});
