import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { projectDir } from '../src/config.ts';
import { readAnswerSet } from '../src/evaluation/answer-set.ts';
import { listSets } from '../src/evaluation/sets.ts';

const folder = path.join(projectDir, 'data/evaluation/news');
const documentsDir = path.join(folder, 'documents');
const files = readdirSync(documentsDir, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.(?:md|txt)$/.test(name));
const texts = new Map(
  files.map((name) => [name, readFileSync(path.join(documentsDir, name), 'utf8').replace(/\s+/g, ' ')]),
);
const parts = ['train', 'dev', 'test'].map((part) => ({
  part,
  questions: readAnswerSet(path.join(folder, `${part}.jsonl`)),
}));
const all = parts.flatMap(({ questions }) => questions);

// Messages name the question and nothing of it: nobody is to read those of the test part.
for (const { part, questions } of parts) {
  test(`news ${part}: what a right answer must hold is in a document of the question's own event`, () => {
    for (const { id, group, isAnswerable, documents, expect } of questions) {
      if (!isAnswerable) {
        assert.deepEqual([documents.length, expect.length], [0, 0], id);
        continue;
      }
      assert.ok(
        documents.every((name) => `event ${path.posix.dirname(name)}` === group),
        id,
      );
      const isHeld = documents.some((name) => expect.every((wanted) => wanted.test(texts.get(name) ?? '')));
      assert.ok(isHeld, `${id}: no listed document holds what is expected`);
    }
  });
}

test('the parts of the news set share no event, no id and no question', () => {
  for (const [at, { questions }] of parts.entries()) {
    const others = new Set(parts.slice(at + 1).flatMap((other) => other.questions.map(({ group }) => group)));
    assert.ok(questions.every(({ group }) => group.startsWith('event ') && !others.has(group)));
  }
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  assert.equal(new Set(all.map(({ question }) => question)).size, all.length);
});

test('the news set is as large as it says: 47 documents, 655 questions, a third of them unanswerable', () => {
  assert.equal(files.length, 47);
  assert.deepEqual(
    parts.map(({ questions }) => questions.length),
    [292, 178, 185],
  );
  assert.ok(all.filter(({ isAnswerable }) => !isAnswerable).length / all.length > 1 / 3);
});

test('a short answer of train and dev is in the words of its documents, or yes or no', () => {
  for (const { part, questions } of parts) {
    if (part === 'test') continue;
    for (const { id, answers, documents } of questions) {
      if (answers.length === 0) continue;
      const isSaid = answers.some(
        (short) => /^(?:yes|no)$/.test(short) || documents.some((name) => texts.get(name)?.includes(short)),
      );
      assert.ok(isSaid, id);
    }
  }
});

test('of the project’s sets only the news test part is kept for a release', () => {
  assert.deepEqual(listSets(projectDir).kept, ['news-test']);
  assert.deepEqual(newsSets(false), ['news-train', 'news-dev']);
  assert.deepEqual(newsSets(true), ['news-train', 'news-dev', 'news-test']);
});

function newsSets(isRelease: boolean): string[] {
  return listSets(projectDir, { isRelease })
    .present.map(({ name }) => name)
    .filter((name) => name.startsWith('news'));
}
