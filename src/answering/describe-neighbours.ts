import type { Candidate } from './answer-candidates.ts';
import type { AnswerContext } from './answer-context.ts';
import { classesFrom, markOrder, marksFrom, otherAt as at, wordFeatures } from './answer-neighbours.ts';
import { marks, wordClasses as is, type SentenceWords } from './sentence-words.ts';

const classesAt = {
  first: classesFrom('first'),
  last: classesFrom('last'),
  before: classesFrom('before'),
  behind: classesFrom('behind'),
  secondBefore: classesFrom('secondBefore'),
  secondBehind: classesFrom('secondBehind'),
};
const marksAt = { before: marksFrom('before'), behind: marksFrom('behind') };
const markBits = markOrder.map((name) => marks[name]);
const wordsBefore = wordFeatures('before');
const wordsBehind = wordFeatures('behind');
/** A word of the question within this many words is close by. */
const close = 5;
/** A word that stands for one of the question's is told when it is within so many words. */
const besideStanding = 3;

/** Endings that tell what a word is; the first that fits. */
const endings: readonly (readonly [RegExp, number])[] = [
  [/ing$/, at.lastIng],
  [/(?:[st]ion|ment|ness|ity|ism|ance|ence)s?$/, at.lastAbstract],
  [/(?:[^aeiou]er|or|ist|ian|ent|ant|man|men|eer)s?$/, at.lastAgent],
  [/(?:al|ic|ous|ive|ful|less|able|ible|ary|ish|ese)$/, at.lastAdjective],
];

/** Writes what stands at a candidate's ends and around it into a row of `neighbourFeatures` that is all zero. */
export function fillNeighbours(context: AnswerContext, candidate: Candidate, row: Float64Array): void {
  fillSurroundings(context.words, candidate, row);
  fillWords(context, candidate, row);
  fillMatches(context, candidate, row);
  fillStanding(context, candidate, row);
  row[at.position] = candidate.first / context.words.size;
  row[at.sentence] = Math.log(context.words.size) / 3;
  row[at.lacking] = context.matches.length === 0 ? 1 : 0;
}

function fillSurroundings(words: SentenceWords, { first, last }: Candidate, row: Float64Array): void {
  const { classes, size, terms } = words;
  const before = words.marks[first] ?? 0;
  const behind = words.marks[last + 1] ?? 0;
  row[classesAt.first + (classes[first] ?? 0)] = 1;
  row[classesAt.last + (classes[last] ?? 0)] = 1;
  if (first > 0) row[classesAt.before + (classes[first - 1] ?? 0)] = 1;
  if (last + 1 < size) row[classesAt.behind + (classes[last + 1] ?? 0)] = 1;
  if (first > 1 && words.marks[first - 1] === 0) row[classesAt.secondBefore + (classes[first - 2] ?? 0)] = 1;
  if (last + 2 < size && words.marks[last + 2] === 0)
    row[classesAt.secondBehind + (classes[last + 2] ?? 0)] = 1;
  // Mostly no mark stands on either side.
  if ((before | behind) !== 0)
    for (let index = 0; index < markBits.length; index += 1) {
      const bit = markBits[index] ?? 0;
      if ((before & bit) !== 0) row[marksAt.before + index] = 1;
      if ((behind & bit) !== 0) row[marksAt.behind + index] = 1;
    }
  const left = wordsBefore.get(terms[first - 1] ?? '');
  if (left !== undefined) row[left] = 1;
  const right = wordsBehind.get(terms[last + 1] ?? '');
  if (right !== undefined) row[right] = 1;
}

/** What its own words are: known to general English or not, and what the last one ends in. */
function fillWords({ words, query }: AnswerContext, { first, last }: Candidate, row: Float64Array): void {
  const { classes, stems, terms } = words;
  let content = 0;
  let common = 0;
  for (let place = first; place <= last; place += 1) {
    if (classes[place] !== is.noun && classes[place] !== is.verb) continue;
    content += 1;
    if (query.isCommon(stems[place] ?? '')) common += 1;
  }
  row[at.common] = content === 0 ? 0 : common / content;
  row[at.lastCommon] = query.isCommon(stems[last] ?? '') ? 1 : 0;
  row[at.firstIng] = terms[first]?.endsWith('ing') === true ? 1 : 0;
  if (classes[last] !== is.noun) return;
  const { isPlural, feature } = endingOf(terms[last] ?? '');
  row[at.lastPlural] = isPlural ? 1 : 0;
  if (words.capitals[last] === 1) return;
  if (feature !== undefined) row[feature] = 1;
}

interface Ending {
  readonly isPlural: boolean;
  readonly feature: number | undefined;
}

/** Many stretches end in one word, and words come again: a few thousand are kept. */
const endingsRead = new Map<string, Ending>();
const mostEndings = 8192;

function endingOf(term: string): Ending {
  const known = endingsRead.get(term);
  if (known !== undefined) return known;
  const feature = endings.find(([form]) => form.test(term))?.[1];
  const ending = { isPlural: /[^s]s$/.test(term), feature };
  if (endingsRead.size >= mostEndings) endingsRead.clear();
  endingsRead.set(term, ending);
  return ending;
}

/** How the words of the question lie around it: their mass on either side, and what stands between. */
function fillMatches({ words, matches }: AnswerContext, { first, last }: Candidate, row: Float64Array): void {
  let leftMass = 0;
  let rightMass = 0;
  let insideMass = 0;
  let closeMass = 0;
  let nearestLeft = -1;
  let nearestRight = words.size;
  for (const { at: place, share } of matches) {
    if (place < first) {
      leftMass += share;
      nearestLeft = place;
      if (first - place <= close) closeMass += share;
    } else if (place > last) {
      rightMass += share;
      if (nearestRight === words.size) nearestRight = place;
      if (place - last <= close) closeMass += share;
    } else insideMass += share;
  }
  row[at.leftMass] = leftMass;
  row[at.rightMass] = rightMass;
  row[at.insideMass] = insideMass;
  row[at.closeMass] = closeMass;
  if (nearestLeft >= 0) {
    const gap = gapOf(words, nearestLeft + 1, first - 1);
    row[at.leftGap] = gap;
    row[at.leftFunction] = gap === 0 && first - nearestLeft > 1 ? 1 : 0;
  }
  if (nearestRight < words.size) {
    const gap = gapOf(words, last + 1, nearestRight - 1);
    row[at.rightGap] = gap;
    row[at.rightFunction] = gap === 0 && nearestRight - last > 1 ? 1 : 0;
  }
}

function fillStanding({ standing }: AnswerContext, { first, last }: Candidate, row: Float64Array): void {
  let near = 0;
  let inside = 0;
  for (const { at: place, share } of standing) {
    if (place >= first && place <= last) {
      inside += share;
      continue;
    }
    const distance = place < first ? first - place : place - last;
    near += share / (1 + distance);
    if (distance <= besideStanding) row[place < first ? at.standingLeft : at.standingRight] = 1;
  }
  row[at.standing] = near;
  row[at.standingInside] = inside;
}

/** Words of content between two places, at most four, in fours. */
function gapOf({ classes }: SentenceWords, from: number, to: number): number {
  let count = 0;
  for (let place = from; place <= to && count < 4; place += 1) {
    const kind = classes[place];
    if (kind === is.noun || kind === is.verb || kind === is.number) count += 1;
  }
  return count / 4;
}
