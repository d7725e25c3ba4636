import { statSync } from 'node:fs';
import path from 'node:path';
import { loadConfig, projectDir, settingDefaults, type Config } from '../config.ts';
import { KnownError } from '../errors.ts';
import { inertLine } from '../text/inert.ts';
import type { Arguments } from './arguments.ts';
import { readEnvFile } from './env-file.ts';
import { nearestName } from './nearest-name.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of the environment, with a `.env` file in the project folder filling in what the environment lacks.
 *
 * @throws KnownError `settings` for values that cannot be used, and for a file that is there and cannot be read: going on with
 *   the defaults would answer from other documents than the operator's
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  file = path.join(projectDir, '.env'),
): Config {
  const written = readEnvFile(file);
  refuseSlips(file, Object.keys(written));
  for (const [name, value] of Object.entries(written)) environment[name] ??= value;
  return loadConfig(environment satisfies Environment);
}

/** More letters than that, and it may well be another program's. */
const slipLetters = 2;

/** A misspelt name would leave the default in its setting's place, and nobody would hear of it. */
function refuseSlips(file: string, names: readonly string[]): void {
  const known = Object.keys(settingDefaults);
  const slips = names
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = nearestName(name, known, slipLetters);
      return meant === null
        ? []
        : [`  ${inertLine(name).slice(0, 60)} is no setting; did you mean ${meant}?`];
    });
  if (slips.length === 0) return;
  throw new KnownError(
    'settings',
    `Some names in ${file} are misspelt. Put them right, or delete them.\n${slips.slice(0, 5).join('\n')}`,
  );
}

/** The settings with `--documents`, `--index` and `--model` in place of theirs. Relative folders start at `workingDir`. */
export function withArguments(config: Config, { values }: Arguments, workingDir: string): Config {
  const { documents, index, model } = values;
  return {
    ...config,
    ...(documents === undefined ? {} : { documentsDir: path.resolve(workingDir, documents) }),
    ...(index === undefined ? {} : { indexDir: path.resolve(workingDir, index) }),
    ...(model === undefined ? {} : { embeddingModel: modelFrom(model, workingDir) }),
  };
}

/** A folder where the command was typed comes first; anything else means what it means as a setting. */
function modelFrom(model: string, workingDir: string): string {
  const folder = path.resolve(workingDir, model);
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder : model;
}
