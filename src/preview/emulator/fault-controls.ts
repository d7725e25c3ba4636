import type { FaultState } from './fault-state.ts';
import type { FaultControls, Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';

/** @returns the controls, and what stops their timers */
export function createFaultControls(
  state: FaultState,
  gateway: Gateway,
  faults: Faults = {},
): { readonly controls: FaultControls; readonly stop: () => void } {
  let dropping: NodeJS.Timeout | null = null;
  const dropEvery = (ms: number | null): void => {
    if (dropping !== null) clearInterval(dropping);
    dropping = ms === null ? null : setInterval(() => gateway.drop(), ms).unref();
  };
  if (faults.dropEveryMs !== undefined) dropEvery(faults.dropEveryMs);

  const holdDispatch = (on: boolean): void => {
    const held = state.held ?? [];
    state.held = on ? held : null;
    if (!on) for (const send of held) send();
  };

  const controls: FaultControls = {
    dropSockets: () => gateway.drop(),
    dropEvery,
    swallowHeartbeats(on) {
      state.swallowsHeartbeats = on;
    },
    askToReconnect: () => gateway.askToReconnect(),
    invalidateSessions: (resumable) => gateway.invalidate(resumable),
    closeSockets: (code) => gateway.closeAll(code),
    sendRaw: (bytes) => gateway.sendRaw(bytes),
    refuseIdentify(code) {
      state.identifyRefusal = code;
    },
    forgetSessions: () => gateway.forget(),
    deliverTimes(count) {
      state.deliveries = count;
    },
    delayDispatch(ms) {
      state.dispatchDelayMs = ms;
    },
    holdDispatch,
    refuseConnections(on) {
      state.refusesConnections = on;
    },
    rest: (fault) => state.add(fault),
    clear() {
      dropEvery(null);
      state.clear();
      holdDispatch(false);
    },
  };
  return { controls, stop: () => dropEvery(null) };
}
