/** The distinct stems of an index, sorted by UTF-16 code unit; a stem's ordinal is its place. */
export interface Vocabulary {
  readonly size: number;
  /** Ordinal of a stem, or -1. */
  find(stem: string): number;
  stem(ordinal: number): string;
}

/**
 * A vocabulary over two arrays. UTF-16, as JavaScript's own strings are, so that looking up compares units without decoding.
 *
 * @param offsets where each stem begins in `units`, and the end of the last: one more than there are stems
 */
export function openVocabulary(offsets: Uint32Array, units: Uint16Array): Vocabulary {
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
