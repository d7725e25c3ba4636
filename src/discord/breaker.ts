/**
 * Keeps the bot far from Discord's ban: 10,000 answers of 401, 403 or 429 within ten minutes shut an address out
 * (Discord's documents on rate limits). Below a hundredth of that nothing is sent any more until the window allows it.
 */
export interface Breaker {
  /** Takes the status of each answer of Discord's; `null` for a request that may have had one which did not come back. */
  count(status: number | null): void;
  /** Whether nothing may be sent now. */
  isOpen(): boolean;
  /**
   * How many requests may be under way now: so many that the hundredth is not passed even if all of them are refused. Only
   * while nothing has been refused in the window, and as much has gone well, there may be more.
   */
  room(): number;
  /** The same for what follows first responses: those may have gone well by the hundred, and it be refused by the hundred. */
  roomForOthers(): number;
}

export interface BreakerOptions {
  /** Refusals from which on nothing is sent. */
  readonly limit?: number;
  /** Refusals at most, those included that what is under way may yet bring. */
  readonly most?: number;
  readonly windowMs?: number;
  /** Called once each time that sending stops. @param waitMs until it may go on */
  readonly onOpen?: (waitMs: number) => void;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

const invalid: ReadonlySet<number> = new Set([401, 403, 429]);
/** Each request under way has a connection of its own. At a tenth of a second to Discord and back, 10,000 in 2.4 s take more than 400. */
export const mostAtOnce = 500;

export function createBreaker(options: BreakerOptions = {}): Breaker {
  const { limit = 80, most = 100, windowMs = 10 * 60_000, onOpen, now = () => performance.now() } = options;
  let times: number[] = [];
  let hasSaid = false;
  // Since the last refusal.
  let good = 0;
  // Requests that ended without an answer; each good answer makes up for one.
  let unheard = 0;

  const recent = (): number => {
    const start = now() - windowMs;
    // In order of time, and mostly there are none.
    const isOld = times[0] !== undefined && times[0] <= start;
    if (isOld) times = times.filter((time) => time > start);
    return times.length;
  };
  const room = (): number => {
    const refused = recent();
    if (refused === 0) return Math.max(most, Math.min(mostAtOnce, good));
    // Where edits hang, what is left has to do for first responses as well.
    return Math.max(most - limit, most - refused - unheard);
  };
  return {
    count(status) {
      if (status === null) {
        unheard += 1;
        return;
      }
      if (!invalid.has(status)) {
        good += 1;
        unheard = Math.max(0, unheard - 1);
        return;
      }
      good = 0;
      times.push(now());
      const isOpen = recent() >= limit;
      if (isOpen && !hasSaid) onOpen?.((times[times.length - limit] ?? now()) + windowMs - now());
      hasSaid = isOpen;
    },
    isOpen() {
      const isOpen = recent() >= limit;
      if (!isOpen) hasSaid = false;
      return isOpen;
    },
    room,
    roomForOthers: () => Math.min(most, room()),
  };
}
