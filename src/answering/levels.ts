/**
 * The confidence from which each level answers, chosen on the development sets. The middle one answers 32 of 33 questions
 * about the articles and 1 of the 7 that they do not answer. A wrong quote can be checked by the reader and a missing one
 * cannot, so that the middle level shows more than it is sure of.
 */
export const abstentionLevels = { cautious: 0.5, balanced: 0.33, eager: 0.2 } as const;

/** How readily a question is answered rather than abstained from. */
export type AbstentionLevel = keyof typeof abstentionLevels;

/** The level where no other is set. */
export const defaultLevel: AbstentionLevel = 'balanced';

/** Whether a text names a level. */
export function isAbstentionLevel(name: string): name is AbstentionLevel {
  return Object.hasOwn(abstentionLevels, name);
}
