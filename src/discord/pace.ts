import { mostAtOnce } from './breaker.ts';

/** How many requests to have under way at once, learnt from how long they take. */
export interface Pace {
  /** One came back after so many milliseconds. */
  took(ms: number): void;
  readonly room: () => number;
}

const least = 12;
/** The quickest may have been a lucky one: it counts for less with time. */
const forgetting = 1.00005;

/**
 * More at once help as long as they take no longer for it; when they do, they wait for each other, here or there, and each
 * has a connection of its own to pay for (after TCP Vegas, L. Brakmo and L. Peterson, 1995). With 500 at once, 10,000 commands
 * at once on one machine were up to 4 s late, and with 12 none; at a tenth of a second to Discord and back, 12 would be 120 a second.
 */
export function createPace(): Pace {
  let width = least;
  let quickest = Infinity;
  return {
    took(ms) {
      quickest = Math.min(ms, quickest * forgetting);
      if (ms <= 1.5 * quickest + 2) width = Math.min(mostAtOnce, width + 0.5);
      else if (ms > 3 * quickest + 5) width = Math.max(least, width * 0.98);
    },
    room: () => Math.floor(width),
  };
}
