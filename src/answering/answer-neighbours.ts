import { wordClasses } from './sentence-words.ts';

/** Places at and around a candidate whose word class is told. */
const places = ['first', 'last', 'before', 'behind', 'secondBefore', 'secondBehind'] as const;
const classNames = Object.keys(wordClasses) as (keyof typeof wordClasses)[];
const markNames = ['comma', 'stop', 'open', 'close', 'quote', 'possessive'] as const;
const wordsBefore =
  'of in on at by with for from to as and or is was were are the a an that which who called has had be than between into its his her their also';
const wordsBehind =
  'of in on at by with for from to as and or is was were are who which that has had when where while because';

const others = [
  'leftMass', // share of the question that stands before it
  'rightMass', // behind it
  'insideMass',
  'closeMass', // within five words
  'leftGap', // words of content up to the nearest one before, in fours
  'rightGap', // behind
  'leftFunction', // function words alone stand between
  'rightFunction',
  'standing', // words that stand for the question's, over their distance
  'standingLeft', // one within three words before
  'standingRight', // behind
  'standingInside',
  'common', // share of its nouns and verbs that general English knows
  'lastCommon',
  'lastPlural',
  'lastIng', // ending of its last word
  'lastAbstract', // "-tion", "-ness"
  'lastAgent', // "-er", "-ist"
  'lastAdjective', // "-al", "-ous"
  'firstIng',
  'position', // where in the sentence it begins, 0..1
  'sentence', // log of the sentence's words
  'lacking', // no word of the question stands in the sentence
] as const;
export type OtherFeature = (typeof others)[number];

/** What stands at the ends of a candidate and around it, in the order of the network's inputs: classes of words, marks, single words, and the question's words. */
export const neighbourFeatures: readonly string[] = [
  ...places.flatMap((place) => classNames.map((name) => `${place}:${name}`)),
  ...['before', 'behind'].flatMap((side) => markNames.map((name) => `${side}:${name}`)),
  ...wordsBefore.split(' ').map((word) => `before "${word}"`),
  ...wordsBehind.split(' ').map((word) => `behind "${word}"`),
  ...others,
];

const placeOf = new Map(neighbourFeatures.map((name, at) => [name, at]));

/** Where the features of a place's word class begin. */
export function classesFrom(place: (typeof places)[number]): number {
  return placeOf.get(`${place}:noun` satisfies `${string}:${keyof typeof wordClasses}`) ?? 0;
}
/** Where the features of the marks on one side begin, in the order of `markOrder`. */
export function marksFrom(side: 'before' | 'behind'): number {
  return placeOf.get(`${side}:comma`) ?? 0;
}
export const markOrder = markNames;
/** The feature of each word that is told by itself on one side. */
export function wordFeatures(side: 'before' | 'behind'): ReadonlyMap<string, number> {
  const list = side === 'before' ? wordsBefore : wordsBehind;
  return new Map(list.split(' ').map((word) => [word, placeOf.get(`${side} "${word}"`) ?? 0]));
}
export const otherAt = Object.fromEntries(others.map((name) => [name, placeOf.get(name) ?? 0])) as Record<
  OtherFeature,
  number
>;
