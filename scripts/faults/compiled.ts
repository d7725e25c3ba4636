import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import { makeWorkFolder } from '../../src/evaluation/work-folder.ts';

/** Programs that trials start, or fork and keep. */
const programs = [
  'scripts/faults/index-child.ts',
  'scripts/faults/builder-child.ts',
  'scripts/build-index.ts',
  'scripts/ask.ts',
  'src/index/build-entry.ts',
  'src/corpus/sandbox-worker.ts',
  'src/main.ts',
] as const;

export type Program = (typeof programs)[number];

let made: string | null = null;

/**
 * The path of a program as JavaScript. A thousand processes that compile in memory would take longer at that than at what
 * they are started for, so everything is compiled once for this process: a copy that stays the same while a campaign runs.
 */
export function compiled(program: Program): string {
  made ??= compile();
  return path.join(made, 'dist', program.replace(/\.ts$/, '.js'));
}

/** The project folder that compiled programs take for theirs: no `.env` in it, and the data of this one. */
export function compiledProject(): string {
  made ??= compile();
  return made;
}

function compile(): string {
  const folder = makeWorkFolder('compiled');
  mkdirSync(path.join(folder, 'dist'));
  // Some of the programs run as a user who is not its owner.
  chmodSync(folder, 0o755);
  symlinkSync(path.join(projectDir, 'node_modules'), path.join(folder, 'node_modules'));
  for (const name of ['data/ranking', 'data/model', 'data/documents'])
    cpSync(path.join(projectDir, name), path.join(folder, name), { recursive: true });
  copyFileSync(path.join(projectDir, 'package.json'), path.join(folder, 'package.json'));
  const settings = path.join(folder, 'tsconfig.json');
  const text = JSON.stringify({
    extends: path.join(projectDir, 'tsconfig.build.json'),
    compilerOptions: {
      rootDir: projectDir,
      outDir: path.join(folder, 'dist'),
      typeRoots: [path.join(projectDir, 'node_modules', '@types')],
    },
    include: [],
    exclude: [],
    files: programs.map((program) => path.join(projectDir, program)),
  });
  writeFileSync(settings, text);
  const compiler = path.join(projectDir, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', settings], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The sources could not be compiled:\n${stdout}`);
  return folder;
}
