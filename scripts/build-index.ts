import {
  commonOptions,
  helpLines,
  parseArguments,
  type CommandDefinition,
} from '../src/terminal/arguments.ts';
import { stopOnSignal, wordsOfBuild } from '../src/terminal/build-progress.ts';
import { print, runCommand } from '../src/terminal/edge.ts';
import { inertJson } from '../src/text/inert.ts';

const command: CommandDefinition = {
  call: 'npm run index --',
  summary: 'Builds the index of the documents, or brings it up to date.',
  usage: ['', '--documents DIR --index DIR', '--rollback'],
  options: {
    json: { help: 'print the report as JSON' },
    rollback: { help: 'go back to the generation before this one; nothing is built' },
    ...commonOptions,
  },
  words: false,
  notes: [
    'Passages that have not changed are not embedded again. An index in use goes on being used until the new',
    'one is complete; the one before is kept for --rollback.',
  ],
};

async function main(): Promise<void> {
  const given = parseArguments(command, process.argv.slice(2));
  if (given.switches.has('help')) return print(helpLines(command));
  const isJson = given.switches.has('json');
  const { readSettings, withArguments } = await import('../src/terminal/settings.ts');
  const config = withArguments(readSettings(process.env), given, process.cwd());
  if (given.switches.has('rollback')) {
    const { rollback } = await import('../src/index/swap.ts');
    const generation = await rollback(config.indexDir);
    return print([isJson ? JSON.stringify({ generation }) : `Back at generation ${generation}.`]);
  }

  const [{ createProgress }, { modelOptions }, { openEmbeddingModel }, { buildIndex }, { defaultSplitter }] =
    await Promise.all([
      import('../src/terminal/progress.ts'),
      import('../src/library/open.ts'),
      import('../src/embedding/embed.ts'),
      import('../src/index/build.ts'),
      import('../src/corpus/chunk.ts'),
    ]);
  const progress = createProgress(process.stderr);
  const stop = stopOnSignal(process, 'Stopped. The index is as it was before.');
  try {
    progress.update('Opening the model');
    const model = await openEmbeddingModel(modelOptions(config, progress));
    try {
      const report = await buildIndex({
        documentsDir: config.documentsDir,
        indexDir: config.indexDir,
        maxFileBytes: config.maxFileBytes,
        splitter: defaultSplitter,
        model,
        onProgress: (state) => progress.update(...wordsOfBuild(state)),
        signal: stop.signal,
      });
      progress.stop();
      if (isJson) return print([inertJson(report, process.stdout.isTTY ? 2 : 0)]);
      const [{ renderReport }, { styleFor }] = await Promise.all([
        import('../src/terminal/render-report.ts'),
        import('../src/terminal/style.ts'),
      ]);
      print(renderReport(report, styleFor(process.stdout, process.env)));
    } finally {
      await model.close();
    }
  } finally {
    progress.stop();
    stop.forget();
  }
}

await runCommand(main);
