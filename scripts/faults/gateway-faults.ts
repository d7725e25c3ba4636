import { setTimeout as wait } from 'node:timers/promises';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import type { Emulator, RestFault } from '../../src/preview/emulator/emulator.ts';

/** A fault that is due at some moment of a batch. */
export interface Due {
  readonly name: string;
  /** The session is over, and a new one takes seconds. */
  readonly isSlow?: true;
  readonly happen: (emulator: Emulator) => Promise<void> | void;
}

/** The faults of a batch: one that Discord counts as an invalid request, and now and then one that costs seconds. */
export function faultsFor(random: Random, count: number): Due[] {
  const plan: Due[] = [];
  const pick = (list: readonly Due[]): Due => {
    const one = list[randomBelow(random, list.length)];
    if (one === undefined) throw new Error('There are no faults');
    return one;
  };
  plan.push(pick(invalid));
  plan.push(pick(randomBelow(random, 4) === 0 ? slow : quick));
  while (plan.length < count) plan.push(pick(randomBelow(random, 4) === 0 ? quick : passing));
  return plan.sort(() => random() - 0.5);
}

function rest(fault: RestFault): Due {
  return { name: JSON.stringify(fault), happen: ({ faults }) => void faults.rest(fault) };
}

/** Ways in which a request fails and comes right when it is sent again, or in another way. */
const passing: readonly Due[] = [
  ...(['before', 'after'] as const).flatMap((when) => [
    rest({ on: 'callback', kind: 'drop', when, times: 1 }),
    rest({ on: 'reply', kind: 'drop', when, times: 2 }),
    rest({ on: 'callback', kind: 'hang', when, times: 1 }),
    rest({ on: 'reply', kind: 'hang', when, times: 1 }),
    rest({ on: 'follow-up', kind: 'drop', when, times: 1 }),
  ]),
  ...([500, 502, 503] as const).flatMap((status) => [
    rest({ on: 'callback', kind: 'status', status, times: 1 }),
    rest({ on: 'reply', kind: 'html', status, times: 2 }),
    rest({ on: 'reply', kind: 'status', status, times: 5 }),
  ]),
  rest({ on: 'callback', kind: 'truncated-json', times: 2 }),
  rest({ on: 'reply', kind: 'truncated-json', times: 2 }),
  rest({ kind: 'delay', ms: 400, times: 10 }),
  rest({ on: 'callback', kind: 'delay', ms: 1500, times: 2 }),
];
/** Counted by Discord against its ban. */
const invalid: readonly Due[] = [
  rest({ on: 'reply', method: 'PATCH', kind: 'rate-limit', retryAfter: 1200, times: 1 }),
  rest({ on: 'reply', method: 'PATCH', kind: 'rate-limit', retryAfter: 1, times: 2 }),
  rest({ on: 'callback', kind: 'rate-limit', retryAfter: 0.3, times: 2 }),
  rest({ on: 'callback', kind: 'rate-limit', retryAfter: 1200, times: 1 }),
  rest({ on: 'reply', method: 'PATCH', kind: 'html', status: 403, times: 1 }),
  rest({ on: 'callback', kind: 'html', status: 403, times: 1 }),
  rest({ on: 'callback', kind: 'status', status: 401, times: 1 }),
  rest({ on: 'callback', kind: 'unknown-interaction', times: 1 }),
];
/** Breaks of the connection after which the session goes on. */
const quick: readonly Due[] = [
  { name: 'drop', happen: ({ faults }) => faults.dropSockets() },
  { name: 'op 7', happen: ({ faults }) => faults.askToReconnect() },
  { name: 'op 9 true', happen: ({ faults }) => faults.invalidateSessions(true) },
  ...[4000, 4001, 4002].map((code) => ({
    name: `close ${code}`,
    happen: ({ faults }: Emulator) => faults.closeSockets(code),
  })),
  { name: 'half a frame', happen: ({ faults }) => faults.sendRaw('{"op":0,"t":"INTERACTION_CRE') },
  { name: 'no frame', happen: ({ faults }) => faults.sendRaw(Buffer.from([0x00, 0xff, 0x7b, 0x22])) },
  { name: 'an unknown op', happen: ({ faults }) => faults.sendRaw('{"op":99,"d":null,"s":null,"t":null}') },
  { name: 'null', happen: ({ faults }) => faults.sendRaw('null') },
  {
    name: 'a slow line',
    async happen({ faults }) {
      faults.delayDispatch(300);
      await wait(150);
      faults.delayDispatch(0);
    },
  },
];
/** Breaks that take seconds to get over. */
const slow: readonly Due[] = [
  { name: 'op 9 false', isSlow: true, happen: ({ faults }) => faults.invalidateSessions(false) },
  ...[1000, 4003, 4005, 4007, 4008, 4009].map((code) => ({
    name: `close ${code}`,
    isSlow: true as const,
    happen: ({ faults }: Emulator) => faults.closeSockets(code),
  })),
  {
    name: 'sessions forgotten',
    isSlow: true,
    happen({ faults }) {
      faults.forgetSessions();
      faults.dropSockets();
    },
  },
  {
    name: 'no acknowledgement',
    async happen({ faults }) {
      faults.swallowHeartbeats(true);
      await wait(2200);
      faults.swallowHeartbeats(false);
    },
  },
  {
    name: 'nobody there',
    async happen({ faults }) {
      faults.refuseConnections(true);
      faults.dropSockets();
      await wait(1000);
      faults.refuseConnections(false);
    },
  },
];
