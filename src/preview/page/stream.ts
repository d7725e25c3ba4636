import type { Events } from './protocol.ts';

export interface Stream {
  close(): void;
}

const kinds = [
  'state',
  'message',
  'deleted',
  'commands',
  'bot',
  'failed',
] as const satisfies readonly (keyof Events)[];

/** Follows what one viewer sees. The browser connects again by itself; the server then sends the whole state anew. */
export function openStream(
  viewer: string,
  receive: <K extends keyof Events>(kind: K, event: Events[K]) => void,
  setConnected: (is: boolean) => void,
): Stream {
  let source = connect();
  let retry: ReturnType<typeof setTimeout> | undefined;

  function connect(): EventSource {
    const opened = new EventSource(`/events?viewer=${encodeURIComponent(viewer)}`);
    opened.addEventListener('open', () => setConnected(true));
    opened.addEventListener('error', () => {
      setConnected(false);
      // An answer that is no stream ends the browser's own attempts.
      if (opened.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(() => (source = connect()), 2000);
    });
    for (const kind of kinds) {
      opened.addEventListener(kind, (event: MessageEvent<string>) => {
        receive(kind, JSON.parse(event.data) as Events[typeof kind]);
      });
    }
    return opened;
  }

  return {
    close() {
      clearTimeout(retry);
      source.close();
    },
  };
}
