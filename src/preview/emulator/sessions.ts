import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';

/** A gateway session: outlives its connection, so that what was missed can be sent again. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  socket: WebSocket | null;
  sequence: number;
  /** Since when it has had no connection. */
  lostAt: number | null;
  /** Sent, and not yet confirmed by a heartbeat. */
  unconfirmed: { readonly sequence: number; readonly text: string }[];
  /** So much was missed that it cannot be resumed. */
  isOverflown: boolean;
}

export interface Sessions {
  open(shard: readonly [number, number], socket: WebSocket): Session;
  find(id: string): Session | null;
  of(socket: WebSocket): Session | null;
  all(): readonly Session[];
  end(session: Session): void;
  /** Gives an event its number, sends it where there is a connection, and keeps it for a RESUME. */
  dispatch(session: Session, name: string, data: unknown): void;
  confirm(session: Session, sequence: number): void;
  /** The connection is gone; the session waits for a while. */
  lose(socket: WebSocket): void;
}

/** Without a connection for so long, a session is forgotten. */
const patienceMs = 5 * 60 * 1000;
const keptEvents = 20_000;

export function createSessions(now: () => number): Sessions {
  let sessions: Session[] = [];
  const forgetOld = (): void => {
    sessions = sessions.filter(({ lostAt }) => lostAt === null || now() - lostAt < patienceMs);
  };
  return {
    open(shard, socket) {
      forgetOld();
      const session: Session = {
        id: randomBytes(16).toString('hex'),
        shard,
        socket,
        sequence: 0,
        lostAt: null,
        unconfirmed: [],
        isOverflown: false,
      };
      sessions.push(session);
      return session;
    },
    find(id) {
      forgetOld();
      return sessions.find((session) => session.id === id && !session.isOverflown) ?? null;
    },
    of: (socket) => sessions.find((session) => session.socket === socket) ?? null,
    all: () => sessions,
    end(session) {
      sessions = sessions.filter((one) => one !== session);
      session.socket = null;
    },
    dispatch(session, name, data) {
      session.sequence += 1;
      const text = JSON.stringify({ op: 0, t: name, s: session.sequence, d: data });
      session.unconfirmed.push({ sequence: session.sequence, text });
      if (session.unconfirmed.length > keptEvents) {
        session.unconfirmed = [];
        session.isOverflown = true;
      }
      session.socket?.send(text);
    },
    confirm(session, sequence) {
      session.unconfirmed = session.unconfirmed.filter((event) => event.sequence > sequence);
    },
    lose(socket) {
      for (const session of sessions) {
        if (session.socket !== socket) continue;
        session.socket = null;
        session.lostAt = now();
      }
    },
  };
}
