import type { Family } from './family.ts';
import { compound } from './compound.ts';
import { builderKills } from './builder-kills.ts';
import { storage } from './storage.ts';

/** Every family of the campaign, in the order in which it runs. */
export const families: readonly Family[] = [storage, builderKills, compound];
