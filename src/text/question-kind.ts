import { expectedAnswer, type AnswerType, type ExpectedAnswer } from './answer-type.ts';

/** What sort of thing answers a question. */
export type QuestionKind =
  | 'number'
  | 'date'
  | 'person'
  | 'place'
  | 'name'
  | 'yes-no'
  | 'reason'
  | 'manner'
  | 'definition'
  | 'event'
  | 'open';

/** What the answer counts or measures, when the question's own words tell. */
export type Measure = 'count' | 'duration' | 'age' | 'money' | 'percentage' | 'size' | null;

export interface QuestionShape {
  readonly kind: QuestionKind;
  readonly measure: Measure;
  /** The noun asked about, lower-cased: "officers" in "How many officers …", "newspaper" in "Which newspaper …". */
  readonly head: string | null;
  readonly expected: ExpectedAnswer;
}

/** The coarse kind of a question, and what exactly it expects. */
export function shapeOfQuestion(question: string): QuestionShape {
  const expected = expectedAnswer(question);
  const { type, head } = expected;
  const measure = measures.get(type) ?? null;
  if (measure !== null) return { kind: 'number', measure, head, expected };
  return { kind: kinds.get(type) ?? 'open', measure, head, expected };
}

const measures: ReadonlyMap<AnswerType, Measure> = new Map<AnswerType, Measure>([
  ['count', 'count'],
  ['figure', 'size'],
  ['duration', 'duration'],
  ['age', 'age'],
  ['money', 'money'],
  ['percentage', 'percentage'],
  ['length', 'size'],
  ['weight', 'size'],
  ['volume', 'size'],
  ['area', 'size'],
  ['speed', 'size'],
  ['temperature', 'size'],
  ['ratio', 'size'],
  ['ordinal', 'count'],
]);
const kinds: ReadonlyMap<AnswerType, QuestionKind> = new Map<AnswerType, QuestionKind>([
  ['date', 'date'],
  ['person', 'person'],
  ['place', 'place'],
  ['organisation', 'name'],
  ['name', 'name'],
  ['yes-no', 'yes-no'],
  ['reason', 'reason'],
  ['manner', 'manner'],
  ['definition', 'definition'],
  ['event', 'event'],
]);

/**
 * Words that a question is framed with rather than about: "date" in "on what date", "take place", "going to", "kind of".
 * An answer rarely repeats them, so that missing them says little.
 */
export function frameWords(question: string): ReadonlySet<string> {
  const text = question.toLowerCase().replace(/\s+/g, ' ');
  const words = new Set<string>();
  for (const match of text.matchAll(framePattern)) {
    for (const word of match[0].split(/[^\p{L}]+/u)) if (word !== '') words.add(word);
  }
  return words;
}

const framePattern =
  /\b(?:what|which) (?:exact |specific )?(?:date|day|month|year|time|century|decade|country|kind|type|sort)\b|\b(?:number|amount|name|names|kind|kinds|type|types|sort|sorts) of\b|\b(?:take|takes|took|taking|taken) place\b|\bgoing to\b|\bhappen(?:s|ed|ing)?\b|\baccording to\b|\b(?:regarding|concerning|called|named)\b|\b(?:the|your|these|those|any) (?:documents?|articles?|texts?|files?)\b|\b(?:tell|show|explain|describe|know)\b/g;
