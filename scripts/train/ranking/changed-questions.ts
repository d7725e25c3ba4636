import { randomBelow, type Random } from '../../../src/evaluation/random.ts';
import { isStopWord, stem, tokens, type Token } from '../../../src/text/terms.ts';
import type { Collection, LabelledQuestion } from './collection.ts';

/** Words that turn a question round; both ways. */
const opposites = new Map(
  `first last|before after|largest smallest|biggest smallest|highest lowest|most least|best worst|won lost|win lose|won defeated|
   increase decrease|rise fall|began ended|begin end|start stop|started stopped|north south|northern southern|east west|
   eastern western|early late|earlier later|accepted rejected|accept reject|allowed banned|male female|more fewer|major minor|
   older younger|oldest youngest|upper lower|public private|inside outside|maximum minimum|positive negative|gained lost|
   opened closed|joined left|longest shortest|arrived departed|supported opposed|legal illegal|same different`
    .split('|')
    .flatMap((pair) => {
      const [one = '', two = ''] = pair.trim().split(' ');
      return [
        [one, two],
        [two, one],
      ] as const;
    }),
);
const negatable = /^(?:did|does|do|was|were|is|are|has|have|had|can|could|would|will)$/;
const asking = new Set(
  'who whom whose what which when where how why many much long old name type kind'.split(' '),
);
/** Shares of the questions that are turned round by an opposite, where one holds a word that has one, and by "not". */
const shareOpposite = 0.5;
const shareNegated = 0.06;
/** Words are taken from questions so near: they are mostly about the same article. */
const reach = 8;

/** A question of a collection with one word changed, so that nothing answers it any more. */
export interface ChangedQuestion {
  readonly label: LabelledQuestion;
  readonly question: string;
}

/**
 * Near misses out of questions that are answered: a word that their sentence holds gives way to one of its sort from a
 * question nearby, a number to another one, a word to its opposite; or a "not" is put in.
 */
export function changeQuestions(
  { index, questions }: Collection,
  verbs: ReadonlySet<string>,
  step: number,
  random: Random,
): ChangedQuestion[] {
  const changed: ChangedQuestion[] = [];
  for (let at = 0; at < questions.length; at += step) {
    const label = questions[at];
    if (label === undefined) continue;
    const held = wordsOfAnswer(index, label);
    if (held === null) continue;
    const nearby = questions
      .slice(Math.max(0, at - reach), at + reach + 1)
      .filter((other) => other !== label)
      .map(({ question }) => question);
    const question = changeWord(label.question, held, nearby, verbs, random);
    if (question !== null) changed.push({ label, question });
  }
  return changed;
}

function wordsOfAnswer(index: Collection['index'], label: LabelledQuestion): Set<string> | null {
  for (let passage = 0; passage < index.passageCount; passage += 1) {
    if (!label.answersIn(passage)) continue;
    const { document, sentences } = index.passage(passage);
    const sentence = sentences.find((_, position) => label.answersAt(passage, position));
    if (sentence === undefined) return null;
    return new Set(tokens(index.text(document), sentence.start, sentence.end).map(({ term }) => stem(term)));
  }
  return null;
}

/** The question with one word changed; `null` where none can be. */
export function changeWord(
  question: string,
  held: ReadonlySet<string>,
  nearby: readonly string[],
  verbs: ReadonlySet<string>,
  random: Random,
): string | null {
  const words = tokens(question);
  const put = ({ start, end }: Token, by: string): string =>
    question.slice(0, start) + by + question.slice(end);
  const turned = words.find(({ term }) => opposites.has(term));
  if (turned !== undefined && random() < shareOpposite) return put(turned, opposites.get(turned.term) ?? '');
  const helper = words.find(({ term }) => negatable.test(term));
  if (helper !== undefined && random() < shareNegated)
    return put(helper, `${question.slice(helper.start, helper.end)} not`);
  const sortOf = (text: string, token: Token, at: number): string => sortOfWord(text, token, at, verbs);
  const choices = [...words.entries()].filter(([, word]) => tells(word) && held.has(stem(word.term)));
  // A question of one word that the sentence holds would be another question altogether.
  if (choices.length < 2) return null;
  const [place, word] = choices[randomBelow(random, choices.length)] ?? [];
  if (place === undefined || word === undefined) return null;
  const sort = sortOf(question, word, place);
  const value = Number(word.term);
  if (sort === 'number' && Number.isInteger(value))
    return put(word, String(value + 1 + randomBelow(random, 9)));
  const own = new Set(words.map(({ term }) => stem(term)));
  const others = nearby.flatMap((other) =>
    tokens(other).flatMap((token, at) => {
      const base = stem(token.term);
      const fits = tells(token) && sortOf(other, token, at) === sort && !held.has(base) && !own.has(base);
      return fits ? [other.slice(token.start, token.end)] : [];
    }),
  );
  const by = others[randomBelow(random, Math.max(1, others.length))];
  return by === undefined ? null : put(word, by);
}

function tells({ term }: Token): boolean {
  return !isStopWord(term) && !asking.has(term);
}

function sortOfWord(text: string, { term, start }: Token, at: number, verbs: ReadonlySet<string>): string {
  if (/\d/.test(term)) return 'number';
  const letter = text.charAt(start);
  if (at > 0 && letter !== letter.toLowerCase()) return 'name';
  return verbs.has(term) || term.endsWith('ed') ? 'verb' : 'noun';
}
