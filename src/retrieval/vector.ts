/** The values of some features in the order of their names. A plain loop: `Float64Array.from` takes ten times as long. */
export function vectorOf<T extends string>(
  names: readonly T[],
  values: Readonly<Record<T, number>>,
): Float64Array {
  const vector = new Float64Array(names.length);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    if (name !== undefined) vector[at] = values[name];
  }
  return vector;
}

/** The place of each feature in the order of their names. */
export function placesOf<T extends string>(names: readonly T[]): Readonly<Record<T, number>> {
  return Object.fromEntries(names.map((name, at) => [name, at])) as Record<T, number>;
}

/**
 * A row to write features into at their places, for those that every candidate has: an object of them all, made for a
 * moment, takes longer. What is not written is not a number, and shows. Rows are cut from a block, since an array of
 * this size asks the system for memory.
 */
export function newRow(names: readonly string[]): Float64Array {
  const { length } = names;
  if (used + length > block.length) {
    block = new Float64Array(Math.max(blockSize, length)).fill(Number.NaN);
    used = 0;
  }
  const row = new Float64Array(block.buffer, used * Float64Array.BYTES_PER_ELEMENT, length);
  used += length;
  return row;
}

const blockSize = 2048;
let block = new Float64Array(0);
let used = 0;
