/**
 * Lower case without diacritics, for comparing words that people type differently: "Gülen" = "gulen", "Ø" = "o".
 * NFKC first, so that ligatures and full-width forms read as plain letters. The length may change.
 */
export function fold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(REMOVED, '')
    .replace(UNDIVIDED, (letter) => undivided[letter] ?? letter)
    .normalize('NFC');
}

/** Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs and tatweel, invisible characters. */
const REMOVED =
  /[\u0300-\u036f]|[\u0591-\u05c7]|[\u064b-\u0652]|\u0670|\u0640|\u00ad|\u200c|\u200d|\u2060|\ufeff/gu;

/** Letters that Unicode does not decompose, as English writes them. */
const undivided: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ĸ: 'k',
  ə: 'a', // Azerbaijani: Əliyev is written Aliyev
  ς: 'σ',
};
const UNDIVIDED = /[ßæœøłđðþħŧŋıĸəς]/gu;
