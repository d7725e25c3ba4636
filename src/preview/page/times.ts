/** Discord's timestamp styles, in the reader's language. */
const forms: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** @param seconds since 1970 @param now milliseconds since 1970 */
export function formatTime(seconds: number, style: string, locale: string, now: number): string {
  if (style === 'R') return relative(seconds - Math.round(now / 1000), locale);
  const form = forms[style] ?? forms['f'];
  return new Intl.DateTimeFormat(languageTag(locale), form).format(new Date(seconds * 1000));
}

function relative(seconds: number, locale: string): string {
  const [unit, length] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  const count = Math.trunc(seconds / length);
  return new Intl.RelativeTimeFormat(languageTag(locale), { numeric: 'auto' }).format(count, unit);
}

/** Discord says `no` where the web says `nb`. */
export function languageTag(locale: string): string {
  return locale === 'no' ? 'nb' : locale;
}
