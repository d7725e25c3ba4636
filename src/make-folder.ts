import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from './errors.ts';

/**
 * Makes a folder and those above it. Node's own way (`recursive`) goes round for ever, outside of what can be stopped, where
 * the system says that a folder is missing whose parent is there, as it does below /proc.
 *
 * @throws what the system says of the folder that cannot be made
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  try {
    await mkdir(folder, mode);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = path.dirname(folder);
    if (code !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent, mode);
    // Somebody else may have made it in the meantime.
    await mkdir(folder, mode).catch(async (second: unknown) => {
      if (!(await stat(folder).catch(() => null))?.isDirectory()) throw second;
    });
  }
}
