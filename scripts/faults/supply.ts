import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../src/config.ts';
import { readModelFiles } from '../../src/embedding/model-files.ts';
import { KnownError } from '../../src/errors.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { faultsOfLockfile, type LockedPackage, type Lockfile, type Wanted } from './lockfile.ts';
import { needsModel } from './needs.ts';

type Check = () => Promise<void> | void;

/** What is installed and shipped, as it is; then the same with one thing tampered with, which must be seen. */
export const supply: Family = {
  name: 'supply',
  promise:
    'Only packages of the registry are installed, each by its SHA-512, none runs a script that is not in allowScripts, each is used; the shipped model and tokenizer are the bytes that were recorded.',
  trials: 500,
  shortTrials: 16,
  minutes: 1,
  open,
};

const read = (name: string): unknown => JSON.parse(readFileSync(path.join(projectDir, name), 'utf8'));

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const wanted = read('package.json') as Wanted;
  const lock = read('package-lock.json') as Lockfile;
  const model = path.join(folder, 'model');
  const shipped = path.join(projectDir, 'data/model');

  const checks: readonly Check[] = [
    () => expectNone(faultsOfLockfile(wanted, lock)),
    () => expectNone(scriptsThatRun(Object.keys(wanted.allowScripts ?? {}))),
    () => expectNone(unusedOf(wanted)),
    () => expectNone(unlisted(wanted)),
    () => expectNone(filesUnlike(shipped)),
    async () => void (await readModelFiles(shipped, 'model')),
  ];
  return {
    async trial(number, random): Promise<Fate> {
      const check = checks[number];
      if (check !== undefined) {
        await check();
        return 'survived';
      }
      if (random() < 0.5) {
        const [what, tampered] = tamper(lock, random);
        if (faultsOfLockfile(wanted, tampered).length === 0)
          throw new Miss(`${what} to be seen in the lockfile`);
        return 'refused';
      }
      rmSync(model, { recursive: true, force: true });
      cpSync(shipped, model, { recursive: true });
      const what = tamperFile(model, random);
      try {
        await readModelFiles(model, 'model');
      } catch (error) {
        if (error instanceof KnownError && error.code === 'model') return 'refused';
        throw error;
      }
      throw new Miss(`a model to be refused after ${what}`);
    },
    figures: () => ({ packages: String(Object.keys(lock.packages ?? {}).length - 1) }),
    async close() {},
  };
}

function expectNone(faults: readonly string[]): void {
  if (faults.length > 0) throw new Miss(`${faults.length} faults: ${faults.slice(0, 5).join('; ')}`);
}

/** Packages that are installed here and run something when they are: a script, or a compiler for a binding.gyp. */
function scriptsThatRun(allowed: readonly string[]): string[] {
  const running: string[] = [];
  const visit = (modules: string): void => {
    if (!existsSync(modules)) return;
    for (const name of readdirSync(modules)) {
      if (name.startsWith('.')) continue;
      const place = path.join(modules, name);
      if (name.startsWith('@')) {
        visit(place);
        continue;
      }
      const description = path.join(place, 'package.json');
      if (!existsSync(description)) continue;
      const { name: real = '', scripts = {} } = JSON.parse(readFileSync(description, 'utf8')) as {
        name?: string;
        scripts?: Record<string, string>;
      };
      const runs =
        ['preinstall', 'install', 'postinstall'].some((script) => script in scripts) ||
        existsSync(path.join(place, 'binding.gyp'));
      if (runs && !allowed.includes(real))
        running.push(`${real} runs something when it is installed, and is not in allowScripts`);
      visit(path.join(place, 'node_modules'));
    }
  };
  visit(path.join(projectDir, 'node_modules'));
  return running;
}

/** The type-aware linter calls the first; the validator of Discord's description, where that is there, the others. */
const usedByOthers: ReadonlySet<string> = new Set(['oxlint-tsgolint', 'ajv', 'ajv-formats']);

/** Packages that are asked for, and that no source, test, script or setting of ours names. */
function unusedOf(wanted: Wanted): string[] {
  const sources = ourSources();
  const commands = JSON.stringify((read('package.json') as { readonly scripts: object }).scripts);
  return Object.keys({ ...wanted.dependencies, ...wanted.devDependencies }).filter((name) => {
    // Types come with the package that they are the types of.
    if (name.startsWith('@types/'))
      return name !== '@types/node' && !sources.includes(`'${name.slice('@types/'.length)}`);
    const isCommand = new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`).test(commands);
    return !usedByOthers.has(name) && !sources.includes(`'${name}`) && !isCommand;
  });
}

/** Packages that our sources import, and nobody asked for. */
function unlisted(wanted: Wanted): string[] {
  const asked = new Set(Object.keys({ ...wanted.dependencies, ...wanted.devDependencies }));
  const imported = [
    ...ourSources().matchAll(/^(?:import|export)\b[^'"]*?\bfrom '((?:@[\w.-]+\/)?[\w.-]+)[\w./-]*';$/gm),
  ].map(([, name = '']) => name);
  return [...new Set(imported)].filter((name) => !name.startsWith('.') && !asked.has(name) && !isNodes(name));
}

function isNodes(name: string): boolean {
  return name === 'node' || name.startsWith('node:');
}

function ourSources(): string {
  return ['src', 'scripts', 'test']
    .flatMap((below) =>
      readdirSync(path.join(projectDir, below), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(?:ts|mjs)$/.test(entry.name))
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')),
    )
    .join('\n');
}

interface Recorded {
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
}

function filesUnlike(folder: string): string[] {
  const { files } = JSON.parse(readFileSync(path.join(folder, 'files.json'), 'utf8')) as Recorded;
  return files
    .filter(({ name, size, sha256 }) => {
      const bytes = readFileSync(path.join(folder, name));
      return bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256;
    })
    .map(({ name }) => `${name} is not what was recorded`);
}

const tamperings: readonly (readonly [
  what: string,
  change: (found: LockedPackage, random: Random) => LockedPackage,
])[] = [
  ['a package without its hash', (found) => ({ ...found, integrity: '' })],
  ['a SHA-1', (found) => ({ ...found, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' })],
  ['a shortened hash', (found) => ({ ...found, integrity: found.integrity?.slice(0, 40) ?? '' })],
  ['a script', (found) => ({ ...found, hasInstallScript: true })],
  ['git', (found) => ({ ...found, resolved: 'git+ssh://git@example.org/x.git#abc' })],
  ['http', (found) => ({ ...found, resolved: 'http://registry.example.org/x/-/x-1.0.0.tgz' })],
  [
    'an archive from anywhere',
    (found) => ({ ...found, resolved: 'https://example.org/download?file=x.tgz' }),
  ],
  ['a file', (found) => ({ ...found, resolved: 'file:../x' })],
  ['a link', (found) => ({ ...found, link: true })],
  ['a version that is none', (found) => ({ ...found, version: 'latest' })],
];

function tamper(lock: Lockfile, random: Random): readonly [string, Lockfile] {
  const packages = lock.packages ?? {};
  const places = Object.keys(packages).filter(
    (place) =>
      place !== '' &&
      packages[place]?.hasInstallScript !== true &&
      !/(?:hnswlib-node|protobufjs)$/.test(place),
  );
  const place = places[randomBelow(random, places.length)] ?? '';
  const [what, change] = tamperings[randomBelow(random, tamperings.length)] ?? ['', (found) => found];
  return [
    `${what} at ${place}`,
    { ...lock, packages: { ...packages, [place]: change(packages[place] ?? {}, random) } },
  ];
}

function tamperFile(folder: string, random: Random): string {
  const { files } = JSON.parse(readFileSync(path.join(folder, 'files.json'), 'utf8')) as Recorded;
  const { name = '' } = files[randomBelow(random, files.length)] ?? {};
  const file = path.join(folder, name);
  const bytes = readFileSync(file);
  const at = randomBelow(random, bytes.length);
  const kind = randomBelow(random, 4);
  if (kind === 0) bytes[at]! ^= 1 << randomBelow(random, 8);
  if (kind === 3) rmSync(file);
  else
    writeFileSync(
      file,
      kind === 1 ? bytes.subarray(0, at) : kind === 2 ? Buffer.concat([bytes, bytes.subarray(0, 1)]) : bytes,
    );
  return `damage ${kind} to ${name}`;
}
