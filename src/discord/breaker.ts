/**
 * Keeps the bot far from Discord's ban: 10,000 answers of 401, 403 or 429 within ten minutes shut an address out
 * (Discord's documents on rate limits). Below a hundredth of that nothing is sent any more until the window allows it.
 */
export interface Breaker {
  /** Takes the status of each answer of Discord's. */
  count(status: number): void;
  /** Whether nothing may be sent now. */
  isOpen(): boolean;
}

export interface BreakerOptions {
  readonly limit?: number;
  readonly windowMs?: number;
  /** Called once each time that sending stops. @param waitMs until it may go on */
  readonly onOpen?: (waitMs: number) => void;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

const invalid: ReadonlySet<number> = new Set([401, 403, 429]);

export function createBreaker(options: BreakerOptions = {}): Breaker {
  const { limit = 80, windowMs = 10 * 60_000, onOpen, now = () => performance.now() } = options;
  let times: number[] = [];
  let hasSaid = false;

  const recent = (): number => {
    const start = now() - windowMs;
    times = times.filter((time) => time > start);
    return times.length;
  };
  return {
    count(status) {
      if (!invalid.has(status)) return;
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
  };
}
