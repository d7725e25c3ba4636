import type { Query } from '../retrieval/query.ts';
import type { ExpectedAnswer } from '../text/answer-type.ts';
import { stem, tokens } from '../text/terms.ts';
import type { Span } from '../types.ts';
import { wordsInside } from './answer-candidates.ts';
import type { QuestionForm } from './question-form.ts';
import { marks, wordClasses as is, type SentenceWords } from './sentence-words.ts';

/** What all candidates of a sentence share, worked out once. */
export interface AnswerContext {
  readonly query: Query;
  readonly expected: ExpectedAnswer;
  readonly form: QuestionForm;
  readonly words: SentenceWords;
  /** First and last word of each span of the type asked for, and of each date. */
  readonly typed: readonly (readonly [number, number])[];
  readonly dates: readonly (readonly [number, number])[];
  /** Stem of the noun asked about. */
  readonly head: string | null;
  /** Places of the words that match the question, and the share of its mass that each brings. */
  readonly matches: readonly { readonly at: number; readonly share: number }[];
  /** The same of words that may stand for one of the question's. */
  readonly standing: readonly { readonly at: number; readonly share: number }[];
  /** Places of the question's main verb. */
  readonly verbs: readonly number[];
  /** For each word its place on a line where clauses lie apart. */
  readonly path: Float64Array;
  /** For each word the share of the question's mass in its clause. */
  readonly clauseShares: Float64Array;
}

/** Reads a sentence for the candidates in it. Linear in its length. */
export function contextOf(
  query: Query,
  expected: ExpectedAnswer,
  form: QuestionForm,
  words: SentenceWords,
  typed: readonly Span[],
  dates: readonly Span[],
): AnswerContext {
  const inWords = (spans: readonly Span[]): [number, number][] =>
    spans.map((span) => wordsInside(words, span)).filter(([first, last]) => last >= first);
  const matches: { at: number; share: number }[] = [];
  const standing: { at: number; share: number }[] = [];
  const verbs: number[] = [];
  const shareOf = (term: number): number =>
    query.mass === 0 ? 0 : (query.terms[term]?.idf ?? 0) / query.mass;
  for (let at = 0; at < words.size; at += 1) {
    const term = words.matched[at] ?? -1;
    if (term >= 0) matches.push({ at, share: shareOf(term) });
    const stoodFor = words.standing[at] ?? -1;
    if (stoodFor >= 0) standing.push({ at, share: shareOf(stoodFor) });
    if (form.verb !== null && words.stems[at] === form.verb) verbs.push(at);
  }
  return {
    query,
    expected,
    form,
    words,
    typed: inWords(typed),
    dates: inWords(dates),
    head: expected.head === null ? null : stem(tokens(expected.head).at(-1)?.term ?? expected.head),
    matches,
    standing,
    verbs,
    path: pathOf(words),
    clauseShares: clauseSharesOf(query, words),
  };
}

/** What a word of each class adds to the distance between two others: a verb of its own divides more than a noun. */
const cost: Readonly<Record<number, number>> = {
  [is.noun]: 1,
  [is.determiner]: 0.3,
  [is.preposition]: 1,
  [is.conjunction]: 1.5,
  [is.subordinator]: 3,
  [is.pronoun]: 1,
  [is.auxiliary]: 1.5,
  [is.verb]: 2,
  [is.adverb]: 0.5,
  [is.number]: 1,
};
const costOfMatch = 0.7;
const costOfStop = 4;
const costOfComma = 1.5;

function pathOf(words: SentenceWords): Float64Array {
  const path = new Float64Array(words.size);
  let length = 0;
  for (let at = 0; at < words.size; at += 1) {
    const mark = words.marks[at] ?? 0;
    if ((mark & marks.stop) !== 0) length += costOfStop;
    else if ((mark & (marks.comma | marks.open | marks.close)) !== 0) length += costOfComma;
    length += (words.matched[at] ?? -1) >= 0 ? costOfMatch : (cost[words.classes[at] ?? 0] ?? 1);
    path[at] = length;
  }
  return path;
}

function clauseSharesOf(query: Query, words: SentenceWords): Float64Array {
  const clauses = new Uint16Array(words.size);
  const found: Set<number>[] = [new Set()];
  for (let at = 0; at < words.size; at += 1) {
    if (at > 0 && opensClause(words, at)) found.push(new Set());
    clauses[at] = found.length - 1;
    const term = words.matched[at] ?? -1;
    if (term >= 0) found.at(-1)?.add(term);
  }
  const shares = found.map((terms) => {
    let mass = 0;
    for (const term of terms) mass += query.terms[term]?.idf ?? 0;
    return query.mass === 0 ? 0 : mass / query.mass;
  });
  const shareOfWord = new Float64Array(words.size);
  for (let at = 0; at < words.size; at += 1) shareOfWord[at] = shares[clauses[at] ?? 0] ?? 0;
  return shareOfWord;
}

function opensClause(words: SentenceWords, at: number): boolean {
  const mark = words.marks[at] ?? 0;
  const kind = words.classes[at];
  return (
    (mark & marks.stop) !== 0 ||
    kind === is.subordinator ||
    ((mark & marks.comma) !== 0 && (kind === is.conjunction || kind === is.pronoun))
  );
}
