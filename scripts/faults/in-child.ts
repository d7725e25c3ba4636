import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { Miss, NotHere, type Family, type Figures, type OpenFamily } from './family.ts';

/** What the child is told, and what it answers; one at a time. */
export type Order =
  | { readonly kind: 'open'; readonly module: string; readonly folder: string }
  | { readonly kind: 'trial'; readonly number: number; readonly seed: number }
  | { readonly kind: 'close' };
export interface Done {
  readonly kind: 'done';
  readonly fate?: Awaited<ReturnType<OpenFamily['trial']>>;
  readonly figures?: Figures;
}
export type Reported = Done | { readonly kind: 'miss' | 'not-here' | 'error'; readonly message: string };

const seeds = 2 ** 31;

/**
 * A family's trials in a long-lived process of their own, so that a crash of native code or an exception that nobody caught is
 * a miss and not the end of the campaign. The next trial gets a new process.
 *
 * @param module the URL of the file that exports the family's `open`
 */
export function inChild(family: Omit<Family, 'open'>, module: string): Family {
  return { ...family, open: async (folder) => openInChild(module, folder) };
}

async function openInChild(module: string, folder: string): Promise<OpenFamily> {
  let child: Child | null = null;
  let figures: Figures = {};
  const living = async (): Promise<Child> => {
    if (child?.hasEnded() === false) return child;
    child = startChild();
    await child.ask({ kind: 'open', module, folder });
    return child;
  };
  await living();
  return {
    async trial(number, random: Random) {
      const reported = await (
        await living()
      ).ask({ kind: 'trial', number, seed: randomBelow(random, seeds) });
      if (reported.figures !== undefined) ({ figures } = reported);
      return reported.fate ?? 'survived';
    },
    figures: () => figures,
    async close() {
      if (child?.hasEnded() === false) await child.ask({ kind: 'close' });
      child?.end();
    },
  };
}

interface Child {
  /** @throws Miss where the promise was broken, or the process has died */
  ask(order: Order): Promise<Done>;
  readonly hasEnded: () => boolean;
  end(): void;
}

function startChild(): Child {
  const child: ChildProcess = fork(fileURLToPath(new URL('child.ts', import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  let hasEnded = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = `${errors}${text}`.slice(-4000)));
  const ended = new Promise<Reported>((resolve) => {
    child.once('close', (status, signal) => {
      hasEnded = true;
      resolve({ kind: 'miss', message: `the process ended (${signal ?? status}): ${errors.slice(-500)}` });
    });
  });
  return {
    async ask(order) {
      const told = new Promise<Reported>((resolve) => {
        child.once('message', (message) => resolve(message as Reported));
      });
      child.send(order, () => {});
      const reported: Reported = await Promise.race([told, ended]);
      if (reported.kind === 'miss') throw new Miss(reported.message);
      if (reported.kind === 'not-here') throw new NotHere(reported.message);
      if (reported.kind !== 'done') throw new Error(reported.message);
      return reported;
    },
    hasEnded: () => hasEnded,
    end: () => void child.kill('SIGKILL'),
  };
}
