import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { projectDir } from '../../src/config.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { startIndexCommand, type BuilderEnd } from './builder-process.ts';
import { endOf, lockMs, pick } from './crash-scenes.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { faultCorpus } from './fault-corpus.ts';
import { startIndexProcess } from './index-process.ts';
import { expectServed, generationsIn } from './index-template.ts';
import { needsModel } from './needs.ts';

/** `kill -9` of `npm run index` as people run it: with the shipped model, on a folder of files. */
export const commandKills: Family = {
  name: 'command-kills',
  promise:
    'An index command killed at any instant leaves the old index or the new one, whole and in use, and the same command run again has the new one.',
  trials: 100,
  shortTrials: 1,
  minutes: 6,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const worker = startIndexProcess({ model: path.join(projectDir, 'data/model') });
  const indexDir = path.join(folder, 'index');
  const documents = [1, 2].map((version) =>
    writeDocuments(path.join(folder, `documents-${version}`), version),
  );
  const [older = '', newer = ''] = documents;
  /** Builds an index of documents alone, and says what it answers. */
  const built = async (documentsDir: string, place: string): Promise<string> => {
    expectDone(await startIndexCommand(argsOf(documentsDir, place)).ended, 'without any fault');
    return expectServed(await worker.run({ do: 'ask', indexDir: place, strict: true })).answers;
  };
  const template = path.join(folder, 'template');
  const before = await built(older, template);
  const started = performance.now();
  const after = await built(newer, path.join(folder, 'alone'));
  const duration = performance.now() - started;
  if (before === after) throw new Error('Two versions answer alike');
  /** Of a first build and of a second one, once they are needed. */
  const calls = new Map<boolean, readonly string[]>();
  let longest = 0;
  let isKilled = 0;

  return {
    async trial(number, random) {
      const isFirst = number % 8 > 5;
      const isLate = number % 2 === 0;
      if (!isLate && !calls.has(isFirst)) calls.set(isFirst, await callsFrom(isFirst ? null : template));
      prepare(isFirst ? null : template);
      const { end, where } = isLate
        ? await killedLate(random)
        : await killedAt(calls.get(isFirst) ?? [], random);
      if (end.signal === 'SIGKILL') isKilled += 1;
      else expectDone(end, where);
      // A first build that was killed between its last two steps is whole, and nothing was in use before.
      const strict = !isFirst || existsSync(path.join(indexDir, 'CURRENT'));
      const outcome = await worker.run({ do: 'ask', indexDir, strict });
      const isNothing = isFirst && outcome.kind === 'refused' && outcome.code === 'no-index';
      if (!isNothing) {
        const { answers } = expectServed(outcome, ` from the old state or the new one, ${where}`);
        if (answers !== after && (isFirst || answers !== before))
          throw new Miss(`${where}: neither the old answers nor the new ones`);
      }
      const again = performance.now();
      expectDone(await startIndexCommand(argsOf(newer, indexDir)).ended, `again, ${where}`);
      const took = performance.now() - again;
      // What the command itself takes is not what a dead one cost it.
      if (took > lockMs + duration) throw new Miss(`${where}: the next build took ${Math.round(took)} ms`);
      longest = Math.max(longest, took);
      const now = expectServed(await worker.run({ do: 'ask', indexDir, strict: true }), ` again, ${where}`);
      if (now.answers !== after) throw new Miss(`${where}: the next build answers otherwise than one alone`);
      const left = readdirSync(indexDir).filter((name) => name.endsWith('.tmp'));
      if (generationsIn(indexDir).length > 2 || left.length > 0)
        throw new Miss(
          `${where}: left behind: ${generationsIn(indexDir).length} generations, ${left.join(', ')}`,
        );
      return 'survived';
    },
    figures: () => ({ killed: isKilled, 'longest next build': { most: longest, unit: 'ms' } }),
    close: async () => worker.close(),
  };

  function prepare(from: string | null): void {
    rmSync(indexDir, { recursive: true, force: true });
    if (from === null) mkdirSync(indexDir);
    else cpSync(from, indexDir, { recursive: true });
  }

  /** The calls of an undisturbed command that change the disk. */
  async function callsFrom(from: string | null): Promise<readonly string[]> {
    prepare(from);
    const log = path.join(folder, 'calls.txt');
    const fault = { FAULT_UNDER: indexDir, FAULT_LOG: log };
    expectDone(await startIndexCommand(argsOf(newer, indexDir), fault).ended, 'without any fault');
    return readFileSync(log, 'utf8').split('\n');
  }

  async function killedLate(random: Random): Promise<Killed> {
    const delay = random() * duration * 1.1;
    const builder = startIndexCommand(argsOf(newer, indexDir));
    await Promise.race([wait(delay), builder.ended]);
    builder.child.kill('SIGKILL');
    return { end: await builder.ended, where: `killed after ${Math.round(delay)} ms` };
  }

  async function killedAt(names: readonly string[], random: Random): Promise<Killed> {
    const at = 1 + randomBelow(random, names.length);
    const how = pick(random, ['before', 'torn', 'after']);
    const fault = { FAULT_UNDER: indexDir, FAULT_AT: String(at), FAULT_HOW: how };
    const end = await startIndexCommand(argsOf(newer, indexDir), fault).ended;
    return { end, where: `${how} ${names[at - 1] ?? ''}` };
  }
}

function argsOf(documentsDir: string, indexDir: string): string[] {
  return ['--documents', documentsDir, '--index', indexDir, '--json'];
}

interface Killed {
  readonly end: BuilderEnd;
  readonly where: string;
}

function expectDone(end: BuilderEnd, where: string): void {
  if (end.status !== 0) throw new Miss(`${where}: expected a build, saw ${endOf(end)}`);
}

function writeDocuments(folder: string, version: number): string {
  mkdirSync(folder);
  for (const { document } of faultCorpus(version))
    writeFileSync(path.join(folder, document.path), document.text);
  return folder;
}
