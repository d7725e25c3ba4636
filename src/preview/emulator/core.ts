import type { Emulator, EmulatorEvent, Limits } from './contract.ts';
import type { Interactions } from './interactions.ts';
import type { MessageStore } from './messages.ts';
import type { World } from './world.ts';

/** What the parts of the emulator share. */
export interface Core {
  readonly world: World;
  readonly limits: Limits;
  readonly now: () => number;
  readonly nextId: () => string;
  readonly messages: MessageStore;
  readonly interactions: Interactions;
  readonly emit: (event: EmulatorEvent) => void;
}

/** Discord's documented figures. */
export const documentedLimits: Limits = {
  firstResponseMs: 3000,
  tokenLifeMs: 15 * 60 * 1000,
  heartbeatMs: 41_250,
  identifies: 1000,
  shards: 1,
  requestsPerSecond: 50,
  privilegedIntents: 0,
  keptMessages: 200,
  keptRequests: 500,
};

export type PersonsDeeds = Pick<
  Emulator,
  'say' | 'use' | 'press' | 'select' | 'submit' | 'suggest' | 'dismiss'
>;
