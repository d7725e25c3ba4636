import { calendarParts, holdsParts } from '../text/quantities.ts';
import { isSameSense } from '../text/word-senses.ts';
import { textOf, type Facts } from './claim-facts.ts';

/** What came of the values of one kind. */
export interface ValueComparison {
  readonly found: number;
  readonly differing: readonly { claim: string; document: string }[];
  /** A value of the claim is neither found nor clearly another. */
  readonly isOpen: boolean;
}

/** Compares the numbers of a claim with those that count the same thing at the same time. */
export function compareQuantities(claim: Facts, evidence: Facts): ValueComparison {
  let found = 0;
  let isOpen = false;
  const differing: { claim: string; document: string }[] = [];
  for (const wanted of claim.quantities) {
    const rivals = evidence.quantities.filter(
      (other) =>
        other.kind === wanted.kind &&
        countSame(wanted.counted, other.counted) &&
        isDateCompatible(claim, evidence, other),
    );
    if (rivals.some((other) => isWithin(other, wanted))) {
      found += 1;
      continue;
    }
    const [rival] = rivals;
    // The same number of something else, or of the same thing in other words: who knows.
    const isElsewhere = evidence.quantities.some(
      (other) => isWithin(other, wanted) && isDateCompatible(claim, evidence, other),
    );
    const isCertain =
      !isElsewhere &&
      rivals.length === 1 &&
      rival !== undefined &&
      (wanted.counted.length > 0 || evidence.quantities.length === 1) &&
      (rival.high < wanted.low || wanted.high < rival.low);
    if (isCertain) differing.push({ claim: textOf(claim, wanted), document: textOf(evidence, rival) });
    else isOpen = true;
  }
  return { found, differing, isOpen };
}

/** Whether what the document's number stands for lies within what the claim's does. */
export function isWithin(
  document: { low: number; high: number },
  claim: { low: number; high: number },
): boolean {
  if (document.low >= claim.low && document.high <= claim.high) return true;
  // "More than 90 came" is said for "90 came" often enough.
  return claim.low === claim.high && document.high === Infinity && document.low === claim.low;
}

function countSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  return a.slice(0, 2).some((one) => b.some((two) => isSameSense(one, two)));
}

/** Whether a number of the document is about the time that the claim speaks of. */
function isDateCompatible(claim: Facts, evidence: Facts, quantity: Facts['quantities'][number]): boolean {
  if (claim.dates.length === 0 || evidence.dates.length < 2) return true;
  const inClause = evidence.dates.filter(({ clause }) => clause === quantity.clause);
  const nearest = inClause.toSorted(
    (a, b) => Math.abs(a.position - quantity.position) - Math.abs(b.position - quantity.position),
  );
  const following = inClause.find(
    (date) => date.position > quantity.position && date.position - quantity.position <= 4,
  );
  const own = inClause.length > 1 ? (following ?? nearest[0]) : inClause[0];
  return own === undefined || claim.dates.some((date) => holdsParts(own, date));
}

/** Compares the dates of a claim by the calendar parts that both name. */
export function compareDates(claim: Facts, evidence: Facts): ValueComparison {
  let found = 0;
  let isOpen = false;
  const differing: { claim: string; document: string }[] = [];
  for (const wanted of claim.dates) {
    if (evidence.dates.some((date) => holdsParts(date, wanted))) {
      found += 1;
      continue;
    }
    const rivals = evidence.dates.filter((date) =>
      calendarParts.every((part) => wanted[part] === undefined || date[part] !== undefined),
    );
    const [rival] = rivals;
    if (rival !== undefined && rivals.length === 1)
      differing.push({ claim: textOf(claim, wanted), document: textOf(evidence, rival) });
    else isOpen = true;
  }
  return { found, differing, isOpen };
}
