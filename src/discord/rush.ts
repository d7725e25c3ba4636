/** Notices when so many come at once that a first word for each goes before any answer. */
export interface Rush {
  /** One more has come. */
  note(): void;
  isOn(): boolean;
}

export interface RushOptions {
  /** So many within that time are a rush: two hundred a second are about as many as one process can answer. */
  readonly many?: number;
  readonly withinMs?: number;
  /** Milliseconds that never go back. */
  readonly now?: () => number;
}

export function createRush(options: RushOptions = {}): Rush {
  const { many = 20, withinMs = 100, now = () => performance.now() } = options;
  // Of the latest, oldest first.
  const times: number[] = [];
  return {
    note() {
      times.push(now());
      if (times.length > many) times.shift();
    },
    isOn: () => times.length === many && now() - (times[0] ?? 0) < withinMs,
  };
}
