import { createInterface } from 'node:readline';
import { KnownError } from '../src/errors.ts';
import {
  commonOptions,
  helpLines,
  parseArguments,
  type Arguments,
  type CommandDefinition,
} from '../src/terminal/arguments.ts';
import { print, runCommand } from '../src/terminal/edge.ts';
import type { OpenLibrary } from '../src/library/open.ts';
import type { ListedQuestion } from '../src/terminal/questions.ts';
import { inertJson } from '../src/text/inert.ts';

const command: CommandDefinition = {
  call: 'npm run ask --',
  summary: 'Answers questions from the documents, each statement with the sentence it rests on.',
  usage: ['"question"', '--json "question"', '--questions FILE', ''],
  options: {
    json: { help: 'print one Answer as JSON' },
    questions: {
      value: 'FILE',
      help: 'answer JSON lines {"id"?, "question"}, one JSON line each; - reads standard input',
    },
    ...commonOptions,
  },
  words: true,
  notes: [
    'Without a question it asks for them one by one: on a terminal in a session, otherwise a line each',
    'from standard input. The index has to be there: npm run index builds it.',
    'For output without npm’s own lines: npm run --silent ask -- --json "question"',
  ],
};

type Task =
  | { readonly kind: 'one'; readonly question: string }
  | { readonly kind: 'list'; readonly questions: readonly ListedQuestion[] }
  | { readonly kind: 'lines' }
  | { readonly kind: 'session' };

async function main(): Promise<number | void> {
  const given = parseArguments(command, process.argv.slice(2));
  if (given.switches.has('help')) return print(helpLines(command));
  const task = await readTask(given);
  const [{ openLibrary }, { readSettings, withArguments }, { createProgress }] = await Promise.all([
    import('../src/library/open.ts'),
    import('../src/terminal/settings.ts'),
    import('../src/terminal/progress.ts'),
  ]);
  const config = withArguments(readSettings(process.env), given, process.cwd());
  const progress = createProgress(process.stderr);
  let library: OpenLibrary;
  try {
    library = await openLibrary(config, remedyFor(given), progress);
  } finally {
    progress.stop();
  }
  if (library.warning !== null) process.stderr.write(`${library.warning}\n`);
  try {
    await perform(task, given.switches.has('json'), library);
  } finally {
    await library.close();
  }
}

/** What is wanted, settled before anything heavy is loaded. */
async function readTask({ words, values, switches }: Arguments): Promise<Task> {
  const { questions } = values;
  if (questions !== undefined) {
    if (words.length > 0)
      throw new KnownError('usage', 'A question and --questions cannot be used together. Give one of them.');
    const { readQuestions } = await import('../src/terminal/questions.ts');
    return { kind: 'list', questions: await readQuestions(questions, process.stdin) };
  }
  if (words.length > 0) {
    // Without quotes the shell hands a question over word by word.
    const question = words.join(' ').trim();
    if (question === '') throw new KnownError('usage', 'The question is empty. Try: npm run ask -- "Who …?"');
    return { kind: 'one', question };
  }
  if (!process.stdin.isTTY) return { kind: 'lines' };
  if (process.stdout.isTTY && !switches.has('json')) return { kind: 'session' };
  throw new KnownError('usage', 'There is no question. Give it in quotes: npm run ask -- --json "Who …?"');
}

async function perform(task: Task, asJson: boolean, library: OpenLibrary): Promise<void> {
  const { answerer } = library;
  switch (task.kind) {
    case 'one': {
      if (!asJson) return print(await rendered(library, task.question, false));
      // Indented for a reader; on one line for a program.
      const answer = await answerer.answer(task.question);
      return print([inertJson(answer, process.stdout.isTTY ? 2 : 0)]);
    }
    case 'list':
      for (const { id, question } of task.questions) {
        const answer = await answerer.answer(question, id === undefined ? {} : { id: String(id) });
        print([inertJson(id === undefined ? answer : { ...answer, id })]);
      }
      return;
    case 'lines':
      return answerLines(asJson, library);
    case 'session': {
      const { converse } = await import('../src/terminal/interactive.ts');
      return converse(library, process);
    }
  }
}

async function answerLines(asJson: boolean, library: OpenLibrary): Promise<void> {
  let count = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    const question = line.trim();
    if (question === '') continue;
    count += 1;
    if (asJson) print([inertJson(await library.answerer.answer(question))]);
    else print(await rendered(library, question, true));
  }
  if (count === 0) {
    throw new KnownError(
      'usage',
      'There is no question: none on the command line, and standard input is empty. Try: npm run ask -- "Who …?"',
    );
  }
}

async function rendered(library: OpenLibrary, question: string, withQuestion: boolean): Promise<string[]> {
  const [{ renderAnswer }, { viewOf }, { wrap }, { inertLine }] = await Promise.all([
    import('../src/terminal/render-answer.ts'),
    import('../src/terminal/interactive.ts'),
    import('../src/terminal/wrap.ts'),
    import('../src/text/inert.ts'),
  ]);
  const view = viewOf(library, process.stdout, process.env);
  const asked = withQuestion
    ? wrap(view.style.accent(inertLine(question)), view.style.width, ['› ', '  '])
    : [];
  return [...asked, ...renderAnswer(await library.answerer.answer(question), view)];
}

/** The command that builds the index that was asked for. */
function remedyFor({ values }: Arguments): string {
  const options = ['documents', 'index', 'model'].flatMap((name) => {
    const value = values[name];
    return value === undefined
      ? []
      : [`--${name} ${/^[\w@./\\:~-]+$/.test(value) ? value : JSON.stringify(value)}`];
  });
  return options.length === 0 ? 'npm run index' : `npm run index -- ${options.join(' ')}`;
}

await runCommand(main);
