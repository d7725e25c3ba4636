import { holdsParts, readCalendarDates, type CalendarDate } from '../text/quantities.ts';

/**
 * Which places of a sentence belong to another date than the question's: 294 in "In 2022, 294 came; in 2021 it was only
 * 13", asked for 2021. None, where the sentence does not hold the date that is asked about beside another.
 */
export function otherTimes(question: string, sentence: string): (at: number) => boolean {
  const asked = readCalendarDates(question);
  const isAskedDate = (date: CalendarDate): boolean => asked.some((other) => holdsParts(date, other));
  const dates = asked.length === 0 ? [] : readCalendarDates(sentence);
  if (dates.every(isAskedDate) || !dates.some(isAskedDate)) return isNever;
  return (at) => {
    const [own, second] = dates.filter(({ start }) => clauseAt(sentence, start) === clauseAt(sentence, at));
    // Two dates in one clause: which of them a number belongs to is told by nearness already.
    return own !== undefined && second === undefined && !isAskedDate(own);
  };
}

function isNever(): boolean {
  return false;
}

function clauseAt(sentence: string, at: number): number {
  return sentence.slice(0, at).split(/;|\b(?:while|whereas|but)\b/).length;
}
