/**
 * Sentence openings that point at something said before: alone, such a sentence would mislead.
 * A pronoun anywhere near the start counts when no name comes before it; a definite noun of the vague
 * kind ("the move", "this decision") only as the opening.
 */
const pronounOpening =
  /^["“‘'(]*(?:(?:and|but|so|yet|also|then|however|moreover|meanwhile|instead|in addition|since then|on that day|after that|at the time|consequently|therefore|nevertheless|upon \w+|later|there),? )?(?:he|she|it|they|him|her|his|hers|its|their|theirs|them|this|that|these|those|both|neither|such|one of (?:them|these|those)|some of (?:them|these|those)|the (?:move|decision|former|latter|two|pair|case|claim|claims|statement|ruling|incident|news|announcement|plan|figure|number|group|others?))\b(?! (?:is|was) (?:a|an) )/i;
const linkOpening =
  /^["“‘'(]*(?:however|moreover|consequently|therefore|thus|as a result|on that day|that day|that same|meanwhile|another|others|instead|there)\b/i;
const impersonal =
  /^["“‘'(]*(?:it (?:is|was|has been|seems|appears|remains) (?:\w+ )?(?:that|to|not|a|an|the|up|possible|impossible|clear|important|unclear)|there (?:is|are|was|were|has|have)|that is why)\b/i;

/** Whether a sentence leans on the one before it and should be quoted together with it. */
export function leansOnPrevious(sentence: string): boolean {
  if (impersonal.test(sentence)) return false;
  return pronounOpening.test(sentence) || linkOpening.test(sentence);
}
