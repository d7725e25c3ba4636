import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** How every interaction's token of the emulator begins: it is `interaction:`, its id and random letters, in base64. */
export const tokenStart = Buffer.from('interaction:').toString('base64url');

/** Which of the words are in a text, as they are, in JSON, in a URL, or in base64. */
export function found(words: Iterable<string>, text: string): readonly string[] {
  return [...words].filter((word) =>
    [
      word,
      JSON.stringify(word).slice(1, -1),
      encodeURIComponent(word),
      Buffer.from(word).toString('base64url').slice(0, -2),
    ].some((form) => form.length >= 8 && text.includes(form)),
  );
}

/** Files below a folder that hold one of the words, each with it. */
export function foundInFiles(
  words: Iterable<string>,
  folder: string,
  isLeftOut: (file: string) => boolean,
): readonly string[] {
  const wanted = [...words];
  const hits: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || isLeftOut(file)) continue;
    for (const word of found(wanted, readFileSync(file, 'latin1')))
      hits.push(`${path.relative(folder, file)}: ${word.slice(0, 40)}`);
  }
  return hits;
}
