import type { Answer } from '../types.ts';
import { readJsonLines, refuseDuplicateIds } from './json-lines.ts';

/** A question over a folder of documents, with what a right answer must hold. */
export interface AnswerSetQuestion {
  readonly id: string;
  readonly question: string;
  readonly isAnswerable: boolean;
  /** Paths under the documents folder. */
  readonly documents: readonly string[];
  /** A right answer matches each of them. */
  readonly expect: readonly RegExp[];
  /** Short answers, any of which is right; empty where none was written. */
  readonly answers: readonly string[];
  readonly kind: string;
  /** What the question stands or falls with: the event it is about, or itself. */
  readonly group: string;
}

/** The kind of question that asks about documents themselves; where it lists several, all of them are the answer. */
export const documentKind = 'document';

/**
 * Reads an answer set.
 *
 * @param renamed paths of the set → paths of the folder it is asked over, when they are not the same
 * @throws KnownError `usage` naming file and line: a line that does not hold what it must, an id given twice, an
 *   expression that is none, an answerable question without documents or expressions
 */
export function readAnswerSet(
  file: string,
  renamed: ReadonlyMap<string, string> = new Map(),
): AnswerSetQuestion[] {
  const lines = readJsonLines(file);
  refuseDuplicateIds(lines);
  return lines.map((line) => {
    const isAnswerable = line.flag('answerable');
    const documents = line.texts('documents').map((name) => renamed.get(name) ?? name);
    const expect = line.texts('expect').map((source) => {
      try {
        return new RegExp(source);
      } catch {
        throw line.problem(`"expect" holds ${JSON.stringify(source)}, which is not a regular expression.`);
      }
    });
    if (isAnswerable && (documents.length === 0 || expect.length === 0)) {
      throw line.problem('"answerable" is true, so "documents" and "expect" must hold something.');
    }
    const kind = line.textOrNull('kind') ?? '';
    const id = line.text('id');
    const event = line.textOrNull('event');
    return {
      id,
      question: line.text('question'),
      isAnswerable,
      documents,
      expect,
      answers: line.texts('answers'),
      kind,
      group: event === null ? `question ${id}` : `event ${event}`,
    };
  });
}

/** How one answer did. */
export interface Judgement {
  readonly isAnswered: boolean;
  /** Every expression matches what the person reads, and a listed document is cited. */
  readonly isRight: boolean;
  /** The same of the first quote alone. */
  readonly isFirstQuoteRight: boolean;
}

/** Judges an answer to an answerable question; what an unanswerable one got is only whether it was answered. */
export function judge(question: AnswerSetQuestion, answer: Answer): Judgement {
  const isAnswered = answer.status === 'answered';
  if (!isAnswered || !question.isAnswerable) return { isAnswered, isRight: false, isFirstQuoteRight: false };
  const cited = new Set(answer.citations.map(({ document }) => document));
  const needsAll = question.kind === documentKind && question.documents.length > 1;
  const citesRight = needsAll
    ? question.documents.every((document) => cited.has(document))
    : question.documents.some((document) => cited.has(document));
  const [first] = answer.citations;
  return {
    isAnswered,
    isRight: citesRight && matches(question, answer.text),
    isFirstQuoteRight: first !== undefined && isQuoteRight(question, first),
  };
}

/** Whether a single quote is from a listed document and holds what is expected. */
export function isQuoteRight(
  question: AnswerSetQuestion,
  { document, quote }: { readonly document: string; readonly quote: string },
): boolean {
  return question.isAnswerable && question.documents.includes(document) && matches(question, quote);
}

function matches({ expect }: AnswerSetQuestion, text: string): boolean {
  // A quote keeps the line breaks of its document; nobody writes those into an expression.
  const line = text.replace(/\s+/g, ' ');
  return expect.every((expression) => expression.test(line));
}
