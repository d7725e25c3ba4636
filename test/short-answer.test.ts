import assert from 'node:assert/strict';
import test from 'node:test';
import { shortAnswerOf } from '../src/answering/short-answer.ts';
import { rankingDir } from '../src/answering/models.ts';
import { readShortAnswerModel } from '../src/answering/short-answer-model.ts';
import { noBackground } from '../src/retrieval/background.ts';
import { makeQuery } from '../src/retrieval/query.ts';
import { shapeOfQuestion } from '../src/text/question-kind.ts';
import { harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const model = readShortAnswerModel(rankingDir);
const { lexical } = await smallIndex(harbourLibrary);

function shortOf(question: string, sentence: string): string | null {
  const query = makeQuery(question, lexical, null, noBackground);
  const span = shortAnswerOf(
    query,
    shapeOfQuestion(question),
    sentence,
    { start: 0, end: sentence.length },
    model,
  );
  return span === null ? null : sentence.slice(span.start, span.end);
}

const cases: readonly (readonly [string, string, string | null])[] = [
  ['How many passengers were on board?', 'The ferry carried 212 passengers and 14 crew.', '212'],
  ['How many people applied in 2022?', 'Applications rose from 13 in 2021 to 294 in 2022.', '294'],
  [
    'How many boats came in 2021?',
    'In 2022, 294 boats came; the year before, in 2021, it was only 13.',
    '13',
  ],
  [
    'How many boats came in 2022?',
    'In 2022, 294 boats came; the year before, in 2021, it was only 13.',
    '294',
  ],
  ['How many officers left?', 'Eight officers left in July.', 'Eight'],
  ['How long may they stay?', 'With that visa they may stay for 90 days.', '90 days'],
  ['How old is the captain?', 'The 26-year-old captain lives in Bergen.', '26-year-old'],
  ['When did the ferry run aground?', 'The ferry ran aground on 12 June 2019 off Skarvik.', '12 June 2019'],
  [
    'When did Helsinki close the border?',
    'On September 29, Helsinki decided to close the border.',
    'September 29',
  ],
  ['Who led the inquiry?', 'The inquiry was led by Astrid Moe.', 'Astrid Moe'],
  ['Where did the ferry run aground?', 'The ferry ran aground near Skarvik.', 'Skarvik'],
  ['Which newspaper broke the story?', 'The story was broken by the newspaper VG.', 'VG'],
  ['Which paper broke the story?', 'The story of Turkey’s Oslo embassy was broken by VG.', 'VG'],
  ['What is the name of the ship?', 'The ship, called “Blue Heron”, sank.', 'Blue Heron'],
  ['How many passengers were on board?', 'Captain Dahl blamed the rudder.', null],
  [
    'Why did the ferry stop?',
    'The ferry stopped because the rudder broke in March.',
    'because the rudder broke in March',
  ],
  ['When did it happen in 2019?', 'It happened in 2019.', null],
];

for (const [question, sentence, expected] of cases) {
  test(`${question} “${sentence}” → ${expected ?? 'nothing'}`, () => {
    assert.equal(shortOf(question, sentence), expected);
  });
}

const more: readonly (readonly [string, string, string | null])[] = [
  ['How much did the ferry cost?', 'In 2019 the ferry cost $3.5 million.', '$3.5 million'],
  ['By what percentage did the fares rise?', 'The fares rose by 27% in a year.', '27%'],
  [
    'How long was the captain jailed?',
    'The captain was jailed for four years and three months.',
    'four years and three months',
  ],
  ['Did the ferry sink?', 'The ferry sank off Skarvik.', null],
  ['How old is the captain?', 'The captain left with 12 men.', null],
  ['When did the ferry sink?', 'The ferry sank off Skarvik.', null],
];
for (const [question, sentence, expected] of more) {
  test(`${question} “${sentence}” → ${expected ?? 'nothing'}`, () => {
    assert.equal(shortOf(question, sentence), expected);
  });
}

test('a short answer is a stretch inside the sentence it was read from, whatever the text', () => {
  const pieces =
    'Erik Dahl|, |the |$|3.5|%| |(|)|“|”|U.S.|-|–|in |2019|was |sold |by |’s|ø|\u0301|😀|. |;|12 June|31 boats'.split(
      '|',
    );
  const questions = [
    'Who sold it?',
    'When?',
    'How many boats?',
    'How much?',
    'What was sold?',
    'Why?',
    'Where?',
    'how old',
    '',
  ];
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 400; round += 1) {
    const text = Array.from({ length: 2 + random(30) }, () => pieces[random(pieces.length)] ?? '').join('');
    const start = random(Math.max(1, text.length - 1));
    const span = { start, end: start + random(text.length - start + 1) };
    const question = questions[random(questions.length)] ?? '';
    const query = makeQuery(question, lexical, null, noBackground);
    const short = shortAnswerOf(query, shapeOfQuestion(question), text, span, model);
    if (short !== null)
      assert.ok(
        short.start >= span.start && short.end <= span.end && short.start < short.end,
        `${question} ${text}`,
      );
  }
});

test('a sentence of twenty thousand words is read without stopping', () => {
  const text = 'the old boat of Erik Dahl was sold, and '.repeat(2200);
  const query = makeQuery('Who sold the ship?', lexical, null, noBackground);
  const short = shortAnswerOf(
    query,
    shapeOfQuestion('Who sold the ship?'),
    text,
    { start: 0, end: text.length },
    model,
  );
  assert.ok(short === null || short.end <= text.length);
});
