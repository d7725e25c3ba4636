/** Which requests a fault meets. */
export type RouteName =
  | 'any'
  | 'gateway'
  | 'self'
  | 'commands'
  /** The first response to an interaction. */
  | 'callback'
  /** Reading, editing or deleting the first response, or a later message. */
  | 'reply'
  | 'follow-up';

/** What happens to a request instead of, or besides, its answer. */
export type RestFaultKind =
  /** 429. @param retryAfter seconds */
  | { readonly kind: 'rate-limit'; readonly retryAfter: number; readonly global?: boolean }
  /** Any error status, with Discord's error body: 500, 503, 401, 403 … */
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly message?: string }
  /** The connection breaks, before anything was done or when it was done and only the answer is missing. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  /** No answer ever comes. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  | { readonly kind: 'html'; readonly status: number }
  /** The request is carried out and its answer cut in the middle. */
  | { readonly kind: 'truncated-json' }
  /** 10062, as if the three seconds were over. */
  | { readonly kind: 'unknown-interaction' }
  /** Answers late, but answers. */
  | { readonly kind: 'delay'; readonly ms: number };

export type RestFault = RestFaultKind & {
  /** Default `any`. */
  readonly on?: RouteName;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** How many requests it meets; default: all until it is taken back. */
  readonly times?: number;
  /** Chance that a request is met, 0 to 1, from the seeded random numbers. Default 1. */
  readonly chance?: number;
};

/** Faults that can be in place from the start. */
export interface Faults {
  readonly rest?: readonly RestFault[];
  readonly dropEveryMs?: number;
  readonly swallowHeartbeats?: boolean;
  readonly deliverTimes?: number;
  readonly dispatchDelayMs?: number;
  /** Of the random numbers behind `chance`. Default 1. */
  readonly seed?: number;
}

/** Everything that can go wrong, while it runs. */
export interface FaultControls {
  /** Breaks every gateway connection now, without a closing handshake. */
  dropSockets(): void;
  /** Goes on breaking them; null ends it. */
  dropEvery(ms: number | null): void;
  /** Heartbeats get no acknowledgement. */
  swallowHeartbeats(on: boolean): void;
  /** Op 7. */
  askToReconnect(): void;
  /** Op 9. Not resumable: the sessions are forgotten as well. */
  invalidateSessions(resumable: boolean): void;
  closeSockets(code: number): void;
  /** Sends every connection these bytes as they stand: half a frame of JSON, or none at all. */
  sendRaw(bytes: string | Buffer): void;
  /** Every IDENTIFY is answered with this close code; null ends it. */
  refuseIdentify(code: number | null): void;
  /** Forgets the sessions without a word: the next RESUME is answered with op 9. */
  forgetSessions(): void;
  /** Each interaction is delivered so often. */
  deliverTimes(count: number): void;
  /** Each interaction is delivered so late. */
  delayDispatch(ms: number): void;
  /** Interactions are kept back while it is on, and go out as fast as they can when it ends. */
  holdDispatch(on: boolean): void;
  /** New gateway connections are refused while it is on. */
  refuseConnections(on: boolean): void;
  /** @returns takes it back */
  rest(fault: RestFault): () => void;
  /** Ends all faults; what they have done stays done. */
  clear(): void;
}
