import type { Span } from '../types.ts';
import type { Facts } from './claim-facts.ts';

/** A word or value of the claim with the places where the sentence has it; positions count all words. */
export interface MatchedItem {
  readonly position: number;
  readonly found: readonly number[];
  readonly kind: 'word' | 'name' | 'number' | 'date';
  /** Whether the sentence has it the other way round: "was thanked" for "thanked". */
  readonly isTurned: boolean;
}

const placing = new Set('in at on during since until after before by'.split(' '));
const linking = new Set('of for from in at to with by about'.split(' '));
const belonging = new Set(['of', 'for']);
const articles = new Set('the a an its his her their'.split(' '));

/**
 * Whether the sentence says of each what the claim says of it, as far as the order of words tells: a name, a number, a
 * date and what the claim opens with must stand on the same side of their neighbours. "Trump thanked Stoltenberg" is
 * not "Stoltenberg thanked Trump", though the words are the same. A lone date or place ("in 2022", "in Norway") may
 * stand anywhere, "by" turns a passive round, and "the king of Spain" is "Spain's king".
 *
 * @param items in the order of the claim
 */
export function keepsOrder(claim: Facts, evidence: Facts, items: readonly MatchedItem[]): boolean {
  if (isMovedToFront(evidence, items)) return true;
  for (let at = 0; at + 1 < items.length; at += 1) {
    const item = items[at];
    const next = items.slice(at + 1).find((other) => !isFloating(claim, evidence, other, items));
    if (item === undefined || next === undefined || isFloating(claim, evidence, item, items)) continue;
    const isAnchored = at === 0 || item.kind !== 'word' || next.kind !== 'word';
    if (isAnchored && !isInOrder(claim, evidence, item, next)) return false;
  }
  const anchors = items.filter((item) => item.kind !== 'word' && !isFloating(claim, evidence, item, items));
  const isTurned = items.some((item) => item.isTurned);
  return (
    isTurned ||
    anchors.slice(1).every((anchor, at) => {
      const before = anchors[at];
      return before === undefined || isInOrder(claim, evidence, before, anchor);
    })
  );
}

/** "Soon after the coup, eight officers fled": the claim's end opens the sentence, up to a comma, and all else is in order. */
function isMovedToFront(evidence: Facts, items: readonly MatchedItem[]): boolean {
  if (items.some(({ found }) => found.length !== 1)) return false;
  const places = items.flatMap(({ found }) => found);
  const cut = places.findIndex((place, at) => at > 0 && place < (places[at - 1] ?? 0));
  if (cut < 0) return true;
  const [front, back] = [places.slice(cut), places.slice(0, cut)];
  const end = evidence.tokens[front.at(-1) ?? 0]?.end ?? 0;
  const start = evidence.tokens[back[0] ?? 0]?.start ?? 0;
  return isRising(front) && isRising(back) && end < start && evidence.text.slice(end, start).includes(',');
}

function isRising(run: readonly number[]): boolean {
  return run.every((place, at) => at === 0 || place > (run[at - 1] ?? 0));
}

function isInOrder(claim: Facts, evidence: Facts, item: MatchedItem, next: MatchedItem): boolean {
  const isReversed = (item.isTurned && next.kind === 'name') || (next.isTurned && item.kind === 'name');
  return item.found.some((one) =>
    next.found.some((two) => {
      if (one === two) return false;
      if (one < two) return !isReversed;
      return isReversed || isSameLink(claim, evidence, item.position, next.position, one, two);
    }),
  );
}

function hasLink(facts: Facts, first: number, second: number): boolean {
  return facts.tokens.slice(first + 1, second).some(({ term }) => belonging.has(term));
}

function isLinked(facts: Facts, first: number, second: number): boolean {
  return second - first <= 4 && hasLink(facts, first, second);
}

function isJoined(facts: Facts, first: number, second: number): boolean {
  return second - first <= 2 && !hasLink(facts, first, second);
}

/** "Spain's king" beside "the king of Spain", "asylum requests" beside "requests for asylum". */
function isSameLink(
  claim: Facts,
  evidence: Facts,
  item: number,
  next: number,
  one: number,
  two: number,
): boolean {
  return (
    (isJoined(claim, item, next) && isLinked(evidence, two, one)) ||
    (isLinked(claim, item, next) && isJoined(evidence, two, one))
  );
}

/**
 * A date or a place that stands alone of its kind in the sentence belongs to all of it, wherever it stands; one that
 * stands alone in its clause belongs to the number there, or to the claim's words where all of them are there.
 */
function isFloating(
  claim: Facts,
  evidence: Facts,
  item: MatchedItem,
  items: readonly MatchedItem[],
): boolean {
  if (item.kind === 'date') {
    if (evidence.dates.length === 1) return true;
    const own = evidence.dates.filter(({ position }) => item.found.includes(position));
    return own.some(
      ({ clause }) =>
        evidence.dates.filter((date) => date.clause === clause).length === 1 &&
        (holdsNumber(claim, evidence, clause) || isWhollyIn(evidence, clause, items)),
    );
  }
  if (item.kind !== 'name') return false;
  const places = evidence.words.filter((word) => word.isName && isPlace(evidence, word.position));
  const runs = places.filter((word, at) => word.position - (places[at - 1]?.position ?? -9) > 1);
  return (
    runs.length === 1 &&
    isPlace(claim, item.position) &&
    item.found.some((position) => places.some((word) => word.position === position))
  );
}

function holdsNumber(claim: Facts, evidence: Facts, clause: number): boolean {
  return claim.quantities.length > 0 && evidence.quantities.some((quantity) => quantity.clause === clause);
}

function isWhollyIn(evidence: Facts, clause: number, items: readonly MatchedItem[]): boolean {
  return items.every(
    ({ kind, found }) =>
      kind === 'date' ||
      found.some((position) =>
        [...evidence.words, ...evidence.quantities].some(
          (place) => place.position === position && place.clause === clause,
        ),
      ),
  );
}

/** Whether a word stands in "in …", "at …" and the like. */
export function isPlace(facts: Facts, position: number): boolean {
  return placing.has(prepositionBefore(facts, position) ?? '');
}

/** The function word before a word and what describes it, past articles; `null` when a content word comes first. */
function prepositionBefore(facts: Facts, position: number): string | null {
  for (let back = position - 1; back >= Math.max(0, position - 4); back -= 1) {
    const token = facts.tokens[back];
    if (token === undefined) return null;
    if (articles.has(token.term)) continue;
    if (linking.has(token.term) || placing.has(token.term)) return token.term;
    // Words of one name stand together.
    if (!isNamePart(facts, token)) return null;
  }
  return null;
}

function isNamePart(facts: Facts, token: Span): boolean {
  return facts.words.some((word) => word.isName && word.start === token.start);
}
