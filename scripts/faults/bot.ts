import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { projectDir } from '../../src/config.ts';

/** What the probe tells of a bot process: bytes, and milliseconds of the event loop's delay since it was last forgotten. */
export interface Sample {
  readonly rss: number;
  readonly heapTotal: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
  readonly delayP99: number;
  readonly delayMax: number;
  readonly handles: number;
  readonly descriptors: number;
}

/** How a process ended. */
export interface End {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The bot as `npm start` starts it, in a process of its own. */
export interface Bot {
  readonly pid: number;
  /** What it has printed, to both streams. */
  readonly printed: () => string;
  /** The last line of its errors: what the operator reads. */
  readonly lastLine: () => string;
  readonly ended: Promise<End>;
  readonly hasEnded: () => boolean;
  /** Waits until what it has printed matches. @throws Error when it ends before, or is silent for minutes */
  prints(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when that does not end it. */
  stop(): Promise<End>;
  /** What the probe says now. */
  sample(order?: 'forget' | 'collect'): Promise<Sample>;
  /** Resident mebibytes now, as the system counts them; 0 where it does not say. */
  resident(): number;
  /** The most that it has been. */
  peak(): number;
}

const patienceMs = 120_000;
const stopMs = 12_000;
const probe = path.join(import.meta.dirname, 'probe.mjs');

/** Starts the bot with these settings and no others. */
export function startBot(
  settings: Readonly<Record<string, string>>,
  options: { readonly nodeArgs?: readonly string[]; readonly args?: readonly string[] } = {},
): Bot {
  const { nodeArgs = [], args = [] } = options;
  const child = spawn(
    process.execPath,
    ['--import', probe, ...nodeArgs, 'scripts/run.mjs', 'start', ...args],
    {
      cwd: projectDir,
      // A .env file fills in what is absent, so the settings that matter are all given.
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        FAULTS_PROBE: '1',
        DISCORD_TOKEN: '',
        PUBLIC_CHANNELS: 'all',
        SHARDS: '',
        EMBEDDING_MODEL: '',
        LOG_LEVEL: 'info',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let output = '';
  let errors = '';
  let hasEnded = false;
  let latest: Sample | null = null;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.on('message', (sample) => (latest = sample as Sample));
  // A message to a process that has just died.
  child.on('error', () => {});
  const ended = new Promise<End>((resolve) => {
    child.once('close', (status, signal) => {
      hasEnded = true;
      resolve({ status, signal });
    });
  });
  const bot: Bot = {
    pid: child.pid ?? 0,
    printed: () => `${output}${errors}`,
    lastLine: () => errors.trimEnd().split('\n').at(-1) ?? '',
    ended,
    hasEnded: () => hasEnded,
    async prints(pattern) {
      const until = performance.now() + patienceMs;
      while (!pattern.test(bot.printed())) {
        if (hasEnded) throw new Error(`The bot ended without saying ${String(pattern)}: ${bot.printed()}`);
        if (performance.now() > until)
          throw new Error(`The bot has not said ${String(pattern)} in minutes: ${bot.printed()}`);
        await Promise.race([pause(10), ended]);
      }
    },
    kill: (signal) => child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      const end = await ended;
      clearTimeout(timer);
      return end;
    },
    async sample(order) {
      if (!hasEnded && child.connected) {
        const told = once(child, 'message');
        child.send(order ?? 'tell', () => {});
        await Promise.race([told, ended, pause(5000)]);
      }
      if (latest === null) throw new Error('The bot process has told nothing of itself');
      return latest;
    },
    resident: () => residentOf(child.pid ?? 0, 'VmRSS'),
    peak: () => residentOf(child.pid ?? 0, 'VmHWM'),
  };
  return bot;
}

/** Resident mebibytes of a process, now or at most so far; 0 where the system does not say. */
function residentOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  try {
    const kilobytes = new RegExp(String.raw`^${which}:\s+(\d+) kB$`, 'm').exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    )?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    // Only Linux tells it this way, and of a process that is there.
    return 0;
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
