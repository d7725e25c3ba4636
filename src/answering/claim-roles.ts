import { type Facts, type FactWord } from './claim-facts.ts';
import { isMatch, light, type Match } from './claim-match.ts';
import { isPlace } from './claim-order.ts';

/**
 * Whether who does what is the same: the name before the claim's first other word must be the name nearest before that
 * word in the sentence, or the word must have changed between "did" and "was done".
 */
export function hasSameRoles(claim: Facts, evidence: Facts, matches: readonly (Match | null)[]): boolean {
  const at = claim.words.findIndex(
    (word, index) =>
      !word.isName && !word.isOptional && !light.has(word.stem) && (matches[index] ?? null) !== null,
  );
  const verb = claim.words[at];
  const subject = claim.words.slice(0, Math.max(0, at)).filter(({ isName }) => isName);
  const match = matches[at];
  if (verb === undefined || subject.length === 0 || match === null || match === undefined) return true;
  return evidence.words
    .filter((word) => word.stem === match.word.stem)
    .some((word) => {
      const isSubject = (other: FactWord | undefined): boolean =>
        other !== undefined && subject.some((name) => isMatch(name, claim, other, evidence));
      const before = evidence.words.filter(
        (other) => other.isName && other.position < word.position && !isPlace(evidence, other.position),
      );
      // "Gulen, an Islamic preacher who lives …": a name that only describes the next word is passed over.
      const describes = (name: FactWord): boolean =>
        evidence.words.some(
          (other) => other.position === name.position + 1 && !other.isName && other !== word,
        );
      const own = before.findLastIndex((name) => !describes(name));
      const nearest = before.slice(Math.max(0, own)).find(isSubject) ?? before[own];
      if (word.isPassive !== verb.isPassive) {
        return (
          evidence.words.some((other) => other.position > word.position && isSubject(other)) &&
          !isSubject(nearest)
        );
      }
      if (hasOwnSubject(claim, evidence, word)) return false;
      return isSubject(nearest) || (nearest === undefined && word.clause > 0);
    });
}

const helping =
  /^(?:am|is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|must|should|also|already|not|never|\w+ly)$/;

/**
 * "Stoltenberg said that some officers have asked": the word right before the verb and its helpers is who did it, where
 * no comma or function word parts them.
 */
function hasOwnSubject(claim: Facts, evidence: Facts, verb: FactWord): boolean {
  let at = verb.position - 1;
  while (helping.test(evidence.tokens[at]?.term ?? '')) at -= 1;
  const subject = evidence.words.find(({ position }) => position === at);
  const after = evidence.tokens[at + 1];
  if (subject === undefined || subject.isName || after === undefined) return false;
  const isParted = evidence.text.slice(subject.end, after.start).trim() !== '';
  const isKnown = claim.words.some((word) => isMatch(word, claim, subject, evidence));
  return !isParted && !isKnown && !light.has(subject.stem);
}
