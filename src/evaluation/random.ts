/** A generator of numbers in [0, 1) that gives the same sequence for the same seed on every machine. */
export type Random = () => number;

/**
 * Marsaglia's 32-bit xorshift with the seed spread over all bits first: plenty for resampling and made-up text, not
 * for secrets.
 *
 * @param seed any integer; its low 32 bits count
 */
export function seededRandom(seed: number): Random {
  // The state must not be zero, which xorshift never leaves.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  const step = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  // The first few numbers of nearby seeds resemble each other.
  for (let round = 0; round < 16; round++) step();
  return () => step() / 2 ** 32;
}

/** A whole number from 0 to `below` - 1. */
export function randomBelow(random: Random, below: number): number {
  return Math.floor(random() * below);
}
