import { createLineUp, type LineUp } from './line-up.ts';
import { CrowdedError } from './rest-error.ts';

/** Lets so many through at a time. Who is urgent goes before those that are not, and otherwise first come, first served. */
export interface Gate {
  /**
   * Waits for a turn.
   *
   * @returns gives it back; call it once
   * @throws CrowdedError when none came in time; what closes the gate; the signal's reason
   */
  enter(turn: Turn): Promise<() => void>;
  /** Whether anybody urgent waits. */
  isCrowded(): boolean;
}

export interface Turn {
  readonly isUrgent: boolean;
  /** By `performance.now()`; nobody waits for longer. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
}

export interface GateOptions {
  /** How many may be inside at the moment. */
  readonly room: () => number;
  /** How many of them may be urgent and not have hung yet. */
  readonly urgentRoom?: () => number;
  /** With how many inside somebody who is not urgent still comes in. */
  readonly othersRoom?: () => number;
  /** Why nobody is let in at the moment, if so; those who wait hear of it as well. */
  readonly closed?: () => Error | null;
}

/** What is inside for so long hangs, and keeps no other waiting for its place among the urgent. */
const hangingMs = 400;

interface Waiting {
  readonly isUrgent: boolean;
  /** Ends the waiting, once: with a turn, or with what there is instead. */
  readonly end: (instead: unknown) => void;
  hasEnded: boolean;
}

export function createGate({
  room,
  urgentRoom = () => Infinity,
  othersRoom = room,
  closed = () => null,
}: GateOptions): Gate {
  const urgent = createLineUp<Waiting>();
  const others = createLineUp<Waiting>();
  let inside = 0;
  let urgentInside = 0;

  const hasUrgentPlace = (): boolean => urgentInside < urgentRoom();
  const letIn = (): void => {
    while (urgent.size + others.size > 0) {
      const reason = closed();
      if (reason === null && inside >= room()) return;
      if (reason === null && !(urgent.size > 0 ? hasUrgentPlace() : inside < othersRoom())) return;
      const next = urgent.shift() ?? others.shift();
      if (next === undefined || next.hasEnded) continue;
      if (reason === null) inside += 1;
      // Counted here and not where it goes on, which is a turn of the queue of promises later.
      if (reason === null && next.isUrgent) urgentInside += 1;
      next.end(reason);
    }
  };
  const leaving = (isUrgent: boolean): (() => void) => {
    let countsAsUrgent = isUrgent;
    const uncount = (): void => {
      if (countsAsUrgent) urgentInside -= 1;
      countsAsUrgent = false;
    };
    const hang = (): void => {
      uncount();
      letIn();
    };
    const hangs = isUrgent ? setTimeout(hang, hangingMs).unref() : undefined;
    return () => {
      clearTimeout(hangs);
      uncount();
      inside -= 1;
      letIn();
    };
  };
  return {
    async enter({ isUrgent, until, signal }) {
      const reason = closed();
      if (reason !== null) throw reason;
      signal?.throwIfAborted();
      const hasPlace = isUrgent ? hasUrgentPlace() : urgent.size === 0 && inside < othersRoom();
      if (inside < room() && hasPlace) {
        inside += 1;
        if (isUrgent) urgentInside += 1;
        return leaving(isUrgent);
      }
      await waitIn(isUrgent ? urgent : others, isUrgent, until, signal);
      return leaving(isUrgent);
    },
    isCrowded: () => urgent.size > 0,
  };
}

async function waitIn(
  line: LineUp<Waiting>,
  isUrgent: boolean,
  until: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        isUrgent,
        hasEnded: false,
        end(instead) {
          waiting.hasEnded = true;
          if (instead === null) resolve();
          else reject(instead);
        },
      };
      line.push(waiting);
      timer = setTimeout(() => waiting.end(new CrowdedError()), until - performance.now()).unref();
      abort = () => waiting.end(signal?.reason);
      signal?.addEventListener('abort', abort);
    });
  } finally {
    clearTimeout(timer);
    if (abort !== undefined) signal?.removeEventListener('abort', abort);
  }
}
