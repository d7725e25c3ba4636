import { meaningOfHead } from '../text/answer-heads.ts';
import type { Candidate } from './answer-candidates.ts';
import type { AnswerContext } from './answer-context.ts';
import { answerFeatures, type AnswerFeature } from './answer-features.ts';
import { marks, wordClasses as is, type SentenceWords } from './sentence-words.ts';

const at = Object.fromEntries(answerFeatures.map((name, place) => [name, place])) as Record<
  AnswerFeature,
  number
>;

/** Writes a candidate's features into a row that is all zero. */
export function fillFeatures(context: AnswerContext, candidate: Candidate, row: Float64Array): void {
  fillForm(context, candidate, row);
  fillType(context, candidate, row);
  fillPlace(context, candidate, row);
  fillOrder(context, candidate, row);
}

/** What the candidate is made of, and where it is cut. */
function fillForm({ words }: AnswerContext, { first, last }: Candidate, row: Float64Array): void {
  const { classes, capitals } = words;
  const size = last - first + 1;
  let upper = 0;
  let numbers = 0;
  let content = 0;
  let asked = 0;
  for (let place = first; place <= last; place += 1) {
    const kind = classes[place];
    if (kind === is.preposition) add(row, at.prepositions);
    else if (kind === is.conjunction) add(row, at.conjunctions);
    else if (kind === is.verb) add(row, at.verbs);
    else if (kind === is.auxiliary || kind === is.pronoun || kind === is.subordinator) add(row, at.clauses);
    else if (kind === is.number) numbers += 1;
    if (place > first && ((words.marks[place] ?? 0) & marks.comma) !== 0) add(row, at.commas);
    if (capitals[place] === 1) upper += 1;
    if (kind === is.noun || kind === is.number || kind === is.verb) {
      content += 1;
      asked += words.asked[place] ?? 0;
    }
  }
  const before = words.marks[first] ?? 0;
  const behind = words.marks[last + 1] ?? 0;
  const left = first > 0 ? (classes[first - 1] ?? -1) : -1;
  const right = last + 1 < words.size ? classes[last + 1] : -1;
  const start = startOf(words, first, last);
  row[at.length] = Math.log(size);
  row[at.long] = Math.max(0, size - 4) / 4;
  row[at.determiner] = start - first;
  row[at.commas] = Math.min(3, row[at.commas] ?? 0);
  row[at.capital] = capitals[start] ?? 0;
  row[at.capitals] = upper / size;
  row[at.fullName] = flag(upper === size && (size === 2 || size === 3));
  row[at.cutsName] = flag(
    (left >= 0 && (before & ~marks.possessive) === 0 && capitals[first - 1] === 1 && capitals[first] === 1) ||
      (behind === 0 && capitals[last + 1] === 1 && capitals[last] === 1),
  );
  row[at.cutsAfter] = flag(behind === 0 && (right === is.noun || right === is.number));
  row[at.cutsBefore] = flag(before === 0 && (left === is.noun || left === is.number));
  row[at.endsInVerb] = flag(classes[last] === is.verb);
  row[at.beginsWithVerb] = flag(classes[first] === is.verb);
  row[at.adverb] = flag(classes[first] === is.adverb || classes[last] === is.adverb);
  row[at.quoted] = flag((before & behind & marks.quote) !== 0);
  row[at.bracketed] = flag((before & marks.open) !== 0 && (behind & marks.close) !== 0);
  row[at.possessive] = flag((behind & marks.possessive) !== 0);
  row[at.number] = flag(numbers > 0);
  row[at.allNumber] = flag(numbers === size);
  row[at.asked] = content === 0 ? 0 : asked / content;
  row[at.askedFirst] = words.asked[start] ?? 0;
  row[at.askedLast] = words.asked[last] ?? 0;
  row[at.begins] = flag(first === 0);
  row[at.closes] = flag(last + 1 === words.size || (behind & ~marks.hyphen) !== 0);
  row[at.opens] = flag(
    first === 0 ||
      before !== 0 ||
      left === is.preposition ||
      left === is.verb ||
      left === is.auxiliary ||
      left === is.conjunction,
  );
}

const typesOfHeads: ReadonlySet<string> = new Set(['person', 'organisation', 'place']);

/** Whether it is of the type asked for. */
function fillType(context: AnswerContext, { first, last }: Candidate, row: Float64Array): void {
  const { words, expected, head, typed, dates } = context;
  const start = startOf(words, first, last);
  row[at.date] = flag(dates.some(([from, to]) => from <= last && first <= to));
  let overlaps = false;
  for (const range of typed) {
    const from = range[0];
    const to = range[1];
    if (from > last || first > to) continue;
    overlaps = true;
    if ((from === first || from === start) && to === last) row[at.typed] = 1;
    else if (from >= first && to <= last) row[at.typedInside] = 1;
    else if (first >= from && last <= to) row[at.insideTyped] = 1;
  }
  row[at.noneTyped] = flag(!overlaps && typed.length > 0);
  if (typesOfHeads.has(expected.type)) {
    const meaning =
      meaningOfHead(words.terms[last] ?? '') ??
      (last > start ? meaningOfHead(words.terms[start] ?? '') : undefined);
    if (meaning !== undefined) row[meaning.type === expected.type ? at.meant : at.meantOther] = 1;
  }
  if (head === null) return;
  const { stems } = words;
  row[at.head] = flag(stems[last + 1] === head || stems[first - 1] === head || stems[first - 2] === head);
  row[at.headLast] = flag(stems[last] === head);
  for (let place = first; place <= last; place += 1) if (stems[place] === head) row[at.headInside] = 1;
  const isCounted =
    stems[last + 1] === head ||
    stems[last + 2] === head ||
    stems[last + 3] === head ||
    (last > first && stems[last] === head);
  row[at.counted] = flag(isCounted && row[at.number] === 1);
}

/** How near it stands to what the question says. */
function fillPlace(context: AnswerContext, { first, last }: Candidate, row: Float64Array): void {
  const { words, matches, path } = context;
  let near = 0;
  let nearPath = 0;
  let leftNear = 0;
  let rightNear = 0;
  let isLeft = false;
  let isRight = false;
  for (const { at: place, share } of matches) {
    if (place < first) {
      near += share / (1 + first - place);
      nearPath += share / (1 + (path[first] ?? 0) - (path[place] ?? 0));
      // In order, so that the last one before is the nearest.
      leftNear = 1 / (first - place);
      isLeft = true;
    } else if (place > last) {
      near += share / (1 + place - last);
      nearPath += share / (1 + (path[place] ?? 0) - (path[last] ?? 0));
      if (!isRight) rightNear = 1 / (place - last);
      isRight = true;
    }
  }
  row[at.near] = near;
  row[at.nearPath] = nearPath;
  row[at.clauseShare] = context.clauseShares[first] ?? 0;
  row[at.leftWord] = flag(leftNear === 1);
  row[at.rightWord] = flag(rightNear === 1);
  row[at.leftNear] = leftNear;
  row[at.rightNear] = rightNear;
  row[at.edge] = flag(isLeft !== isRight);
  const apart = marks.comma | marks.open | marks.close;
  row[at.apposition] = flag(
    (((words.marks[first] ?? 0) & apart) !== 0 && leftNear === 1) ||
      (((words.marks[last + 1] ?? 0) & apart) !== 0 && rightNear === 1),
  );
  let nearest = Infinity;
  for (const place of context.verbs) {
    if (place >= first && place <= last) continue;
    const distance = place < first ? first - place : place - last;
    if (distance >= nearest) continue;
    nearest = distance;
    row[at.verbLeft] = flag(place < first);
  }
  row[at.nearVerb] = 1 / nearest;
}

const naming = new Set('called named titled entitled dubbed nicknamed termed'.split(' '));
const describing = new Set('known referred described'.split(' '));
const ofPlace = new Set('in at from near to into of via through across on outside around'.split(' '));
const formsOfBe = new Set('is was are were be been being'.split(' '));

/** Whether it stands where the answer would stand if the question were a statement. */
function fillOrder(
  { words, expected, form }: AnswerContext,
  { first, last }: Candidate,
  row: Float64Array,
): void {
  const { classes } = words;
  const previous = words.terms[first - 1] ?? '';
  const left = first > 0 ? (classes[first - 1] ?? -1) : -1;
  const right = last + 1 < words.size ? classes[last + 1] : -1;
  const isBy = previous === 'by';
  const afterVerb = verbBeside(words, first - 1, -1);
  const beforeVerb = verbBeside(words, last + 1, 1);
  row[at.afterVerb] = afterVerb;
  row[at.beforeVerb] = beforeVerb;
  if (form.role === 'subject') {
    row[at.subject] = isBy ? 1 : beforeVerb - afterVerb;
    row[at.subjectOfAny] = flag(right === is.verb || right === is.auxiliary);
  } else if (form.role === 'object') {
    row[at.object] = afterVerb - beforeVerb;
    row[at.objectOfAny] = flag(
      left === is.verb || (left === is.preposition && classes[first - 2] === is.verb),
    );
  }
  row[at.by] = flag(isBy);
  if (left === is.preposition) {
    row[at.prepositionBefore] = 1;
    if (form.preposition !== null)
      row[previous === form.preposition ? at.preposition : at.otherPreposition] = 1;
  }
  row[at.place] = flag(expected.type === 'place' && ofPlace.has(previous));
  row[at.be] = flag(formsOfBe.has(previous));
  row[at.called] = flag(
    naming.has(previous) || (previous === 'as' && describing.has(words.terms[first - 2] ?? '')),
  );
  row[at.askedBehind] = sameWords(words, last + 1, 1, form.behind);
  row[at.askedAhead] = sameWords(words, first - 1, -1, form.ahead);
  row[at.askedEnd] = sameWords(words, first - 1, -1, form.end);
}

/** 1 over the steps to a verb that the question says, over at most three other words; 0 when another verb comes first. */
function verbBeside(words: SentenceWords, from: number, step: 1 | -1): number {
  for (
    let place = from, steps = 1;
    place >= 0 && place < words.size && steps <= 4;
    place += step, steps += 1
  ) {
    if (((words.marks[step < 0 ? place + 1 : place] ?? 0) & marks.stop) !== 0) return 0;
    if (words.classes[place] === is.verb) return (words.matched[place] ?? -1) >= 0 ? 1 / steps : 0;
  }
  return 0;
}

/** How many words from a place on are the wanted ones, determiners left out; three or more are 1. */
function sameWords(words: SentenceWords, from: number, step: 1 | -1, wanted: readonly string[]): number {
  let same = 0;
  let place = from;
  for (const word of wanted) {
    while (words.classes[place] === is.determiner) place += step;
    if (words.stems[place] !== word) break;
    same += 1;
    place += step;
  }
  return Math.min(3, same) / 3;
}

/** The first word that is not its determiner. */
function startOf(words: SentenceWords, first: number, last: number): number {
  return words.classes[first] === is.determiner && last > first ? first + 1 : first;
}

function add(row: Float64Array, place: number): void {
  row[place] = (row[place] ?? 0) + 1;
}

function flag(holds: boolean): number {
  return holds ? 1 : 0;
}
