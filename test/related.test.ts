import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { rankingDir } from '../src/answering/models.ts';
import { KnownError } from '../src/errors.ts';
import { readRelated } from '../src/retrieval/related.ts';
import { stem } from '../src/text/terms.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'footnote-related-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const groups = write('groups.txt', '# a comment with words\nsteal theft the thief\nboat ship vessel\nlone\n');
const pairs = write('pairs.txt', '# stems\nboat canoe\nboat ship\n');

test('any two words of a group may stand for each other, in any of their forms', () => {
  const related = readRelated(groups, pairs);
  assert.equal(related(stem('stolen')).get(stem('thefts')), 1);
  assert.equal(related(stem('thief')).get(stem('steal')), 1);
  assert.equal(related(stem('theft')).has(stem('ship')), false);
});

test('a pair out of a dictionary counts less than one of a group, and both ways', () => {
  const related = readRelated(groups, pairs);
  const canoe = related('boat').get('cano') ?? related('boat').get('canoe') ?? 0;
  assert.ok(canoe > 0 && canoe < 1);
  assert.equal(related('canoe').get('boat'), canoe);
  assert.equal(related('boat').get('ship'), 1);
});

test('comments, function words and words that stand alone are related to nothing', () => {
  const related = readRelated(groups, pairs);
  for (const word of ['comment', 'the', 'lone', 'unheard']) assert.equal(related(stem(word)).size, 0);
});

test('a file that is missing or empty is named', () => {
  for (const file of [path.join(folder, 'none.txt'), write('empty.txt', '# nothing\n')]) {
    assert.throws(
      () => readRelated(file, pairs),
      (error) => error instanceof KnownError && error.code === 'model' && error.message.includes(file),
    );
  }
});

test('the words that ship are read, and know what papers write for what people ask', () => {
  const related = readRelated(
    path.join(rankingDir, 'word-groups.txt'),
    path.join(rankingDir, 'word-pairs.txt'),
  );
  for (const [asked, written] of [
    ['steal', 'theft'],
    ['bars', 'jailed'],
    ['dyke', 'embankment'],
    ['hurt', 'injured'],
  ] as const)
    assert.ok(related(stem(asked)).has(stem(written)), `${asked} – ${written}`);
});
