import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { KnownError } from '../src/errors.ts';
import { readQuestions } from '../src/terminal/questions.ts';
import { temporaryFolder } from './fixtures/small-index.ts';

async function readText(text: string | Buffer) {
  return readQuestions('-', Readable.from([Buffer.from(text)]));
}

function wrong(pattern: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof KnownError && error.code === 'usage', String(error));
    assert.match(error.message, pattern);
    return true;
  };
}

test('reads questions in order, with their ids as they are written', async () => {
  const text = '{"id":"a","question":"Who?"}\n\n{"question":"When?","more":[1]}\r\n{"id":7,"question":""}';
  assert.deepEqual(await readText(text), [
    { id: 'a', question: 'Who?' },
    { question: 'When?' },
    { id: 7, question: '' },
  ]);
});

test('drops a byte order mark, and takes a list of none', async () => {
  assert.deepEqual(await readText('\uFEFF{"question":"Who?"}\n'), [{ question: 'Who?' }]);
  assert.deepEqual(await readText('\n'), []);
});

test('reads a file, and says which one cannot be read', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'questions.jsonl');
  writeFileSync(file, '{"question":"Wer?"}\n');
  assert.deepEqual(await readQuestions(file, Readable.from([])), [{ question: 'Wer?' }]);
  await assert.rejects(
    readQuestions(path.join(folder, 'none'), Readable.from([])),
    wrong(/none cannot be read \(ENOENT\)/),
  );
  await assert.rejects(readQuestions(folder, Readable.from([])), wrong(/cannot be read \(EISDIR\)/));
});

test('names the line that is wrong, and why, before anything is answered', async () => {
  const good = '{"question":"Who?"}\n';
  await assert.rejects(readText(`${good}\n{"question":`), wrong(/standard input, line 3 is not JSON/));
  await assert.rejects(readText(`${good}["Who?"]`), wrong(/line 2 is not a JSON object/));
  await assert.rejects(readText('{"id":"a"}'), wrong(/line 1 has no text as its "question"/));
  await assert.rejects(readText('{"question":5}'), wrong(/has no text as its "question"/));
  await assert.rejects(
    readText('{"id":{},"question":"Who?"}'),
    wrong(/"id" that is neither text nor a number/),
  );
});

test('refuses bytes that are not UTF-8', async () => {
  await assert.rejects(readText(Buffer.from([0x7b, 0xff, 0x7d])), wrong(/not UTF-8/));
});
