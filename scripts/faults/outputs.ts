import type { Family } from './family.ts';

/** Hostile texts as question, search, claim, comment, title, author, file name and display name, through every output. */
export const outputs: Family = {
  name: 'outputs',
  promise:
    'Whatever a text says, as a question or in a document, its title, author, file name or a user’s name, it acts in no card, modal, suggestion, log line, terminal, JSON or page, and no limit of Discord is passed.',
  trials: 1000,
  shortTrials: 3,
  minutes: 8,
  // What it takes a whole bot to try is loaded when it is tried.
  open: async () => (await import('./hostile-outputs.ts')).open(),
};
