/** The distinct stems of an index, sorted by UTF-16 code unit; a stem's ordinal is its place. */
export interface Vocabulary {
  readonly size: number;
  /** Ordinal of a stem, or -1. */
  find(stem: string): number;
  stem(ordinal: number): string;
}

/** The arrays behind a vocabulary: where each stem begins in `units`, and the end of the last. */
export interface VocabularyArrays {
  readonly offsets: Uint32Array;
  readonly units: Uint16Array;
}

/** @param stems distinct, not empty, sorted by UTF-16 code unit as `sort()` does */
export function writeVocabulary(stems: readonly string[]): VocabularyArrays {
  const offsets = new Uint32Array(stems.length + 1);
  for (const [at, stem] of stems.entries()) offsets[at + 1] = (offsets[at] ?? 0) + stem.length;
  const units = new Uint16Array(offsets[stems.length] ?? 0);
  for (const [at, stem] of stems.entries()) {
    const start = offsets[at] ?? 0;
    for (let unit = 0; unit < stem.length; unit++) units[start + unit] = stem.charCodeAt(unit);
  }
  return { offsets, units };
}

/**
 * A vocabulary over two arrays. UTF-16, as JavaScript's own strings are, so that looking up compares units without decoding.
 */
export function openVocabulary({ offsets, units }: VocabularyArrays): Vocabulary {
  const size = offsets.length - 1;
  const compare = (stem: string, ordinal: number): number => {
    const start = offsets[ordinal] ?? 0;
    const length = (offsets[ordinal + 1] ?? 0) - start;
    const shared = Math.min(length, stem.length);
    for (let at = 0; at < shared; at++) {
      const difference = stem.charCodeAt(at) - (units[start + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return stem.length - length;
  };
  return {
    size,
    find(stem) {
      let low = 0;
      let high = size - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const order = compare(stem, middle);
        if (order === 0) return middle;
        if (order < 0) high = middle - 1;
        else low = middle + 1;
      }
      return -1;
    },
    stem: (ordinal) => String.fromCharCode(...units.subarray(offsets[ordinal], offsets[ordinal + 1])),
  };
}
