import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';

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
  const near = new Map<string, Map<string, number>>();
  const join = (one: string, other: string, cosine: number): void => {
    const others = near.get(one) ?? new Map<string, number>();
    near.set(one, others);
    others.set(other, Math.max(cosine, others.get(other) ?? 0));
  };
  try {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '' || line.startsWith('#')) continue;
      const [one = '', ...others] = line.split(' ');
      for (const entry of others) {
        const other = entry.slice(0, -2);
        const cosine = Number(entry.slice(-2)) / 100;
        if (other === '' || !(cosine > 0)) throw new RangeError(`"${entry}" is no word with its cosine`);
        join(one, other, cosine);
        join(other, one, cosine);
      }
    }
    if (near.size === 0) throw new RangeError('it holds no words');
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read. Restore it from the repository.`, { cause });
  }
  return (stem) => near.get(stem) ?? none;
}
