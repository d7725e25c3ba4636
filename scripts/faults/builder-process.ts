import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import { compiled } from './compiled.ts';

/** A builder in a process of its own, and what it came to. */
export interface Builder {
  readonly child: ChildProcess;
  readonly ended: Promise<BuilderEnd>;
  /** Waits for the first line that begins so; at once when it has been said. */
  said(word: string): Promise<void>;
}

export interface BuilderEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
  /** What it said, with the machine's time in milliseconds. */
  readonly lines: readonly { readonly words: string; readonly at: number }[];
}

export interface BuilderOptions {
  readonly indexDir: string;
  /** A version, or `rollback`. */
  readonly what: string;
  /** Milliseconds that embedding takes longer. */
  readonly delay?: number;
  /** Settings of `fail-at.mjs`. */
  readonly fault?: Readonly<Record<string, string>>;
  readonly uid?: number;
  /** The most that one file may have, in bytes. */
  readonly fileLimit?: number;
}

const failAt = path.join(projectDir, 'scripts', 'faults', 'fail-at.mjs');

export function startBuilder(options: BuilderOptions): Builder {
  const { indexDir, what, delay = 0, fault, uid, fileLimit } = options;
  const program = [compiled('scripts/faults/builder-child.ts'), indexDir, what, String(delay)];
  const args = fault === undefined ? program : ['--import', failAt, ...program];
  return watch(
    fileLimit === undefined
      ? spawnNode(process.execPath, args, fault, uid)
      : spawnNode('prlimit', [`--fsize=${fileLimit}`, process.execPath, ...args], fault, uid),
  );
}

/** The command as people run it, on folders of a trial; with settings of `fail-at.mjs`, if any. */
export function startIndexCommand(
  args: readonly string[],
  fault?: Readonly<Record<string, string>>,
): Builder {
  const program = [compiled('scripts/build-index.ts'), ...args];
  return watch(
    spawnNode(
      process.execPath,
      fault === undefined ? program : ['--import', failAt, ...program],
      fault,
      undefined,
    ),
  );
}

/** The calls that an undisturbed builder makes, as `fail-at.mjs` names them. */
export async function callsOf(options: BuilderOptions, log: string): Promise<readonly string[]> {
  const { ended } = startBuilder({ ...options, fault: { FAULT_UNDER: options.indexDir, FAULT_LOG: log } });
  const { status, errors } = await ended;
  if (status !== 0) throw new Error(`An undisturbed builder failed: ${errors}`);
  const calls = readFileSync(log, 'utf8').split('\n');
  rmSync(log);
  return calls;
}

function spawnNode(
  program: string,
  args: readonly string[],
  fault: Readonly<Record<string, string>> | undefined,
  uid: number | undefined,
): ChildProcess {
  return spawn(program, args, {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...fault },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

function watch(child: ChildProcess): Builder {
  let output = '';
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<BuilderEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      const lines = output.split('\n').slice(0, -1);
      resolve({
        status,
        signal,
        errors,
        lines: lines.map((line) => ({
          words: line.slice(0, line.lastIndexOf(' ')),
          at: Number(line.slice(line.lastIndexOf(' ') + 1)),
        })),
      });
    });
  });
  return {
    child,
    ended,
    async said(word) {
      const isSaid = (): boolean => output.split('\n').some((line) => line.startsWith(word));
      while (!isSaid() && child.exitCode === null && child.signalCode === null) {
        await Promise.race([
          ended,
          new Promise((resolve) => {
            child.stdout?.once('data', resolve);
          }),
        ]);
      }
    },
  };
}
