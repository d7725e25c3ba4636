import type { Query } from '../retrieval/query.ts';
import { unionOf, type SentenceReading } from '../retrieval/reading.ts';
import { vectorOf } from '../retrieval/vector.ts';
import { stem, tokens } from '../text/terms.ts';
import { isOpposite } from '../text/word-senses.ts';
import { hasSameRoles } from './claim-roles.ts';
import { readFacts } from './claim-facts.ts';
import { matchOf } from './claim-match.ts';
import { compareDates, compareQuantities } from './claim-values.ts';
import { isReversed, orderKept, otherPrepositions, runsKept } from './evidence-order.ts';
import { formOf } from './question-form.ts';
import type { SentenceCandidate } from './sentence-features.ts';

/**
 * The question is taken for a statement with a gap: every word of it should be said by the sentence, in the same order
 * and of the same things, and the gap be filled by what the sentence says beside them. These are the signs that it is
 * not so. "Here" is the sentence, "near" that with the one before it and the title, "around" the passage and the title.
 */
export const evidenceFeatures = [
  'rarestMissingHere', // idf (nats, over 10) of the rarest term that the sentence neither holds nor has a word for
  'secondMissingHere', // of the second rarest
  'rarestMissingNear',
  'secondMissingNear',
  'rarestMissingAround',
  'missingHere', // idf share of such terms
  'missingNear',
  'missingAround',
  'missingDocument', // idf share of the terms that the whole document lacks
  'countMissingNear', // number of such terms, at most four, over four
  'namesMissingHere', // idf share, of all terms, of the names
  'namesMissingNear',
  'namesMissingAround',
  'numbersMissingHere', // of the numbers
  'numbersMissingAround',
  'headMissingHere', // of the noun that is asked about
  'headMissingAround',
  'verbMissingHere', // the main verb, as a share of all
  'verbMissingNear',
  'othersMissingNear', // of the terms that are none of these
  'limitMissing', // "first", "only", "largest": one in the question that stands nowhere near
  'opposite', // a missing term's opposite stands here
  'negated', // one of the two takes something back and the other does not
  'otherDate', // a date of the question has another in its place
  'otherQuantity', // a number has
  'brokenName', // of two names side by side one is here, and the other nowhere around
  'nameElsewhere', // a name that is missing here stands in another sentence of the passage
  'reversed', // two names that stand here the other way round
  'otherRoles', // another name before the verb
  'order', // idf share of the longest run of terms that keeps the question's order, of those that are here
  'runs', // share of the question's pairs of neighbouring words, function words too, that stand together here
  'otherPreposition', // share of the terms here that stand behind another preposition
  'size', // log of the collection's passages over log of 10,000
] as const;
export type EvidenceFeature = (typeof evidenceFeatures)[number];

/**
 * The signs that the best sentence does not say what is asked, each about 0..1.
 *
 * @param text of the sentence's document
 * @param verbs words that are verbs more often than not
 */
export function featuresOfEvidence(
  query: Query,
  { hit, position, reading }: SentenceCandidate,
  text: string,
  verbs: ReadonlySet<string>,
): Float64Array {
  const { terms, mass, names, numbers } = query;
  const { sentences } = hit.reading;
  const here = reading.meant;
  const near = unionOf(unionOf(here, hit.title.meant), sentences[position - 1]?.meant ?? []);
  const around = unionOf(hit.reading.meant, hit.title.meant);
  const document = unionOf(around, hit.around);
  const missing = (found: ArrayLike<number>, isAsked: (term: number) => boolean = () => true): number => {
    let sum = 0;
    for (let term = 0; term < terms.length; term += 1)
      if (isAsked(term)) sum += (terms[term]?.idf ?? 0) * (1 - Math.min(1, found[term] ?? 0));
    return mass === 0 ? 0 : sum / mass;
  };
  const [rarestHere, secondHere] = rarestMissing(query, here);
  const [rarestNear, secondNear] = rarestMissing(query, near);
  const form = formOf(query.question, verbs);
  const { nouns } = query.wanted.expected;
  const isHead = (term: number): boolean => nouns.includes(terms[term]?.stem ?? '');
  const isVerb = (term: number): boolean => terms[term]?.stem === form.verb;
  const isOther = (term: number): boolean =>
    !names.has(term) && !numbers.has(term) && !isHead(term) && !isVerb(term);
  const sentence = text.slice(reading.span.start, reading.span.end);
  const stems = reading.tokens.map(({ term }) => stem(term));
  const asked = tokens(query.question).map(({ term }) => ({ term, stem: stem(term) }));
  const values = valuesOf(query, sentence);
  const features: Record<EvidenceFeature, number> = {
    rarestMissingHere: rarestHere / 10,
    secondMissingHere: secondHere / 10,
    rarestMissingNear: rarestNear / 10,
    secondMissingNear: secondNear / 10,
    rarestMissingAround: rarestMissing(query, around)[0] / 10,
    missingHere: missing(here),
    missingNear: missing(near),
    missingAround: missing(around),
    missingDocument: missing(document),
    countMissingNear: Math.min(4, [...terms.keys()].filter((term) => (near[term] ?? 0) === 0).length) / 4,
    namesMissingHere: missing(here, (term) => names.has(term)),
    namesMissingNear: missing(near, (term) => names.has(term)),
    namesMissingAround: missing(around, (term) => names.has(term)),
    numbersMissingHere: missing(here, (term) => numbers.has(term)),
    numbersMissingAround: missing(around, (term) => numbers.has(term)),
    headMissingHere: missing(here, isHead),
    headMissingAround: missing(around, isHead),
    verbMissingHere: missing(here, isVerb),
    verbMissingNear: missing(near, isVerb),
    othersMissingNear: missing(near, isOther),
    limitMissing: flag(
      asked.some(
        ({ term, stem: base }) =>
          limiting.test(term) &&
          !stems.includes(base) &&
          !reading.tokens.some((token) => token.term === term),
      ),
    ),
    opposite: flag(hasOpposite(query, near, stems)),
    negated: flag(asked.some(({ term }) => negating.test(term)) !== isNegated(reading)),
    otherDate: values.otherDate,
    otherQuantity: values.otherQuantity,
    brokenName: flag(
      query.pairs.some(
        ([one, two]) =>
          names.has(one) &&
          names.has(two) &&
          (((here[one] ?? 0) > 0 && (around[two] ?? 0) === 0) ||
            ((here[two] ?? 0) > 0 && (around[one] ?? 0) === 0)),
      ),
    ),
    nameElsewhere: flag([...names].some((term) => (near[term] ?? 0) === 0 && (around[term] ?? 0) > 0)),
    reversed: flag(isReversed(query, reading)),
    otherRoles: values.otherRoles,
    order: orderKept(query, reading),
    runs: runsKept(
      asked.map(({ stem: base }) => base),
      stems,
    ),
    otherPreposition: otherPrepositions(query, asked, reading, stems),
    size: Math.log(1 + query.passageCount) / Math.log(10_000),
  };
  return vectorOf(evidenceFeatures, features);
}

const limiting =
  /^(?:first|last|second|third|fourth|only|sole|final|next|previous|youngest|eldest|most|least|best|worst|\w{2,}[^aeiour]est|\d+(?:st|nd|rd|th))$/;
const negating = /^(?:not|never|no|none|nobody|without|cannot|neither|nor|\w+nt|un\w{4,})$/;
const negationWord =
  /^(?:not|never|no|none|nobody|without|cannot|neither|nor|(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)nt)$/;
function flag(value: boolean): number {
  return value ? 1 : 0;
}

/** The idf of the two rarest terms that are not found, 0 where there are none. */
function rarestMissing(query: Query, found: ArrayLike<number>): [number, number] {
  let [first, second] = [0, 0];
  for (const [term, { idf }] of query.terms.entries()) {
    const lacking = idf * (1 - Math.min(1, found[term] ?? 0));
    if (lacking > first) [first, second] = [lacking, first];
    else if (lacking > second) second = lacking;
  }
  return [first, second];
}

function hasOpposite(query: Query, found: ArrayLike<number>, stems: readonly string[]): boolean {
  return query.terms.some(
    ({ stem: base }, term) => (found[term] ?? 0) === 0 && stems.some((other) => isOpposite(base, other)),
  );
}

/** Whether the sentence takes something back within a few words of what the question says. */
function isNegated({ tokens: words, matched }: SentenceReading): boolean {
  return words.some(
    ({ term }, at) =>
      negationWord.test(term) && matched.subarray(Math.max(0, at - 3), at + 5).some((match) => match >= 0),
  );
}

function valuesOf(
  query: Query,
  sentence: string,
): { otherDate: number; otherQuantity: number; otherRoles: number } {
  const claim = readFacts(query.question, query.isCommon);
  const evidence = readFacts(sentence, query.isCommon);
  const dates = compareDates(claim, evidence);
  const quantities = compareQuantities(claim, evidence);
  const matches = claim.words.map((word) => matchOf(word, claim, evidence));
  return {
    otherDate: dates.differing.length > 0 ? 1 : dates.isOpen ? 0.5 : 0,
    otherQuantity: quantities.differing.length > 0 ? 1 : quantities.isOpen ? 0.5 : 0,
    otherRoles: flag(!hasSameRoles(claim, evidence, matches)),
  };
}
