import assert from 'node:assert/strict';
import test from 'node:test';
import { shapeOfQuestion, type QuestionKind } from '../src/text/question-kind.ts';

const expected: readonly (readonly [string, QuestionKind])[] = [
  ['How many officers asked for protection?', 'number'],
  ['how old was the pilot', 'number'],
  ['What percentage of the votes did she win?', 'number'],
  ['When did the ferry sink?', 'date'],
  ['In what year was the bridge built?', 'date'],
  ['Since what date has he been held?', 'date'],
  ['Who runs the harbour?', 'person'],
  ['Whom did the mayor blame?', 'person'],
  ['To whom did she write?', 'person'],
  ['Where do the sailors live now?', 'place'],
  ['Which country closed its border?', 'place'],
  ['From which airport did they leave?', 'place'],
  ['Which newspaper broke the news?', 'name'],
  ['What is the name of the ship?', 'name'],
  ['Why did the crew leave?', 'reason'],
  ['What was the reason for the delay?', 'reason'],
  ['Who is Erik Dahl?', 'definition'],
  ['What is the Havørn?', 'definition'],
  ['Who is running the harbour?', 'person'],
  ['Who is the head of the agency?', 'person'],
  ['Did the minister resign?', 'yes-no'],
  ['Is the bridge still open?', 'yes-no'],
  ['How did they cross the river?', 'manner'],
  ['What happened to the cargo?', 'event'],
  ['What became of the crew?', 'event'],
  ['What did the captain say about the storm?', 'open'],
  ['', 'open'],
];

for (const [question, kind] of expected) {
  test(`"${question}" asks for: ${kind}`, () => {
    assert.equal(shapeOfQuestion(question).kind, kind);
  });
}

test('tells what a count counts and what a figure measures', () => {
  const { kind, measure, head } = shapeOfQuestion('How many Turkish officers left?');
  assert.deepEqual({ kind, measure, head }, { kind: 'number', measure: 'count', head: 'officers' });
  assert.equal(shapeOfQuestion('How long can they stay?').measure, 'duration');
  assert.equal(shapeOfQuestion('How much did it cost?').measure, 'money');
  assert.equal(shapeOfQuestion('Which checkpoint did they use?').head, 'checkpoint');
});
