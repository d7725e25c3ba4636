import type { Emulator, EmulatorOptions } from './contract.ts';

export { ClientRefusal } from './contract.ts';
export type * from './contract.ts';
export type * from './faults.ts';
export { defaultWorld } from './world.ts';
export type { Channel, PermissionName, Person, World } from './world.ts';

/** Starts one on 127.0.0.1. */
export async function startEmulator(_options: EmulatorOptions = {}): Promise<Emulator> {
  throw new Error('The emulator is being built.');
}
