import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';

/** Where the pieces of a trial lie. */
export interface Places {
  /** The documents folder. */
  readonly root: string;
  /** Beside it: a folder of secrets, each with the canary in it. */
  readonly outside: string;
}

export interface Tree {
  /** Files of ours that must be read as they are, whatever lies beside them. */
  readonly good: ReadonlyMap<string, string>;
  /** What was put into the folder, for the message of a failure. */
  readonly made: readonly string[];
  /** Gives back what the tree holds open. */
  close(): void;
}

type Make = (places: Places, at: string, random: Random) => string;

const targetsOutside = ['secret.md', 'secret.txt', 'folder', 'folder/secret.md', '.', '..'];
const systemPlaces = [
  '/etc/passwd',
  '/proc/self/environ',
  '/proc/self/root',
  '/proc',
  '/dev/zero',
  '/dev/stdin',
  '/dev/random',
  '/',
];

/** Each makes one thing whose name begins with `at`, and says what. */
const makers: readonly Make[] = [
  ({ outside }, at, random) => link(path.join(outside, pick(targetsOutside, random)), `${at}.md`),
  ({ root, outside }, at, random) =>
    link(
      path.relative(path.dirname(at), path.join(outside, pick(targetsOutside, random))) || root,
      `${at}.txt`,
    ),
  (_, at, random) => link(pick(systemPlaces, random), `${at}.md`),
  (_, at, random) =>
    link(pick(['.', '..', '../..', path.basename(`${at}.md`), './/././.'], random), `${at}.md`),
  ({ root }, at) => link(root, `${at}-whole`),
  ({ outside }, at) => {
    const hidden = `${path.dirname(at)}/.hidden-${path.basename(at)}`;
    symlinkSync(outside, hidden);
    return link(`${path.basename(hidden)}/secret.md`, `${at}-via.md`);
  },
  ({ outside }, at) => {
    link(path.join(outside, 'folder'), `${at}-step`);
    return link(`${path.basename(at)}-step/secret.md`, `${at}-stepped.md`);
  },
  (_, at) => {
    link(`${path.basename(at)}-b.md`, `${at}-a.md`);
    return link(`${path.basename(at)}-a.md`, `${at}-b.md`);
  },
  (_, at) => pipe(`${at}.md`),
  (_, at) => pipe(`${at}-pipe.pdf`),
  (_, at) => {
    for (let step = 0; step < 90; step += 1) {
      at = path.join(at, 'd');
      mkdirSync(at, { recursive: true });
    }
    writeFileSync(path.join(at, 'deep.md'), 'Deep down.\n');
    return 'ninety folders';
  },
  (_, at) => {
    mkdirSync(`${at}.md`);
    return 'a folder with the name of a file';
  },
  (_, at) => {
    writeFileSync(`${at}-${'n'.repeat(255 - Buffer.byteLength(path.basename(at)) - 4)}.md`, 'A long name.\n');
    return 'a name of 255 bytes';
  },
  (_, at, random) => {
    const name = pick(
      [
        'a\nb',
        'a\r\nb',
        '\u001B[2Jx',
        '\u202Egpj',
        'a\u2028b',
        '\u0007',
        '$(id)',
        '--help',
        '%2e%2e',
        'a\\b',
        '"',
        "'",
        '*',
        '🙂',
        'con',
        '-',
      ],
      random,
    );
    writeFileSync(`${at}${name}.md`, `The name has ${JSON.stringify(name)} in it.\n`);
    return `a file called ${JSON.stringify(name)}`;
  },
  (_, at, random) => {
    const bytes = Buffer.from(
      [0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80].slice(0, 1 + randomBelow(random, 7)),
    );
    writeFileSync(Buffer.concat([Buffer.from(at), bytes, Buffer.from('.md')]), 'No valid name.\n');
    return 'a name that is not UTF-8';
  },
  (_, at) => {
    writeFileSync(`${at}.md`, '');
    return 'an empty file';
  },
];

/** A folder of such things, between them documents that are in order. */
export async function hostileTree(places: Places, random: Random): Promise<Tree> {
  for (const gone of [places.root, places.outside]) rmSync(gone, { recursive: true, force: true });
  mkdirSync(path.join(places.root, 'sub'), { recursive: true });
  const good = new Map<string, string>();
  for (const [at, name] of ['a.md', 'm.txt', 'sub/n.md', 'z.md'].entries()) {
    const text = `The keeper of the good file ${at} was called ${pick(['Ada', 'Ben', 'Cora'], random)} in ${1900 + randomBelow(random, 99)}.\n`;
    writeFileSync(path.join(places.root, name), text);
    good.set(name, text);
  }
  const made: string[] = [];
  const count = 2 + randomBelow(random, 12);
  for (let at = 0; at < count; at += 1) {
    const folder = random() < 0.3 ? path.join(places.root, 'sub') : places.root;
    const make = pick(makers, random);
    made.push(make(places, path.join(folder, `h${at}`), random));
  }
  const server = random() < 0.2 ? await socket(path.join(places.root, 'socket.md')) : null;
  if (server !== null) made.push('a socket');
  return { good, made, close: () => void server?.close() };
}

/** Fills the folder outside with secrets. */
export function writeOutside({ outside }: Places, canary: string): void {
  mkdirSync(path.join(outside, 'folder', 'deeper'), { recursive: true });
  for (const name of ['secret.md', 'secret.txt', 'folder/secret.md', 'folder/deeper/secret.html'])
    writeFileSync(path.join(outside, name), `${canary} ${name}\n`);
}

/** What lies in the folder while it is walked changes places with what lies outside of it; ends where it began. */
export function swapper({ root, outside }: Places): { swap(): void; readonly swapped: ReadonlySet<string> } {
  const pairs = [
    { name: 'a.md', other: path.join(outside, 'secret.md') },
    { name: 'sub', other: path.join(outside, 'folder') },
    { name: 'z.md', other: path.join(outside, 'secret.txt') },
  ];
  let turn = 0;
  return {
    swapped: new Set(['a.md', 'sub/n.md', 'z.md']),
    swap() {
      const { name, other } = pairs[turn % pairs.length] ?? { name: '', other: '' };
      turn += 1;
      const place = path.join(root, name);
      const aside = path.join(path.dirname(root), `aside-${path.basename(name)}`);
      // The file or folder itself is carried away and brought back, so that it is the same one before and afterwards.
      renameSync(place, aside);
      symlinkSync(other, place);
      rmSync(place);
      renameSync(aside, place);
    },
  };
}

function link(target: string, place: string): string {
  symlinkSync(target, place);
  return `a link to ${target}`;
}

function pipe(place: string): string {
  const { status } = spawnSync('mkfifo', [place]);
  return status === 0 ? 'a pipe' : 'no pipe';
}

async function socket(place: string): Promise<Server | null> {
  const short = path.join('/tmp', `f${process.pid}.sock`);
  rmSync(short, { force: true });
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(short, () => resolve(true));
  });
  if (!isListening) return null;
  // A socket's own address may be no longer than 107 bytes; the name beside the documents is another of the same.
  linkSync(short, place);
  rmSync(short);
  return server;
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[randomBelow(random, items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
}
