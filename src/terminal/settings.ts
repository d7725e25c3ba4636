import { statSync } from 'node:fs';
import path from 'node:path';
import dotenv from 'dotenv';
import { loadConfig, projectDir, type Config } from '../config.ts';
import type { Arguments } from './arguments.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of the environment, with a `.env` file in the project folder filling in what the environment lacks. */
export function readSettings(environment: Record<string, string | undefined>): Config {
  dotenv.config({
    quiet: true,
    path: path.join(projectDir, '.env'),
    processEnv: environment,
  });
  return loadConfig(environment satisfies Environment);
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
