import { stem } from '../text/terms.ts';
import { isOpposite, isSameSense } from '../text/word-senses.ts';
import { isSamePeople, textOf, type Facts, type FactWord } from './claim-facts.ts';

/** The word of a sentence that a word of the claim is compared with. */
export interface Match {
  readonly word: FactWord;
  readonly isOpposite: boolean;
}

/** The word that says the same, negated the same way where there is a choice; else one that says the opposite; else `null`. */
export function matchOf(word: FactWord, claim: Facts, evidence: Facts): Match | null {
  const same = evidence.words.filter((other) => isMatch(word, claim, other, evidence));
  const [first] = same;
  if (first !== undefined)
    return {
      word: same.find(({ negation }) => (negation === null) === (word.negation === null)) ?? first,
      isOpposite: false,
    };
  const opposite = evidence.words.find((other) => !other.isName && isOpposite(word.stem, other.stem));
  return opposite === undefined ? null : { word: opposite, isOpposite: true };
}

/** Whether two words are forms of one, near synonyms, or names of one place and its people. */
export function isMatch(word: FactWord, claim: Facts, other: FactWord, evidence: Facts): boolean {
  if (isSameSense(word.stem, other.stem)) return true;
  return word.isCapital && other.isCapital && isSamePeople(textOf(claim, word), textOf(evidence, other));
}

/** Words that a claim may add without saying more: who reports, and that people are people. */
export const light = new Set(
  `say tell state declare announce report write add accord people person man citizen total official authority current
   already now`
    .split(/\s+/)
    .map(stem),
);
