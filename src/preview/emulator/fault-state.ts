import type { Faults, RestFault, RestFaultKind, RouteName } from './faults.ts';

/** The faults that are in place now, as the gateway and REST ask about them. */
export interface FaultState {
  swallowsHeartbeats: boolean;
  refusesConnections: boolean;
  identifyRefusal: number | null;
  deliveries: number;
  dispatchDelayMs: number;
  /** What sends each of the interactions that are kept back; null while none are. */
  held: (() => void)[] | null;
  /** What befalls this request, or null; counts down those that were to happen a number of times. */
  readonly pick: (route: RouteName, method: string) => RestFaultKind | null;
  /** @returns takes it back */
  readonly add: (fault: RestFault) => () => void;
  readonly clear: () => void;
}

export function createFaultState(faults: Faults = {}): FaultState {
  const random = seededRandom(faults.seed ?? 1);
  let rest: { readonly fault: RestFault; left: number }[] = [];
  const add: FaultState['add'] = (fault) => {
    const entry = { fault, left: fault.times ?? Infinity };
    rest.push(entry);
    return () => {
      rest = rest.filter((one) => one !== entry);
    };
  };
  const state: FaultState = {
    swallowsHeartbeats: faults.swallowHeartbeats ?? false,
    refusesConnections: false,
    identifyRefusal: null,
    deliveries: faults.deliverTimes ?? 1,
    dispatchDelayMs: faults.dispatchDelayMs ?? 0,
    held: null,
    pick(route, method) {
      const met = rest.find(
        ({ fault }) =>
          (fault.on === undefined || fault.on === 'any' || fault.on === route) &&
          (fault.method === undefined || fault.method === method) &&
          (fault.chance === undefined || random() < fault.chance),
      );
      if (met === undefined) return null;
      met.left -= 1;
      rest = rest.filter(({ left }) => left > 0);
      return met.fault;
    },
    add,
    clear() {
      rest = [];
      state.swallowsHeartbeats = false;
      state.refusesConnections = false;
      state.identifyRefusal = null;
      state.deliveries = 1;
      state.dispatchDelayMs = 0;
    },
  };
  for (const fault of faults.rest ?? []) add(fault);
  return state;
}

/** Numbers from 0 to 1, the same for the same seed (a Weyl sequence through a 32-bit mixer). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
