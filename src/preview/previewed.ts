import type { Emulator } from './emulator/emulator.ts';

/** What the page needs of the emulator. */
export type PreviewedEmulator = Pick<
  Emulator,
  | 'world'
  | 'gateway'
  | 'messages'
  | 'commands'
  | 'say'
  | 'use'
  | 'press'
  | 'select'
  | 'submit'
  | 'suggest'
  | 'dismiss'
  | 'onChange'
>;
