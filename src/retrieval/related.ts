import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';
import { readNear, type Near } from './near.ts';
import { isStopWord, stem, tokens } from '../text/terms.ts';

/** Stems that may say in a text what a stem of a question asks, and how well, above 0 and at most 1. */
export interface Related {
  (stem: string): ReadonlyMap<string, number>;
  /** Stems that are only near it in meaning. */
  readonly near?: Near;
}

const none: ReadonlyMap<string, number> = new Map();

/** Knows no related words: only the words of the question themselves count. */
export const noRelated: Related = () => none;

/** A word of a dictionary's list of synonyms is less often meant than one that a person put beside another. */
const pairSimilarity = 0.6;

/**
 * Reads the related words that ship with Footnote: groups written by hand, any two words of which may stand for each
 * other, and pairs out of a dictionary.
 *
 * @throws KnownError `model` when a file is missing or holds no words
 */
export function readRelated(groupsFile: string, pairsFile: string, nearFile?: string): Related {
  const related = new Map<string, Map<string, number>>();
  const join = (one: string, other: string, similarity: number): void => {
    const others = related.get(one) ?? new Map<string, number>();
    related.set(one, others);
    others.set(other, Math.max(similarity, others.get(other) ?? 0));
  };
  for (const line of linesOf(groupsFile)) {
    const group = new Set(tokens(line).flatMap(({ term }) => (isStopWord(term) ? [] : [stem(term)])));
    for (const one of group) for (const other of group) if (other !== one) join(one, other, 1);
  }
  for (const line of linesOf(pairsFile)) {
    // Stems already.
    const [one = '', ...others] = line.split(' ');
    for (const other of others) {
      join(one, other, pairSimilarity);
      join(other, one, pairSimilarity);
    }
  }
  const ofWord = (word: string): ReadonlyMap<string, number> => related.get(word) ?? none;
  return nearFile === undefined ? ofWord : Object.assign(ofWord, { near: readNear(nearFile) });
}

function linesOf(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read. Restore it from the repository.`, { cause });
  }
  const lines = text.split('\n').filter((line) => line.includes(' ') && !line.startsWith('#'));
  if (lines.length === 0)
    throw new KnownError('model', `${file} holds no words. Restore it from the repository.`);
  return lines;
}
