import { expected, type ExpectedAnswer } from './expected-answer.ts';
import { ofHow } from './how-questions.ts';
import { askedClause, plainQuestion, yesNo } from './question-clause.ts';
import { ofFragment } from './question-fragments.ts';
import { ofWhat, ofWho } from './what-questions.ts';

export type { AnswerType, DatePart } from './answer-heads.ts';
export type { ExpectedAnswer } from './expected-answer.ts';

/**
 * Tells what would answer a question, from its question word and the nouns and verbs beside it; in any case of letters,
 * with or without a question mark, after a preface ("ok so …"), and for fragments ("total bill of the plant").
 * Rules, in order, each readable aloud.
 */
export function expectedAnswer(question: string): ExpectedAnswer {
  if (last?.question !== question) last = { question, answer: readExpected(question) };
  return last.answer;
}

/** Search and reader ask in turn for the same question. */
let last: { readonly question: string; readonly answer: ExpectedAnswer } | null = null;

function readExpected(question: string): ExpectedAnswer {
  const text = plainQuestion(question);
  if (text === '') return expected('open');
  const asked = askedClause(text);
  return {
    ...(asked === null ? ofFragment(text) : ofClause(asked.clause, asked.before)),
    bound: boundOf(text),
  };
}
function ofClause(clause: string, before: string): ExpectedAnswer {
  if (yesNo.test(clause)) return expected('yes-no');
  const word = /^\p{L}+/u.exec(clause)?.[0] ?? '';
  const rest = clause
    .slice(word.length)
    .replace(/^[\s,]+(?:exactly|precisely|on earth|the hell|else|in the end|actually|then)(?![\p{L}])/u, ' ')
    .trim();
  switch (word) {
    case 'how':
      return ofHow(rest, before);
    case 'when':
      return expected('date');
    case 'why':
      return expected('reason');
    case 'where':
      return expected('place');
    case 'whose':
    case 'whom':
      return expected('person');
    case 'who':
      return ofWho(rest);
    default:
      return ofWhat(word, rest, before);
  }
}
function boundOf(text: string): ExpectedAnswer['bound'] {
  if (/\bsince (?:when|what|which)\b|\bhow far back\b|^(?:when|what) .*\b(?:start|begin|began)\b/.test(text))
    return 'since';
  return /\b(?:until|till) (?:when|what|which)\b|\bby (?:when|what (?:date|day|year|time))\b/.test(text)
    ? 'until'
    : null;
}
