import type { AnswerType, DatePart } from '../text/answer-heads.ts';
import type { ExpectedAnswer } from '../text/answer-type.ts';
import { tokens } from '../text/terms.ts';
import { answerGroups, groupOf } from './answer-features.ts';
import type { QuestionForm } from './question-form.ts';

const questionWords = 'who whom whose what which when where why how'.split(' ');
const types: readonly AnswerType[] = [
  'person',
  'organisation',
  'place',
  'name',
  'thing',
  'open',
  'definition',
  'event',
  'date',
  'duration',
  'age',
  'money',
  'percentage',
  'count',
  'ordinal',
  'figure',
  'reason',
  'manner',
  'quotation',
];
const parts: readonly DatePart[] = ['year', 'decade', 'century', 'month', 'weekday', 'day', 'time'];
const roles = ['subject', 'object', 'be'];

/** What the network is told of the question, in the order of its inputs: all 0 or 1. */
export const questionFeatures: readonly string[] = [
  ...answerGroups.map((group) => `group:${group}`),
  ...types.map((type) => `type:${type}`),
  ...questionWords.map((word) => `word:${word}`),
  ...roles.map((role) => `role:${role}`),
  ...parts.map((part) => `part:${part}`),
  'list',
  'noun',
];
const placeOf = new Map(questionFeatures.map((name, at) => [name, at]));

/** Places in `questionFeatures` of those that hold of a question. */
export function describeQuestion(question: string, expected: ExpectedAnswer, form: QuestionForm): number[] {
  const word = tokens(question).find(({ term }) => questionWords.includes(term))?.term;
  return [
    `group:${groupOf(expected)}`,
    `type:${expected.type}`,
    ...(word === undefined ? [] : [`word:${word}`]),
    ...(form.role === null ? [] : [`role:${form.role}`]),
    ...(expected.part === null ? [] : [`part:${expected.part}`]),
    ...(expected.isList ? ['list'] : []),
    ...(expected.head === null ? [] : ['noun']),
  ].flatMap((name) => placeOf.get(name) ?? []);
}
