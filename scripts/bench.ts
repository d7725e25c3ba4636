import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KnownError } from '../src/errors.ts';
import { percentile } from '../src/evaluation/percentile.ts';
import { tableLines } from '../src/evaluation/table.ts';
import { makeWorkFolder } from '../src/evaluation/work-folder.ts';
import {
  commonOptions,
  helpLines,
  parseArguments,
  type CommandDefinition,
} from '../src/terminal/arguments.ts';
import { print, runCommand } from '../src/terminal/edge.ts';
import { createProgress, type Progress } from '../src/terminal/progress.ts';
import type { AskFigures, BuildFigures } from './bench/at-size.ts';
import { corpusOf } from './bench/corpus.ts';
import { measureDiscord } from './bench/discord.ts';
import { discordLines } from './bench/discord-lines.ts';
import { compareLexical, type LexicalComparison } from './bench/lexical.ts';
import { runNode } from './bench/run-node.ts';

const parts = ['answers', 'discord'] as const;

const command: CommandDefinition = {
  call: 'npm run bench --',
  summary:
    'Measures time and memory: commands as a person runs them, answers over up to 100,000 passages, and the Discord bot.',
  usage: ['', '--quick', '--only discord'],
  options: {
    quick: { help: 'leave 100,000 passages out' },
    only: { value: 'PART', help: `one part: ${parts.join(' or ')}` },
    json: { help: 'print the figures as JSON' },
    help: commonOptions.help,
  },
  words: false,
  notes: [
    'Indexes are built in a temporary folder. Figures depend on the machine and on what else it does;',
    'ratios are taken in one run and depend on it less.',
  ],
};

const lexicalPassages = 10_000;
const question = 'Which newspaper reported that Turkish officers asked for asylum?';

/** Medians over whole processes, in milliseconds. */
interface CommandFigures {
  /** Node with nothing to do. */
  readonly bare: number;
  readonly index: number;
  readonly ask: number;
}

interface SizeFigures {
  readonly passages: number;
  readonly build: BuildFigures;
  readonly ask: AskFigures;
}

interface AnswerFigures {
  readonly commands: CommandFigures;
  readonly lexical: LexicalComparison;
  readonly sizes: readonly SizeFigures[];
}

async function measureCommands(workDir: string): Promise<CommandFigures> {
  const fresh = (at: number): string => path.join(workDir, `examples-${at}`);
  const documents = ['--documents', 'data/documents'];
  return {
    bare: await medianTime(5, () => ['--eval', '0']),
    index: await medianTime(3, (at) => ['scripts/run.mjs', 'index', ...documents, '--index', fresh(at)]),
    ask: await medianTime(5, () => [
      'scripts/run.mjs',
      'ask',
      ...documents,
      '--index',
      fresh(0),
      '--json',
      question,
    ]),
  };
}

async function medianTime(count: number, args: (at: number) => readonly string[]): Promise<number> {
  const runs: number[] = [];
  for (let at = 0; at < count; at++) runs.push((await runNode(args(at))).milliseconds);
  return percentile(runs, 0.5);
}

async function measureSize(workDir: string, passages: number): Promise<SizeFigures> {
  const folder = path.join(workDir, `passages-${passages}`);
  // As this process was started, and compiled if this is.
  const own = fileURLToPath(import.meta.url);
  const program = path.join(path.dirname(own), 'bench', `at-size${path.extname(own)}`);
  const child = async (mode: string): Promise<unknown> =>
    JSON.parse((await runNode([...process.execArgv, program, mode, folder, String(passages)])).stdout);
  const build = (await child('build')) as BuildFigures;
  const ask = (await child('ask')) as AskFigures;
  rmSync(folder, { recursive: true });
  return { passages, build, ask };
}

async function measureAnswers(workDir: string, isQuick: boolean, progress: Progress): Promise<AnswerFigures> {
  progress.update('commands, each in a process of its own');
  const commands = await measureCommands(workDir);
  progress.update('BM25 beside MiniSearch');
  const lexical = compareLexical(corpusOf(lexicalPassages));
  const sizes: SizeFigures[] = [];
  for (const passages of isQuick ? [1_000, 10_000] : [1_000, 10_000, 100_000]) {
    progress.update(`${passages.toLocaleString('en')} passages`);
    sizes.push(await measureSize(workDir, passages));
  }
  return { commands, lexical, sizes };
}

function reportOf({ commands, lexical, sizes }: AnswerFigures): readonly string[] {
  return [...commandLines(commands), '', ...sizeLines(sizes), '', ...lexicalLines(lexical)];
}

function commandLines({ bare, index, ask }: CommandFigures): string[] {
  const row = (name: string, time: number): string[] => [
    name,
    `${(time / bare).toFixed(2)}x`,
    time.toFixed(0),
  ];
  return tableLines(
    ['whole process', 'of node alone', 'ms'],
    [row('node alone', bare), row('npm run index, five documents', index), row('npm run ask', ask)],
  );
}

function sizeLines(sizes: readonly SizeFigures[]): string[] {
  const [first] = sizes;
  return tableLines(
    [
      'passages',
      'answer, to the first row',
      'p50 ms',
      'p95 ms',
      'CPU ms',
      'embed',
      'retrieve',
      'read',
      'longest delay',
      'open ms',
      'memory MiB',
      'heap',
      'arrays',
      'on disk',
      'build s',
    ],
    sizes.map(({ passages, build, ask }) => [
      passages.toLocaleString('en'),
      `${(ask.p50 / (first?.ask.p50 ?? ask.p50)).toFixed(2)}x`,
      ask.p50.toFixed(2),
      ask.p95.toFixed(2),
      ask.cpu.toFixed(2),
      ask.embed.toFixed(2),
      ask.retrieve.toFixed(2),
      ask.read.toFixed(2),
      ask.longestDelay.toFixed(1),
      ask.open.toFixed(0),
      `${ask.residentAtStart.toFixed(0)} → ${ask.residentAfter.toFixed(0)}`,
      ask.heap.toFixed(0),
      ask.arrays.toFixed(0),
      build.megabytesOnDisk.toFixed(1),
      build.seconds.toFixed(1),
    ]),
  );
}

function lexicalLines({ passages, ours, miniSearch, agreement }: LexicalComparison): string[] {
  return [
    ...tableLines(
      [`BM25 over ${passages.toLocaleString('en')} passages`, 'MiniSearch takes', 'ours ms', 'MiniSearch ms'],
      [
        [
          'a query (median)',
          `${(miniSearch.query / ours.query).toFixed(1)}x`,
          ours.query.toFixed(3),
          miniSearch.query.toFixed(3),
        ],
        [
          'building',
          `${(miniSearch.build / ours.build).toFixed(1)}x`,
          ours.build.toFixed(0),
          miniSearch.build.toFixed(0),
        ],
      ],
    ),
    '',
    `Same terms and stems for both; ${(agreement * 100).toFixed(0)} % of the first ten are the same.`,
  ];
}

await runCommand(async () => {
  const { switches, values } = parseArguments(command, process.argv.slice(2));
  if (switches.has('help')) return print(helpLines(command));
  const only = parts.find((part) => part === values['only']);
  if (values['only'] !== undefined && only === undefined) {
    throw new KnownError('usage', `--only takes ${parts.join(' or ')}, but got "${values['only']}"`);
  }
  const workDir = makeWorkFolder('bench');
  const progress = createProgress(process.stderr);
  const answers = only === 'discord' ? null : await measureAnswers(workDir, switches.has('quick'), progress);
  const discord =
    only === 'answers'
      ? null
      : await measureDiscord(path.join(workDir, 'discord'), (what) => progress.update(what));
  progress.stop();
  print(
    switches.has('json')
      ? [JSON.stringify({ ...answers, discord }, null, 2)]
      : [
          `Node ${process.version}, ${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'})`,
          ...(answers === null ? [] : ['', ...reportOf(answers)]),
          ...(discord === null ? [] : ['', ...discordLines(discord)]),
        ],
  );
});
