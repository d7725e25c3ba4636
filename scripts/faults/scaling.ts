import type { Family } from './family.ts';
import { inChild } from './in-child.ts';
import { shapes } from './text-shapes.ts';

/** How many readers of text the child knows; it checks that. */
export const readersTried = 23;

/** Every reader of text, on every shape of text, from 1,000 characters to 64,000. */
export const scaling: Family = inChild(
  {
    name: 'scaling',
    promise:
      'Whatever reads text takes time in proportion to it: from 16,000 to 64,000 characters of any shape the time grows with an exponent of at most 1.2, or stays under 40 ms.',
    trials: readersTried * shapes.length,
    shortTrials: 46,
    minutes: 3,
  },
  new URL('scaling-child.ts', import.meta.url).href,
);
