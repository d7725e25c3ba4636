/**
 * The `k` highest positive scores, best first, equal ones by lower place. A heap of k, the worst on top: one comparison for
 * nearly every score, no sorting of the rest.
 *
 * @param k more than there are positive scores gives them all; below 1 gives none
 */
export function topK(scores: Float32Array, k: number): { places: Uint32Array; scores: Float32Array } {
  const room = Math.max(0, Math.min(Math.floor(k) || 0, scores.length));
  const heap = new Uint32Array(room);
  let held = 0;
  let threshold = 0;
  const score = (slot: number): number => scores[heap[slot] ?? 0] ?? 0;
  const isWorse = (slot: number, other: number): boolean => {
    const difference = score(slot) - score(other);
    return difference < 0 || (difference === 0 && (heap[slot] ?? 0) > (heap[other] ?? 0));
  };
  const swap = (slot: number, other: number): void => {
    const kept = heap[slot] ?? 0;
    heap[slot] = heap[other] ?? 0;
    heap[other] = kept;
  };
  const siftDown = (start: number): void => {
    let slot = start;
    for (;;) {
      let worst = slot;
      const left = 2 * slot + 1;
      if (left < held && isWorse(left, worst)) worst = left;
      if (left + 1 < held && isWorse(left + 1, worst)) worst = left + 1;
      if (worst === slot) return;
      swap(slot, worst);
      slot = worst;
    }
  };
  if (room === 0) return { places: heap, scores: new Float32Array(0) };
  for (let place = 0; place < scores.length; place++) {
    // Places come in ascending order, so an equal score never displaces an earlier one.
    if (!((scores[place] ?? 0) > threshold)) continue;
    if (held < room) {
      heap[held] = place;
      let slot = held++;
      while (slot > 0 && isWorse(slot, (slot - 1) >> 1)) {
        swap(slot, (slot - 1) >> 1);
        slot = (slot - 1) >> 1;
      }
    } else {
      heap[0] = place;
      siftDown(0);
    }
    if (held === room) threshold = score(0);
  }
  const places = new Uint32Array(held);
  while (held > 0) {
    places[held - 1] = heap[0] ?? 0;
    heap[0] = heap[held - 1] ?? 0;
    held -= 1;
    siftDown(0);
  }
  return { places, scores: Float32Array.from(places, (place) => scores[place] ?? 0) };
}
