import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KnownError } from '../errors.ts';

/**
 * A new folder for indexes that nobody keeps. It goes when the process ends, and an interrupt ends the process.
 *
 * @throws KnownError `disk` when it cannot be made
 */
export function makeWorkFolder(name: string): string {
  const prefix = path.join(tmpdir(), `footnote-${name}-`);
  let folder: string;
  try {
    folder = mkdtempSync(prefix);
  } catch (cause) {
    throw new KnownError(
      'disk',
      `${prefix}… cannot be made. Make room there, or set TMPDIR to another folder.`,
      {
        cause,
      },
    );
  }
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Without listeners a signal would end the process without its exit event. 128 and the signal's number, as shells do.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  return folder;
}
