import { getGlobalDispatcher, type Dispatcher } from 'undici';

export interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal | null;
}

/** Refusals of Discord's are short; what comes after this is none. */
const mostBytes = 100_000;

/**
 * Sends one request on the connections that discord.js uses, and reads the answer to its end. Without the stream and the headers that
 * discord.js makes of an answer, it takes half the time. What an answer of 2xx holds is dropped.
 *
 * @throws what undici rejects with when the connection breaks, or the signal's reason
 */
export async function post(url: string, { headers, body, signal }: Posting): Promise<Response> {
  const { origin, pathname, search } = new URL(url);
  const reading = new Reading();
  const stop = (): void => reading.stop(signal?.reason);
  if (signal?.aborted === true) throw signal.reason;
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const request = { origin, path: pathname + search, method: 'POST', headers, body } as const;
    getGlobalDispatcher().dispatch(request, reading);
    return await reading.response;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Puts the parts of an answer together as they come. */
class Reading implements Dispatcher.DispatchHandlers {
  readonly response: Promise<Response>;
  #resolve: (response: Response) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #abort: ((error: Error) => void) | null = null;
  #reason: Error | null = null;
  #status = 0;
  #headers: readonly Buffer[] = [];
  #bytes = 0;
  #parts: Buffer[] = [];

  constructor() {
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Also while there is no connection yet. */
  stop(reason: unknown): void {
    this.#reason = reason instanceof Error ? reason : new Error('Stopped', { cause: reason });
    this.#abort?.(this.#reason);
    this.#reject(this.#reason);
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#reason !== null) abort(this.#reason);
  }

  onHeaders(status: number, headers: readonly Buffer[]): boolean {
    this.#status = status;
    this.#headers = headers;
    return true;
  }

  onData(part: Buffer): boolean {
    this.#bytes += part.length;
    if (this.#bytes <= mostBytes) this.#parts.push(part);
    return true;
  }

  onComplete(): void {
    const status = this.#status;
    if (status >= 200 && status < 300) return this.#resolve(heard(status));
    const headers = new Headers();
    for (let at = 0; at + 1 < this.#headers.length; at += 2)
      headers.append(String(this.#headers[at]), String(this.#headers[at + 1]));
    this.#resolve(new Response(Buffer.concat(this.#parts), { status, headers }));
  }

  onError(error: Error): void {
    this.#reject(error);
  }
}

const wellHeard = new Map<number, Response>();

/** One without content is as good as another, and can be read again and again. */
function heard(status: number): Response {
  const known = wellHeard.get(status) ?? new Response(null, { status });
  wellHeard.set(status, known);
  return known;
}
