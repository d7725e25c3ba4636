import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { projectDir } from '../src/config.ts';
import { readAnswerSet } from '../src/evaluation/answer-set.ts';
import { readJsonLines } from '../src/evaluation/json-lines.ts';
import { tokens } from '../src/text/terms.ts';

const newsDir = path.join(projectDir, 'data/evaluation/news');
const pairs = readJsonLines(path.join(projectDir, 'data/training/paraphrases.jsonl')).map((line) => ({
  line: line.line,
  ask: line.text('ask'),
  say: line.text('say'),
  subject: line.text('subject'),
  split: line.text('split'),
}));

test('there are two thousand pairs and more, each once, and no subject is in two parts', () => {
  assert.ok(pairs.length >= 2000);
  assert.equal(new Set(pairs.map(({ say }) => wordsOf(say))).size, pairs.length);
  const parts = new Map<string, string>();
  for (const { line, subject, split } of pairs) {
    assert.match(split, /^(?:train|dev|test)$/, `line ${line}`);
    assert.equal(parts.get(subject) ?? split, split, `line ${line}: ${subject}`);
    parts.set(subject, split);
  }
});

test('question and statement of a pair share few words', () => {
  const shares = pairs.map(({ ask, say }) => {
    const said = new Set(wordsOf(say).split(' '));
    const asked = wordsOf(ask).split(' ');
    return asked.filter((word) => said.has(word)).length / asked.length;
  });
  assert.ok(shares.reduce((sum, share) => sum + share, 0) / shares.length < 0.25);
});

test('no pair repeats a question of the news set or names a place that one of its events is called by', () => {
  const asked = new Set(
    ['train', 'dev', 'test'].flatMap((part) =>
      readAnswerSet(path.join(newsDir, `${part}.jsonl`)).map(({ question }) => wordsOf(question)),
    ),
  );
  const places = new Set(
    readdirSync(path.join(newsDir, 'documents')).flatMap((event) => event.split('-').slice(-1)),
  );
  for (const { line, ask, say } of pairs) {
    assert.ok(!asked.has(wordsOf(ask)), `line ${line}`);
    const named = wordsOf(`${ask} ${say}`)
      .split(' ')
      .filter((word) => places.has(word));
    assert.deepEqual(named, [], `line ${line}`);
  }
});

function wordsOf(text: string): string {
  return tokens(text)
    .map(({ term }) => term)
    .join(' ');
}
