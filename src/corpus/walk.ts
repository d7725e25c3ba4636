import { lstat, opendir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import type { SkippedFile } from '../types.ts';
import { formatOfName, reasonForName } from './identify.ts';
import { isSystemError, reasonOf } from './system-error.ts';

/** Folders deeper than this are taken for a mistake. */
export const maxFolderDepth = 64;

/** A regular file with a name that is read, inside the folder, not opened yet. */
export interface FoundFile {
  readonly kind: 'file';
  /** Relative to the folder, `/` separated. */
  readonly path: string;
  /** Where it really is, without symbolic links. */
  readonly realPath: string;
}

export type Found = FoundFile | { readonly kind: 'skipped'; readonly file: SkippedFile };

interface Walk {
  readonly root: string;
  /** Real paths of the folders that lie open above the present one, against loops. */
  readonly entered: Set<string>;
}

interface Folder {
  readonly path: string;
  readonly realPath: string;
  readonly depth: number;
}

/**
 * Lists the files of a folder and of those below it, in the order of their paths (by code unit), one folder in
 * memory at a time. Nothing is opened: pipes, sockets and devices are only named.
 *
 * A name that begins with a dot is passed over, as everywhere; such a file is only mentioned when it would be read
 * under another name. A symbolic link is followed where it leads to a place inside the folder that has no name of
 * its own here (as in volumes that are swapped behind a hidden folder); otherwise it is named with the reason.
 *
 * @throws KnownError `documents` when the folder itself is missing, not a folder or not readable
 */
export async function* walkFolder(folder: string): AsyncGenerator<Found> {
  let root: string;
  try {
    root = await realpath(folder);
    await (await opendir(root)).close();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const what = {
      ENOENT: 'does not exist. Create it and put documents into it',
      ENOTDIR: 'is not a folder. Name the folder that holds the documents',
      EACCES: 'may not be read. Give this user the right to read it',
    }[error.code];
    const advice = what ?? `cannot be read (${error.code})`;
    throw new KnownError(
      'documents',
      `The documents folder ${escapeName(folder)} ${advice}, or set DOCUMENTS_DIR.`,
      {
        cause: error,
      },
    );
  }
  yield* walk({ root, entered: new Set([root]) }, { path: '', realPath: root, depth: 0 });
}

async function* walk(state: Walk, folder: Folder): AsyncGenerator<Found> {
  let entries: Entry[];
  try {
    entries = await readEntries(folder.realPath);
  } catch (error) {
    yield skip(folder.path, reasonOf(error));
    return;
  }
  for (const entry of entries) {
    const relative = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
    if (entry.problem !== null) yield skip(relative, entry.problem);
    else if (entry.name.startsWith('.')) {
      if (entry.kind !== 'folder' && formatOfName(entry.name.slice(1)) !== null) {
        yield skip(relative, 'hidden: its name begins with a dot');
      }
    } else if (entry.kind === 'link') yield* followLink(state, folder, relative, entry.name);
    else yield* visit(state, relative, path.join(folder.realPath, entry.name), entry.kind, folder.depth);
  }
}

async function* visit(
  state: Walk,
  relative: string,
  realPath: string,
  kind: Exclude<EntryKind, 'link'>,
  depth: number,
): AsyncGenerator<Found> {
  const name = path.posix.basename(relative);
  if (kind === 'other') {
    yield skip(relative, 'not a file: a pipe, socket or device');
  } else if (kind === 'file') {
    if (formatOfName(name) === null) yield skip(relative, reasonForName(name));
    else yield { kind: 'file', path: relative, realPath };
  } else if (name === 'node_modules') {
    yield skip(relative, 'a folder of program packages: nothing in it was read');
  } else if (depth + 1 > maxFolderDepth) {
    yield skip(relative, `more than ${maxFolderDepth} folders deep: nothing in it was read`);
  } else {
    state.entered.add(realPath);
    yield* walk(state, { path: relative, realPath, depth: depth + 1 });
    state.entered.delete(realPath);
  }
}

async function* followLink(
  state: Walk,
  folder: Folder,
  relative: string,
  name: string,
): AsyncGenerator<Found> {
  let target: string;
  let kind: Exclude<EntryKind, 'link'>;
  try {
    target = await realpath(path.join(folder.realPath, name));
    const status = await lstat(target);
    kind = status.isDirectory() ? 'folder' : status.isFile() ? 'file' : 'other';
  } catch (error) {
    const code = isSystemError(error) ? error.code : '';
    if (code === 'ENOENT') yield skip(relative, 'a symbolic link to something that does not exist');
    else if (code === 'ELOOP') yield skip(relative, 'a symbolic link that leads back to itself');
    else yield skip(relative, `a symbolic link; ${reasonOf(error)}`);
    return;
  }
  const inside = path.relative(state.root, target);
  const steps = inside.split(path.sep);
  if (steps[0] === '..' || path.isAbsolute(inside)) {
    yield skip(relative, 'a symbolic link out of the documents folder: it is not followed');
  } else if (kind === 'folder' && state.entered.has(target)) {
    yield skip(relative, 'a symbolic link to a folder that it lies in: it is not followed');
  } else if (steps.every((step) => !step.startsWith('.'))) {
    yield skip(relative, `a symbolic link to ${escapeName(steps.join('/'))}, which is read under that name`);
  } else {
    yield* visit(state, relative, target, kind, folder.depth);
  }
}

type EntryKind = 'folder' | 'file' | 'link' | 'other';

interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
  /** Why the name cannot be used; such an entry is not looked at. */
  readonly problem: string | null;
}

async function readEntries(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  // Names are read as bytes, since those that are not UTF-8 would otherwise turn into names that do not exist.
  const opened = await opendir(folder, { encoding: 'buffer' as BufferEncoding });
  for await (const found of opened) {
    const raw: unknown = found.name;
    const { name, problem } = readName(raw);
    const kind = found.isDirectory()
      ? 'folder'
      : found.isFile()
        ? 'file'
        : found.isSymbolicLink()
          ? 'link'
          : 'other';
    entries.push({ name, kind, problem });
  }
  // A folder sorts as its contents do: by the name and the slash behind it.
  const key = (entry: Entry): string => (entry.kind === 'folder' ? `${entry.name}/` : entry.name);
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function readName(raw: unknown): { readonly name: string; readonly problem: string | null } {
  if (Buffer.isBuffer(raw)) {
    const name = raw.toString('utf8');
    if (!Buffer.from(name, 'utf8').equals(raw)) {
      const escaped = raw
        .toString('latin1')
        .replaceAll(/[^\x20-\x7E]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16)}`);
      return { name: escaped, problem: 'its name is not valid UTF-8: rename it' };
    }
    return readName(name);
  }
  const name = String(raw);
  return { name, problem: escapeName(name) === name ? null : 'its name holds control characters: rename it' };
}

/** A name as it can be shown on one line: control and direction characters are written as escapes. */
export function escapeName(name: string): string {
  return name.replaceAll(
    /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function skip(relative: string, reason: string): Found {
  return { kind: 'skipped', file: { path: escapeName(relative), reason } };
}
