import type { AnswerType, ExpectedAnswer } from '../text/answer-type.ts';

/** What tells the span that answers from the others, in the order of the weights. */
export const answerFeatures = [
  'length', // log of words
  'long', // words beyond four, over four
  'determiner', // begins with one
  'prepositions', // inside
  'conjunctions',
  'commas',
  'verbs',
  'clauses', // auxiliaries, pronouns and subordinators inside
  'capital', // first word has one
  'capitals', // share of words that have one
  'fullName', // two or three words, all with one
  'cutsName', // a capital word stands right outside beside one inside
  'cutsAfter', // a noun stands right behind without a mark between
  'cutsBefore', // right before
  'endsInVerb',
  'beginsWithVerb',
  'adverb', // begins or ends with one
  'quoted', // fills a pair of quotation marks
  'bracketed', // fills a pair of brackets
  'possessive', // a possessive 's follows
  'number', // holds a number
  'allNumber', // is one
  'date', // is or holds a date, or a part of one
  'asked', // share of its content words that the question says
  'askedFirst', // the first word is one of the question's
  'askedLast', // the last
  'typed', // is a span of the type asked for
  'typedInside', // holds one, and more
  'insideTyped', // is part of one
  'noneTyped', // the sentence holds one elsewhere
  'near', // shares of the question's words over their distance
  'nearPath', // the same where verbs, marks and openings of clauses lengthen the way
  'clauseShare', // share of the question in its clause
  'leftWord', // a word of the question stands right before
  'rightWord', // right behind
  'leftNear', // nearness of the nearest one before
  'rightNear', // behind
  'edge', // all of the question's words stand on one side
  'head', // the noun asked about stands beside it
  'headLast', // is its last word
  'headInside',
  'counted', // that noun stands within three words behind a number
  'apposition', // a comma or bracket divides it from a word of the question
  'called', // "called", "named", "known as" before it
  'afterVerb', // stands behind a verb of the question
  'beforeVerb', // before one
  'subject', // asked for the subject: stands before the question's verb, or behind "by"
  'object', // asked for an object: stands behind it
  'subjectOfAny', // asked for the subject: any verb follows
  'objectOfAny', // asked for an object: any verb stands before, past a preposition at most
  'by', // stands behind "by"
  'preposition', // stands behind the preposition that the question has at its question word
  'otherPreposition', // stands behind another
  'prepositionBefore', // stands behind any
  'place', // asked for a place: stands behind a preposition of place
  'be', // stands behind "is", "was", "are"
  'askedBehind', // the words behind it are those behind the question word, one by one
  'askedAhead', // the words before it are those before the question word
  'askedEnd', // the words before it are those that the question ends with
  'nearVerb', // nearness of the question's main verb
  'verbLeft', // that verb stands before it
  'meant', // its last word names the type asked for: "university", "river"
  'meantOther', // names another
  'begins', // first word of the sentence
  'closes', // ends at a mark or at the end
  'opens', // begins at a mark, a preposition, a verb or the start
] as const;
export type AnswerFeature = (typeof answerFeatures)[number];

/** The types that weigh features alike. */
export const answerGroups = ['value', 'date', 'name', 'thing', 'clause'] as const;
export type AnswerGroup = (typeof answerGroups)[number];

/** Which weights a type of answer is judged by. */
export function groupOf({ type }: ExpectedAnswer): AnswerGroup {
  return groups.get(type) ?? 'value';
}

const groups: ReadonlyMap<AnswerType, AnswerGroup> = new Map<AnswerType, AnswerGroup>([
  ['date', 'date'],
  ['person', 'name'],
  ['organisation', 'name'],
  ['place', 'name'],
  ['name', 'name'],
  ['thing', 'thing'],
  ['open', 'thing'],
  ['definition', 'thing'],
  ['event', 'thing'],
  ['reason', 'clause'],
  ['manner', 'clause'],
  ['quotation', 'clause'],
  ['yes-no', 'clause'],
]);
