import {
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { damage, holds, isOrdinary, letOthersIn, pickDamage } from './damage.ts';
import { Miss, type Family, type Fate, type OpenFamily } from './family.ts';
import {
  buildTemplate,
  copyOf,
  expectPlain,
  expectServed,
  wordsOf,
  type Template,
} from './index-template.ts';
import { startIndexProcess } from './index-process.ts';

/** A user whom permissions bind, where we are not bound ourselves. */
const nobody = 65_534;

/** Damage to the files of two generations and to CURRENT, then a start. */
export const storage: Family = {
  name: 'storage',
  promise:
    'Whatever happens to the files of an index, the bot never crashes and never answers from altered bytes: it answers from the generation before, or says which file is damaged and what to run.',
  trials: 10_000,
  shortTrials: 30,
  minutes: 6,
  open,
};

async function open(folder: string): Promise<OpenFamily> {
  const isRoot = process.getuid?.() === 0;
  const worker = startIndexProcess();
  const bound = isRoot ? startIndexProcess({ uid: nobody }) : worker;
  letOthersIn(folder, tmpdir());
  const template = await buildTemplate(worker, path.join(folder, 'template'), [1, 2]);
  const bytes = filesOf(template);
  await worker.run({ do: 'ask', indexDir: template.indexDir, hold: true });
  const indexDir = path.join(folder, 'index');
  let fallenBack = 0;

  return {
    async trial(number, random): Promise<Fate> {
      rmSync(indexDir, { recursive: true, force: true });
      copyOf(template, indexDir);
      const isBound = random() < 0.2;
      const what = hurt(indexDir, template, random, isBound);
      const canBeListed = !isBound || mayOthers(indexDir, 0o004);
      const mayReadCurrent = !isBound || mayOthers(path.join(indexDir, 'CURRENT'), 0o004);
      const named = mayReadCurrent ? currentNames(indexDir) : null;
      const intact = template.generations.filter((generation) => {
        const place = path.join(indexDir, generation);
        return (
          // A folder that cannot be listed shows the generation that CURRENT names and no other.
          (canBeListed || generation === named) &&
          (!isBound || mayOthers(place, 0o001)) &&
          (bytes.get(generation) ?? []).every(([name, content]) =>
            holds(path.join(place, name), content, isBound),
          )
        );
      });
      const outcome = await (isBound ? bound : worker).run({ do: 'ask', indexDir });
      if (outcome.kind === 'refused') {
        expectPlain(outcome.message);
        if (intact.length > 0)
          throw new Miss(`${what}: expected ${intact.join(' or ')}, saw ${wordsOf(outcome)}`);
        return 'refused';
      }
      const { generation, answers, warning } = expectServed(outcome, ` or a refusal after ${what}`);
      if (!intact.includes(generation))
        throw new Miss(`${what}: ${generation} was served although it is damaged`);
      if (answers !== template.answers.get(generation))
        throw new Miss(`${what}: wrong answers of ${generation}`);
      const isPrevious = generation !== template.current;
      if (isPrevious && warning === null && currentNames(indexDir) !== generation)
        throw new Miss(`${what}: an earlier generation was served without a warning`);
      if (isPrevious) fallenBack += 1;
      // What is in memory is the same memory each time.
      if (number % 10 !== 0) return 'survived';
      const held = expectServed(await worker.run({ do: 'ask-held' }), ' of the index that is open');
      if (held.answers !== template.answers.get(template.current))
        throw new Miss(`${what}: the index that was open answers otherwise now`);
      return 'survived';
    },
    figures: () => ({ 'served from the generation before': fallenBack }),
    async close() {
      await worker.close();
      await bound.close();
    },
  };
}

/** One fault or several; says what was done. */
function hurt(indexDir: string, template: Template, random: Random, isBound: boolean): string {
  const done: string[] = [];
  const [older = '', newer = ''] = template.generations;
  const faults = random() < 0.85 ? 1 : 2 + randomBelow(random, 4);
  for (let fault = 0; fault < faults; fault += 1) {
    const [generation, other] = random() < 0.75 ? [newer, older] : [older, newer];
    const place = random();
    if (place < 0.1) done.push(hurtCurrent(path.join(indexDir, 'CURRENT'), [older, newer], random, isBound));
    else if (place < 0.15) done.push(hurtFolder(indexDir, generation, other, random, isBound));
    else {
      const names = readdirSync(path.join(template.indexDir, generation)).toSorted();
      const name = names[randomBelow(random, names.length)] ?? '';
      const kind = pickDamage(random, isBound);
      const file = path.join(indexDir, generation, name);
      const twin = path.join(indexDir, other, name);
      damage(file, kind, random, twin);
      done.push(`${kind} ${generation}/${name}`);
    }
  }
  return done.join(', ');
}

function hurtCurrent(file: string, names: readonly string[], random: Random, isBound: boolean): string {
  const texts = [
    ...names.map((name) => `${name}\n`),
    names[0]?.slice(0, 12) ?? '',
    '20200101T000000000Z-abcdef\n',
    '../../../etc\n',
    `${names.join('\n')}\n`,
    '\u0000'.repeat(26),
    'x'.repeat(5_000_000),
  ];
  if (random() < 0.5) {
    const kind = pickDamage(random, isBound);
    damage(file, kind, random);
    return `${kind} CURRENT`;
  }
  const text = texts[randomBelow(random, texts.length)] ?? '';
  rmSync(file, { recursive: true, force: true });
  writeFileSync(file, text);
  return `CURRENT says ${JSON.stringify(text.slice(0, 40))}`;
}

function hurtFolder(
  indexDir: string,
  generation: string,
  other: string,
  random: Random,
  isBound: boolean,
): string {
  const folder = path.join(indexDir, generation);
  const away = path.join(indexDir, 'away');
  const twin = path.join(indexDir, other);
  const ways: Readonly<Record<string, () => void>> = {
    'folder deleted': () => rmSync(folder, { recursive: true, force: true }),
    'folder a file': () => {
      rmSync(folder, { recursive: true, force: true });
      writeFileSync(folder, 'x');
    },
    'folder a link to the other': () => {
      rmSync(folder, { recursive: true, force: true });
      symlinkSync(other, folder);
    },
    'folders exchanged': () => {
      renameSync(folder, away);
      renameSync(twin, folder);
      renameSync(away, twin);
    },
    'folder renamed': () => renameSync(folder, away),
    ...(isBound
      ? {
          'folder forbidden': () => chmodSync(folder, 0),
          'index forbidden': () => chmodSync(indexDir, 0o711),
        }
      : {}),
  };
  const names = Object.keys(ways);
  const name = names[randomBelow(random, names.length)] ?? '';
  try {
    ways[name]?.();
  } catch (error) {
    // A fault before this one may have taken what this one would have hurt.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return `${name}: ${generation}`;
}

/** What CURRENT says, if that can be read. */
function currentNames(indexDir: string): string | null {
  const file = path.join(indexDir, 'CURRENT');
  if (!isOrdinary(file)) return null;
  return readFileSync(file, 'utf8').trim();
}

/** Whether somebody who does not own it may do this with a file or folder: a bit of its mode. */
function mayOthers(place: string, bit: number): boolean {
  try {
    return (statSync(place).mode & bit) !== 0;
  } catch {
    // Nothing is there, or a link that leads to itself.
    return false;
  }
}

/** The bytes of every file, by generation. */
function filesOf({ indexDir, generations }: Template): Map<string, [string, Buffer][]> {
  return new Map(
    generations.map((generation) => {
      const folder = path.join(indexDir, generation);
      return [generation, readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))])];
    }),
  );
}
