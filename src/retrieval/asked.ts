import type { Query } from './query.ts';

/** What is asked: the same for all candidates of a question, so that only trees can use it. */
export const asked = ['asksDate', 'asksValue', 'asksName', 'asksClause', 'terms', 'passages'] as const;

/** The values of what is asked, by name. The same object for the same question: every candidate wants them. */
export function askedOf(query: Query): Readonly<Record<(typeof asked)[number], number>> {
  const known = read.get(query);
  if (known !== undefined) return known;
  const values = readAsked(query);
  read.set(query, values);
  return values;
}

const read = new WeakMap<Query, Record<(typeof asked)[number], number>>();

function readAsked(query: Query): Record<(typeof asked)[number], number> {
  const { type } = query.wanted.expected;
  const isName = ['person', 'organisation', 'place', 'name'].includes(type);
  const isClause = ['reason', 'manner', 'quotation', 'yes-no'].includes(type);
  const isOpen = ['thing', 'open', 'definition', 'event'].includes(type);
  return {
    asksDate: type === 'date' ? 1 : 0,
    asksName: isName ? 1 : 0,
    asksClause: isClause ? 1 : 0,
    asksValue: type === 'date' || isName || isClause || isOpen ? 0 : 1,
    terms: query.terms.length,
    passages: Math.log10(1 + query.passageCount),
  };
}
