import { abstentionLevels } from '../answering/levels.ts';

/** The confidence from which each named level of abstention answers. */
export const levels: Readonly<Record<string, number>> = abstentionLevels;
