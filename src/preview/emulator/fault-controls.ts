import type { FaultState } from './fault-state.ts';
import type { FaultControls, Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';

/** What is held back goes out so many at a time. */
const sentTogether = 20;

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

  let isHolding = false;
  // Some at a time, and what is dispatched meanwhile behind them: Discord hears responses while it sends.
  const release = (): void => {
    const { held } = state;
    if (isHolding || held === null) return;
    for (const send of held.splice(0, sentTogether)) send();
    if (held.length === 0) state.held = null;
    else setImmediate(release);
  };
  const holdDispatch = (on: boolean): void => {
    isHolding = on;
    if (on) state.held ??= [];
    else release();
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
