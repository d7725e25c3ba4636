import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { readTexts } from '../scripts/train/ranking/collection.ts';
import { findPassages, passageKey, readRewordedQuestions } from '../scripts/train/ranking/reworded.ts';
import { projectDir } from '../src/config.ts';

const questions = readRewordedQuestions();
const kinds = new Set<string | undefined>(['detail', 'swap', 'number', 'false', 'other']);

test('a question has an answer and the sentences that hold it, or a kind', () => {
  assert.ok(questions.length > 2900);
  for (const { passage, question, answerable, kind, sentences, answer } of questions) {
    assert.match(passage, /^[0-9a-f]{12}$/, question);
    assert.ok(question.trim() === question && question.length > 8, passage);
    assert.equal(answerable, answer !== undefined && answer !== '', question);
    assert.equal(answerable, sentences !== undefined && sentences.length > 0, question);
    assert.equal(answerable, !kinds.has(kind), question);
  }
});

test('no question stands twice, and the parts share no passage', () => {
  assert.equal(
    new Set(questions.map(({ passage, question }) => `${passage} ${question}`)).size,
    questions.length,
  );
  const inDev = new Set(questions.filter(({ split }) => split === 'dev').map(({ passage }) => passage));
  const inBoth = questions.filter(({ split, passage }) => split === 'train' && inDev.has(passage));
  assert.deepEqual(inBoth, []);
  const share = inDev.size / new Set(questions.map(({ passage }) => passage)).size;
  assert.ok(share > 0.1 && share < 0.2);
});

test('as many questions have an answer as have none', () => {
  const answerable = questions.filter((question) => question.answerable).length;
  assert.ok(Math.abs(answerable / questions.length - 0.5) < 0.02);
});

test('passages are found again by their text, sentence by sentence', () => {
  const sentences = ['one thing.', 'another thing.', 'a third.', 'a fourth.', 'a fifth.', 'the sixth.'];
  const key = passageKey(sentences.slice(0, 5).join(' '));
  const caser = { restore: (text: string) => text.toUpperCase() };
  const texts = [{ source: 'nqg', title: 'Things', paragraphs: sentences }];
  assert.deepEqual(
    [...findPassages(texts, caser, new Set([key]))],
    [[key, { title: 'Things', sentences: sentences.slice(0, 5).map((text) => text.toUpperCase()) }]],
  );
});

const train = path.resolve(projectDir, '../shared/data/train');
test(
  'each answer stands in its sentence',
  { skip: existsSync(train) ? false : 'the training text is not here' },
  () => {
    const { texts, caser } = readTexts(train);
    const found = findPassages(texts, caser, new Set(questions.map(({ passage }) => passage)));
    for (const { passage, question, sentences = [], answer = 'yes' } of questions) {
      const known = found.get(passage);
      assert.ok(known !== undefined, question);
      const held = sentences.map((at) => known.sentences[at] ?? '');
      assert.ok(!held.includes(''), question);
      assert.ok(['yes', 'no'].includes(answer) || held.some((text) => text.includes(answer)), question);
    }
  },
);
