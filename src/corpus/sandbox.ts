import { Worker } from 'node:worker_threads';
import type { DocumentFormat } from '../types.ts';
import type { Extraction } from './extracted.ts';

/** One file to parse. */
export interface SandboxJob {
  readonly format: Exclude<DocumentFormat, 'text' | 'markdown'>;
  readonly bytes: Uint8Array;
}

/** What the thread answers, and what it goes on holding in memory afterwards. */
export interface SandboxReply {
  readonly extraction: Extraction;
  readonly heldBytes: number;
}

export interface SandboxLimits {
  /** Processor time for one file; the clock would refuse on a busy machine what it takes on an idle one. */
  readonly processorMs: number;
  /** Time by the clock for one file, against a parser that waits for something. */
  readonly timeoutMs: number;
  /** Objects of the parser, in its own heap. */
  readonly heapMegabytes: number;
  /** Growth of the whole process during one file: also buffers, which are in no heap. */
  readonly growthMegabytes: number;
}

/** A PDF of 1,858 full pages takes 14 s of processor time and the process to 290 MB; with a bomb it stays under 512 MB. */
export const defaultSandboxLimits: SandboxLimits = {
  processorMs: 30_000,
  timeoutMs: 120_000,
  heapMegabytes: 224,
  growthMegabytes: 288,
};

/** Parses files that may be malformed or malicious in a thread that can be stopped. */
export interface Sandbox {
  /** Never fails on account of the file: whatever the parser does, the outcome is a value. One file at a time. */
  extract(job: SandboxJob): Promise<Extraction>;
  close(): Promise<void>;
}

/** A thread that holds more than this after a file is replaced, so that one large file does not crowd the next. */
const maxHeldMegabytes = 96;

/** How often memory is looked at while a file is parsed. */
const watchIntervalMs = 20;

const megabyte = 1024 * 1024;

/** Starts nothing yet: the thread comes with the first file, is used again, and is replaced when it had to be stopped. */
export function openSandbox(limits: SandboxLimits = defaultSandboxLimits): Sandbox {
  let worker: Worker | null = null;
  const start = (): Worker => {
    const started = startWorker(limits);
    const forget = (): void => {
      if (worker === started) worker = null;
    };
    // A parser may also fail when its answer is already here, and nobody else would hear of it.
    return started.on('error', forget).on('exit', forget);
  };
  const close = async (): Promise<void> => {
    const stopped = worker;
    worker = null;
    await stopped?.terminate();
  };
  return {
    close,
    async extract(job) {
      worker ??= start();
      worker.ref();
      const outcome = await runJob(worker, job, limits);
      if (outcome.isWorkerSpent) await close();
      // An idle thread keeps no process alive.
      else worker?.unref();
      return outcome.extraction;
    },
  };
}

interface Outcome {
  readonly extraction: Extraction;
  /** It was stopped, or should be. */
  readonly isWorkerSpent: boolean;
}

function runJob(worker: Worker, job: SandboxJob, limits: SandboxLimits): Promise<Outcome> {
  return new Promise((resolve) => {
    // A copy to move there: a Buffer may share its memory with others, and its own `slice` does not copy.
    const bytes = new Uint8Array(job.bytes);
    worker.postMessage({ ...job, bytes }, [bytes.buffer]);
    const startMegabytes = process.memoryUsage.rss() / megabyte;
    const startUsage = process.cpuUsage();
    const startMs = Date.now();
    const finish = (extraction: Extraction, isWorkerSpent: boolean): void => {
      clearInterval(watch);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve({ extraction, isWorkerSpent });
    };
    const refuse = (reason: string): void => finish({ kind: 'refused', reason }, true);
    const onMessage = ({ extraction, heldBytes }: SandboxReply): void =>
      finish(extraction, heldBytes / megabyte > maxHeldMegabytes);
    const onError = (error: Error): void => {
      const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      refuse(isMemory ? tooMuchMemory : `its parser failed: ${error.message}`);
    };
    const onExit = (): void => refuse('its parser stopped without an answer');
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(startUsage);
      if (process.memoryUsage.rss() / megabyte > startMegabytes + limits.growthMegabytes)
        refuse(tooMuchMemory);
      else if ((user + system) / 1_000 > limits.processorMs || Date.now() - startMs > limits.timeoutMs) {
        refuse('it takes too long to parse: damaged, made to exhaust its reader, or very long');
      }
    }, watchIntervalMs);

    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

const tooMuchMemory = 'it takes too much memory to parse: damaged, very large, or made to exhaust its reader';

/**
 * Compiled code, and TypeScript where Node itself strips types, start as they are. Under tsx a thread does not inherit
 * the loader of TypeScript (Node 20), so a line of JavaScript registers it there first; and before that it loads the
 * PDF library, since tsx would transform its 1.4 MB again: 130 MB and 0.7 s for each thread.
 */
function startWorker(limits: SandboxLimits): Worker {
  const options = {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32 },
    // Parsers print warnings about files; standard output belongs to the command that reads them.
    stdout: true,
    stderr: true,
    execArgv: [],
  };
  const isTypeScript = import.meta.url.endsWith('.ts');
  const entry = new URL(isTypeScript ? './sandbox-worker.ts' : './sandbox-worker.js', import.meta.url);
  const needsLoader = isTypeScript && !('typescript' in process.features && process.features.typescript);
  if (!needsLoader) return new Worker(entry, options);
  const [library, loader] = ['unpdf/pdfjs', 'tsx/esm/api'].map((name) =>
    JSON.stringify(import.meta.resolve(name)),
  );
  const start = `import(${library}).then(() => import(${loader})).then(({ register }) => {
    register();
    return import(${JSON.stringify(entry.href)});
  })`;
  return new Worker(start, { ...options, eval: true });
}
