import { stem, tokens } from '../text/terms.ts';
import { classOfWord, wordClasses as is } from './sentence-words.ts';

/** How a question is built around its question word: where in a statement the answer would stand. */
export interface QuestionForm {
  /** Asks for the subject of its verb ("who won", "which ship was sunk"), for what stands behind a verb ("what did she win"), or for what something is. */
  readonly role: 'subject' | 'object' | 'be' | null;
  /** The preposition at the question word or at the end: "in" in "in which city" and "which city did he live in". */
  readonly preposition: string | null;
  /** Stems of the words that would stand behind the answer, determiners left out. */
  readonly behind: readonly string[];
  /** Stems of the words before the question word, the nearest first. */
  readonly ahead: readonly string[];
  /** Stems of the words that the question ends with, the last first: they would stand before the answer. */
  readonly end: readonly string[];
  /** Stem of its main verb, when one is known. */
  readonly verb: string | null;
}

const questionWords = new Set('who whom whose what which when where how why'.split(' '));
const prepositions = new Set(
  'in on at to from with by for of under after during about against into through as upon around between'.split(
    ' ',
  ),
);
const formsOfBe = new Set('is are was were be been'.split(' '));
/** Words compared on either side; beyond a few, a statement is hardly built like its question. */
const wordsCompared = 6;

/** Reads the order of a question's words. Linear in its length. */
export function formOf(question: string, verbs: ReadonlySet<string>): QuestionForm {
  if (last?.question !== question || last.verbs !== verbs)
    last = { question, verbs, form: readForm(question, verbs) };
  return last.form;
}

/** Every sentence that is read for a question wants its form. */
let last: {
  readonly question: string;
  readonly verbs: ReadonlySet<string>;
  readonly form: QuestionForm;
} | null = null;

function readForm(question: string, verbs: ReadonlySet<string>): QuestionForm {
  const terms = tokens(question).map(({ term }) => term);
  const classes = terms.map((term) => classOfWord(term, verbs));
  const at = askingWord(terms, classes);
  if (at < 0) return { role: null, preposition: null, behind: [], ahead: [], end: [], verb: null };
  let next = at + 1;
  while (next < terms.length && classes[next] !== is.auxiliary && classes[next] !== is.verb) next += 1;
  const { role, verb } = roleOf(terms, classes, next);
  const isAdverbial = /^(?:when|where|how|why|whom)$/.test(terms[at] ?? '');
  const stemsOf = (from: number, to: number): string[] =>
    terms
      .slice(Math.max(0, from), to)
      .filter((_, offset) => classes[Math.max(0, from) + offset] !== is.determiner)
      .map(stem);
  const ending = terms.at(-1) ?? '';
  const before = terms[at - 1] ?? '';
  return {
    role: role === 'subject' && isAdverbial ? 'object' : role,
    preposition: prepositions.has(before) ? before : prepositions.has(ending) ? ending : null,
    behind: (role === 'subject' && !isAdverbial) || role === 'be' ? stemsOf(next, next + wordsCompared) : [],
    ahead: stemsOf(at - wordsCompared, at).reverse(),
    end:
      role === 'subject' && !isAdverbial ? [] : stemsOf(terms.length - wordsCompared, terms.length).reverse(),
    verb: verb === null ? null : stem(verb),
  };
}

/** The first question word, or the one behind a clause that tells the time: "When the tower fell, who was inside?" */
function askingWord(terms: readonly string[], classes: readonly number[]): number {
  const at = terms.findIndex((term) => questionWords.has(term));
  if (terms[at] !== 'when' && terms[at] !== 'where') return at;
  const later = terms.findIndex(
    (term, place) => place > at + 2 && /^(?:who|whom|what|which|how)$/.test(term),
  );
  return later > 0 && classes[at + 1] !== is.auxiliary ? later : at;
}

function roleOf(
  terms: readonly string[],
  classes: readonly number[],
  next: number,
): { readonly role: QuestionForm['role']; readonly verb: string | null } {
  if (next >= terms.length) return { role: null, verb: null };
  if (classes[next] === is.verb) return { role: 'subject', verb: terms[next] ?? null };
  const after = classes[next + 1] === is.adverb ? next + 2 : next + 1;
  if (classes[after] === is.verb) return { role: 'subject', verb: terms[after] ?? null };
  if (classes[after] === is.auxiliary) return { role: 'subject', verb: terms[after + 1] ?? null };
  const verb = classes.findIndex((kind, place) => place > after && kind === is.verb);
  const isBe = formsOfBe.has(terms[next] ?? '');
  return { role: isBe && verb < 0 ? 'be' : 'object', verb: terms[verb] ?? null };
}
