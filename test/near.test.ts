import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { rankingDir } from '../src/answering/models.ts';
import { KnownError } from '../src/errors.ts';
import { readNear } from '../src/retrieval/near.ts';
import { stem } from '../src/text/terms.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'footnote-near-'));
after(() => rmSync(folder, { recursive: true }));
const write = (name: string, content: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

test('neighbours hold both ways, with their cosine', () => {
  const near = readNear(write('near.txt', '# stems\njail arrest26 prison27\nprison warden30\n'));
  assert.equal(near('jail').get('prison'), 0.27);
  assert.equal(near('prison').get('jail'), 0.27);
  assert.deepEqual([...near('prison').keys()], ['jail', 'warden']);
  assert.equal(near('ship').size, 0);
});

for (const [fault, content] of [
  ['is empty', '# nothing\n'],
  ['lacks a cosine', 'jail prison\n'],
  ['is cut off', 'jail prison2'],
] as const) {
  test(`a file of neighbours that ${fault} is named`, () => {
    const file = write('damaged.txt', content);
    assert.throws(
      () => readNear(file),
      (error) => error instanceof KnownError && error.code === 'model' && error.message.includes(file),
    );
  });
}

test('the neighbours that ship know words of one field', () => {
  const near = readNear(path.join(rankingDir, 'near-words.txt'));
  for (const [one, other] of [
    ['founded', 'established'],
    ['died', 'death'],
    ['wife', 'husband'],
    ['price', 'cost'],
  ] as const)
    assert.ok((near(stem(one)).get(stem(other)) ?? 0) > 0.2, `${one}, ${other}`);
});
