import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { projectDir } from '../src/config.ts';
import { listSets, setsFile } from '../src/evaluation/sets.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'footnote-sets-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(path.join(folder, path.dirname(setsFile)), { recursive: true });
mkdirSync(path.join(folder, 'mills'));
writeFileSync(path.join(folder, 'mills/questions.jsonl'), '');

function write(sets: unknown): string {
  writeFileSync(path.join(folder, setsFile), typeof sets === 'string' ? sets : JSON.stringify(sets));
  return folder;
}

test('a set that is not in the checkout is named, and one about other articles is done without', () => {
  const { present, absent } = listSets(
    write([
      { name: 'mills', dataset: 'mills', foreign: 'dams' },
      { name: 'dams', dataset: 'dams' },
      { name: 'town', documents: 'mills', questions: 'town.jsonl' },
    ]),
  );
  assert.deepEqual(present, [
    { kind: 'dataset', name: 'mills', folder: path.join(folder, 'mills'), foreign: null },
  ]);
  assert.deepEqual(absent, ['dams', 'town']);
});

test('an answer set says where its documents are, and what they are called there', () => {
  const { present } = listSets(
    write([
      { name: 'town', documents: 'mills', questions: 'mills/questions.jsonl', renamed: { 'a.txt': 'b.md' } },
    ]),
  );
  assert.deepEqual(present, [
    {
      kind: 'answers',
      name: 'town',
      documents: path.join(folder, 'mills'),
      questions: path.join(folder, 'mills/questions.jsonl'),
      claims: null,
      renamed: new Map([['a.txt', 'b.md']]),
    },
  ]);
});

test('a file that cannot be used is refused with what is wrong in it', () => {
  assert.throws(() => listSets(write('[')), /cannot be read as JSON/);
  assert.throws(() => listSets(write({})), /must hold a list/);
  assert.throws(() => listSets(write([{ name: 'x', documents: 'mills' }])), /set 1 needs "name" and either/);
});

test('the project’s own sets can be read, and its examples are among them', () => {
  const examples = listSets(projectDir).present.find(({ name }) => name === 'examples');
  assert.equal(examples?.kind, 'answers');
  assert.ok(existsSync(examples.questions));
});
