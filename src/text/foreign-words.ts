/**
 * What of one language can be said in another without a dictionary of ours: names of countries, languages (mostly also
 * the adjective of a people: "tyrkisk", Turkish), months and weekdays, as the runtime's own locale data has them.
 */
export interface ForeignWords {
  /** The same in the other language, or `null`. @param word in any case of letters, inflected or not */
  readonly translate: (word: string) => string | null;
  /** Those that stand anywhere in a text, for languages that put no spaces between words. */
  readonly inText: (text: string) => readonly { readonly word: string; readonly own: string }[];
}

/** Endings that words grow or change; names of four letters and fewer have to be the word itself. */
const longestEnding = 4;
const shortestStem = 5;

const known = new Map<string, ForeignWords>();

/** @param from @param to ISO 639-1 codes; a pair is made once, in some milliseconds */
export function foreignWords(from: string, to: string): ForeignWords {
  const key = `${from} ${to}`;
  const made = known.get(key) ?? makeForeignWords(from, to);
  known.set(key, made);
  return made;
}

function makeForeignWords(from: string, to: string): ForeignWords {
  const names = pairedNames(from, to);
  const stems = [...names].flatMap(([word, own]) => [
    { stem: stemOf(word, from), own, isPeople: false },
    ...peopleOf(word, from).map((stem) => ({ stem, own, isPeople: true })),
  ]);
  const isSlavic = slavic.test(from);
  return {
    translate(word) {
      const asked = plain(word, from);
      const exact = names.get(asked);
      if (exact !== undefined) return exact;
      let best: { readonly stem: string; readonly own: string } | null = null;
      for (const candidate of stems) {
        const ending = asked.length - candidate.stem.length;
        // Of a short name only little may be an ending, or "Mali" is in "Malik".
        const isLong = candidate.stem.length >= shortestStem;
        if (!asked.startsWith(candidate.stem)) continue;
        const isEnding = candidate.isPeople
          ? peopleEnding.test(asked.slice(candidate.stem.length))
          : isLong || isSlavic
            ? candidate.stem.length >= shortestStem - 1 && ending <= (isLong ? longestEnding : 3)
            : candidate.stem.length === shortestStem - 1 &&
              shortEnding.test(asked.slice(candidate.stem.length));
        if (isEnding && candidate.stem.length > (best?.stem.length ?? 0)) best = candidate;
      }
      return best?.own ?? null;
    },
    inText: (text) =>
      [...names]
        .filter(([word]) => text.includes(word))
        .map(([word, own]) => ({ word, own }))
        .sort((one, other) => text.indexOf(one.word) - text.indexOf(other.word)),
  };
}

/** Names in the first language, lower-cased, with what they are in the second. */
function pairedNames(from: string, to: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (foreign: string | undefined, own: string | undefined): void => {
    if (foreign === undefined || own === undefined) return;
    const word = plain(foreign, from);
    if (word.length >= (caseless.test(from) ? 2 : 4) && !word.includes(' ')) names.set(word, own);
  };
  for (const type of ['region', 'language'] as const) {
    const [foreign, own] = [namesOf(from, type), namesOf(to, type)];
    for (const code of type === 'region' ? regionCodes() : languageCodes) add(foreign.of(code), own.of(code));
  }
  for (const part of ['month', 'weekday'] as const) {
    const [foreign, own] = [datesOf(from, part), datesOf(to, part)];
    for (let at = 0; at < 12; at++) {
      const day = part === 'month' ? Date.UTC(2024, at, 15) : Date.UTC(2024, 0, at + 1);
      for (const form of foreign(day)) add(form, own(day).at(-1));
    }
  }
  return names;
}

/** "Russ-" of "russisk" (Norwegian) and "Russisch" (German), "Rus" of "Rusça" (Turkish): what a people's name begins with. */
function peopleOf(word: string, language: string): string[] {
  const adjective = { no: /(?:isk|(?<=s)k)$/, da: /isk$/, sv: /iska$/, de: /isch$/, tr: /[cç][ae]$/ }[
    language
  ];
  const stem = adjective === undefined ? word : word.replace(adjective, '');
  return stem === word || stem.length < 3
    ? []
    : [word.endsWith('sk') && language === 'no' && !word.endsWith('isk') ? word : stem];
}

const shortEnding = /^(?:e|s|es|er|en|t)?$/u;
const peopleEnding = /^(?:e|n|en|er|ere|eren|erne|ernes|s|in|innen|ar|are|arna|l[ae]r\p{L}{0,4})?$/u;

/** Slavic endings stand in place of a last vowel, sign or adjective ending; elsewhere they follow. */
function stemOf(word: string, language: string): string {
  if (!slavic.test(language)) return word.replace(/(?<=\p{L}{5})e$/u, '');
  return word.replace(/[аеиоуыэюяьйії]+$/u, '');
}

const slavic = /^(?:ru|uk|be|bg|sr|pl)$/;
const caseless = /^(?:zh|ja|ko|th)$/;

function plain(word: string, language: string): string {
  return word.normalize('NFC').toLocaleLowerCase(language);
}

function namesOf(locale: string, type: 'region' | 'language'): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type, fallback: 'none' });
}

/** A month's or weekday's name beside a day and alone: Slavic languages inflect it beside a day. */
function datesOf(locale: string, part: 'month' | 'weekday'): (at: number) => string[] {
  const formats = [
    part === 'month' ? { day: 'numeric' as const, month: 'long' as const } : {},
    { [part]: 'long' as const },
  ];
  const made = formats.map((format) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...format }));
  return (at) =>
    made.flatMap((format) =>
      format
        .formatToParts(at)
        .filter(({ type }) => type === part)
        .map(({ value }) => value),
    );
}

/** Every two letters that stand for a country or a territory. */
function regionCodes(): string[] {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  return letters.flatMap((first) => letters.map((second) => first + second));
}

/** The languages whose names are the adjectives of peoples most often in the news. */
const languageCodes =
  'en fr de es it pt nl da sv nb fi is et lv lt pl cs sk hu ro bg el tr ru uk be sr hr bs sq mk ar he fa ku uz kk ky tg tk az ka hy zh ja ko vi th hi ur bn ps so sw am ti id ms mn'.split(
    ' ',
  );

/** Cyrillic in Latin letters, as English papers write Russian names; letters of its sisters as they are said. */
const latin: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'yo',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
  ў: 'u',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  ђ: 'dj',
  џ: 'dz',
};

/** A word with its Cyrillic letters written in Latin ones, its first letter's case kept. */
export function transliterated(word: string): string {
  if (!/\p{Script=Cyrillic}/u.test(word)) return word;
  const written = Array.from(word.toLowerCase(), (letter) => latin[letter] ?? letter).join('');
  return /^\p{Lu}/u.test(word) ? written.charAt(0).toUpperCase() + written.slice(1) : written;
}
