import { KnownError } from '../errors.ts';

/** What the hub says of a file before it is read; `null` where it says nothing. */
export interface Announced {
  readonly size: number | null;
  /** Of the bytes, for files the hub keeps in large file storage. */
  readonly sha256: string | null;
  /** Git's hash of the file (SHA-1 over a header and the bytes), for the others. */
  readonly gitSha1: string | null;
}

export interface HubFile {
  readonly announced: Announced;
  /** The bytes, once. Throws KnownError `download` when they stop coming. */
  readonly chunks: () => AsyncGenerator<Uint8Array>;
  /** Ends the transfer; to be called when `chunks` is not read. */
  readonly cancel: () => Promise<void>;
}

export interface HubRequest {
  readonly url: URL;
  /** What is asked for, for messages: "config.json of owner/name". */
  readonly what: string;
  /** Without a byte for so long, connecting included, the transfer counts as dead. */
  readonly stallMilliseconds: number;
}

const mostRedirects = 5;

/**
 * Asks a hub for a file.
 *
 * Redirects may lead to any https address, because hubs keep large files elsewhere, and within one http server.
 *
 * @returns the file, or `null` when the hub has none there (404)
 * @throws KnownError `download` naming the host and the reason
 */
export async function requestFromHub(request: HubRequest): Promise<HubFile | null> {
  const watch = watchForStall(request);
  let { url } = request;
  let announced: Announced = { size: null, sha256: null, gitSha1: null };
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await watch.guard(
      fetch(url, { redirect: 'manual', signal: watch.signal, headers: { 'accept-encoding': 'identity' } }),
    );
    // What another host says of the bytes is no proof: only the hub's own headers count.
    if (url.origin === request.url.origin) announced = mergeAnnounced(announced, response.headers);
    const location = response.headers.get('location');
    if (response.status === 200) return openedFile(response, announced, watch);
    await watch.guard(response.body?.cancel() ?? Promise.resolve());
    if (response.status === 404) {
      watch.stop();
      return null;
    }
    if (
      response.status < 300 ||
      response.status > 399 ||
      location === null ||
      !URL.canParse(location, url.href)
    ) {
      watch.stop();
      throw downloadError(
        request,
        `HTTP ${response.status}${response.status === 401 ? ' (there is no such model, or it is not public)' : ''}`,
      );
    }
    const next = new URL(location, url);
    if (next.protocol !== 'https:' && next.origin !== url.origin) {
      watch.stop();
      throw downloadError(request, `it redirects to ${next.origin}, which is not https`);
    }
    url = next;
  }
  watch.stop();
  throw downloadError(request, `more than ${mostRedirects} redirects`);
}

/** The error for a download that failed: what, from where, why, and the way out that needs no network. */
export function downloadError(
  request: Pick<HubRequest, 'url' | 'what'>,
  reason: string,
  cause?: unknown,
): KnownError {
  return new KnownError(
    'download',
    `Cannot download ${request.what} from ${request.url.host}: ${reason}. Try again, or set EMBEDDING_MODEL=data/model ` +
      'to use the model that ships with Footnote, which needs no download',
    { cause },
  );
}

function openedFile(response: Response, announced: Announced, watch: StallWatch): HubFile {
  const isAsSent = response.headers.get('content-encoding') === null;
  const length = isAsSent ? readSize(response.headers.get('content-length')) : null;
  return {
    announced: { ...announced, size: announced.size ?? length },
    chunks: async function* () {
      const reader = response.body?.getReader();
      try {
        for (;;) {
          const step = await watch.guard(
            reader?.read() ?? Promise.resolve({ done: true as const, value: undefined }),
          );
          if (step.done) return;
          yield step.value;
        }
      } finally {
        watch.stop();
        // A reader that is done or broken has nothing left to cancel, and says so by rejecting.
        await reader?.cancel().catch(() => undefined);
      }
    },
    cancel: async () => {
      watch.stop();
      await response.body?.cancel();
    },
  };
}

function mergeAnnounced(known: Announced, headers: Headers): Announced {
  const tag = (headers.get('x-linked-etag') ?? headers.get('etag') ?? '')
    .replace(/^W\//, '')
    .replaceAll('"', '');
  return {
    size: known.size ?? readSize(headers.get('x-linked-size')),
    sha256: known.sha256 ?? (/^[0-9a-f]{64}$/.test(tag) ? tag : null),
    gitSha1: known.gitSha1 ?? (/^[0-9a-f]{40}$/.test(tag) ? tag : null),
  };
}

function readSize(header: string | null): number | null {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

interface StallWatch {
  readonly signal: AbortSignal;
  /** Waits for one step of a transfer; turns its failure, or no answer in time, into a KnownError. */
  readonly guard: <T>(step: Promise<T>) => Promise<T>;
  readonly stop: () => void;
}

function watchForStall(request: HubRequest): StallWatch {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), request.stallMilliseconds);
  return {
    signal: controller.signal,
    guard: async (step) => {
      timer.refresh();
      try {
        return await step;
      } catch (error) {
        clearTimeout(timer);
        const reason = controller.signal.aborted
          ? `no data for ${request.stallMilliseconds / 1000} seconds`
          : describeNetworkError(error);
        throw downloadError(request, reason, error);
      }
    },
    stop: () => clearTimeout(timer),
  };
}

/** `fetch` says only "fetch failed" or "terminated"; what happened is in the cause. */
function describeNetworkError(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return networkErrors.get(code) ?? (cause instanceof Error ? cause.message : String(error));
}

const networkErrors: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the host is not known, or this machine is offline'],
  ['EAI_AGAIN', 'the host cannot be looked up, or this machine is offline'],
  ['ECONNREFUSED', 'the connection was refused'],
  ['ECONNRESET', 'the connection broke off'],
  ['UND_ERR_SOCKET', 'the connection broke off'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connecting took too long'],
  ['ETIMEDOUT', 'connecting took too long'],
]);
