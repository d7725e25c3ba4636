import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

/** A place in the queue, taken before anything has been said to the person. It must be used or given back. */
export interface Place {
  /** Waits for its turn and then works. Others go on once `done` is called, or the work ends, or takes very long. */
  work(errand: Errand): void;
  giveBack(): void;
}

export interface Errand {
  /** Never rejects. */
  readonly run: (done: () => void) => Promise<void>;
  /** Instead of `run`, when the queue is given up. */
  readonly drop: () => void;
}

export type Entry =
  | { readonly kind: 'place'; readonly place: Place }
  /** The person has asked too much; `retryAt` is in milliseconds since 1970. */
  | { readonly kind: 'too-many'; readonly retryAt: number }
  | { readonly kind: 'full' };

export interface Queue {
  /** Counts against the person's limit. */
  enter(user: string): Entry;
  /** Gives up all that wait; what is under way goes on. */
  drop(): void;
  /** Places that are taken. */
  readonly size: number;
}

export interface QueueOptions {
  /** Questions of one person in a minute, all at once or spread. */
  readonly perMinute: number;
  /** Places in all. */
  readonly places: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Whether so many wait for a first response that answering has to wait. */
  readonly isCrowded?: () => boolean;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

const minuteMs = 60_000;
/** While it is crowded, an answer comes this often all the same: where Discord itself hangs, a crowd may stand for long. */
const crowdedMs = 250;
const lookMs = 10;
/** A question that waits for something outside does not hold up the others. */
const slowMs = 2000;
/** Limits of people are looked through when there are this many; who has not asked for a minute is forgotten. */
const manyBuckets = 10_000;

/**
 * One question at a time, and everyone's turn comes: who asks ten waits for those who ask one. Between two questions the
 * process attends to whatever has come in meanwhile, so that nobody waits for a first response.
 */
export function createQueue(options: QueueOptions): Queue {
  const { perMinute, places, now = () => Date.now(), isCrowded = () => false } = options;
  const buckets = new Map<string, Bucket>();
  // Whose turn is next comes first.
  const waiting = new Map<string, Errand[]>();
  let size = 0;
  let isWorking = false;

  const takeNext = (): Errand | null => {
    for (const [user, errands] of waiting) {
      const errand = errands.shift();
      waiting.delete(user);
      if (errands.length > 0) waiting.set(user, errands);
      if (errand !== undefined) return errand;
    }
    return null;
  };
  const workOff = async (): Promise<void> => {
    for (let errand = takeNext(); errand !== null; errand = takeNext()) {
      size -= 1;
      await turnOf(errand);
      await nextTurn();
      for (let waited = 0; waited < crowdedMs && isCrowded(); waited += lookMs) await wait(lookMs);
    }
  };
  const begin = (): void => {
    if (isWorking) return;
    isWorking = true;
    void nextTurn()
      .then(workOff)
      .finally(() => {
        isWorking = false;
        // Put in between the last look and here.
        if (waiting.size > 0) begin();
      });
  };
  /** @returns when the person may ask again, or `null` when now */
  const limitOf = (user: string): number | null => {
    const time = now();
    if (buckets.size > manyBuckets) {
      for (const [id, bucket] of buckets) if (time - bucket.filledAt > minuteMs) buckets.delete(id);
    }
    const bucket = buckets.get(user) ?? { tokens: perMinute, filledAt: time };
    const gained = (Math.max(0, time - bucket.filledAt) / minuteMs) * perMinute;
    const tokens = Math.min(perMinute, bucket.tokens + gained);
    buckets.set(user, { tokens: tokens < 1 ? tokens : tokens - 1, filledAt: time });
    return tokens < 1 ? time + ((1 - tokens) / perMinute) * minuteMs : null;
  };
  return {
    enter(user) {
      if (size >= places) return { kind: 'full' };
      const retryAt = limitOf(user);
      if (retryAt !== null) return { kind: 'too-many', retryAt };
      size += 1;
      return {
        kind: 'place',
        place: {
          work(errand) {
            const own = waiting.get(user);
            if (own === undefined) waiting.set(user, [errand]);
            else own.push(errand);
            begin();
          },
          giveBack() {
            size -= 1;
          },
        },
      };
    },
    drop() {
      for (let errand = takeNext(); errand !== null; errand = takeNext()) {
        size -= 1;
        errand.drop();
      }
    },
    get size() {
      return size;
    },
  };
}

/** Ends when the errand's work is done; its waiting for others may go on. */
async function turnOf(errand: Errand): Promise<void> {
  const slow = new AbortController();
  const isDone = new Promise<void>((resolve) => {
    errand.run(resolve).then(resolve, resolve);
  });
  const isSlow = wait(slowMs, undefined, { signal: slow.signal }).catch(() => {
    // The work was done first, and the timer is no longer needed.
  });
  await Promise.race([isDone, isSlow]);
  slow.abort();
}
