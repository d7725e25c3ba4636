import { fork, type ChildProcess } from 'node:child_process';
import { compiled } from './compiled.ts';
import { Miss } from './family.ts';
import type { Outcome, Task } from './index-messages.ts';

/** A process that opens and builds indexes for many trials. */
export interface IndexProcess {
  /** @throws Miss when the process dies of it, or says nothing for a minute */
  run(task: Task): Promise<Outcome>;
  close(): Promise<void>;
}

export interface IndexProcessOptions {
  /** `fake`, or the folder of a model. */
  readonly model?: string;
  /** Runs as this user, whom file permissions bind. */
  readonly uid?: number;
}

const patienceMs = 20_000;

/** Forks it at once, and again for the task after one that it died of. */
export function startIndexProcess({ model = 'fake', uid }: IndexProcessOptions = {}): IndexProcess {
  let child = start();
  function start(): ChildProcess {
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
    return fork(compiled('scripts/faults/index-child.ts'), [model], {
      stdio: [...stdio],
      execArgv: [],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
  }
  return {
    async run(task) {
      if (child.killed || child.exitCode !== null || child.signalCode !== null) child = start();
      const running = child;
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          running.off('message', onMessage).off('exit', onExit);
        };
        const onMessage = (outcome: Outcome): void => {
          end();
          resolve(outcome);
        };
        const onExit = (status: number | null, signal: string | null): void => {
          end();
          reject(new Miss(`the process died (${signal ?? `status ${status}`}) of ${wordsOfTask(task)}`));
        };
        const timer = setTimeout(() => {
          end();
          running.kill('SIGKILL');
          reject(new Miss(`the process hangs at ${wordsOfTask(task)}`));
        }, patienceMs);
        running.once('message', onMessage).once('exit', onExit);
        running.send(task);
      });
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGKILL');
      });
    },
  };
}

function wordsOfTask(task: Task): string {
  return JSON.stringify(task).slice(0, 200);
}
