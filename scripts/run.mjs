/**
 * Runs a command of Footnote: `node scripts/run.mjs ask --help`.
 *
 * The sources are TypeScript. Compiling them in memory at every start would take longer than answering a question, so
 * they are compiled once into dist/, again whenever one of them is newer, and into a folder that is renamed when it is
 * complete: a start that is interrupted, or two at once, never leave half of it.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const built = path.join(project, 'dist');
const stamp = path.join(built, 'compiled');
/** What the preview page has beside its modules; the compiler leaves it where it is. */
const page = path.join('src', 'preview', 'page');
const commands = {
  start: 'src/main',
  index: 'scripts/build-index',
  ask: 'scripts/ask',
  evaluate: 'scripts/evaluate',
  bench: 'scripts/bench',
};

/** Newest change in milliseconds below a folder, of files and of folders: a deleted file shows in its folder. */
function newestBelow(folder) {
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestBelow(at) : statSync(at).mtimeMs);
  }
  return newest;
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const sources = ['src', 'scripts'].map((folder) => newestBelow(path.join(project, folder)));
  const settings = ['tsconfig.json', 'tsconfig.build.json'].map(
    (file) => statSync(path.join(project, file)).mtimeMs,
  );
  return Math.max(...sources, ...settings) > statSync(stamp).mtimeMs;
}

function compile() {
  const started = new Date();
  const fresh = `${built}.${process.pid}`;
  const compiler = path.join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', path.join(project, 'tsconfig.build.json'), '--outDir', fresh];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [compiler, ...options], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    // A terminal's Ctrl-C reaches the compiler as well.
    if (signal === 'SIGINT') endWell();
    process.stderr.write(`The sources could not be compiled. Run: npm ci\n${stdout ?? ''}${stderr ?? ''}`);
    process.exit(1);
  }
  mkdirSync(path.join(fresh, page), { recursive: true });
  for (const file of ['index.html', 'page.css', 'icon.svg']) {
    copyFileSync(path.join(project, page, file), path.join(fresh, page, file));
  }
  writeFileSync(path.join(fresh, 'compiled'), '');
  // What was saved while the compiler ran is newer than the stamp, and compiled the next time.
  utimesSync(path.join(fresh, 'compiled'), started, started);
  // Another start was faster: its folder is as good, and may be in use by now.
  if (!isStale()) {
    rmSync(fresh, { recursive: true, force: true });
    return;
  }
  const old = `${built}.old.${process.pid}`;
  if (existsSync(built)) renameSync(built, old);
  try {
    renameSync(fresh, built);
  } catch (error) {
    // The same, in the instant between the check and the renaming.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  rmSync(old, { recursive: true, force: true });
}

function endWell() {
  process.stderr.write('Stopped.\n');
  process.exit(0);
}

/** Before the bot listens to signals itself, being told to end is no failure either. */
function endWellUntilItListens() {
  const signals = ['SIGTERM', 'SIGINT'];
  const stepAside = (event) => {
    if (!signals.includes(event)) return;
    process.off('newListener', stepAside);
    // When theirs is in place: with none in between, Node would leave the signal to the system.
    queueMicrotask(() => {
      for (const signal of signals) process.off(signal, endWell);
    });
  };
  for (const signal of signals) process.on(signal, endWell);
  process.on('newListener', stepAside);
}

const [name, ...rest] = process.argv.slice(2);
const entry = commands[name];
if (entry === undefined) {
  process.stderr.write(`Name a command: ${Object.keys(commands).join(', ')}\n`);
  process.exit(2);
}
if (name === 'start') endWellUntilItListens();
if (isStale()) compile();
const file = path.join(built, `${entry}.js`);
process.argv.splice(1, process.argv.length - 1, file, ...rest);
await import(pathToFileURL(file).href);
