import type { Config } from './config.ts';
import { shardPlace, stopMessage } from './discord/shard-place.ts';
import { exitStatus, KnownError } from './errors.ts';
import { commonOptions, helpLines, parseArguments, type CommandDefinition } from './terminal/arguments.ts';
import { stopOnSignal } from './terminal/build-progress.ts';
import { print, runCommand, stoppedBy } from './terminal/edge.ts';
import { createProgress } from './terminal/progress.ts';
import { readSettings, withArguments } from './terminal/settings.ts';

const command: CommandDefinition = {
  call: 'npm start --',
  summary: 'Brings the index of the documents up to date and starts the Discord bot.',
  usage: ['', '--documents DIR --index DIR', '--sharded'],
  options: {
    sharded: { help: 'one process for each gateway connection, for bots in thousands of servers' },
    ...commonOptions,
  },
  words: false,
  notes: [
    'The token comes from DISCORD_TOKEN, in the environment or in .env. Without one it serves a preview: a page on this',
    'machine that looks like a Discord channel, with the real bot behind it. To ask in the terminal: npm run ask',
  ],
};

/** What hangs after the end has this long. */
const lingerMs = 2000;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const given = parseArguments(command, args);
  if (given.switches.has('help')) {
    print(helpLines(command));
    return 0;
  }
  const shard = shardPlace(process.env);
  // In such a process SHARDS is which one it is, not the setting.
  const environment = shard === null ? process.env : { ...process.env, SHARDS: 'auto' };
  const config = withArguments(readSettings(environment), given, process.cwd());
  if (given.switches.has('sharded') && !hasToken(config)) {
    throw new KnownError('settings', '--sharded needs a token: set DISCORD_TOKEN (README, "Your own bot").');
  }
  const progress = createProgress(process.stderr);
  const stop = shard === null ? stopOnSignal(process, 'Stopped.') : stopOnMessage();
  try {
    const { openLog } = await import('./start/logging.ts');
    const parts = {
      log: openLog(config, process.stderr),
      progress,
      remedy: 'npm run index',
      signal: stop.signal,
    };
    if (shard === null) await prepare(config);
    if (!hasToken(config)) {
      const { previewUntil } = await import('./start/preview.ts');
      return await previewUntil(config, parts);
    }
    if (given.switches.has('sharded')) {
      const { runSharded } = await import('./discord/sharded.ts');
      const script = process.argv[1] ?? '';
      return await runSharded({
        ...parts,
        config,
        script,
        args: args.filter((argument) => argument !== '--sharded'),
      });
    }
    const { answerUntil } = await import('./start/answering.ts');
    return await answerUntil({ ...parts, config, shard });
  } catch (error) {
    // A service that is told to end while it starts has ended as it should.
    const stopped = stoppedBy(error);
    if (stopped === null) throw error;
    process.stderr.write(`${stopped.message}\n`);
    return exitStatus.done;
  } finally {
    progress.stop();
    stop.forget();
    setTimeout(() => process.exit(), lingerMs).unref();
  }

  /** Says what is there, and brings the index up to date. */
  async function prepare(settings: Config): Promise<void> {
    const [{ checklist, checklistLines }, { bringIndexUpToDate }] = await Promise.all([
      import('./start/checklist.ts'),
      import('./start/index-up-to-date.ts'),
    ]);
    print(checklistLines(await checklist(settings)));
    await bringIndexUpToDate(settings, progress, (line) => print([line]), stop.signal);
  }
}

function hasToken(config: Config): config is Config & { readonly discordToken: string } {
  return config.discordToken !== null;
}

/** In one of several processes: the one that started them says when to end, or is gone. */
function stopOnMessage(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const onMessage = (message: unknown): void => {
    if (message === stopMessage) end();
  };
  process.on('message', onMessage).once('disconnect', end).on('SIGTERM', end).on('SIGINT', isPassedOn);
  return {
    signal: controller.signal,
    forget: () => {
      process.off('message', onMessage).off('disconnect', end).off('SIGTERM', end).off('SIGINT', isPassedOn);
      if (process.connected) process.disconnect();
    },
  };
}

/** A terminal's Ctrl-C reaches all processes, and the one that started them tells the others. */
function isPassedOn(): void {}

await runCommand(main);
