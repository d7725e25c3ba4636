import type { RawData, WebSocket } from 'ws';
import type { Limits } from './contract.ts';
import type { FaultState } from './fault-state.ts';
import { isObject, listOf, numberOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { guildPayload } from './guild-payload.ts';
import { botPayload } from './payloads.ts';
import type { Session, Sessions } from './sessions.ts';
import type { World } from './world.ts';

export const opcode = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  acknowledged: 11,
  sounds: 31,
} as const;

export const closeCode = {
  normal: 1000,
  goingAway: 1001,
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  rateLimited: 4008,
  timedOut: 4009,
  invalidShard: 4010,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

/** A client that closes with the first two will not come back; after the others Discord wants a new session. */
const endsSession: ReadonlySet<number> = new Set([
  1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014,
]);
/** What a client may send: bytes at once, and payloads a minute. */
const payloadBytes = 4096;
const payloadsAMinute = 120;
const privileged = (1 << 1) | (1 << 8) | (1 << 15);
/** Bits 0 to 16, 20, 21, 24 and 25. */
const knownIntents = 0x1ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

export interface ConnectionOptions {
  readonly world: World;
  readonly limits: Limits;
  readonly now: () => number;
  readonly faults: FaultState;
  readonly sessions: Sessions;
  readonly isToken: (token: string) => boolean;
  readonly version: string;
  readonly encoding: string;
  /** Where this connection, and a resumed one, is made to. */
  readonly address: string;
  /** @returns whether one was left */
  readonly onIdentify: () => boolean;
  readonly onResume: () => void;
  readonly onChange: () => void;
}

/** One connection from HELLO to its close. */
export function createConnection(socket: WebSocket, options: ConnectionOptions): void {
  const { sessions, limits, faults, world, now } = options;
  let sent: readonly number[] = [];
  let silence: NodeJS.Timeout | null = null;
  const own = (): Session | null => sessions.of(socket);
  const listen = (): void => {
    if (silence !== null) clearTimeout(silence);
    // A client that has gone without closing would otherwise be sent to for ever.
    silence = setTimeout(() => socket.terminate(), limits.heartbeatMs * 3).unref();
  };

  const identify = (data: JsonObject): void => {
    if (own() !== null) return socket.close(closeCode.alreadyAuthenticated);
    if (faults.identifyRefusal !== null) return socket.close(faults.identifyRefusal);
    if (!options.isToken(textOf(data['token']))) return socket.close(closeCode.authenticationFailed);
    const intents = data['intents'];
    if (typeof intents !== 'number' || (intents & ~knownIntents) !== 0)
      return socket.close(closeCode.invalidIntents);
    if ((intents & privileged & ~limits.privilegedIntents) !== 0)
      return socket.close(closeCode.disallowedIntents);
    const [shard, count] = data['shard'] === undefined ? [0, 1] : listOf(data['shard']).map(numberOf);
    if (shard === undefined || count === undefined || count < 1 || shard < 0 || shard >= count)
      return socket.close(closeCode.invalidShard);
    if (!options.onIdentify()) return socket.close(closeCode.authenticationFailed);

    const session = sessions.open([shard, count], socket);
    const { guild, application } = world;
    const isHome = Number((BigInt(guild.id) >> 22n) % BigInt(count)) === shard && guild.installed !== false;
    sessions.dispatch(session, 'READY', {
      v: 10,
      user: botPayload(world),
      user_settings: {},
      guilds: isHome ? [{ id: guild.id, unavailable: true }] : [],
      private_channels: [],
      relationships: [],
      presences: [],
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: options.address,
      shard: [shard, count],
      application: { id: application.id, flags: 0 },
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
      auth: {},
      _trace: [],
    });
    if (isHome) sessions.dispatch(session, 'GUILD_CREATE', guildPayload(world));
    options.onChange();
  };

  const resume = (data: JsonObject): void => {
    if (own() !== null) return socket.close(closeCode.alreadyAuthenticated);
    if (!options.isToken(textOf(data['token']))) return socket.close(closeCode.authenticationFailed);
    const known = sessions.find(textOf(data['session_id']));
    const sequence = numberOf(data['seq']);
    if (known === null) return sendFrame(socket, opcode.invalidSession, false);
    if (sequence > known.sequence) return socket.close(closeCode.invalidSequence);
    sessions.confirm(known, sequence);
    known.socket?.terminate();
    known.socket = socket;
    known.lostAt = null;
    options.onResume();
    for (const { text } of known.unconfirmed) socket.send(text);
    sessions.dispatch(known, 'RESUMED', { _trace: [] });
    options.onChange();
  };

  const confirm = (sequence: number): void => {
    const session = own();
    if (session !== null) sessions.confirm(session, sequence);
  };

  const receive = (raw: RawData): void => {
    const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw as ArrayBuffer);
    const payload = parsed(bytes);
    if (payload === null || bytes.length > payloadBytes) return socket.close(closeCode.decodeError);
    sent = [...sent.filter((at) => now() - at < 60_000), now()];
    if (sent.length > payloadsAMinute) return socket.close(closeCode.rateLimited);
    const data = isObject(payload['d']) ? payload['d'] : {};
    switch (payload['op']) {
      case opcode.heartbeat:
        listen();
        confirm(numberOf(payload['d']));
        if (!faults.swallowsHeartbeats) sendFrame(socket, opcode.acknowledged, null);
        return;
      case opcode.identify:
        return identify(data);
      case opcode.resume:
        return resume(data);
      case opcode.presence:
      case opcode.voice:
      case opcode.members:
      case opcode.sounds:
        if (own() === null) socket.close(closeCode.notAuthenticated);
        return;
      default:
        socket.close(closeCode.unknownOpcode);
    }
  };

  socket.on('message', receive);
  // A broken connection says so through `close` as well.
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    if (silence !== null) clearTimeout(silence);
    const session = own();
    if (session !== null && endsSession.has(code)) sessions.end(session);
    sessions.lose(socket);
    options.onChange();
  });
  if (options.version !== '10' && options.version !== '9') return socket.close(closeCode.invalidVersion);
  if (options.encoding !== 'json') return socket.close(closeCode.decodeError);
  listen();
  sendFrame(socket, opcode.hello, { heartbeat_interval: limits.heartbeatMs, _trace: [] });
}

export function sendFrame(socket: WebSocket, op: number, data: unknown): void {
  socket.send(JSON.stringify({ op, d: data, s: null, t: null }));
}

function parsed(bytes: Buffer): JsonObject | null {
  try {
    const payload: unknown = JSON.parse(bytes.toString());
    return isObject(payload) ? payload : null;
  } catch {
    // Not JSON: what the caller closes the connection for.
    return null;
  }
}
