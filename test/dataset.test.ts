import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { KnownError } from '../src/errors.ts';
import { readDataset } from '../src/evaluation/dataset.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'footnote-dataset-'));
after(() => rmSync(folder, { recursive: true }));

const mill = { id: 'p1', title: 'Mills', text: 'The mill opened in 1911.' };
const dam = { id: 'p2', title: null, text: 'The dam is of stone.' };
const when = {
  id: 'q1',
  question: 'When did the mill open?',
  answerable: true,
  passages: ['p1'],
  answers: ['1911'],
};

function write(passages: readonly unknown[], questions: readonly unknown[]): string {
  writeFileSync(path.join(folder, 'passages.jsonl'), linesOf(passages));
  writeFileSync(path.join(folder, 'questions.jsonl'), linesOf(questions));
  return folder;
}

function linesOf(items: readonly unknown[]): string {
  return items
    .map(
      (item) => `${typeof item === 'string' ? item : JSON.stringify(item)}
`,
    )
    .join('');
}

function assertRefused(passages: readonly unknown[], questions: readonly unknown[], message: RegExp): void {
  write(passages, questions);
  assert.throws(
    () => readDataset(folder),
    (error) => error instanceof KnownError && error.code === 'usage' && message.test(error.message),
  );
}

test('reads passages and questions in order, with and without a title or an answer', () => {
  const unanswerable = {
    id: 'q2',
    question: 'Who built the dam?',
    answerable: false,
    passages: [],
    answers: [],
  };
  const { passages, questions, name } = readDataset(write([mill, dam], [when, unanswerable]));
  assert.equal(name, path.basename(folder));
  assert.deepEqual(passages, [mill, dam]);
  assert.deepEqual(questions, [
    { id: 'q1', question: when.question, isAnswerable: true, relevant: new Set(['p1']), expected: ['1911'] },
    { id: 'q2', question: 'Who built the dam?', isAnswerable: false, relevant: new Set(), expected: [] },
  ]);
});

test('a byte order mark, Windows line ends and blank lines do no harm', () => {
  const { passages } = readDataset(
    write([`\uFEFF${JSON.stringify(mill)}\r`, '', JSON.stringify(dam)], [when]),
  );
  assert.deepEqual(passages, [mill, dam]);
});

test('a line that is not a JSON object is refused with file and line', () => {
  assertRefused([mill, '{"id": "p2", '], [when], /passages\.jsonl:2: this line is not JSON/);
  assertRefused([mill, '', '[1]'], [when], /passages\.jsonl:3: this line is not a JSON object/);
  assertRefused([mill], ['null'], /questions\.jsonl:1: this line is not a JSON object/);
});

test('a field that is missing or of another kind is refused by name', () => {
  assertRefused([{ ...mill, id: 7 }], [when], /passages\.jsonl:1: "id" must be text/);
  assertRefused(
    [{ ...mill, text: ' \n' }],
    [when],
    /passages\.jsonl:1: "text" must be text that is not blank/,
  );
  assertRefused([{ ...mill, title: 3 }], [when], /passages\.jsonl:1: "title" must be text or null/);
  assertRefused(
    [mill],
    [{ ...when, answerable: 'yes' }],
    /questions\.jsonl:1: "answerable" must be true or false/,
  );
  assertRefused(
    [mill],
    [{ ...when, answers: '1911' }],
    /questions\.jsonl:1: "answers" must be a list of texts/,
  );
  assertRefused(
    [mill],
    [{ ...when, passages: [1] }],
    /questions\.jsonl:1: "passages" must be a list of texts/,
  );
});

test('an id given twice is refused, naming both lines', () => {
  assertRefused(
    [mill, dam, { ...dam, id: 'p1' }],
    [when],
    /passages\.jsonl:3: the id "p1" is already that of line 1/,
  );
  assertRefused([mill], [when, when], /questions\.jsonl:2: the id "q1" is already that of line 1/);
});

test('a relevant passage must exist, and an answerable question must have one', () => {
  assertRefused([mill], [{ ...when, passages: ['p1', 'p9'] }], /questions\.jsonl:1: "passages" names "p9"/);
  assertRefused([mill], [{ ...when, passages: [] }], /questions\.jsonl:1: "answerable" is true/);
});

test('questions of an answer set are refused beside passages', () => {
  assertRefused(
    [mill],
    [{ ...when, expect: ['1911'] }],
    /questions\.jsonl:1: "expect" belongs to an answer set/,
  );
});

test('an empty file and one that is not there are refused by path', () => {
  assertRefused([], [when], /passages\.jsonl is empty/);
  rmSync(path.join(write([mill], [when]), 'questions.jsonl'));
  assert.throws(() => readDataset(folder), /questions\.jsonl cannot be read \(ENOENT\)/);
});

test('bytes that are not UTF-8 are refused rather than read as something else', () => {
  write([mill], [when]);
  writeFileSync(path.join(folder, 'passages.jsonl'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
  assert.throws(() => readDataset(folder), /passages\.jsonl is not UTF-8/);
});
