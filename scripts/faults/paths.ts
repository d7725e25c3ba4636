import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { inertLine } from '../../src/text/inert.ts';
import { Miss, NotHere, type Family, type OpenFamily } from './family.ts';
import { hostileTree, swapper, writeOutside, type Places } from './hostile-tree.ts';
import type { LoadedFile } from './index-messages.ts';
import { startIndexProcess } from './index-process.ts';

/** In every file outside of the folder, and in the environment of the process that reads it. */
const canary = 'canary-of-the-paths-19ad7be0';
/** Every so many trials the folder changes while it is read. */
const swapEvery = 3;

/** Links, pipes, sockets, devices and names in the documents folder; and what changes places while the folder is read. */
export const paths: Family = {
  name: 'paths',
  promise:
    'Nothing outside of the documents folder is read, whatever links, pipes, sockets, devices and names lie in it or take the place of a file while it is read; nothing hangs, and what cannot be read is named with a reason.',
  trials: 1500,
  shortTrials: 9,
  minutes: 2,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  if (process.platform === 'win32') throw new NotHere('needs a system with links and pipes');
  const places: Places = { root: path.join(folder, 'documents'), outside: path.join(folder, 'outside') };
  const before = process.env['FAULTS_CANARY'];
  // So that it stands in /proc/self/environ of the reader.
  process.env['FAULTS_CANARY'] = canary;
  const reader = startIndexProcess();
  let swaps = 0;
  let files = 0;

  const load = async (): Promise<readonly LoadedFile[]> => {
    const outcome = await reader.run({ do: 'load', documentsDir: places.root });
    if (outcome.kind !== 'loaded')
      throw new Miss(`a list of files, and it was ${JSON.stringify(outcome).slice(0, 300)}`);
    files += outcome.files.length;
    return outcome.files;
  };
  return {
    async trial(number, random) {
      const tree = await hostileTree(places, random);
      writeOutside(places, canary);
      try {
        if (number % swapEvery !== swapEvery - 1) {
          const loaded = await load();
          expectOnlyInside(loaded, tree.made);
          for (const [name, text] of tree.good) expectRead(loaded, name, text, tree.made);
          return 'survived';
        }
        const changing = swapper(places);
        const done = new AbortController();
        const loading = load().finally(() => done.abort());
        while (!done.signal.aborted) {
          changing.swap();
          swaps += 1;
          await turn();
        }
        const loaded = await loading;
        expectOnlyInside(loaded, tree.made);
        for (const [name, text] of tree.good) {
          if (!changing.swapped.has(name)) expectRead(loaded, name, text, tree.made);
          else {
            const found = loaded.find((one) => one.path === name);
            if (found?.text !== undefined && found.text !== null && found.text !== text)
              throw new Miss(`${name} was read as something else`);
          }
        }
        return loaded.some(({ reason }) => reason !== null && /replaced|changed/.test(reason))
          ? 'refused'
          : 'survived';
      } finally {
        tree.close();
      }
    },
    figures: () => ({
      files,
      'changed places while it was read': swaps,
    }),
    async close() {
      await reader.close();
      if (before === undefined) delete process.env['FAULTS_CANARY'];
      else process.env['FAULTS_CANARY'] = before;
    },
  };
}

function expectOnlyInside(loaded: readonly LoadedFile[], made: readonly string[]): void {
  for (const { path: name, text, reason } of loaded) {
    const what = `${JSON.stringify(name)} among ${made.join(', ')}`;
    if (text !== null && (text.includes(canary) || text.startsWith('root:')))
      throw new Miss(`what lies outside of the folder was read as ${what}`);
    if (text === null && (reason === null || reason === '' || inertLine(reason) !== reason))
      throw new Miss(`a plain reason for ${what}, and it is ${JSON.stringify(reason)}`);
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    if (/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/.test(name))
      throw new Miss(`a name that can be shown, and it is ${what}`);
    if (name.split('/').includes('..') || path.isAbsolute(name))
      throw new Miss(`a path inside of the folder, and it is ${what}`);
  }
}

function expectRead(
  loaded: readonly LoadedFile[],
  name: string,
  text: string,
  made: readonly string[],
): void {
  const found = loaded.find((one) => one.path === name);
  if (found?.text !== text)
    throw new Miss(`${name} as it is, and it was ${JSON.stringify(found ?? null)} among ${made.join(', ')}`);
}
