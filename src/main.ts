import { KnownError } from './errors.ts';
import { buildInOwnProcess } from './index/build-process.ts';
import { commonOptions, helpLines, parseArguments, type CommandDefinition } from './terminal/arguments.ts';
import { stopOnSignal, wordsOfBuild } from './terminal/build-progress.ts';
import { describeFailure, runCommand, print } from './terminal/edge.ts';
import { createProgress } from './terminal/progress.ts';
import { readSettings, withArguments } from './terminal/settings.ts';

const command: CommandDefinition = {
  call: 'npm start --',
  summary: 'Brings the index of the documents up to date and opens a session to ask in.',
  usage: ['', '--documents DIR --index DIR'],
  options: commonOptions,
  words: false,
  notes: [
    'The Discord bot will start from here too; in this version the terminal is where questions are asked.',
  ],
};

async function main(): Promise<void> {
  const given = parseArguments(command, process.argv.slice(2));
  if (given.switches.has('help')) {
    print(helpLines(command));
    return;
  }
  const config = withArguments(readSettings(process.env), given, process.cwd());
  const progress = createProgress(process.stderr);
  const stop = stopOnSignal(process, 'Stopped.');
  try {
    await bringUpToDate();
    const { openLibrary } = await import('./library/open.ts');
    const library = await openLibrary(config, 'npm run index', progress);
    progress.stop();
    if (library.warning !== null) process.stderr.write(`${library.warning}\n`);
    try {
      if (config.discordToken !== null) {
        process.stderr.write('DISCORD_TOKEN is set, but this version has no bot yet: ask here meanwhile.\n');
      }
      const { converse } = await import('./terminal/interactive.ts');
      await converse(library, process, stop.signal);
    } finally {
      await library.close();
    }
  } finally {
    progress.stop();
    stop.forget();
  }

  async function bringUpToDate(): Promise<void> {
    const [{ defaultSplitter }, { modelOptions }, { reportInBrief }] = await Promise.all([
      import('./corpus/chunk.ts'),
      import('./library/open.ts'),
      import('./terminal/render-report.ts'),
    ]);
    const { onProgress: _, ...model } = modelOptions(config, progress);
    const order = {
      documentsDir: config.documentsDir,
      indexDir: config.indexDir,
      maxFileBytes: config.maxFileBytes,
      splitter: defaultSplitter,
      model,
    };
    try {
      const report = await buildInOwnProcess(order, {
        onProgress: (state) => progress.update(...wordsOfBuild(state)),
        signal: stop.signal,
      });
      progress.stop();
      process.stderr.write(`${reportInBrief(report)}\n`);
    } catch (error) {
      // Ctrl-C reaches both processes, and it is chance whose end is noticed first.
      if (stop.signal.aborted) throw stop.signal.reason;
      if (!(await canDoWithout(error))) throw error;
      progress.stop();
      process.stderr.write(
        `${describeFailure(error, false).lines.join('\n')}\nGoing on with the index that is there.\n`,
      );
    }
  }

  /** Someone else building, or a full disk, is no reason to turn people away from an index that works. */
  async function canDoWithout(error: unknown): Promise<boolean> {
    if (!(error instanceof KnownError) || (error.code !== 'index-busy' && error.code !== 'disk'))
      return false;
    const { readCurrent } = await import('./index/current.ts');
    return (await readCurrent(config.indexDir)).kind === 'named';
  }
}

await runCommand(main);
