import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { GatewayCounts, Limits } from './contract.ts';
import type { FaultState } from './fault-state.ts';
import { closeCode, createConnection, opcode, sendFrame } from './gateway-connection.ts';
import { createSessions } from './sessions.ts';
import type { World } from './world.ts';

export interface Gateway {
  readonly counts: () => GatewayCounts;
  /** To the shard of this server; null is a direct message, which goes to the first. */
  readonly dispatch: (name: string, data: unknown, guild: string | null) => void;
  /** All shards have been greeted. */
  readonly isReady: () => boolean;
  readonly drop: () => void;
  readonly closeAll: (code: number) => void;
  readonly askToReconnect: () => void;
  readonly sendRaw: (bytes: string | Buffer) => void;
  readonly invalidate: (resumable: boolean) => void;
  readonly forget: () => void;
  readonly close: () => void;
}

export interface GatewayOptions {
  readonly server: Server;
  readonly world: World;
  readonly limits: Limits;
  readonly now: () => number;
  readonly faults: FaultState;
  readonly isToken: (token: string) => boolean;
  /** Discord resets the token of a bot that has no IDENTIFY left. */
  readonly onTooManyIdentifies: () => void;
  readonly onPresence: (isOnline: boolean) => void;
  /** A shard has been greeted, or has come back. */
  readonly onGreeting: () => void;
}

/** Gateway v10 with JSON, on the server's own port. */
export function createGateway(options: GatewayOptions): Gateway {
  const { server, now, limits, faults } = options;
  const sessions = createSessions(now);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 20 });
  let identifies = 0;
  let resumes = 0;
  let wasOnline = false;
  const connected = (): number => sessions.all().filter(({ socket }) => socket !== null).length;
  const tellPresence = (): void => {
    const isOnline = connected() > 0;
    options.onGreeting();
    if (isOnline === wasOnline) return;
    wasOnline = isOnline;
    options.onPresence(isOnline);
  };
  const isReady = (): boolean => {
    const live = sessions.all().filter(({ socket }) => socket !== null);
    const [, count] = live.at(-1)?.shard ?? [0, 1];
    const greeted = new Set(live.filter(({ shard }) => shard[1] === count).map(({ shard }) => shard[0]));
    return greeted.size === count;
  };

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    // Browsers say where a page comes from; nothing that a page loads has business here.
    if (faults.refusesConnections || request.headers.origin !== undefined) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => {
      const { searchParams } = new URL(request.url ?? '/', 'ws://127.0.0.1');
      createConnection(connection, {
        ...options,
        sessions,
        version: searchParams.get('v') ?? '10',
        encoding: searchParams.get('encoding') ?? 'json',
        address: `ws://${request.headers.host ?? '127.0.0.1'}`,
        onIdentify() {
          identifies += 1;
          if (identifies <= limits.identifies) return true;
          options.onTooManyIdentifies();
          return false;
        },
        onResume() {
          resumes += 1;
        },
        onChange: tellPresence,
      });
    });
  });

  return {
    counts: () => ({
      connected: connected(),
      identifies,
      resumes,
      remaining: Math.max(0, limits.identifies - identifies),
    }),
    dispatch(name, data, guild) {
      for (const session of sessions.all()) {
        const [shard, count] = session.shard;
        if (shard === shardOf(guild, count)) sessions.dispatch(session, name, data);
      }
    },
    isReady,
    drop() {
      for (const client of sockets.clients) client.terminate();
    },
    closeAll(code) {
      for (const client of sockets.clients) client.close(code);
    },
    askToReconnect() {
      for (const client of sockets.clients) sendFrame(client, opcode.reconnect, null);
    },
    sendRaw(bytes) {
      for (const client of sockets.clients) client.send(bytes);
    },
    invalidate(resumable) {
      for (const session of sessions.all()) {
        const { socket } = session;
        if (resumable && socket !== null) sessions.lose(socket);
        if (!resumable) sessions.end(session);
        if (socket !== null) sendFrame(socket, opcode.invalidSession, resumable);
      }
      tellPresence();
    },
    forget() {
      for (const session of sessions.all()) if (session.socket === null) sessions.end(session);
      for (const session of sessions.all()) session.isOverflown = true;
    },
    close() {
      for (const client of sockets.clients) {
        client.close(closeCode.goingAway);
        client.terminate();
      }
      sockets.close();
    },
  };
}

/** Discord's rule: the server's id without its lower 22 bits, modulo the number of shards. */
export function shardOf(guild: string | null, count: number): number {
  return guild === null ? 0 : Number((BigInt(guild) >> 22n) % BigInt(count));
}
