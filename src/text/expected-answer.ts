import type { AnswerType, DatePart } from './answer-heads.ts';

/** What a question asks for, as far as its own words tell. */
export interface ExpectedAnswer {
  readonly type: AnswerType;
  /** The noun asked about, in lower case: "officers" in "How many Turkish officers …", "newspaper" in "Which newspaper …". */
  readonly head: string | null;
  /** Stems of the whole phrase around it ("turkish officers"): what is counted, or what the answer is one of. */
  readonly nouns: readonly string[];
  /** Which part of a date, where the question names one. */
  readonly part: DatePart | null;
  /** Whether the beginning or the end of a time is asked for ("since when", "until what date"). */
  readonly bound: 'since' | 'until' | null;
  /** Whether more than one is asked for ("which two families", "what are the names of"). */
  readonly isList: boolean;
}

/** An answer of a type, of which no more is known than said. */
export function expected(type: AnswerType, more: Partial<ExpectedAnswer> = {}): ExpectedAnswer {
  return { type, head: null, nouns: [], part: null, bound: null, isList: false, ...more };
}

/** Whether an answer of this type is words rather than a value. */
export function isProse(type: AnswerType): boolean {
  return ['person', 'organisation', 'place', 'name', 'thing', 'reason', 'quotation', 'open'].includes(type);
}
