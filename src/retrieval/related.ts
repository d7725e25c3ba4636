import { readFileSync } from 'node:fs';
import { KnownError } from '../errors.ts';
import { readNear, type Near } from './near.ts';
import { isStopWord, stem, tokens } from '../text/terms.ts';
import { openLinks, rememberLinks, type LinkedWords } from './word-links.ts';

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
  const groups = readGroups(groupsFile);
  const pairs = readPairs(pairsFile);
  const ofWord = rememberLinks((word) => {
    const found = new Map<string, number>();
    for (const group of groups.get(word) ?? [])
      for (const other of group) if (other !== word) found.set(other, 1);
    for (const [other, similarity] of pairs(word)) if (!found.has(other)) found.set(other, similarity);
    return found;
  });
  return nearFile === undefined ? ofWord : Object.assign(ofWord, { near: readNear(nearFile) });
}

/** The groups that each stem is in. */
function readGroups(file: string): ReadonlyMap<string, readonly ReadonlySet<string>[]> {
  const groups = new Map<string, Set<string>[]>();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new KnownError('model', `${file} cannot be read. Restore it from the repository.`, { cause });
  }
  for (const line of text.split('\n')) {
    if (!line.includes(' ') || line.startsWith('#')) continue;
    // Words as they are mostly written here are terms already, and every start reads them all.
    const terms = /^[a-z ]+$/.test(line) ? line.split(' ') : tokens(line).map(({ term }) => term);
    const group = new Set(terms.flatMap((term) => (term === '' || isStopWord(term) ? [] : [stem(term)])));
    for (const one of group) {
      const own = groups.get(one);
      if (own === undefined) groups.set(one, [group]);
      else own.push(group);
    }
  }
  if (groups.size === 0)
    throw new KnownError('model', `${file} holds no words. Restore it from the repository.`);
  return groups;
}

function readPairs(file: string): LinkedWords {
  try {
    return openLinks(readFileSync(file), pairSimilarity);
  } catch (cause) {
    const problem = cause instanceof RangeError ? 'holds no words' : 'cannot be read';
    throw new KnownError('model', `${file} ${problem}. Restore it from the repository.`, { cause });
  }
}
