/** A signal that comes after a time, or with another signal. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** It is no longer needed. */
  clear(): void;
}

/**
 * What `AbortSignal.timeout` and `AbortSignal.any` would be, but forgotten once it is cleared. Node keeps their signals for as
 * long as anybody listens, and discord.js never stops to: that was five kilobytes for each question, for ever.
 */
export function deadline(ms: number, sooner?: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms).unref();
  if (sooner?.aborted === true) abort();
  else sooner?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      sooner?.removeEventListener('abort', abort);
    },
  };
}
