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
