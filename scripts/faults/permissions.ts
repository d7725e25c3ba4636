import type { Family } from './family.ts';

/** Every role, place, command and button, with what a changed client could forge. */
export const permissions: Family = {
  name: 'permissions',
  promise:
    'The index is shown and rebuilt only for those who manage the server, in that server; an answer is dismissed only by who asked and by those who delete messages; nobody speaks for another: whoever tries, wherever, by whatever client.',
  trials: 1500,
  shortTrials: 10,
  minutes: 2,
  // What it takes a whole bot to try is loaded when it is tried.
  open: async () => (await import('./permission-cells.ts')).open(),
};
