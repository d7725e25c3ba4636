const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * An ISO 8601 date as a reader writes it: `2017-01-13` is "13 January 2017", `2017-01` "January 2017", `2017` itself.
 * Anything else comes back as it is.
 */
export function readableDate(date: string): string {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (parts === null) return date;
  const [, year, month, day] = parts;
  if (month === undefined) return date;
  const name = months[Number(month) - 1];
  if (name === undefined) return date;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}
