import assert from 'node:assert/strict';
import test from 'node:test';
import { shortAnswerOf } from '../src/answering/short-answer.ts';
import { noBackground } from '../src/retrieval/background.ts';
import { makeQuery } from '../src/retrieval/query.ts';
import { shapeOfQuestion } from '../src/text/question-kind.ts';
import { harbourLibrary, smallIndex } from './fixtures/small-library.ts';

const { lexical } = await smallIndex(harbourLibrary);

function shortOf(question: string, sentence: string): string | null {
  const query = makeQuery(question, lexical, null, noBackground);
  const span = shortAnswerOf(query, shapeOfQuestion(question), sentence, { start: 0, end: sentence.length });
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
  ['Which paper broke the story?', 'The story of Turkey’s Oslo embassy was broken by VG.', null],
  ['What is the name of the ship?', 'The ship, called “Blue Heron”, sank.', 'Blue Heron'],
  ['How many passengers were on board?', 'Captain Dahl blamed the rudder.', null],
  ['Why did the ferry stop?', 'The ferry stopped because the rudder broke in March.', null],
  ['When did it happen in 2019?', 'It happened in 2019.', null],
];

for (const [question, sentence, expected] of cases) {
  test(`${question} “${sentence}” → ${expected ?? 'nothing'}`, () => {
    assert.equal(shortOf(question, sentence), expected);
  });
}
