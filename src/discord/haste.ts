/** Whether there are only seconds left, and a signal for who has to hear of it at once. */
export interface Haste {
  begin(): void;
  readonly hasBegun: boolean;
  /** Made when it is first wanted: thousands that are told to ask again need none, and each takes its time. */
  readonly signal: AbortSignal;
}

export function createHaste(): Haste {
  let hasBegun = false;
  let controller: AbortController | null = null;
  return {
    begin() {
      hasBegun = true;
      controller?.abort();
    },
    get hasBegun() {
      return hasBegun;
    },
    get signal() {
      if (controller === null) {
        controller = new AbortController();
        if (hasBegun) controller.abort();
      }
      return controller.signal;
    },
  };
}
