import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { projectDir } from '../../src/config.ts';

/** What a child process printed, and how long it took from start to end. */
export interface NodeRun {
  readonly stdout: string;
  readonly milliseconds: number;
}

/**
 * Runs node in the project's folder. Its standard error is passed on only when it fails.
 *
 * @throws Error with the end of its standard error when it exits with anything but 0
 */
export async function runNode(args: readonly string[]): Promise<NodeRun> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const status = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const milliseconds = performance.now() - started;
  if (status !== 0) {
    const said = Buffer.concat(stderr).toString('utf8').slice(-2000);
    throw new Error(`node ${args.join(' ')} ended with ${status}:\n${said}`);
  }
  return { stdout: Buffer.concat(stdout).toString('utf8'), milliseconds };
}
