/**
 * Mean of the token vectors of each text of a batch, scaled to length 1.
 *
 * Sums run in double precision, so a text's vector does not depend on how many others share its batch.
 *
 * @param states token vectors of the whole batch, row-major `[lengths.length, sequenceLength, dimension]`
 * @param lengths real tokens of each text, 1..sequenceLength; what follows them in its row is padding and is not read
 * @returns one vector of L2 norm 1 a text; `null` where the mean is zero or not finite and so points nowhere
 */
export function poolMean(
  states: Float32Array,
  lengths: readonly number[],
  sequenceLength: number,
  dimension: number,
): (Float32Array | null)[] {
  return lengths.map((length, text) => {
    const from = text * sequenceLength * dimension;
    return toUnitVector(sumTokens(states, from, from + length * dimension, dimension));
  });
}

/** Four columns at a time, their sums in registers: about three times as fast as adding row by row. */
function sumTokens(states: Float32Array, from: number, end: number, dimension: number): Float64Array {
  const sum = new Float64Array(dimension);
  let axis = 0;
  for (; axis + 4 <= dimension; axis += 4) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let at = from + axis; at < end; at += dimension) {
      first += states[at]!;
      second += states[at + 1]!;
      third += states[at + 2]!;
      fourth += states[at + 3]!;
    }
    sum[axis] = first;
    sum[axis + 1] = second;
    sum[axis + 2] = third;
    sum[axis + 3] = fourth;
  }
  for (; axis < dimension; axis += 1) {
    for (let at = from + axis; at < end; at += dimension) sum[axis]! += states[at]!;
  }
  return sum;
}

/**
 * A vector's direction.
 *
 * @returns a copy with L2 norm 1 (within float32 rounding), or `null` when the vector is zero, too short to divide by,
 *   or holds a value that is not finite
 */
export function toUnitVector(vector: Float64Array | Float32Array): Float32Array | null {
  let squares = 0;
  for (let axis = 0; axis < vector.length; axis += 1) squares += vector[axis]! * vector[axis]!;
  const norm = Math.sqrt(squares);
  if (!Number.isFinite(norm) || norm < smallestNorm) return null;
  const unit = new Float32Array(vector.length);
  for (let axis = 0; axis < vector.length; axis += 1) unit[axis] = vector[axis]! / norm;
  return unit;
}

/** Under this the direction is rounding noise: float32 token vectors of ordinary models have norms from 0.1 to 100. */
const smallestNorm = 1e-12;
