import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';
import { inverseDocumentFrequency } from '../index/bm25.ts';

/** The share of passages of general English text, 0..1, that hold a stem; 0 for a rare or unknown one. */
export type Background = (stem: string) => number;

/** A background that knows no word: the collection's own counts are all there is. */
export const noBackground: Background = () => 0;

/**
 * How many passages of general text a collection's counts are smoothed with. In a folder of five articles "going" may
 * be as rare as "Skarvik"; a thousand passages of English tell them apart, and vanish beside a large collection.
 */
export const backgroundPassages = 1000;

/**
 * Inverse document frequency in the collection and the background together, in nats.
 *
 * @param passageCount passages of the collection
 * @param holding passages of the collection that hold the stem
 * @param share of background passages that hold it, 0..1
 */
export function smoothedIdf(passageCount: number, holding: number, share: number): number {
  return inverseDocumentFrequency(passageCount + backgroundPassages, holding + share * backgroundPassages);
}

/**
 * Reads the background frequencies that ship with Footnote.
 *
 * @throws KnownError `model` when the file is missing or not of its form
 */
export function readBackground(file: string): Background {
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as { shares: Record<string, number> };
    const shares = new Map(Object.entries(parsed.shares));
    if (shares.size === 0 || [...shares.values()].some((share) => !(share >= 0 && share <= 1))) {
      throw new RangeError('a share is not within 0..1');
    }
    return (stem) => shares.get(stem) ?? 0;
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read. Restore it from the repository.`, { cause });
  }
}
