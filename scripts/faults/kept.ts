import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import type { Tally } from './tally.ts';

/** What runs with one seed came to, family by family. */
export type KeptTallies = Readonly<Record<string, Tally>>;

interface KeptRun {
  readonly sources: string;
  readonly tallies: KeptTallies;
}

const folder = path.join(projectDir, 'data', 'faults');

/** The hash of all that a campaign tests and is made of: figures of other sources are not added to. */
export function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const below of ['src', 'scripts/faults']) {
    const files = readdirSync(path.join(projectDir, below), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted();
    for (const file of files) hash.update(path.relative(projectDir, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Where a run with this seed came to, if it was made with the same sources. */
export function readKept(seed: number, sources: string): KeptTallies {
  let text: string;
  try {
    text = readFileSync(fileOf(seed), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    const kept = JSON.parse(text) as KeptRun;
    return kept.sources === sources ? kept.tallies : {};
  } catch (error) {
    // A file that was damaged is worth no more than none: the run starts over.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Replaces what is kept of this seed. */
export function keep(seed: number, sources: string, tallies: KeptTallies): void {
  mkdirSync(folder, { recursive: true });
  const file = fileOf(seed);
  writeFileSync(`${file}.new`, `${JSON.stringify({ sources, tallies } satisfies KeptRun, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function fileOf(seed: number): string {
  return path.join(folder, `seed-${seed}.json`);
}
