import path from 'node:path';
import type { DocumentFormat } from '../types.ts';

/** The format of a file, or why it has none that can be read. */
export type Identified =
  | { readonly kind: 'format'; readonly format: DocumentFormat; readonly note: string | null }
  | { readonly kind: 'refused'; readonly reason: string };

const formatsByExtension: ReadonlyMap<string, DocumentFormat> = new Map([
  ['.txt', 'text'],
  ['.text', 'text'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.xhtml', 'html'],
  ['.pdf', 'pdf'],
  ['.docx', 'docx'],
]);

/** First bytes of formats that are commonly found under a wrong name, as hexadecimal. */
const signatures: readonly (readonly [string, string])[] = [
  ['255044462d', 'a PDF'],
  ['504b0304', 'a ZIP archive'],
  ['504b0506', 'an empty ZIP archive'],
  ['d0cf11e0a1b11ae1', 'an old or a password-protected Office document'],
  ['7b5c727466', 'an RTF document'],
  ['89504e470d0a1a0a', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['47494638', 'a GIF image'],
  ['49492a00', 'a TIFF image'],
  ['4d4d002a', 'a TIFF image'],
  ['1f8b', 'a gzip archive'],
  ['425a68', 'a bzip2 archive'],
  ['377abcaf271c', 'a 7-Zip archive'],
  ['52617221', 'a RAR archive'],
  ['fd377a585a', 'an xz archive'],
  ['28b52ffd', 'a Zstandard archive'],
  ['7f454c46', 'a program'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
];

/** The format that a file name promises; `null` for names of files that are not read at all. */
export function formatOfName(name: string): DocumentFormat | null {
  return formatsByExtension.get(extensionOf(name)) ?? null;
}

/** Why a file of this name is not read, in words for the operator. */
export function reasonForName(name: string): string {
  const extension = extensionOf(name);
  const supported = [...formatsByExtension.keys()].join(' ');
  if (extension === '') return `format not known: the name has no extension (read are ${supported})`;
  return `format not supported: ${extension} (read are ${supported})`;
}

/**
 * Holds the format that a name promises against what the first bytes say. A PDF or DOCX under another name is read
 * as what it is, and noted; anything else that is not what its name says is refused.
 */
export function identifyFormat(name: string, bytes: Uint8Array): Identified {
  const promised = formatOfName(name);
  const extension = extensionOf(name);
  if (promised === null) return { kind: 'refused', reason: reasonForName(name) };
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024));
  const hexadecimal = start.toString('hex', 0, 16);
  const found = signatures.find(([signature]) => hexadecimal.startsWith(signature))?.[1];

  // Mail programs and servers leave lines in front of a PDF; its readers look for the mark in the first kilobyte.
  const isPdf = found === 'a PDF' || (promised === 'pdf' && start.includes('%PDF-'));
  const actual = isPdf ? 'pdf' : found === 'a ZIP archive' ? 'docx' : null;
  if (actual !== null && actual === promised) return { kind: 'format', format: actual, note: null };
  if (actual === 'pdf') {
    return { kind: 'format', format: 'pdf', note: `named ${extension}, read as the PDF that it is` };
  }
  if (promised === 'docx' && found === 'an old or a password-protected Office document') {
    const reason = 'encrypted, or in the old Word format: save it as .docx without a password';
    return { kind: 'refused', reason };
  }
  if (found !== undefined) {
    return { kind: 'refused', reason: `not what its name says: named ${extension}, but it is ${found}` };
  }
  if (promised === 'pdf' || promised === 'docx') {
    return {
      kind: 'refused',
      reason: `damaged, or not what its name says: named ${extension}, but it is no ${promised.toUpperCase()}`,
    };
  }
  return { kind: 'format', format: promised, note: null };
}

function extensionOf(name: string): string {
  return path.posix.extname(name).toLowerCase();
}
