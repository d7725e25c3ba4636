import type { Family } from './family.ts';
import { storage } from './storage.ts';

/** Every family of the campaign, in the order in which it runs. */
export const families: readonly Family[] = [storage];
