/** Remembers what has been seen, since Discord delivers an interaction again when a connection is resumed. */
export interface Once {
  /** True the first time an id is given, and again only after it has been forgotten. */
  first(id: string): boolean;
}

export interface OnceOptions {
  /** How long an id is remembered: as long as an interaction lives, and some more. */
  readonly lifeMs?: number;
  /** Ids that are kept at most; the oldest go first. 100,000 are about 10 MB. */
  readonly most?: number;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

export function createOnce(options: OnceOptions = {}): Once {
  const { lifeMs = 20 * 60_000, most = 100_000, now = () => performance.now() } = options;
  // In order of time: a Map keeps the order of insertion, and nothing is put in twice.
  const seen = new Map<string, number>();

  const forget = (): void => {
    const expired = now() - lifeMs;
    for (const [id, at] of seen) {
      if (at > expired && seen.size <= most) return;
      seen.delete(id);
    }
  };
  return {
    first(id) {
      forget();
      if (seen.has(id)) return false;
      seen.set(id, now());
      return true;
    },
  };
}
