import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { projectDir } from '../src/config.ts';
import type { Answer } from '../src/types.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';
const folder = path.join(tmpdir(), `footnote-commands-${process.pid}`);
const documentsDir = path.join(folder, 'documents');
const indexDir = path.join(folder, 'index');
const file = `# The Aldermouth bridge

The bridge over the river Ock was opened in 1911. It cost 40,000 crowns to build.

The engineer Ida Vey designed the bridge.
`;

interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command as npm does. */
async function run(command: string, args: readonly string[], input = ''): Promise<Outcome> {
  const child = spawn(process.execPath, ['scripts/run.mjs', command, ...args], {
    cwd: projectDir,
    // Settings of whoever runs the tests are not to decide what they find.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DOCUMENTS_DIR: documentsDir,
      INDEX_DIR: indexDir,
    },
  });
  child.stdin.end(input);
  const [output, errors] = await Promise.all([buffer(child.stdout), text(child.stderr)]);
  const status =
    child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('close', resolve)));
  return { status, output: output.toString(), errors };
}

async function ask(args: readonly string[], input?: string): Promise<Outcome> {
  return run('ask', args, input);
}

before(async () => {
  mkdirSync(documentsDir, { recursive: true });
  writeFileSync(path.join(documentsDir, 'bridge.md'), file);
  writeFileSync(path.join(documentsDir, 'empty.txt'), '');
  if (skip === false) {
    const { status, errors } = await run('index', []);
    assert.equal(status, 0, errors);
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('each command explains itself', async () => {
  for (const command of ['ask', 'index', 'start']) {
    const { status, output, errors } = await run(command, ['--help']);
    assert.deepEqual([status, errors], [0, ''], command);
    for (const option of ['--documents', '--index', '--model'])
      assert.ok(output.includes(option), `${command} ${option}`);
  }
});

test('wrong usage is one line on standard error and status 2', async () => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['--jsn', 'Who?'], /did you mean --json/],
    [['--questions', 'x.jsonl', 'Who?'], /cannot be used together/],
    [['--questions', path.join(folder, 'none')], /cannot be read \(ENOENT\)/],
    [[' '], /question is empty/],
  ];
  for (const [args, pattern] of wrong) {
    const { status, output, errors } = await ask(args);
    assert.deepEqual([status, output], [2, ''], args.join(' '));
    assert.match(errors, pattern);
    assert.equal(errors.trimEnd().split('\n').length, 1);
  }
});

test('without an index it says how to build one, with status 3', async () => {
  const nowhere = path.join(folder, 'nowhere');
  const list = path.join(folder, 'one.jsonl');
  writeFileSync(list, '{"question":"Who?"}\n');
  for (const args of [['Who?'], ['--questions', list]]) {
    const { status, output, errors } = await ask(['--index', nowhere, ...args]);
    assert.deepEqual([status, output], [3, '']);
    assert.match(errors, /no index in .*nowhere.*npm run index -- --index .*nowhere/);
    assert.equal(existsSync(nowhere), false, 'and builds none');
  }
});

test('prints one answer as one JSON object, its quote as it stands in the file', { skip }, async () => {
  const { status, output, errors } = await ask(['--json', 'What did the bridge cost to build?']);
  assert.deepEqual([status, errors], [0, '']);
  const answer = JSON.parse(output) as Answer;
  assert.equal(answer.status, 'answered');
  assert.equal(output.trimEnd().split('\n').length, 1);
  for (const { document, quote, start, end } of answer.citations) {
    assert.equal(document, 'bridge.md');
    assert.equal(file.slice(start, end), quote);
  }
});

test('prints an answer for people, without colour codes where nobody sees them', { skip }, async () => {
  const { output } = await ask(['What did the bridge', 'cost to build?']);
  assert.match(output, /40,000 crowns/);
  assert.match(output, /bridge\.md:3 · paragraph 2 of 3/);
  assert.match(output, /«[^»]*40,000 crowns[^»]*build\.»/);
  assert.ok(!output.includes('\u001B'));
});

test('answers a list in order, one line each, under the ids it was given', { skip }, async () => {
  const list = path.join(folder, 'list.jsonl');
  writeFileSync(
    list,
    '{"id":"b","question":"Who designed the bridge?"}\n{"id":2,"question":"Who?"}\n{"question":""}\n',
  );
  const { status, output } = await ask(['--questions', list]);
  const answers = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  assert.equal(status, 0);
  assert.deepEqual(
    answers.map(({ question }) => question),
    ['Who designed the bridge?', 'Who?', ''],
  );
  assert.deepEqual(
    answers.slice(0, 2).map(({ id }) => id),
    ['b', 2],
  );
  const piped = await ask(['--questions', '-'], '{"id":"b","question":"Who designed the bridge?"}\n');
  const [{ milliseconds: _, ...first }, { milliseconds: __, ...again }] = [
    answers[0]!,
    JSON.parse(piped.output) as Answer,
  ];
  assert.deepEqual(again, first);
});

test('a wrong line of a list is named before anything is answered', { skip }, async () => {
  const { status, output, errors } = await ask(['--questions', '-'], '{"question":"Who?"}\n{"question"\n');
  assert.deepEqual([status, output], [2, '']);
  assert.match(errors, /standard input, line 2 is not JSON/);
});

test(
  'without a question it asks each line of standard input, and says when there is none',
  { skip },
  async () => {
    const { status, output } = await ask([], 'Who designed the bridge?\n\nWhen was the bridge opened?\n');
    assert.equal(status, 0);
    assert.match(
      output,
      /^› Who designed the bridge\?\n[^]*Ida Vey[^]*› When was the bridge opened\?\n[^]*1911/,
    );
    const none = await ask([]);
    assert.deepEqual([none.status, none.output], [2, '']);
    assert.match(none.errors, /no question/);
  },
);

test('ends quietly when its reader has seen enough', { skip }, async () => {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'ask', '--questions', '-'], {
    cwd: projectDir,
    env: { ...process.env, INDEX_DIR: indexDir },
  });
  child.stdin.end('{"question":"Who designed the bridge?"}\n'.repeat(500));
  child.stdout.once('data', () => child.stdout.destroy());
  const closed = new Promise<number | null>((resolve) => child.once('exit', resolve));
  assert.deepEqual([await text(child.stderr), await closed], ['', 0]);
});

test('reports a build for people and as JSON, and goes back to the generation before', { skip }, async () => {
  const own = path.join(folder, 'own-index');
  const options = ['--index', own];
  const first = await run('index', options);
  assert.equal(first.status, 0);
  assert.match(first.output, /new +bridge\.md +\d+ passage/);
  assert.match(first.output, /Left out\n {4}empty\.txt: empty/);
  const second = await run('index', ['--json', ...options]);
  const report = JSON.parse(second.output) as { status: string; skipped: { path: string }[] };
  assert.equal(report.status, 'unchanged');
  assert.deepEqual(
    report.skipped.map((skipped) => skipped.path),
    ['empty.txt'],
  );
  const back = await run('index', ['--rollback', ...options]);
  assert.equal(back.status, 3, back.output);
});

test('a folder with nothing usable is status 2, with the list of why', { skip }, async () => {
  const useless = path.join(folder, 'useless');
  mkdirSync(useless, { recursive: true });
  writeFileSync(path.join(useless, 'blank.txt'), ' \n');
  const { status, errors } = await run('index', ['--documents', useless, '--index', path.join(folder, 'u')]);
  assert.equal(status, 2);
  assert.match(errors, /None of the files[^]*blank\.txt: empty/);
});
