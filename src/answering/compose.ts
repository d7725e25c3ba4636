import type { PassageIndex } from '../index/passage-index.ts';
import type { QuestionShape } from '../text/question-kind.ts';
import { tokens, stem, type Token } from '../text/terms.ts';
import type { Agreement, Answer, Citation, ShortDated } from '../types.ts';
import { relationOf } from './agreement.ts';
import { cite } from './cite.ts';
import { datedWords } from './dated-words.ts';
import type { Statement } from './read.ts';

/** What a reader sees of the chosen statements. */
export type Composition = Pick<Answer, 'text' | 'short' | 'citations' | 'shortDated' | 'agreement'>;

export const maxStatements = 3;
/** Contract: what the person reads is at most this many characters. */
export const maxTextLength = 700;
/**
 * A further sentence is shown when its score is at most this far below the first one's (in log odds of being the
 * sentence that answers): a close runner-up is worth its line, a distant one is noise. Chosen on the development questions.
 */
const supportMargin = 1.2;
/** Characters of a short answer beside the words that count from the document's date. */
const longestBeside = 12;

/**
 * Picks one to three statements, checks each against the stored text, and writes the answer. `null` when nothing stands.
 *
 * @param lead said before them
 */
export function compose(
  index: PassageIndex,
  shape: QuestionShape,
  statements: readonly Statement[],
  lead = '',
): Composition | null {
  const [first] = statements;
  if (first === undefined) return null;
  const picked: Statement[] = [first];
  const agreeing = new Set([first]);
  let differing: Statement | null = null;
  for (const other of statements.slice(1)) {
    if (picked.length === maxStatements) break;
    if (picked.some((statement) => repeats(index, statement, other))) continue;
    const relation = relationOf(index, shape, first, other);
    const isNew = [...agreeing].every(({ document }) => document !== other.document);
    if (relation === 'agrees' && isNew) agreeing.add(other);
    const isClose = other.score >= first.score - supportMargin;
    if (relation === 'differs' && differing === null) {
      differing = other;
      // Right after the first, so that a support never takes its place.
      picked.splice(1, 0, other);
    } else if (relation !== 'none' || isClose) {
      picked.push(other);
    }
  }
  const differs = differing !== null;

  const parts: string[] = [];
  const citations: Citation[] = [];
  const numbers = new Map<Statement, number>();
  let length = lead.length + (differs ? differNotice.length : 0);
  for (const statement of picked) {
    const citation = cite(index, statement.document, statement.span, citations.length + 1);
    if (citation === null) continue;
    const date = differs && citation.published !== null ? ` (${citation.published})` : '';
    const marker = `${date}[${citation.number}]`;
    const shown = onOneLine(citation.quote);
    if (citations.length > 0 && length + shown.length + marker.length + 1 > maxTextLength) continue;
    const part = shorten(shown, maxTextLength - length - marker.length - 1) + marker;
    length += part.length + 1;
    parts.push(part);
    citations.push(withDates(index, statement, citation));
    numbers.set(statement, citation.number);
  }
  if (citations.length === 0) return null;
  const agreement = agreementOf(numbers, agreeing, differing);
  const text =
    lead + (agreement !== null && agreement.other.length > 0 ? differNotice : '') + parts.join(' ');
  const short = shortOf(index, first, citations);
  const shortDated = short === null ? null : datedShort(first, citations);
  return {
    text,
    short,
    citations,
    ...(shortDated === null ? {} : { shortDated }),
    ...(agreement === null ? {} : { agreement }),
  };
}

/**
 * Which of the shown statements say the same and which another thing; `null` where only one document speaks.
 *
 * @param numbers of the statements that are shown, each with its citation's number
 * @param agreeing the first statement, and one of each other document that says the same
 */
function agreementOf(
  numbers: ReadonlyMap<Statement, number>,
  agreeing: ReadonlySet<Statement>,
  differing: Statement | null,
): Agreement | null {
  const numbersOf = (statements: Iterable<Statement>): number[] =>
    [...statements].flatMap((statement) => numbers.get(statement) ?? []).sort((a, b) => a - b);
  const same = numbersOf(agreeing);
  const other = same.length > 0 && differing !== null ? numbersOf([differing]) : [];
  return same.length + other.length > 1 ? { same, other } : null;
}

export const differNotice = 'The documents do not agree. ';

/** The quote as one line of prose: hard wraps and indentation become single spaces. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Cuts at a word's end and says so with an ellipsis; what fits is returned as it is. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, Math.max(1, limit - 1));
  const space = cut.lastIndexOf(' ');
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Whether a second statement only says again what the same document was quoted with. The same words of another document are agreement. */
function repeats(index: PassageIndex, one: Statement, other: Statement): boolean {
  if (one.document !== other.document) return false;
  const overlaps = one.span.start < other.span.end && other.span.start < one.span.end;
  return overlaps || saySame(wordsOf(index, one), wordsOf(index, other));
}

/** Each statement is compared with all that were picked before it. */
const wordsRead = new WeakMap<Statement, readonly Token[]>();

function wordsOf(index: PassageIndex, statement: Statement): readonly Token[] {
  const known = wordsRead.get(statement);
  if (known !== undefined) return known;
  const { document, sentence } = statement;
  const words = tokens(index.text(document), sentence.start, sentence.end);
  wordsRead.set(statement, words);
  return words;
}

function saySame(one: readonly Token[], other: readonly Token[]): boolean {
  return (
    one.length === other.length && one.every(({ term }, at) => stem(term) === stem(other[at]?.term ?? ''))
  );
}

function withDates(index: PassageIndex, { document, span }: Statement, citation: Citation): Citation {
  const dated = datedWords(index.text(document), span, citation.published);
  return dated.length === 0 ? citation : { ...citation, dated };
}

/** What the short answer comes to, where it stands in words that count from the document's date. */
function datedShort(first: Statement, citations: readonly Citation[]): ShortDated | null {
  const { short } = first;
  if (short === null) return null;
  // "Late on Friday" is a date; "the officers who fled on Friday" only holds one.
  const own = citations.find(({ start, end }) => start === first.span.start && end === first.span.end);
  for (const { start, end, date, isRough } of own?.dated ?? []) {
    const shared = Math.min(end, short.end) - Math.max(start, short.start);
    if (own !== undefined && date !== null && shared > 0 && short.end - short.start - shared <= longestBeside)
      return { number: own.number, date, isRough };
  }
  return null;
}

function shortOf(index: PassageIndex, first: Statement, citations: readonly Citation[]): string | null {
  if (first.short === null) return null;
  const short = index.text(first.document).slice(first.short.start, first.short.end);
  return citations.some((citation) => citation.quote.includes(short)) ? short : null;
}
