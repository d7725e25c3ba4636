import type { Query } from '../retrieval/query.ts';
import type { ReadHit } from '../retrieval/retrieve.ts';
import type { AnswerType } from '../text/answer-type.ts';
import { stem, tokens } from '../text/terms.ts';
import { shorten } from './compose.ts';

const longestShown = 40;
const mostMentioned = 2;
const mostMissing = 3;
/** Below this idf (nats, in general text and the documents together) a word is in one passage of fifty: "people", "get". */
const everydayIdf = 4;

/** What an abstention says, and the words of the question that it says it of, as they were typed. */
export interface Explanation {
  readonly text: string;
  /** Found, in runs of words that stand together in the question; empty where nothing is missing beside them. */
  readonly mentioned: readonly string[];
  /** Not found in any document, or, where all words are, in the nearest passage. */
  readonly missing: readonly string[];
  /** Which of the two it was; says nothing where nothing is missing. */
  readonly missingFrom: 'documents' | 'passage';
}

/** Tells that the documents do not answer, and how far they go: which of the question's words they hold and which they lack. */
export function explainAbstention(query: Query, hits: readonly ReadHit[]): Explanation {
  if (query.question === '') return saying('Ask a question, for example “Who …?” or “When did …?”.');
  if (query.terms.length === 0) {
    return saying(
      'There is no word in this question to look for. Ask with a name, a place or a thing that the documents may mention.',
    );
  }
  const [nearest] = hits;
  const unheard = runsOf(
    query,
    [...query.unknown].filter((term) => isTelling(query, term, nearest)),
    1,
  );
  if (nearest === undefined) {
    return unheard.length === 0
      ? saying('The documents do not say.')
      : lacking('None of them mentions', [], unheard);
  }
  const { reading, title } = nearest;
  const isHere = (term: number): boolean => (reading.found[term] ?? 0) >= 0.99;
  const here = [...query.terms.keys()].filter(isHere);
  if (unheard.length > 0) {
    const mentioned = runsOf(query, here, 2);
    return mentioned.length === 0
      ? lacking('None of them mentions', [], unheard)
      : lacking('They mention', mentioned, unheard);
  }
  const elsewhere = [...query.terms.keys()].filter(
    (term) =>
      isTelling(query, term, nearest) && (reading.found[term] ?? 0) === 0 && (title.found[term] ?? 0) === 0,
  );
  const missing = runsOf(query, elsewhere, 1);
  const mentioned = runsOf(query, here, 2);
  return missing.length === 0 || mentioned.length === 0
    ? saying('The documents do not say. They use these words, but no passage answers the question.')
    : lacking(nearestOpening, mentioned, missing);
}

const nearestOpening = 'The nearest passage mentions';

function saying(text: string): Explanation {
  return { text, mentioned: [], missing: [], missingFrom: 'documents' };
}

function lacking(opening: string, mentioned: readonly string[], missing: readonly string[]): Explanation {
  const what =
    mentioned.length === 0
      ? listed(missing, 'or')
      : `${listed(mentioned, 'and')}, but not ${listed(missing, 'or')}`;
  const missingFrom = opening === nearestOpening ? 'passage' : 'documents';
  return { text: `The documents do not say. ${opening} ${what}.`, mentioned, missing, missingFrom };
}

function listed(words: readonly string[], joint: string): string {
  const quoted = words.map((word) => `“${word}”`);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** Types whose answers seldom say the noun that was asked with. */
const leavesOutNouns: ReadonlySet<AnswerType> = new Set<AnswerType>([
  'age',
  'area',
  'date',
  'duration',
  'figure',
  'length',
  'money',
  'percentage',
  'speed',
  'temperature',
  'volume',
  'weight',
]);

/** Whether it says something that a word of the question is missing: it frames nothing, and no other word stands for it. */
function isTelling(query: Query, term: number, nearest: ReadHit | undefined): boolean {
  const { expansions = [], term: word = '', stem: form = '', idf = 0 } = query.terms[term] ?? {};
  const { type, nouns } = query.wanted.expected;
  return (
    idf >= everydayIdf &&
    expansions.length === 0 &&
    // "What percentage" is answered without that word; "how many swords" hardly.
    !(leavesOutNouns.has(type) && nouns.includes(form)) &&
    !query.frame.has(word) &&
    (nearest?.reading.meant[term] ?? 0) === 0 &&
    (nearest?.title.meant[term] ?? 0) === 0
  );
}

/**
 * Words of the question that stand for some terms, as they were typed; `longest` of them together where they stand side
 * by side. Names and rare words come first, and everyday ones only where there is nothing else.
 */
function runsOf(query: Query, terms: readonly number[], longest: number): string[] {
  const wanted = new Set(terms.map((term) => query.terms[term]?.stem ?? ''));
  const runs: { start: number; end: number; words: number; idf: number; isEveryday: boolean }[] = [];
  for (const { term, start, end } of tokens(query.question)) {
    const word = stem(term);
    if (!wanted.has(word)) continue;
    const idf = query.terms.find((other) => other.stem === word)?.idf ?? 0;
    const isEveryday = idf < everydayIdf;
    const last = runs.at(-1);
    const isBeside = last !== undefined && query.question.slice(last.end, start) === ' ';
    if (isBeside && last.words < longest) {
      last.end = end;
      last.words += 1;
      last.idf = Math.max(last.idf, idf);
      last.isEveryday &&= isEveryday;
    } else {
      runs.push({ start, end, words: 1, idf, isEveryday });
    }
  }
  const telling = runs.filter(({ isEveryday }) => !isEveryday);
  const chosen = (telling.length > 0 ? telling : runs)
    .toSorted((a, b) => b.idf - a.idf || a.start - b.start)
    .slice(0, longest === 1 ? mostMissing : mostMentioned)
    .toSorted((a, b) => a.start - b.start);
  return [
    ...new Set(chosen.map(({ start, end }) => shorten(query.question.slice(start, end), longestShown))),
  ];
}
