import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { randomBelow } from '../../src/evaluation/random.ts';
import { startBuilder, type BuilderEnd } from './builder-process.ts';
import { endOf, lockMs } from './crash-scenes.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { buildTemplate, copyOf, expectServed, generationsIn } from './index-template.ts';
import { startIndexProcess } from './index-process.ts';

/** Several builders at once on one folder; in every third round the one that holds the lock is killed. */
export const buildersTogether: Family = {
  name: 'builders-together',
  promise:
    'Of several builders on one folder one builds at a time and the others say who does; a killed one is in nobody’s way for longer than five seconds.',
  trials: 100,
  shortTrials: 2,
  minutes: 5,
  open,
};

const most = 8;
const isBusy =
  /^The index in .* is being built: process \d+ has been building since \d{4}-.*\. Wait for it, or stop it$/;

async function open(folder: string): Promise<OpenFamily> {
  const worker = startIndexProcess();
  const oracle = new Map<string, number>();
  for (let version = 1; version <= most + 1; version += 1) {
    const alone = await buildTemplate(worker, path.join(folder, `version-${version}`), [version]);
    oracle.set(alone.answers.get(alone.current) ?? '', version);
  }
  const template = await buildTemplate(worker, path.join(folder, 'template'), [most + 1]);
  const indexDir = path.join(folder, 'index');
  let builds = 0;
  let longest = 0;

  return {
    async trial(number, random) {
      rmSync(indexDir, { recursive: true, force: true });
      const isFirst = random() < 0.5;
      if (isFirst) mkdirSync(indexDir);
      else copyOf(template, indexDir);
      const count = 2 + randomBelow(random, most - 1);
      const builders = Array.from({ length: count }, (_, at) =>
        startBuilder({ indexDir, what: String(at + 1), delay: randomBelow(random, 100) }),
      );
      if (number % 3 === 2) {
        const holder = await Promise.race(
          builders.map(async (builder) => builder.said('read').then(() => builder)),
        );
        await wait(random() * 150);
        holder.child.kill('SIGKILL');
        await holder.ended;
        const started = performance.now();
        const late = startBuilder({ indexDir, what: '1' });
        const end = await late.ended;
        longest = Math.max(longest, performance.now() - started);
        // Another of those that wait may hold it now, which is as good: what counts is that it is held by the living.
        const isHeld = end.status === 3 && isBusy.test(end.errors.trim());
        if (end.status !== 0 && !isHeld) throw new Miss(`after the holder was killed: ${endOf(end)}`);
        if (isHeld && end.errors.includes(`process ${holder.child.pid} `))
          throw new Miss(`the lock of a killed builder was believed: ${end.errors}`);
        if (longest > lockMs) throw new Miss(`a killed builder was in the way for ${Math.round(longest)} ms`);
        builders.push(late);
      }
      const ends = await Promise.all(builders.map(async ({ ended }) => ended));
      const held = ends.flatMap((end) => {
        const isWhole = end.status === 0 || end.signal === 'SIGKILL';
        if (!isWhole && !(end.status === 3 && isBusy.test(end.errors.trim())))
          throw new Miss(`expected a build or a plain sentence about who builds, saw ${endOf(end)}`);
        return heldBy(end);
      });
      expectApart(held);
      builds += ends.filter(({ status }) => status === 0).length;
      if (!ends.some(({ status }) => status === 0)) {
        const last = await startBuilder({ indexDir, what: '1' }).ended;
        if (last.status !== 0)
          throw new Miss(`nobody built, and the next one could not either: ${endOf(last)}`);
      }
      const { answers } = expectServed(
        await worker.run({ do: 'ask', indexDir, strict: true }),
        ' of one of them',
      );
      if (!oracle.has(answers)) throw new Miss('the index answers as none of the builders would have it');
      const generations = generationsIn(indexDir);
      if (generations.length > 2) throw new Miss(`${generations.length} generations were kept`);
      const left = readdirSync(indexDir).filter((name) => name.endsWith('.tmp') || name === '.lock');
      if (left.length > 0 && number % 3 !== 2) throw new Miss(`left behind: ${left.join(', ')}`);
      return 'survived';
    },
    figures: () => ({ builds, 'longest after a kill': { most: longest, unit: 'ms' } }),
    close: async () => worker.close(),
  };
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** From the first document read to the last word about writing, all of which happens under the lock. */
function heldBy({ lines }: BuilderEnd): Interval[] {
  const inside = lines.filter(({ words }) => /^(read|embed|index \d|write)/.test(words));
  const [first, last] = [inside[0], inside.at(-1)];
  return first === undefined || last === undefined ? [] : [{ from: first.at, to: last.at }];
}

function expectApart(intervals: readonly Interval[]): void {
  const inOrder = intervals.toSorted((a, b) => a.from - b.from);
  for (const [at, { from }] of inOrder.entries()) {
    const before = inOrder[at - 1];
    if (before !== undefined && from < before.to)
      throw new Miss(`two builders built at the same time, for ${(before.to - from).toFixed(1)} ms`);
  }
}
