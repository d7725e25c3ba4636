import { KnownError } from '../../src/errors.ts';
import type { Family } from './family.ts';
import { storedFiles } from './stored-files.ts';
import { changingDocuments } from './changing-documents.ts';
import { modelFiles } from './model-files.ts';
import { rankingFiles } from './ranking-files.ts';
import { buildersTogether } from './builders-together.ts';
import { authStorm } from './auth-storm.ts';
import { deaths } from './deaths.ts';
import { flood } from './flood.ts';
import { gateway } from './gateway.ts';
import { reloads } from './reloads.ts';
import { soak } from './soak.ts';
import { swaps } from './swaps.ts';
import { throws } from './throws.ts';
import { fullDisk } from './full-disk.ts';
import { compound } from './compound.ts';
import { builderKills } from './builder-kills.ts';
import { commandKills } from './command-kills.ts';
import { documents } from './documents.ts';
import { paths } from './paths.ts';
import { permissions } from './permissions.ts';
import { questions } from './questions.ts';
import { scaling } from './scaling.ts';
import { settings } from './settings.ts';
import { settingsFile } from './settings-file.ts';
import { supply } from './supply.ts';
import { outputs } from './outputs.ts';
import { canaries } from './canaries.ts';
import { storage } from './storage.ts';

/** Every family of the campaign, in the order in which it runs. */
export const families: readonly Family[] = [
  storage,
  builderKills,
  commandKills,
  compound,
  documents,
  paths,
  questions,
  scaling,
  outputs,
  settings,
  settingsFile,
  canaries,
  permissions,
  supply,
  fullDisk,
  swaps,
  throws,
  deaths,
  gateway,
  authStorm,
  reloads,
  flood,
  soak,
  buildersTogether,
  modelFiles,
  rankingFiles,
  changingDocuments,
  storedFiles,
];

/**
 * @param names with commas between them, each whole or a part of several; empty for every family
 * @throws KnownError `usage` where one is in no family's name
 */
export function familiesNamed(names: string): readonly Family[] {
  if (names === '') return families;
  const wanted = names.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !families.some((family) => isMeant(family, name)));
  if (unknown !== undefined) {
    const known = families.map(({ name }) => name).join(', ');
    throw new KnownError('usage', `--only takes one of ${known}, but got "${unknown}"`);
  }
  return families.filter((family) => wanted.some((name) => isMeant(family, name)));
}

/** "settings" is a name, and a part of another. */
function isMeant(family: Family, name: string): boolean {
  const isName = families.some((one) => one.name === name);
  return isName ? family.name === name : name !== '' && family.name.includes(name);
}
