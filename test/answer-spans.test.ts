import assert from 'node:assert/strict';
import test from 'node:test';
import { answersIn, holdsExpected } from '../src/text/answer-spans.ts';
import { expectedAnswer } from '../src/text/answer-type.ts';
import { stem, tokens } from '../src/text/terms.ts';

const stemsOf = (text: string): Set<string> => new Set(tokens(text).map(({ term }) => stem(term)));

function spansOf(question: string, sentence: string): string[] {
  const span = { start: 0, end: sentence.length };
  return answersIn(expectedAnswer(question), sentence, span, stemsOf(question)).map(({ start, end }) =>
    sentence.slice(start, end),
  );
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['How many boats came?', 'The 31 boats carried 200 men.', ['31']],
  ['How old is Anna Dahl?', 'Anna Dahl, 74, has 12 boats.', ['74']],
  ['How old is Anna Dahl?', 'Anna Dahl has 12 boats.', []],
  ['How much did it cost?', 'The 12 boats cost 2.3 million euros in 2019.', ['2.3 million euros']],
  [
    'How long was he jailed?',
    'He was jailed for four years and three months in 2019.',
    ['four years and three months'],
  ],
  ['How long has she led it?', 'She has led it since 2012.', ['since 2012']],
  ['When did it break?', 'It broke at 3.20 pm on Thursday.', ['3.20 pm', 'Thursday']],
  ['What time did it break?', 'It broke at 3.20 pm on Thursday.', ['3.20 pm']],
  ['In what year did it break?', 'It broke on Thursday.', []],
  ['When did life begin?', 'Life began 3,500 years ago.', ['3,500 years ago']],
  ['What share of flats stood empty?', 'Half the flats stood empty.', ['Half']],
  ['What was the result of the vote?', 'The motion passed by 88 to 3.', ['88 to 3']],
  ['Who led the inquiry?', 'In March the inquiry was led by Astrid Moe.', ['Astrid Moe']],
  [
    'What did the mayor say?',
    'The mayor said: “We prepare for the last flood.”',
    ['We prepare for the last flood.'],
  ],
  ['Why did they leave?', 'They left because the rudder broke.', ['because the rudder broke']],
];

for (const [question, sentence, expected] of cases) {
  test(`${question} “${sentence}” → ${expected.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(spansOf(question, sentence), expected);
  });
}

const holds = (question: string, sentence: string): boolean | null =>
  holdsExpected(expectedAnswer(question), sentence, { start: 0, end: sentence.length }, stemsOf(question));

test('tells that a sentence lacks what is asked for, and that some questions do not tell', () => {
  assert.equal(holds('How heavy is the bell?', 'The bell was cast in 1587.'), false);
  assert.equal(holds('How heavy is the bell?', 'The bell weighs 41 kilos.'), true);
  assert.equal(holds('Who is Erik Dahl?', 'Erik Dahl left.'), false);
  assert.equal(holds('What did they build?', 'They built a wall.'), null);
});

test('spans are inside the sentence, wherever it stands in the text', () => {
  const text =
    'In 2019, 31 boats came for 12 days. On Friday at noon, 14 men of Skarvik, aged 20, paid €5 because “it was fair”. In 2020 none.';
  const span = { start: text.indexOf('On Friday'), end: text.indexOf(' In 2020') };
  for (const question of [
    'How many came?',
    'When?',
    'Who paid?',
    'Where?',
    'How much did they pay?',
    'How old?',
    'Why?',
    'what did they say',
  ]) {
    for (const { start, end } of answersIn(expectedAnswer(question), text, span, new Set()))
      assert.ok(start >= span.start && end <= span.end && start < end, question);
  }
});
