import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import { startBuilder, type BuilderOptions } from './builder-process.ts';
import { endOf, openCrashScenes, pick, type CrashScenes, type Scene } from './crash-scenes.ts';
import { letOthersIn } from './damage.ts';
import { Miss, type Family, type OpenFamily } from './family.ts';
import { copyOf, expectPlain } from './index-template.ts';

/** A disk that is full, forbidden, read-only or gone while an index is built. */
export const fullDisk: Family = {
  name: 'full-disk',
  promise:
    'A disk that has no room, takes no writes or goes away while an index is built never puts a bad index into use: the one before answers, and the message names the disk and what to do.',
  trials: 500,
  shortTrials: 4,
  minutes: 6,
  open,
};

const page = 4096;
const nobody = 65_534;
/** What the messages of a full or forbidden disk have in common. */
const namesTheDisk =
  /Could not write to .*(disk|permission|may not write|not a folder|file)|could not be written/;

async function open(folder: string): Promise<OpenFamily> {
  const crash = await openCrashScenes(folder);
  const canMount = mountsHere(folder);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) letOthersIn(folder, tmpdir());
  const kinds: readonly Kind[] = [
    // Sizes are where most of what can go wrong is, so they are most of the trials.
    ...(canMount ? [smallDisk, smallDisk, smallDisk, smallDisk, fewFiles, readOnly] : []),
    failingCalls,
    failingCalls,
    ...(isRoot ? [forbidden, forbidden] : []),
    fileLimit,
    vanishing,
    notAFolder,
  ];
  const isMounted = new Set<Kind>([smallDisk, fewFiles, readOnly]);

  return {
    async trial(number, random) {
      const kind = kinds[number % kinds.length] ?? failingCalls;
      const scene = pick(random, crash.scenes);
      const disk = path.join(folder, 'disk');
      const fault: Fault = { crash, scene, disk, random };
      try {
        return await kind(fault);
      } catch (error) {
        throw error instanceof Miss ? new Miss(`${kind.name}, ${scene.name}: ${error.message}`) : error;
      } finally {
        if (isMounted.has(kind)) spawnSync('umount', [disk], { stdio: 'ignore' });
        if (existsSync(disk)) spawnSync('chmod', ['-R', 'u+rwX', disk]);
        rmSync(disk, { recursive: true, force: true });
      }
    },
    figures: () => ({ 'small disks': canMount ? 'mounted' : 'left out: mounting needs root' }),
    close: async () => crash.close(),
  };
}

interface Fault {
  readonly crash: CrashScenes;
  readonly scene: Scene;
  readonly disk: string;
  readonly random: Random;
}

type Kind = (fault: Fault) => Promise<'survived' | 'refused'>;

/** So many pages are left beside the index that is there: from none to more than enough. */
async function smallDisk(fault: Fault): Promise<'survived' | 'refused'> {
  const { scene, disk, random } = fault;
  const used = prepareMount(scene, disk);
  const left = randomBelow(random, pagesOfAGeneration + 8);
  // A size of none means no limit.
  remount(disk, `size=${Math.max(used + left, 1) * page}`);
  return checked(fault, { indexDir: path.join(disk, 'index') }, () => remount(disk, 'size=64M'));
}

/** No room for more files, and enough for bytes. */
async function fewFiles(fault: Fault): Promise<'survived' | 'refused'> {
  const { scene, disk, random } = fault;
  prepareMount(scene, disk);
  const used = Number(spawnSync('df', ['--output=iused', disk], { encoding: 'utf8' }).stdout.split('\n')[1]);
  remount(disk, `nr_inodes=${used + randomBelow(random, 14)}`);
  return checked(fault, { indexDir: path.join(disk, 'index') }, () => remount(disk, 'nr_inodes=100000'));
}

async function readOnly(fault: Fault): Promise<'survived' | 'refused'> {
  prepareMount(fault.scene, fault.disk);
  remount(fault.disk, 'ro');
  return checked(fault, { indexDir: path.join(fault.disk, 'index') }, () => remount(fault.disk, 'rw'));
}

/** One call fails, or each from there on, as the system says it of a disk. */
async function failingCalls(fault: Fault): Promise<'survived' | 'refused'> {
  const { scene, disk, random } = fault;
  const indexDir = prepareFolder(scene, disk);
  const how = `${random() < 0.5 ? 'once' : 'from'} ${pick(random, ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES'])}`;
  const at = String(1 + randomBelow(random, scene.calls.length));
  return checked(
    fault,
    { indexDir, fault: { FAULT_UNDER: indexDir, FAULT_AT: at, FAULT_HOW: how } },
    () => {},
  );
}

/** Somebody else's folder, or one whose rights were taken away. */
async function forbidden(fault: Fault): Promise<'survived' | 'refused'> {
  const { scene, disk, random } = fault;
  const indexDir = prepareFolder(scene, disk);
  const isOwn = random() < 0.5;
  if (isOwn) chownSync(indexDir, nobody, nobody);
  chmodSync(indexDir, isOwn ? 0o555 : 0o755);
  return checked(fault, { indexDir, uid: nobody }, () => chmodSync(indexDir, 0o755));
}

/** No file may be larger than so many bytes. */
async function fileLimit(fault: Fault): Promise<'survived' | 'refused'> {
  const indexDir = prepareFolder(fault.scene, fault.disk);
  const limit = randomBelow(fault.random, pagesOfAGeneration) * (page / 2);
  return checked(fault, { indexDir, fileLimit: limit }, () => {});
}

/** The folder is taken away while a builder works in it. */
async function vanishing(fault: Fault): Promise<'survived' | 'refused'> {
  const { crash, scene, disk, random } = fault;
  const indexDir = prepareFolder(scene, disk);
  const builder = startBuilder({ indexDir, what: scene.what, delay: 30 });
  await builder.said(pick(random, ['started', 'read 1', 'embed', 'write 0']));
  renameSync(indexDir, `${indexDir}-gone`);
  const end = await builder.ended;
  const isKnown = end.status === 0 || end.status === 3;
  if (!isKnown) throw new Miss(`expected an end in good order, saw ${endOf(end)}`);
  if (end.status === 3) expectPlain(end.errors.trim());
  mkdirSync(indexDir, { recursive: true });
  await crash.settle(indexDir, end.status === 0 ? [null, ...scene.allowed] : null);
  return end.status === 0 ? 'survived' : 'refused';
}

/** A file lies where the folder should be, or above it. */
async function notAFolder(fault: Fault): Promise<'survived' | 'refused'> {
  const { crash, disk, random } = fault;
  mkdirSync(disk);
  const file = path.join(disk, 'file');
  writeFileSync(file, 'not a folder');
  const indexDir = random() < 0.5 ? file : path.join(file, 'index');
  const end = await startBuilder({ indexDir, what: '1' }).ended;
  if (end.status !== 3) throw new Miss(`expected a plain sentence, saw ${endOf(end)}`);
  expectDisk(end.errors);
  rmSync(file);
  await crash.settle(indexDir, null);
  return 'refused';
}

/** Builds on the disk as it is; looks what answers; then with the fault gone. */
async function checked(
  { crash, scene }: Fault,
  options: Omit<BuilderOptions, 'what'>,
  repair: () => void,
): Promise<'survived' | 'refused'> {
  const end = await startBuilder({ ...options, what: scene.what }).ended;
  const isKnown = end.signal === null && (end.status === 0 || end.status === 3);
  if (!isKnown) throw new Miss(`expected an end in good order, saw ${endOf(end)}`);
  if (end.status === 3) expectDisk(end.errors);
  repair();
  await crash.settle(options.indexDir, scene.allowed);
  return end.status === 0 ? 'survived' : 'refused';
}

function expectDisk(errors: string): void {
  expectPlain(errors.trim());
  if (!namesTheDisk.test(errors)) throw new Miss(`expected a sentence about the disk, saw ${errors}`);
}

/** About what one takes here; the trials reach a little beyond. */
const pagesOfAGeneration = 22;

function prepareFolder(scene: Scene, disk: string): string {
  const indexDir = path.join(disk, 'index');
  mkdirSync(disk);
  if (scene.template === null) mkdirSync(indexDir);
  else copyOf(scene.template, indexDir);
  return indexDir;
}

/** @returns pages in use */
function prepareMount(scene: Scene, disk: string): number {
  mkdirSync(disk);
  mount(disk);
  const indexDir = path.join(disk, 'index');
  if (scene.template === null) mkdirSync(indexDir);
  else copyOf(scene.template, indexDir);
  const used = spawnSync('df', ['--block-size=4096', '--output=used', disk], { encoding: 'utf8' });
  return Number(used.stdout.split('\n')[1]);
}

function mount(disk: string): boolean {
  return (
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64M', 'tmpfs', disk], { stdio: 'ignore' }).status === 0
  );
}

function remount(disk: string, option: string): void {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,${option}`, disk], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The disk could not be made ${option}: ${stderr}`);
}

function mountsHere(folder: string): boolean {
  const disk = path.join(folder, 'try');
  mkdirSync(disk);
  const isMounted = process.platform === 'linux' && mount(disk);
  if (isMounted) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true });
  return isMounted;
}
