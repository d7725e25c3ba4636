/** @returns asks for one more request, and says whether this second still had room for it */
export function createRateLimit(perSecond: number, now: () => number): () => boolean {
  let times: readonly number[] = [];
  return () => {
    times = times.filter((at) => now() - at < 1000);
    if (times.length >= perSecond) return false;
    times = [...times, now()];
    return true;
  };
}
