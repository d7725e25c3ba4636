import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { KnownError } from '../errors.ts';
import { shownPath } from './files.ts';
import { badIndex } from './sections.ts';

/** What a file of hnswlib must hold. `M` links a node, twice as many in the lowest layer. */
export interface GraphFile {
  readonly dimension: number;
  readonly count: number;
  readonly M: number;
}

/** hnswlib's `saveIndex`: six sizes of 8 bytes, then what the graph needs for itself; then the elements of the lowest layer. */
const headerBytes = 96;

/**
 * Compares a file that was just written with the vectors, which have the labels 0, 1, 2 …: a write that fails half-way
 * reports success.
 *
 * @throws KnownError `disk`
 */
export function compareWritten(file: string, vectors: readonly Float32Array[], expected: GraphFile): void {
  const fail = (reason: string, cause?: unknown): KnownError =>
    new KnownError('disk', `${shownPath(file)} could not be written: ${reason}. Is the disk full?`, {
      cause,
    });
  try {
    checkHeader(file, expected);
  } catch (error) {
    throw fail('what is there now is not what was written', error);
  }
  const { linkBytes, vectorBytes, elementBytes } = layoutOf(expected);
  const descriptor = openSync(file, 'r');
  try {
    const element = Buffer.alloc(elementBytes);
    for (const [label, vector] of vectors.entries()) {
      readSync(descriptor, element, 0, elementBytes, headerBytes + label * elementBytes);
      const isSame =
        element.subarray(linkBytes, linkBytes + vectorBytes).equals(bytesOf(vector)) &&
        element.readBigUInt64LE(linkBytes + vectorBytes) === BigInt(label);
      if (!isSame) throw fail(`vector ${label} is not what was written`);
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Checks the sizes that the native code believes without asking: they must be the ones that our settings lead to.
 *
 * @throws KnownError `bad-index`
 */
export function checkHeader(file: string, expected: GraphFile): void {
  const { count } = expected;
  const { linkBytes, vectorBytes, elementBytes } = layoutOf(expected);
  const { size } = statSync(file);
  const least = headerBytes + count * (elementBytes + 4);
  if (size < least)
    throw badIndex('dense index', `it has ${size} bytes; ${count} vectors take at least ${least}`);
  const header = Buffer.alloc(headerBytes);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, headerBytes, 0);
  } finally {
    closeSync(descriptor);
  }
  const words = [0, count, count, elementBytes, linkBytes + vectorBytes, linkBytes];
  for (const [at, expectedWord] of words.entries()) {
    const found = header.readBigUInt64LE(at * 8);
    if (found !== BigInt(expectedWord)) {
      throw badIndex('dense index', `word ${at} of its header is ${found} instead of ${expectedWord}`);
    }
  }
}

/** How the library lays out an element of its lowest layer: links, vector, label. Sizes in bytes. */
function layoutOf({ dimension, M }: GraphFile): {
  linkBytes: number;
  vectorBytes: number;
  elementBytes: number;
} {
  const linkBytes = 2 * M * 4 + 4;
  const vectorBytes = dimension * 4;
  return { linkBytes, vectorBytes, elementBytes: linkBytes + vectorBytes + 8 };
}

function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
