import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { projectDir } from '../../src/config.ts';
import { corpusOf } from './corpus.ts';

/** The bot, started as a person starts it. */
export interface BotProcess {
  /** From the start of the process to the first question that it could take. */
  readonly readyMs: number;
  /** What it has printed, to both streams. */
  readonly printed: () => string;
  /** Memory in mebibytes; null where the system does not say. */
  readonly resident: () => number | null;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
}

/** Documents of made-up passages in files, the place for their index, and the settings that name them. */
export interface BenchDocuments {
  readonly settings: Readonly<Record<string, string>>;
  readonly questions: readonly string[];
}

const patienceMs = 120_000;

export function writeDocuments(workDir: string, passages: number): BenchDocuments {
  const { articles, questions } = corpusOf(passages);
  const folder = path.join(workDir, 'documents');
  mkdirSync(folder, { recursive: true });
  for (const [at, article] of articles.entries()) {
    writeFileSync(path.join(folder, `${at}.md`), `# ${article.title}\n\n${article.passages.join('\n\n')}\n`);
  }
  return {
    questions,
    settings: {
      DOCUMENTS_DIR: folder,
      INDEX_DIR: path.join(workDir, 'index'),
      FEEDBACK_DIR: path.join(workDir, 'feedback'),
      EMBEDDING_MODEL: '',
      PUBLIC_CHANNELS: 'all',
      USER_QUESTIONS_PER_MINUTE: '10000',
      WAITING_QUESTIONS: '10000',
      SHARDS: '',
      LOG_LEVEL: 'info',
    },
  };
}

/**
 * Starts `npm start`, without npm, and waits until it prints that it answers.
 *
 * @throws Error with what it printed when it ends or is silent for minutes
 */
export async function startBot(
  settings: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<BotProcess> {
  const started = performance.now();
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: projectDir,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`ended with ${code ?? signal ?? 'nothing'}`));
  });
  const isReady = new Promise<null>((resolve) => {
    const take = (text: string): void => {
      printed += text;
      if (ready.test(printed)) resolve(null);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
  });
  let timer: NodeJS.Timeout | undefined;
  const isSilent = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'was not ready in two minutes');
  });
  const problem = await Promise.race([isReady, ended, isSilent]);
  clearTimeout(timer);
  if (problem !== null) {
    child.kill('SIGKILL');
    throw new Error(`The bot ${problem}:\n${printed.slice(-2000)}`);
  }
  return {
    readyMs: performance.now() - started,
    printed: () => printed,
    resident: () => residentOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function residentOf(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    // Only Linux tells it this way.
    return null;
  }
}
