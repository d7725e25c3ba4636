import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';

/** What can happen to a file while nobody looks. `other` is a file to confuse it with; not each kind needs one. */
export const damages = [
  'flip',
  'flip',
  'flip',
  'truncate',
  'zero-sector',
  'zero-page',
  'append',
  'swap',
  'empty',
  'garbage',
  'delete',
  'directory',
  'link-to-other',
  'link-to-itself',
  'link-to-device',
  'pipe',
  'forbid',
] as const;

export type Damage = (typeof damages)[number];

/** Picks a kind; `forbid` only where permissions bind whoever reads. */
export function pickDamage(random: Random, canForbid: boolean): Damage {
  const kinds = canForbid ? damages : damages.filter((kind) => kind !== 'forbid');
  return kinds[randomBelow(random, kinds.length)] ?? 'flip';
}

/** Does it. A file that is not there, or no longer is one, stays so. */
export function damage(file: string, kind: Damage, random: Random, twin: string | null = null): void {
  if (!isOrdinary(file)) return;
  // An earlier fault may have made a device of it, which has no end to copy up to.
  const other = twin !== null && isOrdinary(twin) ? twin : null;
  const bytes = readFileSync(file);
  const at = randomBelow(random, Math.max(bytes.length, 1));
  switch (kind) {
    case 'flip':
      if (bytes.length > 0) bytes[at]! ^= 1 << randomBelow(random, 8);
      return writeFileSync(file, bytes);
    case 'truncate':
      return writeFileSync(file, bytes.subarray(0, at));
    case 'zero-sector':
    case 'zero-page': {
      const size = kind === 'zero-sector' ? 512 : 4096;
      const from = Math.floor(at / size) * size;
      return writeFileSync(file, bytes.fill(0, from, Math.min(from + size, bytes.length)));
    }
    case 'append':
      return writeFileSync(file, Buffer.concat([bytes, bytes.subarray(at), Buffer.alloc(1)]));
    case 'swap':
      if (other === null) return writeFileSync(file, bytes.toReversed());
      copyFileSync(file, `${file}.swapped`);
      copyFileSync(other, file);
      return renameSync(`${file}.swapped`, other);
    case 'empty':
      return writeFileSync(file, '');
    case 'garbage':
      return writeFileSync(
        file,
        Uint8Array.from(bytes, () => randomBelow(random, 256)),
      );
    case 'delete':
      return rmSync(file);
    case 'directory':
      rmSync(file);
      return mkdirSync(file);
    case 'link-to-other':
      rmSync(file);
      return symlinkSync(other ?? path.join(path.dirname(file), 'nowhere'), file);
    case 'link-to-itself':
      rmSync(file);
      return symlinkSync(path.basename(file), file);
    case 'link-to-device':
      rmSync(file);
      return symlinkSync(['/dev/zero', '/dev/null', '/dev/full'][at % 3] ?? '/dev/zero', file);
    case 'pipe':
      rmSync(file);
      spawnSync('mkfifo', [file]);
      return;
    case 'forbid':
      return chmodSync(file, 0);
  }
}

/** Whether this is a file itself, not a link to one. */
export function isOrdinary(file: string): boolean {
  try {
    return lstatSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether a file still holds exactly these bytes, for a reader who may be kept out by permissions. */
export function holds(file: string, bytes: Uint8Array, isBound: boolean): boolean {
  let found;
  try {
    found = statSync(file);
  } catch {
    // Nothing is there, or a link that leads to itself.
    return false;
  }
  if (!found.isFile()) return false;
  if (isBound && (found.mode & 0o004) === 0) return false;
  return readFileSync(file).equals(bytes);
}

/** Lets every user into a folder of ours and those above it, as far as they are ours: work folders are for their owner alone. */
export function letOthersIn(folder: string, top: string): void {
  for (let at = folder; at.startsWith(`${top}${path.sep}`); at = path.dirname(at)) chmodSync(at, 0o755);
}
