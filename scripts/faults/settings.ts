import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { KnownError } from '../../src/errors.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { describeFailure } from '../../src/terminal/edge.ts';
import { inertLine } from '../../src/text/inert.ts';
import { startFolder } from '../../test/fixtures/start.ts';
import { compiled, compiledProject, type Program } from './compiled.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import { needsModel } from './needs.ts';
import { folderSettings, secret, strangeSetting, type StrangeSetting } from './strange-settings.ts';

/** Every so many trials a command is started; the rest ask the one reader of settings. */
const commandEvery = 25;
const longestMessage = 1200;

/** Settings of every wrong kind, to the reader of settings and to the commands. */
export const settings: Family = {
  name: 'settings',
  promise:
    'A setting that cannot be used is named at once, with what it takes, in plain lines and with exit status 2 (1 or 3 for a folder that cannot be used); never with a stack, and never with a token.',
  trials: 4000,
  shortTrials: 50,
  minutes: 3,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  needsModel();
  const base = startFolder(folder);
  const file = path.join(folder, 'a-file');
  writeFileSync(file, 'x');
  const loop = path.join(folder, 'loop');
  symlinkSync('loop', loop);
  const empty = path.join(folder, 'empty');
  mkdirSync(empty);
  const badFolders = [
    file,
    `${file}/below`,
    loop,
    path.join(folder, 'x'.repeat(300)),
    '/dev/null',
    '/dev/null/x',
    '/proc/self/nothing',
    `/${'d/'.repeat(3000)}`,
  ];
  const run = (program: Program, args: readonly string[], values: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [compiled(program), ...args], {
      cwd: compiledProject(),
      encoding: 'utf8',
      timeout: 60_000,
      env: { PATH: process.env['PATH'], HOME: folder, ...base, PREVIEW_PORT: '4199', ...values },
    });
  let commands = 0;

  return {
    async trial(number, random): Promise<Fate> {
      if (number % commandEvery !== commandEvery - 1) return tryReader(strangeSettings(random));
      commands += 1;
      const isFolder = random() < 0.6;
      const values = isFolder ? badFolder(random, badFolders) : valuesOf(strangeSettings(random));
      if (values === null) return 'survived';
      const [program, args] = commandFor(Object.keys(values)[0] ?? '', random);
      const { status, signal, stdout, stderr } = run(program, args, {
        ...values,
        ...tokenFor(program, values),
      });
      const said = `${stdout}${stderr}`;
      const what = `${program} with ${JSON.stringify(values).slice(0, 200)}: status ${status ?? signal}, ${JSON.stringify(said.slice(-400))}`;
      if (said.includes(secret)) throw new Miss(`a token is shown by ${what}`);
      if (/^\s+at /m.test(said) || /Something went wrong inside/.test(said))
        throw new Miss(`a plain sentence, and it was ${what}`);
      if (status !== 2 && !(isFolder && (status === 1 || status === 3)))
        throw new Miss(`exit status 2, and it was ${what}`);
      // Votes that cannot be kept are no reason to answer no questions.
      if ('FEEDBACK_DIR' in values) return 'survived';
      const named = Object.keys(values).some(
        (name) =>
          said.includes(name) || (isFolder && said.includes(inertLine(values[name] ?? '').slice(0, 60))),
      );
      if (!named) throw new Miss(`one of its settings by name, and it was ${what}`);
      return 'refused';
    },
    figures: () => ({ commands }),
    async close() {},
  };
}

/** One to four settings at once: each that is wrong has to be named. */
function strangeSettings(random: Random): readonly StrangeSetting[] {
  const chosen = new Map<string, StrangeSetting>();
  const count = 1 + randomBelow(random, 4);
  for (let at = 0; at < count; at += 1) {
    const one = strangeSetting(random);
    chosen.set(one.name, one);
  }
  return [...chosen.values()];
}

function tryReader(chosen: readonly StrangeSetting[]): Fate {
  const wrong = chosen.filter(({ isRight }) => !isRight);
  const what = JSON.stringify(chosen.map(({ name, value }) => [name, value.slice(0, 60)]));
  try {
    loadConfig(Object.fromEntries(chosen.map(({ name, value }) => [name, value])));
  } catch (error) {
    if (!(error instanceof KnownError) || error.code !== 'settings') throw error;
    const { lines, exitStatus } = describeFailure(error, false);
    const shown = lines.join('\n');
    if (exitStatus !== 2) throw new Miss(`exit status 2, and it was ${exitStatus}`);
    if (shown.includes(secret)) throw new Miss(`a token is shown for ${what}`);
    if (shown.length > longestMessage)
      throw new Miss(`a message of a few lines for ${what}, and it has ${shown.length} characters`);
    if (lines.length !== wrong.length + 1)
      throw new Miss(
        `a line for each of ${wrong.length} settings of ${what}, and they are ${JSON.stringify(lines)}`,
      );
    for (const line of lines)
      if (inertLine(line) !== line.trim()) throw new Miss(`a plain line, and it is ${JSON.stringify(line)}`);
    for (const { name } of wrong)
      if (!shown.includes(`  ${name} `)) throw new Miss(`${name} by name for ${what}, and it says ${shown}`);
    return 'refused';
  }
  if (wrong.length > 0) throw new Miss(`${wrong.map(({ name }) => name).join(', ')} to be refused: ${what}`);
  return 'survived';
}

/** `null` where everything is right, or cannot be in an environment. */
function valuesOf(chosen: readonly StrangeSetting[]): Record<string, string> | null {
  const able = chosen.filter(({ value, isRight }) => !isRight && !value.includes('\0'));
  return able.length === 0 ? null : Object.fromEntries(able.map(({ name, value }) => [name, value]));
}

function badFolder(random: Random, folders: readonly string[]): Record<string, string> {
  const name = folderSettings[randomBelow(random, 3)] ?? 'DOCUMENTS_DIR';
  return { [name]: folders[randomBelow(random, folders.length)] ?? '' };
}

/** Each setting with a command that uses it. */
function commandFor(name: string, random: Random): readonly [Program, readonly string[]] {
  if (name === 'DOCUMENTS_DIR') return random() < 0.5 ? ['scripts/build-index.ts', []] : ['src/main.ts', []];
  if (name === 'INDEX_DIR')
    return (
      (['scripts/build-index.ts', 'src/main.ts', 'scripts/ask.ts'] as const).map(
        (program) => [program, program === 'scripts/ask.ts' ? ['Who?'] : []] as const,
      )[randomBelow(random, 3)] ?? ['src/main.ts', []]
    );
  return ['src/main.ts', []];
}

/** The bot does not start without one; there is nobody at the address. */
function tokenFor(program: Program, values: Readonly<Record<string, string>>): Record<string, string> {
  if (program !== 'src/main.ts' || 'DISCORD_TOKEN' in values) return {};
  return {
    DISCORD_TOKEN: secret,
    ...('DISCORD_API_URL' in values ? {} : { DISCORD_API_URL: 'http://127.0.0.1:9/api' }),
  };
}
