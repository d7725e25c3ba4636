import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { pick } from './crash-scenes.ts';
import { isOrdinary } from './damage.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { wordsOf } from './index-template.ts';
import { startIndexProcess } from './index-process.ts';

/** Documents that change, shrink, vanish or turn into something else while they are read. */
export const changingDocuments: Family = {
  name: 'changing-documents',
  promise:
    'A document that changes while it is read is indexed as it was at one moment, or reported; never as a mixture, and the next build has what is there then.',
  trials: 500,
  shortTrials: 5,
  minutes: 6,
  open,
};

const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt', 'f.txt', 'g.txt', 'h.txt'] as const;
const linesOfDocument = 1500;
const piece = 4096;
const clock = new Int32Array(new SharedArrayBuffer(4));

async function open(folder: string): Promise<OpenFamily> {
  const worker = startIndexProcess();
  const documentsDir = path.join(folder, 'documents');
  let read = 0;
  let reported = 0;
  return {
    async trial(_, random) {
      rmSync(documentsDir, { recursive: true, force: true });
      mkdirSync(documentsDir);
      /** What each file was when nobody was writing it. */
      const states = new Map<string, Set<string>>();
      for (const name of names) {
        writeFileSync(path.join(documentsDir, name), contentOf(name, 0));
        states.set(name, new Set([contentOf(name, 0)]));
      }
      // Half of the folders have lain there for a while, so that they are read at once.
      if (random() < 0.5) await wait(220);
      const loading = worker.run({ do: 'load', documentsDir });
      const told: string[] = [];
      for (let change = 1 + randomBelow(random, 4), at = 1; at <= change; at += 1) {
        await wait(random() * 25);
        const name = pick(random, names);
        told.push(`${changeOne(documentsDir, name, at, random)} ${name}`);
        const file = path.join(documentsDir, name);
        if (isOrdinary(file)) states.get(name)?.add(readFileSync(file, 'utf8'));
      }
      const what = told.join(', ');
      const outcome = await loading;
      if (outcome.kind !== 'loaded') throw new Miss(`${what}: expected documents, saw ${wordsOf(outcome)}`);
      for (const { path: name, text, reason } of outcome.files) {
        if (text === null) reported += 1;
        else read += 1;
        if (text !== null && states.get(name)?.has(text) !== true)
          throw new Miss(
            `${what}: ${name} was read as something that it never was (${text.length} characters)`,
          );
        if (text === null && (reason === null || reason.length < 5))
          throw new Miss(`${what}: ${name} has no reason`);
      }
      await wait(220);
      const again = await worker.run({ do: 'load', documentsDir });
      if (again.kind !== 'loaded')
        throw new Miss(`${what}: expected documents afterwards, saw ${wordsOf(again)}`);
      for (const name of names) {
        const file = path.join(documentsDir, name);
        const now = isOrdinary(file) ? readFileSync(file, 'utf8') : null;
        const found = again.files.find((one) => one.path === name)?.text ?? null;
        if (found !== (now?.trim() === '' ? null : now))
          throw new Miss(`${what}: the next reading does not have ${name} as it is`);
      }
      return 'survived';
    },
    figures: () => ({ read, reported }),
    close: async () => worker.close(),
  };
}

/** Every line says which document and version it belongs to. */
function contentOf(name: string, version: number): string {
  const lines = Array.from(
    { length: linesOfDocument },
    (_, at) => `Line ${at} of ${name} is of version ${version}.`,
  );
  return `${lines.join('\n')}\n`;
}

function changeOne(documentsDir: string, name: string, version: number, random: Random): string {
  const file = path.join(documentsDir, name);
  const ways: Readonly<Record<string, () => void>> = {
    'write in place': () => {
      const bytes = Buffer.from(contentOf(name, version));
      const handle = openSync(file, 'r+');
      // Slow enough to be met half-way, and faster than the pause that a reader waits for.
      for (let at = 0; at < bytes.length; at += piece) {
        writeSync(handle, bytes, at, Math.min(piece, bytes.length - at), at);
        Atomics.wait(clock, 0, 0, 1);
      }
      closeSync(handle);
    },
    'write anew': () => writeFileSync(file, contentOf(name, version)),
    'put another in place of': () => {
      writeFileSync(`${file}.new`, contentOf(name, version));
      renameSync(`${file}.new`, file);
    },
    truncate: () => truncateSync(file, randomBelow(random, statSync(file).size + 1)),
    empty: () => truncateSync(file, 0),
    'append to': () => appendFileSync(file, `One more line of ${name}.\n`),
    delete: () => rmSync(file, { force: true }),
    'put a folder in place of': () => {
      rmSync(file, { force: true });
      mkdirSync(file);
    },
    'put a pipe in place of': () => {
      rmSync(file, { force: true });
      spawnSync('mkfifo', [file]);
    },
    'put a link in place of': () => {
      rmSync(file, { force: true });
      symlinkSync('/etc/passwd', file);
    },
  };
  // Writing in place is what can be met half-way, so half of the changes do that.
  const what = random() < 0.5 ? 'write in place' : pick(random, Object.keys(ways));
  // What is no file any more after a change before this one stays as it is.
  if (isOrdinary(file)) ways[what]?.();
  return what;
}
