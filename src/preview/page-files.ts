import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript; charset=utf-8',
};

/** Everything that can be asked for, read once: what a request names is looked up here and never on the disk. */
export async function readPage(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const names = (await readdir(folder)).filter((name) => types[path.extname(name)] !== undefined);
  const files = await Promise.all(
    names.map(async (name): Promise<readonly [string, PageFile]> => {
      const type = types[path.extname(name)] ?? '';
      return [
        name === 'index.html' ? '/' : `/${name}`,
        { type, body: await readFile(path.join(folder, name)) },
      ];
    }),
  );
  return new Map(files);
}
