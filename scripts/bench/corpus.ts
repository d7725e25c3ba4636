import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import { makeSyntheticCorpus, type SyntheticCorpus } from '../../src/evaluation/synthetic.ts';

/** Questions asked before the clock starts, so that what is compiled and cached on the way is not counted. */
export const warmUpCount = 100;
/** Questions that are timed. */
export const timedCount = 200;

const seed = 20_261;

/** Made-up passages in the plain words of the example documents, with their questions; the same in every process. */
export function corpusOf(passageCount: number): SyntheticCorpus {
  const folder = path.join(projectDir, 'data/documents');
  const prose = readdirSync(folder)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replace(/^---\n.*?\n---\n/s, ''))
    .join('\n');
  return makeSyntheticCorpus(prose, passageCount, warmUpCount + timedCount, seed);
}
