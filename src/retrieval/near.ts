import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';
import { openLinks, rememberLinks } from './word-links.ts';

/** Stems whose words the embedding model puts near those of a stem, with the cosine, above 0 and under 1. */
export type Near = (stem: string) => ReadonlyMap<string, number>;

const none: ReadonlyMap<string, number> = new Map();

/** Knows no neighbours. */
export const noNear: Near = () => none;

/**
 * Reads the nearest words that ship with Footnote: a line is a stem and its neighbours, each with its cosine in
 * hundredths behind it ("jail prison27 custodi23"). Both ways hold.
 *
 * @throws KnownError `model` when the file is missing or not of its form
 */
export function readNear(file: string): Near {
  try {
    return rememberLinks(openLinks(readFileSync(file), null));
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read. Restore it from the repository.`, { cause });
  }
}
