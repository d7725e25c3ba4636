/** Discord's ids: milliseconds since 2015 in the upper 42 bits, so that they sort and date what they name. */
const discordEpoch = 1_420_070_400_000;

export function createSnowflakes(now: () => number): () => string {
  let count = 0n;
  let latest = 0;
  return () => {
    // A clock that is set back must not make ids that were given before.
    latest = Math.max(latest, now());
    count = (count + 1n) & 0xfffn;
    // 4,096 ids in one millisecond: the next one borrows from the next millisecond.
    if (count === 0n) latest += 1;
    return String((BigInt(latest - discordEpoch) << 22n) | count);
  };
}

/** Milliseconds since 1970. */
export function dateOf(snowflake: string): number {
  return Number(BigInt(snowflake) >> 22n) + discordEpoch;
}
