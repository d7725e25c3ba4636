import type { Query } from './query.ts';

/** What is asked: the same for all candidates of a question, so that only trees can use it. */
export const asked = ['asksDate', 'asksValue', 'asksName', 'asksClause', 'terms', 'passages'] as const;

type Asked = (typeof asked)[number];

/** Writes what is asked into a candidate's row. @param at the place of each feature */
export function setAsked(row: Float64Array, at: Readonly<Record<Asked, number>>, query: Query): void {
  const is = askedOf(query);
  row[at.asksDate] = is.asksDate;
  row[at.asksValue] = is.asksValue;
  row[at.asksName] = is.asksName;
  row[at.asksClause] = is.asksClause;
  row[at.terms] = is.terms;
  row[at.passages] = is.passages;
}

/** The values of what is asked, by name. The same object for the same question: every candidate wants them. */
function askedOf(query: Query): Readonly<Record<Asked, number>> {
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
