import type { LexicalIndex, QueryTerm } from '../index/bm25.ts';
import { isStopWord, stem, tokens } from '../text/terms.ts';
import { frameWords } from '../text/question-kind.ts';
import { smoothedIdf, type Background } from './background.ts';
import { noRelated, type Related } from './related.ts';
import { wantedAnswer, type WantedAnswer } from './wanted-answer.ts';
import { markCount, markOf } from './words.ts';

/**
 * A question as the retriever and the reader see it. Everything is worked out once, so that each
 * candidate passage costs one pass over its words and no more.
 */
export interface Query {
  readonly question: string;
  /** Passages of the collection that is asked. */
  readonly passageCount: number;
  /** Content terms, each once, in order of appearance, at most `maxTerms`. */
  readonly terms: readonly QueryTerm[];
  /** The same terms for the search, with words that may stand for them at a low weight. */
  readonly searched: readonly QueryTerm[];
  /** Inverse document frequency mass of all terms, in nats. */
  readonly mass: number;
  /** Stem in the index → which term it stands for, and how closely (1 for the term itself). */
  readonly lookup: ReadonlyMap<string, TermMatch>;
  /** Every stem in the index that says anything of the question: what `lookup` knows, and words that may stand for a term. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** 1 for the marks of the stems in `meanings`. */
  readonly marked: Uint8Array;
  /** What would answer the question, and where sentences hold it. */
  readonly wanted: WantedAnswer;
  /** Words that frame the question, and are not what it is about. */
  readonly frame: ReadonlySet<string>;
  /** Indices of terms that stand side by side in the question. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Indices of terms that are written with a capital inside the question: mostly names. */
  readonly names: ReadonlySet<number>;
  /** Indices of terms that hold a digit: years, counts, article numbers. */
  readonly numbers: ReadonlySet<number>;
  /** Indices of terms that no passage holds. */
  readonly unknown: ReadonlySet<number>;
  /** Whether the question asks for somebody's something ("Moe's sister"), and no document holds that word. */
  readonly lacksAttribute: boolean;
  /** Whether a stem is one that general English uses now and then: hardly a name of its own. */
  readonly isCommon: (stem: string) => boolean;
  /** Unit vector of the question; `null` when the model knows none of its words. */
  readonly vector: Float32Array | null;
}

/** What a stem says of a question. */
export interface Meaning {
  /** The term that it is. */
  readonly match: TermMatch | null;
  /** Terms that it may stand for. */
  readonly standsFor: readonly TermMatch[];
  /** Terms that it is near in meaning. */
  readonly near: readonly TermMatch[];
}

export interface TermMatch {
  readonly term: number;
  /** 0..1; under 1 for a word that may be meant by a misspelt one. */
  readonly similarity: number;
}

/**
 * Terms beyond this many, the most common ones first, are dropped: a pasted page asks about its rare
 * words, and the time of a search grows with the number of terms.
 */
export const maxTerms = 48;
/** What is left of the weight of a word that only frames the question. */
const frameShare = 0.25;

/**
 * Prepares a question for retrieval and reading.
 *
 * @param vector unit vector of the question, or `null`
 * @param background how common words are in general, for collections too small to tell
 */
export function makeQuery(
  question: string,
  lexical: LexicalIndex,
  vector: Float32Array | null,
  background: Background,
  related: Related = noRelated,
): Query {
  const frame = frameWords(question);
  const smoothed = lexical
    .queryTerms(question)
    .map((term) => smoothTerm(term, lexical, background, frame.has(term.term) ? frameShare : 1));
  const terms = keepRarest(smoothed, maxTerms);
  const lookup = new Map<string, TermMatch>();
  for (const [index, term] of terms.entries()) {
    for (const { stem: expansion, similarity } of term.expansions) {
      if ((lookup.get(expansion)?.similarity ?? 0) < similarity)
        lookup.set(expansion, { term: index, similarity });
    }
  }
  for (const [index, term] of terms.entries()) lookup.set(term.stem, { term: index, similarity: 1 });

  const names = new Set<number>();
  const numbers = new Set<number>();
  // By key, so that a pair counts once however often a pasted text repeats it.
  const pairs = new Map<number, readonly [number, number]>();
  let previous: { term: number; end: number } | null = null;
  for (const [position, token] of tokens(question).entries()) {
    const match = lookup.get(stem(token.term));
    if (match === undefined || match.similarity < 1) {
      if (!isStopWord(token.term)) previous = null;
      continue;
    }
    if (/\d/.test(token.term)) numbers.add(match.term);
    else if (position > 0 && isCapitalised(question, token.start)) names.add(match.term);
    if (previous !== null && previous.term !== match.term && token.start - previous.end <= 2) {
      pairs.set(previous.term * maxTerms + match.term, [previous.term, match.term]);
    }
    previous = { term: match.term, end: token.end };
  }
  const unknown = new Set(
    [...terms.keys()].filter((index) => lexical.documentFrequency(terms[index]?.stem ?? '') === 0),
  );
  const mass = terms.reduce((sum, term) => sum + term.idf, 0);
  const meanings = meaningsOf(terms, lookup, related, background);
  const marked = new Uint8Array(markCount);
  for (const word of meanings.keys()) marked[markOf(word)] = 1;
  return {
    question,
    passageCount: lexical.passageCount,
    terms,
    searched: terms.map((term) => withRelated(term, related, lexical)),
    mass,
    lookup,
    meanings,
    marked,
    wanted: wantedAnswer(question),
    frame,
    pairs: [...pairs.values()],
    names,
    numbers,
    unknown,
    lacksAttribute: lacksAttribute(question, lexical),
    isCommon: (word) => background(word) > 0,
    vector,
  };
}

/**
 * A word that may stand for a term is searched for with this share of the term's weight, and at most so many for a
 * term, the rarest first. Share 0.15 finds as many passages on SelQA and XQuAD, and fewer on SQuAD 1.1.
 */
const relatedShare = 0.3;
const mostRelated = 8;
/** What more passages hold finds nothing. */
const largestShare = 0.2;

function withRelated(term: QueryTerm, related: Related, lexical: LexicalIndex): QueryTerm {
  if (term.expansions.length > 0) return term;
  const known = [...related(term.stem)]
    .map(([stem, similarity]) => ({
      stem,
      similarity: similarity * relatedShare,
      holding: lexical.documentFrequency(stem),
    }))
    .filter(({ holding }) => holding > 0 && holding <= lexical.passageCount * largestShare)
    .sort((a, b) => a.holding - b.holding || (a.stem < b.stem ? -1 : 1))
    .slice(0, mostRelated);
  return known.length === 0
    ? term
    : { ...term, expansions: known.map(({ stem, similarity }) => ({ stem, similarity })) };
}

/**
 * A common word stands for another with less force: "take" is in every passage. Full force from the rarity of a stem
 * that one passage of 500 holds.
 */
function meaningsOf(
  terms: readonly QueryTerm[],
  lookup: ReadonlyMap<string, TermMatch>,
  related: Related,
  background: Background,
): ReadonlyMap<string, Meaning> {
  const found = new Map<string, { match: TermMatch | null; standsFor: TermMatch[]; near: TermMatch[] }>();
  for (const [word, match] of lookup) found.set(word, { match, standsFor: [], near: [] });
  for (const [index, term] of terms.entries()) {
    for (const [other, similarity] of related(term.stem)) {
      const rarity = Math.min(1, Math.log(1 / Math.max(background(other), 1e-6)) / Math.log(500));
      const match = { term: index, similarity: similarity * rarity };
      const known = found.get(other);
      if (known === undefined) found.set(other, { match: null, standsFor: [match], near: [] });
      else known.standsFor.push(match);
    }
    for (const [other, similarity] of related.near?.(term.stem) ?? []) {
      const match = { term: index, similarity };
      const known = found.get(other);
      if (known === undefined) found.set(other, { match: null, standsFor: [], near: [match] });
      else known.near.push(match);
    }
  }
  return found;
}

/** "Moe's sister", "Moe's older sister", "the owners' fine": the thing asked for is the word after, past a mere adjective. */
const possessive =
  /\p{L}(?:['’]s|s['’]) (?:(?:current|former|main|first|last|latest|new|old|older|younger|elder|largest|biggest|own|official|full|next|previous|original|final|total|annual|early|only|best|key|major) )?([\p{L}-]+)/gu;

function lacksAttribute(question: string, lexical: LexicalIndex): boolean {
  for (const [, asked = ''] of question.matchAll(possessive)) {
    const words = tokens(asked).filter(({ term }) => !isStopWord(term));
    if (words.length > 0 && words.every(({ term }) => lexical.documentFrequency(stem(term)) === 0))
      return true;
  }
  return false;
}

/** Weighs a term by its smoothed idf, in the search (through its weight) and in all that is read from its mass. */
function smoothTerm(
  term: QueryTerm,
  lexical: LexicalIndex,
  background: Background,
  share: number,
): QueryTerm {
  const idf =
    share * smoothedIdf(lexical.passageCount, lexical.documentFrequency(term.stem), background(term.stem));
  return { ...term, idf, weight: term.idf > 0 ? (term.weight * idf) / term.idf : term.weight };
}

function keepRarest(terms: readonly QueryTerm[], limit: number): readonly QueryTerm[] {
  if (terms.length <= limit) return terms;
  const threshold = terms.map((term) => term.idf).sort((a, b) => b - a)[limit - 1] ?? 0;
  return terms.filter((term) => term.idf >= threshold).slice(0, limit);
}

/** Whether the letter at this offset is an upper-case one (scripts without case have none). */
function isCapitalised(text: string, offset: number): boolean {
  const letter = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return letter !== letter.toLowerCase();
}
