import assert from 'node:assert/strict';
import test from 'node:test';
import { expectedAnswer, type AnswerType } from '../src/text/answer-type.ts';

const types: readonly (readonly [string, AnswerType])[] = [
  ['Who runs the harbour?', 'person'],
  ['To whom did she write?', 'person'],
  ['Whose amendment passed?', 'person'],
  ['Which judge decided the case?', 'person'],
  ['The worker killed in the flood, who was he?', 'person'],
  ['What is the name of the mayor?', 'person'],
  ['Which company laid the drain?', 'organisation'],
  ['which insurance compnay turned down the claim', 'organisation'],
  ['She wrote for which newspaper?', 'organisation'],
  ['Where do the sailors live now?', 'place'],
  ['Which country closed its border?', 'place'],
  ["What is Ottilie's book called?", 'name'],
  ['what were the dogs called', 'name'],
  ['Which bushel was sold?', 'name'],
  ['What position did he play?', 'thing'],
  ['What has the fund bought so far?', 'thing'],
  ['What theorem states that there is no largest prime?', 'name'],
  ['When did the ferry sink?', 'date'],
  ['When the tower fell, who was inside?', 'person'],
  ['How far back does the society go?', 'date'],
  ['How long did the blockade last?', 'duration'],
  ['How long is the bridge?', 'length'],
  ['harlin - what sentence did he get', 'duration'],
  ['How many years has he led the museum?', 'duration'],
  ['how old was the pilot', 'age'],
  ['What age was she?', 'age'],
  ['How much did it cost?', 'money'],
  ['total bill for the new quay, the real one', 'money'],
  ['The sum they settled on was what, exactly?', 'money'],
  ['What rent does she pay a month?', 'money'],
  ['What would it have cost to repair the dyke?', 'money'],
  ['How much oxygen did the plant deliver?', 'figure'],
  ['population of Skarvik', 'figure'],
  ['What percentage of the votes did she win?', 'percentage'],
  ['By how many percent did it fall?', 'percentage'],
  ['skarvik vacancy rate spring 2024', 'percentage'],
  ['How many officers left?', 'count'],
  ['how mnay people signed', 'count'],
  ['ternfjell casualties, final number of wounded', 'count'],
  ['How high did the river get?', 'length'],
  ['How many tonnes of cod may be landed?', 'weight'],
  ['how heavy is the bell', 'weight'],
  ['rated capacity of the tank in litres?', 'volume'],
  ['How many square miles is the park?', 'area'],
  ['How fast did the train go?', 'speed'],
  ['How hot did it get?', 'temperature'],
  ['How did the councillors divide on the by-law?', 'ratio'],
  ['What was the result of the vote?', 'ratio'],
  ['How often does the ferry sail?', 'frequency'],
  ['Not sure I follow, but why did the crew leave?', 'reason'],
  ['How come nobody noticed?', 'reason'],
  ['What was the reason for the delay?', 'reason'],
  ['How did they cross the river?', 'manner'],
  ['ok so did the minister resign', 'yes-no'],
  ['What did the mayor say about floods?', 'quotation'],
  ['Who is Erik Dahl?', 'definition'],
  ['What is the Havørn?', 'definition'],
  ['What became of the crew?', 'event'],
  ['', 'open'],
  ['???', 'open'],
];

for (const [question, type] of types) {
  test(`"${question}" asks for: ${type}`, () => {
    assert.equal(expectedAnswer(question).type, type);
  });
}

test('tells what is counted, with the words that narrow it', () => {
  const { head, nouns } = expectedAnswer('ok so how many Turkish officers left?');
  assert.equal(head, 'officers');
  assert.equal(nouns.length, 2);
  assert.equal(expectedAnswer('Of the books ruined by water, how many were copied?').head, 'books');
  assert.equal(expectedAnswer('Number of evacuees in Skarvik?').head, 'evacuees');
});

test('tells which part of a date is asked for, and whether a beginning or an end', () => {
  assert.equal(expectedAnswer('In what year was the bridge built?').part, 'year');
  assert.equal(expectedAnswer('Which day will the court sit?').part, 'day');
  assert.equal(expectedAnswer('what time of day did the dyke give way').part, 'time');
  assert.equal(expectedAnswer('Since when has he been held?').bound, 'since');
  assert.equal(expectedAnswer('Until what date may they stay?').bound, 'until');
});

test('tells when more than one is asked for', () => {
  assert.ok(expectedAnswer('Which two families objected?').isList);
  assert.ok(!expectedAnswer('Which family objected?').isList);
});

test('reads the same from a question in capitals and one without a question mark', () => {
  assert.deepEqual(
    expectedAnswer('WHICH NEWSPAPER BROKE THE STORY?'),
    expectedAnswer('which newspaper broke the story'),
  );
});

test('reads a long line of question words, letters or marks without stopping', () => {
  for (const text of ['what of which ', 'who ', 'so, ', 'a', 'how many the ', 'in which , ', 'name of '])
    assert.ok(expectedAnswer(text.repeat(6000 / text.length)).type.length > 0);
});
