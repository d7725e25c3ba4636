import type { Span } from '../types.ts';

/** A date as written in a text, and the same as ISO 8601, as far as it is written: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export interface FoundDate extends Span {
  readonly iso: string;
}

/**
 * The dates written in a text, in order. Reads ISO dates (a time behind them is left out), "9 July 2012", "Jul 9, 2012",
 * "9. juli 2012", "July 2012", "2012年7月9日", "09.07.2012" (day first), and "13/1/2017" where only one reading is a date;
 * "3/4/2012" could be two days, so only its year is taken. Bare years are not read. Days that no calendar has are skipped.
 */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  if (!/\d/.test(text)) return found;
  for (const match of text.matchAll(written)) {
    const iso = isoOf(match.groups ?? {});
    if (iso !== null) found.push({ start: match.index, end: match.index + match[0].trimEnd().length, iso });
  }
  return found;
}

/** A field that holds a date and nothing else, as ISO 8601: "2012", "2012-07-09T10:00:00Z", "9 July 2012"; else `null`. */
export function parseDate(field: string): string | null {
  const trimmed = field.trim();
  if (/^\d{4}$/.test(trimmed)) return isoDate(trimmed, '', '');
  const month = /^(\d{4})-(\d{2})$/.exec(trimmed);
  if (month !== null) return isoDate(month[1] ?? '', month[2] ?? '', '');
  const compact = /^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$/.exec(trimmed);
  if (compact !== null) return isoDate(compact[1] ?? '', compact[2] ?? '', compact[3] ?? '');
  const [first] = findDates(trimmed);
  if (first === undefined) return null;
  const rest = trimmed.slice(0, first.start) + trimmed.slice(first.end);
  // A weekday and a time zone may stand beside it.
  return (rest.match(/\p{L}+/gu)?.length ?? 0) <= 2 && rest.length <= 40 ? first.iso : null;
}

// By number; prefixes of three letters or more tell months apart in the languages listed, where they do not, whole words.
const monthNames: readonly string[] = [
  'january jan januar januari janvier enero ene gennaio janeiro ocak oca января январь styczeń stycznia ledna tammikuuta jänner',
  'february feb februar februari février fevrier febrero febbraio fevereiro şubat февраля февраль lutego února helmikuuta',
  'march mar märz mars marzo março maart mart марта март marca března maaliskuuta mrz',
  'april apr avril abril abr aprile nisan апреля апрель kwietnia dubna huhtikuuta avr',
  'may mai maj mayo maggio maio mei mayıs мая май maja května toukokuuta',
  'june jun juni juin junio giugno junho haziran июня июнь czerwca června kesäkuuta',
  'july jul juli juillet julio luglio julho temmuz июля июль lipca července heinäkuuta',
  'august aug augusti août aout agosto ago augustus ağustos августа август sierpnia srpna elokuuta',
  'september sep sept septembre septiembre settembre setembro eylül сентября сентябрь września září syyskuuta',
  'october oct oktober okt octobre octubre ottobre outubro ekim октября октябрь października října lokakuuta',
  'november nov novembre noviembre novembro kasım ноября ноябрь listopada listopadu marraskuuta',
  'december dec desember des dezember dez décembre decembre diciembre dic dicembre dezembro aralık декабря декабрь grudnia prosince joulukuuta',
];
const monthNumbers = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

const name = `(?:${[...monthNumbers.keys()].sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}])\\.?`;
const year = '(?:1[4-9]|20|21)\\d{2}(?!\\d)';
const ordinal = '(?:st|nd|rd|th|er|º|°|\\.)?';
const time = '(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?';
const written = new RegExp(
  [
    `(?<y1>${year})-(?<m1>\\d{2})-(?<d1>\\d{2})(?!\\d)${time}`,
    `(?<y2>${year})[/.](?<m2>\\d{1,2})[/.](?<d2>\\d{1,2})(?!\\d)`,
    `(?<y3>${year})\\s?年\\s?(?<m3>\\d{1,2})\\s?月(?:\\s?(?<d3>\\d{1,2})\\s?日)?`,
    `(?<d4>\\d{1,2})${ordinal}(?:\\s+(?:of|de|di))?[\\s-]+(?<m4>${name}),?(?:\\s+(?:of|de|del))?[\\s-]+(?<y4>${year})`,
    `(?<m5>${name})[\\s-]+(?<d5>\\d{1,2})(?:st|nd|rd|th)?(?:\\s*,\\s*|[\\s-]+)(?<y5>${year})`,
    `(?<m6>${name}),?(?:\\s+(?:of|de))?\\s+(?<y6>${year})`,
    `(?<a7>\\d{1,2})(?<s7>[./-])(?<b7>\\d{1,2})\\k<s7>(?<y7>${year})`,
  ]
    .map((form) => `(?<![\\p{L}\\p{N}]|\\d[.,/-])${form}(?![.]?\\d)`)
    .join('|'),
  'giu',
);

function isoOf(groups: Readonly<Record<string, string | undefined>>): string | null {
  const { a7, b7, y7 } = groups;
  if (a7 !== undefined && b7 !== undefined && y7 !== undefined) {
    const dayFirst = isoDate(y7, b7, a7);
    const monthFirst = isoDate(y7, a7, b7);
    if (groups['s7'] === '.' || monthFirst === null || dayFirst === monthFirst) return dayFirst;
    return dayFirst === null ? monthFirst : y7;
  }
  for (const form of ['1', '2', '3', '4', '5', '6']) {
    const inYear = groups[`y${form}`];
    const month = groups[`m${form}`];
    if (inYear !== undefined && month !== undefined) return isoDate(inYear, month, groups[`d${form}`] ?? '');
  }
  return null;
}

/** Checked against the calendar; month as a number or a name, day and month empty where they are not known. */
function isoDate(inYear: string, month: string, day: string): string | null {
  if (month === '') return inYear;
  const inMonth = /^\d+$/.test(month)
    ? Number(month)
    : monthNumbers.get(month.toLowerCase().replace(/\.$/, ''));
  if (inMonth === undefined || inMonth < 1 || inMonth > 12) return null;
  const monthText = String(inMonth).padStart(2, '0');
  if (day === '') return `${inYear}-${monthText}`;
  const days = new Date(Date.UTC(Number(inYear), inMonth, 0)).getUTCDate();
  const onDay = Number(day);
  return onDay >= 1 && onDay <= days ? `${inYear}-${monthText}-${String(onDay).padStart(2, '0')}` : null;
}
