/**
 * The part of a question that its rules read: lower case, one kind of apostrophe, single spaces, the slips that matter most
 * put right, and without a preface ("ok so …").
 */
export function plainQuestion(question: string): string {
  return withoutPreface(readable(question.slice(-maxRead)));
}

/** What a pasted page asks is said at its end; some patterns below look back over all that stands before. */
const maxRead = 600;

/** Lower case, one kind of apostrophe, single spaces, and the slips that matter most put right. */
function readable(question: string): string {
  return question
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[\s"“”«»()]+/g, ' ')
    .replace(/\b(what|who|when|where|how)s\b/g, "$1's")
    .replace(
      /\b(what|who|when|where|how)'(s|re|d|ll)\b/g,
      (_, word: string, end: string) => `${word} ${{ s: 'is', re: 'are', d: 'did', ll: 'will' }[end] ?? ''}`,
    )
    .replace(/\bwich\b/g, 'which')
    .replace(/\bwat\b|\bwhta\b|\bwaht\b/g, 'what')
    .replace(/\bmnay\b|\bmanny\b/g, 'many')
    .replace(/\bwoh\b/g, 'who')
    .replace(/\bwehn\b|\bwen\b/g, 'when')
    .trim();
}

const preface = new RegExp(
  `^(?:(?:ok(?:ay)?|so|and|but|also|well|hi|hey|hello|hiya|morning|good morning|afternoon|evening|um+|er+|hm+|btw|by the way|sorry|please|pls|quick one|quick question|random question|genuine question|question|just wondering|just curious|out of curiosity|not sure i [^,]{1,40}|i wonder|i was wondering|i(?:'d| would) like to know|i want to know|tell me|remind me|wondering|now|then|oh|right|anyway|actually|exactly|maybe|again|and also|basically|honestly|for the quiz|does any(?:one|body) (?:here )?(?:know|remember)|do(?:es)? (?:you|we|it|the (?:article|document|text|paper|report)s?) (?:all )?(?:know|say|remember|tell us|mention)|do you happen to know|any(?:one|body) (?:here )?(?:know|remember)|(?:can|could|would|will) (?:you|any(?:one|body)|some(?:one|body)) (?:please )?(?:tell|remind|say|explain to|show|give)(?: me| us)?|any idea|any clue|do(?:n't| not) know|i forgot|i(?:'ve| have) forgotten)(?=[^\\p{L}\\d'])[\\s,:;!.–—-]*)+`,
  'u',
);

function withoutPreface(text: string): string {
  const rest = text.replace(preface, '');
  return rest.length >= 4 ? rest : text;
}

/** A verb that opens a question. For patterns. */
export const auxiliary =
  "(?:am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would|ain't)(?:n't)?";
const interrogative = /(?<![\p{L}'-])(?:who|whom|whose|what|which|when|where|why|how)(?![\p{L}-])/gu;
/** Whether a clause is answered by yes or no. */
export const yesNo = new RegExp(`^${auxiliary}\\b(?! (?:of|the number)\\b)`);
/** "When the tower fell, …": a clause that tells the time, and asks nothing. */
const timeClause = new RegExp(`^(?:when|where|while) (?!${auxiliary}\\b|exactly\\b|in\\b|on\\b|else\\b)`);

/** A question word in the place of what it asks for ("she wrote for which paper?") has at most this much behind it. */
const maxInPlace = 40;

/** From the question word on, and what stands before it; `null` for a fragment without one. A yes/no question begins with its verb. */
export function askedClause(text: string): { readonly clause: string; readonly before: string } | null {
  if (yesNo.test(text)) return { clause: text, before: '' };
  const places = [...text.matchAll(interrogative)].map(({ index }) => index);
  const proper = places.filter((at) => isAsking(text, at));
  const at =
    proper.find((place) => !timeClause.test(text.slice(place))) ??
    proper[0] ??
    places.findLast((place) => text.length - place <= maxInPlace);
  if (at !== undefined) return { clause: text.slice(at), before: text.slice(0, at) };
  const later = new RegExp(`[,.;:–—-] (${auxiliary} .*)$`).exec(text)?.[1];
  return later === undefined ? null : { clause: later, before: '' };
}

/** Whether the word asks, rather than joins a clause to a noun ("the man who left", "the house in which he lived"). */
function isAsking(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  if (before === '' || /[,.;:!?–—-]$/.test(before)) return true;
  const rest = text.slice(at);
  if (/^(?:what\b|why\b|how (?:many|much|old|long|far|high|heavy|tall|big|often)\b)/.test(rest)) return true;
  const words = before.split(' ');
  if (joiningWords.test(words.at(-1) ?? ''))
    return (
      words.length === 1 ||
      /[,.;:–—-]$/.test(words.at(-2) ?? '') ||
      /^(?:is|was|are|were)$/.test(words.at(-1) ?? '')
    );
  // "… petherwin which prison": a topic before its question.
  return (
    new RegExp(`^(?:when|where|who|which \\p{L}+) ${auxiliary}\\b`, 'u').test(rest) &&
    !/\b(?:the|a|an|those|people|one|ones)(?: \S+){1,3}$/.test(before)
  );
}

const joiningWords =
  /^(?:and|but|or|so|to|by|with|for|from|in|on|at|of|about|against|under|since|until|till|than|into|after|before|through|during|is|was|are|were)$/;
