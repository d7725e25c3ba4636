import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import { systemCode } from '../../src/errors.ts';
import type { Tally } from './tally.ts';

interface Kept {
  readonly sources: string;
  readonly tally: Tally;
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

/** Where a family came to with this seed, if it was tried with the same sources. */
export function readKept(seed: number, sources: string, family: string): Tally | null {
  let text: string;
  try {
    text = readFileSync(fileOf(seed, family), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const kept = JSON.parse(text) as Kept;
    return kept.sources === sources ? kept.tally : null;
  } catch (error) {
    // A file that was damaged is worth no more than none: the family starts over.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Replaces what is kept of a family. Each has a file of its own, so that several may run at the same time. */
export function keep(seed: number, sources: string, family: string, tally: Tally): void {
  const file = fileOf(seed, family);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify({ sources, tally } satisfies Kept, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function fileOf(seed: number, family: string): string {
  return path.join(folder, `seed-${seed}`, `${family}.json`);
}
