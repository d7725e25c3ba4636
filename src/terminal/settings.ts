import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import dotenv from 'dotenv';
import { loadConfig, projectDir, type Config } from '../config.ts';
import { KnownError } from '../errors.ts';
import type { Arguments } from './arguments.ts';

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
  checkReadable(file);
  dotenv.config({ quiet: true, path: file, processEnv: environment });
  return loadConfig(environment satisfies Environment);
}

function checkReadable(file: string): void {
  let problem: string;
  try {
    // A pipe is how some keepers of secrets hand them over.
    if (!statSync(file).isDirectory()) return accessSync(file, constants.R_OK);
    problem = 'it is a folder';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === 'ENOENT') return;
    if (code === null) throw error;
    problem = code === 'EACCES' ? 'this user may not read it' : code;
  }
  throw new KnownError(
    'settings',
    `The settings in ${file} cannot be read: ${problem}. Put it right, or delete it.`,
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
