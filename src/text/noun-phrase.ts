import { knownHeads, meaningOfHead, type HeadMeaning } from './answer-heads.ts';
import { auxiliary } from './question-clause.ts';
import { isStopWord, stem, tokens } from './terms.ts';

export interface Head {
  readonly word: string | null;
  readonly meaning: HeadMeaning | undefined;
}

export function headOf(words: readonly string[]): Head {
  const isKind = /^(?:kind|type|sort|form|variety|style)s?$/.test(words[0] ?? '');
  const wanted = isKind ? words.slice(1) : words;
  for (const [at, word] of wanted.entries()) {
    const meaning = meaningOfHead(word);
    if (meaning === undefined) continue;
    // "police officer", "state senator", "vote result": the last of several that stand together.
    let last = at;
    while (
      last + 1 < wanted.length &&
      meaningOfHead(wanted[last + 1] ?? '') !== undefined &&
      !(wanted[last] ?? '').endsWith('s')
    )
      last += 1;
    const chosen = wanted[last] ?? word;
    return { word: chosen, meaning: isKind ? undefined : meaningOfHead(chosen) };
  }
  const last = wanted.at(-1) ?? null;
  const intended = last === null || isKind ? undefined : meantHead(last);
  return intended === undefined
    ? { word: last, meaning: undefined }
    : { word: intended, meaning: meaningOfHead(intended) };
}

const endOfPhrase = new RegExp(
  `^(?:${auxiliary}|of|in|on|at|to|from|for|by|with|that|which|who|whom|when|where|if|the|a|an|his|her|its|their|this|these|those|he|she|it|they|you|we|i|there|and|or|as|than|per|not|ever|did|up|out|into|about|after|before|during|because|also|actually|really|kept|got|won|made|gave|took|wrote|held|led|built|ran|became|began|broke|left|lost|met|said|saw|sent|set|sold|told|went|has|burst|cast|hit)$`,
);
const verbal = /^\p{L}{3,}ed$/u;
const notVerbal =
  /^(?:united|armed|red|bed|breed|speed|seed|need|deed|feed|weed|hundred|allied|revised|rated|estimated|combined|limited|so-called|named|sacred|increased|reported|expected|required|proposed|elected)$/;

/** The words of a noun phrase at the start of a text, and what follows. At most five. */
export function phraseOf(text: string): { readonly words: string[]; readonly following: string } {
  const words: string[] = [];
  let rest = text.trim();
  while (words.length < 5) {
    const [all = '', word = '', end = ''] = /^([\p{L}\p{M}\d'’.&-]+)([^\p{L}\d]*)/u.exec(rest) ?? [];
    const bare = word.replace(/['.-]+$/, '').replace(/'s$/, '');
    if (bare === '' || endOfPhrase.test(bare)) break;
    if (words.length > 0 && verbal.test(bare) && !notVerbal.test(bare)) break;
    words.push(bare);
    rest = rest.slice(all.length);
    if (/[,.;:?!]/.test(end)) break;
  }
  // "What theorem states that …", "what produces the …": the last word is the verb.
  const last = words.at(-1) ?? '';
  if (/[^s]s$/.test(last) && /^(?:that|the|a|an|its|his|her|their) /.test(rest)) words.pop();
  return { words, following: rest };
}

export function withoutDeterminer(phrase: string): string {
  return phrase.replace(
    /^(?:the|a|an|his|her|its|their|your|this|that|these|those|(?:\S+ )*?\S+(?:'s|s')) /,
    '',
  );
}

export function isPlural(word: string): boolean {
  return (
    (/[^s]s$/.test(word) && !/(?:us|is|ous)$/.test(word)) ||
    /^(?:people|men|women|children|police|feet|teeth|mice|geese|cattle|fish|sheep|\p{L}+(?:men|women|people|children))$/u.test(
      word,
    )
  );
}

/** The one known head that a word is a slip away from. */
function meantHead(word: string): string | undefined {
  if (word.length < 7) return undefined;
  for (const head of knownHeads()) if (head.length >= 6 && isSlip(word, head)) return head;
  return undefined;
}

/** Whether one letter left out or put in, or two swapped, makes the one word of the other. A changed letter makes another word too often. */
function isSlip(one: string, two: string): boolean {
  if (Math.abs(one.length - two.length) > 1 || one[0] !== two[0]) return false;
  let start = 0;
  while (start < one.length && one[start] === two[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, two.length) - start;
  while (end < room && one[one.length - 1 - end] === two[two.length - 1 - end]) end += 1;
  const left = one.slice(start, one.length - end);
  const right = two.slice(start, two.length - end);
  return (
    left.length + right.length === 1 ||
    (left.length === 2 && left === `${right.slice(1)}${right.slice(0, 1)}`)
  );
}

/** Stems of the words of a phrase that say something. */
export function stemsOf(phrase: string): string[] {
  return tokens(phrase)
    .filter(({ term }) => !isStopWord(term))
    .map(({ term }) => stem(term));
}
