import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { KnownError } from '../src/errors.ts';
import {
  commonOptions,
  helpLines,
  parseArguments,
  type CommandDefinition,
} from '../src/terminal/arguments.ts';

const command: CommandDefinition = {
  call: 'npm run ask --',
  summary: 'Answers questions.',
  usage: ['"question"', ''],
  options: {
    json: { help: 'print JSON' },
    questions: { value: 'FILE', help: 'answer a list' },
    ...commonOptions,
  },
  words: true,
  notes: ['A note.'],
};

function problemWith(args: string[], definition = command): string {
  try {
    parseArguments(definition, args);
  } catch (error) {
    assert.ok(error instanceof KnownError);
    assert.equal(error.code, 'usage');
    return error.message;
  }
  return assert.fail(`accepted: ${args.join(' ')}`);
}

test('tells values, switches and words apart, in any order', () => {
  const given = parseArguments(command, ['who', '--json', '--index', 'a b', 'wrote it', '--documents=../d']);
  assert.deepEqual(given.words, ['who', 'wrote it']);
  assert.deepEqual({ ...given.values }, { index: 'a b', documents: '../d' });
  assert.deepEqual([...given.switches], ['json']);
});

test('knows the short form of an option', () => {
  assert.ok(parseArguments(command, ['-h']).switches.has('help'));
});

test('takes everything after -- as words', () => {
  assert.deepEqual(parseArguments(command, ['--', '--json', '-5 degrees?']).words, ['--json', '-5 degrees?']);
});

test('takes - as a value, for standard input', () => {
  assert.equal(parseArguments(command, ['--questions', '-']).values['questions'], '-');
});

test('names the nearest option for one that does not exist', () => {
  assert.match(problemWith(['--jsn']), /no option --jsn; did you mean --json\?/);
  assert.match(problemWith(['--docuemnts', 'x']), /did you mean --documents\?/);
  assert.match(problemWith(['--idnex=x']), /did you mean --index\?/);
});

test('suggests nothing for a word that is not near any option', () => {
  const message = problemWith(['--zzzzzzzzzz']);
  assert.doesNotMatch(message, /did you mean/);
  assert.match(message, /npm run ask -- --help/);
});

test('does not take names of object properties for options', () => {
  assert.match(problemWith(['--constructor']), /no option --constructor/);
  assert.match(problemWith(['--__proto__', 'x']), /no option/);
});

test('says which option lacks its value', () => {
  assert.match(problemWith(['--index']), /--index needs a value: --index DIR/);
  assert.match(problemWith(['--index=']), /--index needs a value/);
});

test('does not swallow the next option as a value, and says how to give such a value', () => {
  assert.match(problemWith(['--index', '--json']), /followed by "--json".*--index=--json/);
  assert.equal(parseArguments(command, ['--index=--json']).values['index'], '--json');
});

test('refuses a value for a switch, an option given twice, and words where none belong', () => {
  assert.match(problemWith(['--json=yes']), /--json is a switch.*"yes"/);
  assert.match(problemWith(['--index', 'a', '--index', 'b']), /--index is given twice/);
  assert.match(problemWith(['--json', '--json']), /--json is given twice/);
  assert.match(problemWith(['stray'], { ...command, words: false }), /"stray" belongs to no option/);
});

test('lists usage, every option and the notes in its help', () => {
  const help = helpLines(command).join('\n');
  assert.match(help, /npm run ask -- "question"/);
  for (const name of Object.keys(command.options)) assert.ok(help.includes(`--${name}`), name);
  assert.match(help, /-h, --help/);
  assert.match(help, /A note\.$/);
});

test('either parses or says what is wrong, whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('--json', '--index', '-', '--', '-hx'))),
      (args) => {
        try {
          parseArguments(command, args);
        } catch (error) {
          assert.ok(error instanceof KnownError, String(error));
        }
      },
    ),
  );
});
