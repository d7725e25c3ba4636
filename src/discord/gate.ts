/** Lets so many through at a time. Who is urgent goes before those that are not, and otherwise first come, first served. */
export interface Gate {
  /**
   * Waits for a turn. One that comes after the signal is not taken.
   *
   * @returns gives it back; call it once
   */
  enter(isUrgent: boolean, signal?: AbortSignal | null): Promise<() => void>;
}

export function createGate(most: number): Gate {
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let inside = 0;

  const leave = (): void => {
    const next = urgent.shift() ?? others.shift();
    if (next === undefined) inside -= 1;
    // The place passes straight on.
    else next();
  };
  return {
    async enter(isUrgent, signal) {
      if (inside < most) inside += 1;
      else {
        await new Promise<void>((resolve) => {
          (isUrgent ? urgent : others).push(resolve);
        });
      }
      if (signal?.aborted === true) {
        leave();
        signal.throwIfAborted();
      }
      return leave;
    },
  };
}
