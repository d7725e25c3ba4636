import { fold } from '../text/fold.ts';
import { readCalendarDates, readQuantities, type CalendarDate, type Quantity } from '../text/quantities.ts';
import { isStopWord, stem, tokens, type Token } from '../text/terms.ts';
import type { Span } from '../types.ts';

/** A content word of a claim or of a sentence that may bear on it. */
export interface FactWord extends Span {
  readonly stem: string;
  /** Position among all tokens, function words included. */
  readonly position: number;
  /** Part of the sentence between semicolons, dashes, "while" and the like, from 0. */
  readonly clause: number;
  readonly isName: boolean;
  readonly isCapital: boolean;
  /** "Before", "more" and their like: compared where the sentence has its like, and not asked for. */
  readonly isOptional: boolean;
  /** What takes the word back ("not", "declined to"): the words from there to this one, or `null`. */
  readonly negation: Span | null;
  /** A form of "be" stands before it: it is done to somebody. */
  readonly isPassive: boolean;
}

/** What a stretch of text states, as far as claims are compared by it. */
export interface Facts {
  readonly text: string;
  /** Content words outside dates and quantities, in order. */
  readonly words: readonly FactWord[];
  readonly quantities: readonly (Quantity & { readonly clause: number; readonly position: number })[];
  readonly dates: readonly (CalendarDate & { readonly clause: number; readonly position: number })[];
  /** Kinds of words that limit what is said: "all", "only", "most". */
  readonly limits: ReadonlySet<string>;
  /** What makes what follows it less than a fact: "may", "whether", "feared"; with position and clause. */
  readonly hedges: readonly { readonly kind: string; readonly position: number; readonly clause: number }[];
  /** Something is taken back, and it is not clear what. */
  readonly isUnclear: boolean;
  readonly tokens: readonly Token[];
}

const negators =
  /^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|might|must|need|ai)nt)$/;
/** With "to" after them, or a statement: who refuses to go does not go. */
const refusals = new Set(['refuse', 'decline', 'fail'].map(stem));
const deny = stem('deny');
const limitKinds: readonly (readonly [RegExp, string])[] = [
  [/^(?:all|every|each|everyone|everybody|everything|entire|whole)$/, 'all'],
  [/^(?:only|just|sole|solely)$/, 'only'],
  [/^(?:most|majority|mostly)$/, 'most'],
  [/^(?:both|always|alone|mainly|half)$/, 'other'],
];
const possible = /^(?:may|might|could|can|perhaps|possibly|probably|likely|possible|probable)$/;
const open = /^(?:would|if|unless|should|ought|whether)$/;
/** What is meant, feared, asked for or said against somebody is not thereby so. */
const intended = new Set(
  `fear hope want wish plan intend expect believe think suspect risk threat threaten consider propose urge demand try attempt
   allege suggest accuse argue afraid worry pretext aim appeal seek apply ask request order eager due reportedly allegedly`
    .split(/\s+/)
    .map(stem),
);
/** Nouns as often as verbs: "a coup attempt" happened, "they attempted to" may not have. */
const asNouns = new Set(['attempt', 'order', 'request', 'plan'].map(stem));
/** Function words that turn what is said when they differ; a sentence may leave them out. */
const turning = /^(?:much|many|more|before|after)$/;
const clauseBreak = /[;:—]|\s–\s|\b(?:while|whereas|but|compared with)\b|(?<=[.!?]["”’)]?)\s+(?=\p{Lu})/gu;
const passiveForms = /^(?:am|is|are|was|were|be|been|being)$/;
const phrases: readonly (readonly [string, string, string])[] = [
  ['turn', 'down', 'reject'],
  ['set', 'free', 'release'],
  ['call', 'off', 'cancel'],
  ['shut', 'down', 'close'],
  ['lay', 'off', 'dismiss'],
  ['lock', 'up', 'jail'],
  ['take', 'part', 'participate'],
  ['use', 'to', 'former'],
];

/**
 * Reads one claim, or one or two sentences of a document.
 *
 * @param isCommon whether general English uses a stem now and then; tells a name at the start of a sentence
 */
export function readFacts(text: string, isCommon: (stem: string) => boolean): Facts {
  const all = tokens(text);
  const stems = all.map(({ term }) => stem(term));
  const breaks = Array.from(text.matchAll(clauseBreak), ({ index }) => index);
  const clauseAt = (offset: number): number => breaks.filter((at) => at < offset).length;
  const positionAt = (offset: number): number => all.findIndex(({ end }) => end > offset);
  const placed = <T extends Span>(value: T): T & { clause: number; position: number } => ({
    ...value,
    clause: clauseAt(value.start),
    position: positionAt(value.start),
  });
  const dates = readCalendarDates(text).map(placed);
  const quantities = readQuantities(text, dates).map(placed);
  const values = [...dates, ...quantities];
  const isValue = ({ start, end }: Span): boolean =>
    values.some((value) => start < value.end && value.start < end);

  const words: FactWord[] = [];
  const limits = new Set<string>();
  const hedges: { kind: string; position: number; clause: number }[] = [];
  let negating: { start: number; clause: number; commas: number } | null = null;
  let pendingPassive = -9;
  let isUnclear = false;
  let commas = 0;
  let comma = text.indexOf(', ');
  for (const [position, token] of all.entries()) {
    const { term, start, end } = token;
    const clause = clauseAt(start);
    for (; comma >= 0 && comma + 2 <= start; comma = text.indexOf(', ', comma + 2)) commas += 1;
    if (negating !== null && (negating.clause !== clause || negating.commas !== commas || isValue(token))) {
      isUnclear = true;
      negating = null;
    }
    const kind = kindOf(term);
    if (kind.limit !== null) limits.add(kind.limit);
    const base = stems[position] ?? term;
    const isNoun =
      asNouns.has(base) && !/(?:ed|ing)$/.test(term) && !/^(?:to|that)$/.test(all[position + 1]?.term ?? '');
    const hedge = isNoun ? null : (kind.hedge ?? (intended.has(base) ? base : null));
    // "Would not say" is as good as a fact: nobody said.
    const isRefusal =
      (term === 'would' || term === 'could') && kindOf(all[position + 1]?.term ?? '').isNegator;
    if (hedge !== null && !isRefusal) hedges.push({ kind: hedge, position, clause });
    if (kind.isPassive) pendingPassive = position;
    if (isValue(token)) continue;
    if (kind.isNegator) {
      if (negating !== null) isUnclear = true;
      negating = { start, clause, commas };
      continue;
    }
    if ((isStopWord(term) && !kind.isTurning) || (negating !== null && term === 'longer')) continue;
    const following = all[position + 1]?.term ?? '';
    const phrase = phrases.find(([first, second]) => following === second && base === stem(first));
    const isName =
      isCapital(text, start) && (position > 0 || !isCommon(base) || isCapital(text, all[1]?.start ?? -1));
    words.push({
      start,
      end,
      stem: phrase === undefined ? base : stem(phrase[2]),
      position,
      clause,
      isName,
      isCapital: isCapital(text, start),
      isOptional: kind.isTurning,
      negation: negating === null ? null : { start: negating.start, end },
      isPassive: position - pendingPassive <= 2 && isParticiple(term, base),
    });
    const isNegated = negating !== null;
    negating = null;
    if (!isNegated && ((refusals.has(base) && following === 'to') || base === deny))
      negating = { start, clause, commas };
  }
  return {
    text,
    words,
    quantities,
    dates,
    limits,
    hedges,
    isUnclear: isUnclear || negating !== null,
    tokens: all,
  };
}

/** What a word does to what is said, by its form alone. */
interface TermKind {
  readonly limit: string | null;
  readonly hedge: 'possible' | 'open' | null;
  readonly isNegator: boolean;
  readonly isPassive: boolean;
  readonly isTurning: boolean;
}

/** Ten patterns a word are most of what reading a sentence costs, and words come again: a few thousand are kept. */
const kinds = new Map<string, TermKind>();
const mostKinds = 8192;

function kindOf(term: string): TermKind {
  const known = kinds.get(term);
  if (known !== undefined) return known;
  const limit = limitKinds.find(([pattern]) => pattern.test(term))?.[1] ?? null;
  const kind: TermKind = {
    limit: limit === 'other' ? term : limit,
    hedge: possible.test(term) ? 'possible' : open.test(term) ? 'open' : null,
    isNegator: negators.test(term),
    isPassive: passiveForms.test(term),
    isTurning: turning.test(term),
  };
  if (kinds.size >= mostKinds) kinds.clear();
  kinds.set(term, kind);
  return kind;
}

/** "Thanked", "given", "held": by the ending, or because the word is not made of its base. */
function isParticiple(term: string, base: string): boolean {
  return /(?:ed|en)$/.test(term) || !term.startsWith(base.slice(0, 3));
}

function isCapital(text: string, offset: number): boolean {
  const letter = text.charAt(offset);
  return letter !== '' && letter !== letter.toLowerCase();
}

/** What stands at a span of the text that was read. */
export function textOf({ text }: Facts, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Whether two words name one place or people: "Norway" and "Norwegian", "Turkey" and "Turkish". */
export function isSamePeople(a: string, b: string): boolean {
  const [one, two] = [fold(a), fold(b)];
  let common = 0;
  while (common < Math.min(one.length, two.length) && one[common] === two[common]) common += 1;
  const ending = /^(?:e?g?ians?|ians?|ans?|ish|ese|i|is|ic|ns?|istan|[ae]?y|a|en|land|)$/;
  return common >= 4 && ending.test(one.slice(common)) && ending.test(two.slice(common));
}
