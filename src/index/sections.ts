import { KnownError } from '../errors.ts';

/** Typed arrays that one binary file holds; views of it when read, never copies. */
export type Section = Uint16Array | Uint32Array;
export type SectionKind = 'uint16' | 'uint32';

/**
 * Joins arrays into one file: header words (magic, version, count, then the byte length of each section), then the sections,
 * each from a multiple of 8 bytes. Same arrays, same bytes.
 *
 * @param magic first word; written in the machine's byte order, so a machine of the other order refuses the file
 */
export function writeSections(magic: number, version: number, sections: readonly Section[]): Uint8Array {
  const starts: number[] = [];
  let size = roundUp((HEADER_WORDS + sections.length) * 4);
  for (const section of sections) {
    starts.push(size);
    size = roundUp(size + section.byteLength);
  }
  const bytes = new Uint8Array(size);
  new Uint32Array(bytes.buffer, 0, HEADER_WORDS + sections.length).set([
    magic,
    version,
    sections.length,
    ...sections.map((section) => section.byteLength),
  ]);
  for (const [index, section] of sections.entries()) {
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), starts[index]);
  }
  return bytes;
}

/**
 * The sections of a file that `writeSections` made, one for each of `kinds`.
 *
 * @param name what the file is, for messages
 * @throws KnownError `bad-index` when the magic, version, count or any size does not fit the bytes exactly
 */
export function readSections(
  bytes: Uint8Array,
  magic: number,
  version: number,
  kinds: readonly SectionKind[],
  name: string,
): Section[] {
  // Views need alignment. Files read whole have it; bytes cut out of a pooled buffer are moved once.
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const headerWords = HEADER_WORDS + kinds.length;
  if (byteLength < headerWords * 4) throw badIndex(name, `it has only ${byteLength} bytes`);
  const header = new Uint32Array(buffer, byteOffset, headerWords);
  if (header[0] !== magic) throw badIndex(name, 'it does not begin as one');
  if (header[1] !== version)
    throw badIndex(name, `its format is ${header[1]}, this version reads ${version}`);
  if (header[2] !== kinds.length)
    throw badIndex(name, `it has ${header[2]} sections instead of ${kinds.length}`);
  let start = roundUp(headerWords * 4);
  const sections: Section[] = [];
  for (const [index, kind] of kinds.entries()) {
    const length = header[HEADER_WORDS + index] ?? 0;
    const width = kind === 'uint16' ? 2 : 4;
    if (length % width !== 0 || start + length > byteLength) {
      throw badIndex(name, `section ${index} has ${length} bytes, which does not fit`);
    }
    sections.push(
      kind === 'uint16'
        ? new Uint16Array(buffer, byteOffset + start, length / width)
        : new Uint32Array(buffer, byteOffset + start, length / width),
    );
    start = roundUp(start + length);
  }
  if (start !== byteLength) throw badIndex(name, `it has ${byteLength} bytes instead of ${start}`);
  return sections;
}

/** The error for a file that cannot be what it should be. */
export function badIndex(name: string, reason: string): KnownError {
  return new KnownError('bad-index', `The ${name} cannot be used: ${reason}. Run: npm run index`);
}

const HEADER_WORDS = 3;

function roundUp(size: number): number {
  return Math.ceil(size / 8) * 8;
}
