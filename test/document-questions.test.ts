import assert from 'node:assert/strict';
import test from 'node:test';
import { readDocumentQuestion } from '../src/answering/document-questions.ts';

const recognised: readonly (readonly [string, object])[] = [
  ['Who wrote the article about the ferry?', { asks: 'author', about: 'the ferry' }],
  ['Who is the author of the pear report?', { asks: 'author', about: 'pear' }],
  ['When was the story on the grounding published?', { asks: 'published', about: 'the grounding' }],
  ['Who published the document about pears?', { asks: 'publisher', about: 'pears' }],
  ['What is the source of the text on the Rhine?', { asks: 'publisher', about: 'the Rhine' }],
  ['Who is the author of Hamlet?', { asks: 'author', about: 'Hamlet', byTitle: true }],
  ['Which documents mention Skarvik?', { asks: 'mentions', about: 'Skarvik' }],
  ['Are there any articles about frost?', { asks: 'mentions', about: 'frost' }],
  ['What documents do you have?', { asks: 'list' }],
  ['List all documents', { asks: 'list' }],
];
for (const [question, expected] of recognised) {
  test(`is about the documents: ${question}`, () =>
    assert.deepEqual(readDocumentQuestion(question), expected));
}

for (const question of [
  'Who reported the accident to the police?',
  'Which newspaper reported that officers sought asylum?',
  'When did the ferry sink?',
  'What is the source of the Rhine?',
  'How old is the paper mill?',
  'Where is the post office from?',
  'Who wrote to the minister?',
  'What did the report say about the rudder?',
  '',
]) {
  test(`is about what the documents say: ${JSON.stringify(question)}`, () =>
    assert.equal(readDocumentQuestion(question), null));
}
