import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { callsOf, startBuilder, type BuilderEnd } from './builder-process.ts';
import { Miss } from './family.ts';
import {
  buildTemplate,
  copyOf,
  expectBuilt,
  expectServed,
  generationsIn,
  type Template,
} from './index-template.ts';
import { startIndexProcess, type IndexProcess } from './index-process.ts';

/** What a builder finds and does when it is disturbed. */
export interface Scene {
  readonly name: string;
  /** `null` for an empty folder. */
  readonly template: Template | null;
  readonly what: string;
  /** Versions that may be in use afterwards; with `null`, none. */
  readonly allowed: readonly (number | null)[];
  /** The calls that an undisturbed builder makes. */
  readonly calls: readonly string[];
  /** Puts what earlier builders left into the folder. */
  readonly litter: boolean;
}

export interface CrashScenes {
  readonly worker: IndexProcess;
  readonly scenes: readonly Scene[];
  /** Answers by version. */
  readonly oracle: ReadonlyMap<number, string>;
  /** A folder as a scene finds it. */
  prepare(scene: Scene): string;
  /** Runs the scene's builder with `fail-at.mjs`. */
  disturb(scene: Scene, at: number, how: string): Promise<BuilderEnd>;
  /**
   * Asks the index, builds the next version without any fault, asks again and looks for litter.
   *
   * @param allowed versions that it may answer from; `null` where it was damaged and has been asked already
   * @returns milliseconds that the next build took
   */
  settle(indexDir: string, allowed: Scene['allowed'] | null): Promise<number>;
  close(): Promise<void>;
}

const next = 4;
const versions = [1, 2, 3, next] as const;

export async function openCrashScenes(folder: string): Promise<CrashScenes> {
  const worker = startIndexProcess();
  const oracle = new Map<number, string>();
  for (const version of versions) {
    const alone = await buildTemplate(worker, path.join(folder, `version-${version}`), [version]);
    oracle.set(version, alone.answers.get(alone.current) ?? '');
  }
  if (new Set(oracle.values()).size !== versions.length) throw new Error('Two versions answer alike');
  const one = await buildTemplate(worker, path.join(folder, 'one'), [1]);
  const two = await buildTemplate(worker, path.join(folder, 'two'), [1, 2]);
  const indexDir = path.join(folder, 'index');
  const base = { calls: [], litter: false };
  const drafts: Scene[] = [
    { ...base, name: 'first build', template: null, what: '1', allowed: [null, 1] },
    { ...base, name: 'second build', template: one, what: '2', allowed: [1, 2] },
    { ...base, name: 'third build', template: two, what: '3', allowed: [2, 3] },
    { ...base, name: 'rollback', template: two, what: 'rollback', allowed: [2, 1] },
    { ...base, name: 'clean-up', template: two, what: '2', allowed: [2], litter: true },
    { ...base, name: 'build with clean-up', template: two, what: '3', allowed: [2, 3], litter: true },
  ];
  const prepare = (scene: Scene, place = indexDir): string => {
    rmSync(place, { recursive: true, force: true });
    if (scene.template === null) mkdirSync(place);
    else copyOf(scene.template, place);
    if (scene.litter) dropLitter(place);
    return place;
  };
  const expectVersion = async (place: string, allowed: Scene['allowed']): Promise<void> => {
    // A first build that was killed between its last two steps is whole, and nothing was in use before.
    const strict = !allowed.includes(null) || existsSync(path.join(place, 'CURRENT'));
    const outcome = await worker.run({ do: 'ask', indexDir: place, strict });
    if (outcome.kind === 'refused' && outcome.code === 'no-index' && allowed.includes(null)) return;
    const { answers, generation } = expectServed(outcome, ' from the old state or the new one');
    if (!allowed.some((version) => version !== null && oracle.get(version) === answers))
      throw new Miss(`${generation} answers as none of version ${allowed.join(', ')} does`);
  };
  const scenes = await Promise.all(
    drafts.map(async (draft, at): Promise<Scene> => {
      const place = prepare(draft, path.join(folder, `calls-${at}`));
      const calls = await callsOf({ indexDir: place, what: draft.what }, `${place}.txt`);
      return { ...draft, calls };
    }),
  );

  return {
    worker,
    scenes,
    oracle,
    prepare: (scene) => prepare(scene),
    disturb: async (scene, at, how) =>
      startBuilder({
        indexDir,
        what: scene.what,
        fault: { FAULT_UNDER: indexDir, FAULT_AT: String(at), FAULT_HOW: how },
      }).ended,
    async settle(place, allowed) {
      if (allowed !== null) await expectVersion(place, allowed);
      const started = performance.now();
      const built = expectBuilt(
        await worker.run({ do: 'build', indexDir: place, source: { version: next } }),
        ' after it',
      );
      const took = performance.now() - started;
      if (took > lockMs) throw new Miss(`the next build took ${Math.round(took)} ms`);
      if (built.warnings.length > 0 && allowed !== null && !allowed.includes(null))
        throw new Miss(`the next build warned: ${built.warnings.join('; ')}`);
      const now = expectServed(
        await worker.run({ do: 'ask', indexDir: place, strict: true }),
        ' of the next build',
      );
      if (now.answers !== oracle.get(next))
        throw new Miss('the next build answers otherwise than one from nothing');
      const left = leftIn(place);
      if (left.some((name) => name.startsWith('.lock-'))) {
        // What died while it took the lock is deleted when it is surely dead: after two minutes, which pass here at once.
        const longAgo = new Date(Date.now() - 180_000);
        for (const name of left) utimesSync(path.join(place, name), longAgo, longAgo);
        expectBuilt(
          await worker.run({ do: 'build', indexDir: place, source: { version: next } }),
          ' of the same',
        );
      }
      const stays = leftIn(place);
      if (generationsIn(place).length > 2 || stays.length > 0)
        throw new Miss(`left behind: ${generationsIn(place).length} generations, ${stays.join(', ')}`);
      return took;
    },
    close: async () => worker.close(),
  };
}

/** A lock whose holder is gone must be free by then. */
export const lockMs = 5000;

/** A call of a scene and what happens there. */
export interface Point {
  readonly scene: Scene;
  readonly at: number;
  readonly how: 'before' | 'after' | 'torn';
}

/** Every call of every scene, before and after it, and half-way where there is such a thing. */
export function pointsOf(scenes: readonly Scene[]): Point[] {
  return scenes.flatMap((scene) =>
    scene.calls.flatMap((call, index) => {
      const ways = /^(write|rm)/.test(call)
        ? (['before', 'torn', 'after'] as const)
        : (['before', 'after'] as const);
      return ways.map((how) => ({ scene, at: index + 1, how }));
    }),
  );
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[randomBelow(random, items.length)];
  if (item === undefined) throw new RangeError('There is nothing to pick from');
  return item;
}

/** For a message: what a builder did, if anybody cares. */
export function endOf({ status, signal, errors }: BuilderEnd): string {
  return `${signal ?? `status ${status}`}${errors === '' ? '' : `: ${errors}`}`;
}

/** What is neither CURRENT nor a generation. */
function leftIn(indexDir: string): string[] {
  const generations = generationsIn(indexDir);
  return readdirSync(indexDir).filter((name) => name !== 'CURRENT' && !generations.includes(name));
}

function dropLitter(indexDir: string): void {
  for (const name of ['20200101T000000000Z-aaaaaa.tmp', '20200102T000000000Z-bbbbbb.tmp']) {
    mkdirSync(path.join(indexDir, name));
    writeFileSync(path.join(indexDir, name, 'texts.bin'), 'half of it');
    writeFileSync(path.join(indexDir, name, 'manifest.json'), '{');
  }
  writeFileSync(path.join(indexDir, 'CURRENT.4711-0badcafe.tmp'), '2020');
}
