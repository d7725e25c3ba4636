import { inChild } from './in-child.ts';
import type { Family } from './family.ts';

/** Questions of one trial. */
export const questionsEach = 100;

/** Questions of every kind of character and length, through every way of asking. */
export const questions: Family = inChild(
  {
    name: 'questions',
    promise:
      'Whatever is asked, searched, claimed or followed up on, up to 6,000 characters of any kind, comes to an answer or an abstention whose quotes are verbatim, with 99 in 100 questions under 50 ms of processor time.',
    trials: 100_000 / questionsEach,
    shortTrials: 1,
    minutes: 9,
  },
  new URL('questions-child.ts', import.meta.url).href,
);
