import { stemmer } from 'stemmer';
import type { Span } from '../types.ts';
import { fold } from './fold.ts';
import { irregularStems } from './irregular.ts';

/** A word or number of a text. `text.slice(start, end)` is what `term` was read from. */
export interface Token extends Span {
  /** Lower case, NFKC, without diacritics, apostrophes or possessive 's; numbers without thousands separators. */
  readonly term: string;
}

/**
 * The words and numbers of `text` between `start` and `end`, in order; offsets are into the whole `text`.
 * Time is linear in the length read: one pass, no backtracking.
 *
 * - Hyphens split ("Turkish-born"), so that either half can be asked for.
 * - Apostrophes inside a word vanish ("O'Brien" = "OBrien"); 's, 'd, 'll, 're, 've and 'm are left out with their apostrophe.
 * - Single letters with full stops between are one term: "U.S." reads as "us", the same as "US". So `us` is no stop word.
 * - "3.95" is one term, and so is "100,000", as `100000`; commas bind only before groups of exactly three digits.
 * - Scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Burmese) give one term a character: it needs no
 *   dictionary that changes between Node versions, spans never overlap, and a one-character word can be found.
 */
export function tokens(text: string, start = 0, end = text.length): Token[] {
  const found: Token[] = [];
  const last = Math.min(end, text.length);
  let at = Math.max(0, start);
  while (at < last) {
    const kind = kindAt(text, at);
    if (kind === LETTER || kind === DIGIT) {
      const stop = endOfWord(text, at, last);
      const span = withoutClitic(text, at, stop);
      const term = termOf(text, at, span);
      if (term !== '') found.push({ start: at, end: span, term });
      at = stop;
    } else if (kind === ALONE) {
      let stop = at + widthAt(text, at);
      while (stop < last && kindAt(text, stop) === MARK) stop += widthAt(text, stop);
      const term = fold(text.slice(at, stop));
      if (term !== '') found.push({ start: at, end: stop, term });
      at = stop;
    } else {
      at += widthAt(text, at);
    }
  }
  return found;
}

/**
 * What forms of one word have in common: Porter's stem (M. F. Porter, "An algorithm for suffix stripping", 1980), with
 * irregular forms brought to their base first ("fled" = "flee", "eight" = "8") and British and American spelling to one.
 * Takes a `term` of `tokens`. Numbers, other scripts and terms over 40 letters come back as they are.
 */
export function stem(term: string): string {
  const known = stems.get(term);
  if (known !== undefined) return known;
  const made = makeStem(term);
  // Text is Zipfian: starting over now and then is cheaper than keeping track of what was used last.
  if (stems.size >= MAX_REMEMBERED_STEMS) stems.clear();
  stems.set(term, made);
  return made;
}

/** Whether a `term` of `tokens` is an English function word or question word, which says nothing about a topic. */
export function isStopWord(term: string): boolean {
  stopWords ??= new Set(STOP_WORDS.split(/\s+/));
  return stopWords.has(term);
}

const STOP_WORDS = `
a an the this that these those some any each every either neither both such same other another
and or but nor if then than because as while until unless although though whether so yet
of at by for with about against between into through during before after above below to from up down in out on off over under
within without upon onto toward towards among amongst across along around behind beside besides beyond per via
i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves one ones someone anyone everyone something anything everything
am is are was were be been being have has had having do does did doing done
can could might must shall should will would ought
not no cannot cant couldnt didnt doesnt dont hadnt hasnt havent isnt arent mightnt mustnt neednt shant shouldnt wasnt werent
wont wouldnt aint
what which who whom whose when where why how whatever whichever whoever whomever whenever wherever
there here again further once only own too very just also ever many much more most
s t d ll m re ve`.trim();

/** Enough for the words of a few books; about 8 MB at the most. */
const MAX_REMEMBERED_STEMS = 65_536;
const MAX_STEMMED_LENGTH = 40;
const stems = new Map<string, string>();
let stopWords: Set<string> | undefined;

function makeStem(term: string): string {
  if (term.length > MAX_STEMMED_LENGTH || !/^[a-z]+$/.test(term)) return term;
  const irregular = irregularStems().get(term);
  if (irregular !== undefined && !/^[a-z]/.test(irregular)) return irregular;
  const porter = stemmer(irregular ?? withoutMen(asBritish(term)));
  return porter.length >= 5 && porter.endsWith('our') ? `${porter.slice(0, -2)}r` : porter;
}

/**
 * "organization" = "organisation". Towards s, because Porter strips -ize too far: it makes "organ" of "organize".
 */
function asBritish(term: string): string {
  if (!term.includes('z')) return term;
  return term.replace(/^([a-z]{3,}[iy])z(e|es|ed|er|ers|ing|ation|ations|ational)$/, '$1s$2');
}

/** "gunmen" = "gunman", but not for the few words whose plural is "specimens". */
function withoutMen(term: string): string {
  if (!term.endsWith('men')) return term;
  return /^(?!(?:speci|regi|abdo|acu|sta|bitu|albu|fora|cycla)men$)(?:[a-z]{3,}|wo)men$/.test(term)
    ? `${term.slice(0, -2)}an`
    : term;
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
/** Accents and vowel signs: part of the word before them. */
const MARK = 3;
/** A character of a script written without spaces. */
const ALONE = 4;
const APOSTROPHE = 5;
/** Soft hyphens and joiners: invisible inside a word. */
const INVISIBLE = 6;
const UNKNOWN = 255;

let kinds: Uint8Array | undefined;

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 128) {
    if (unit >= 97 && unit <= 122) return LETTER;
    if (unit >= 65 && unit <= 90) return LETTER;
    if (unit >= 48 && unit <= 57) return DIGIT;
    return unit === 39 || unit === 96 ? APOSTROPHE : OTHER;
  }
  if (unit >= 0xd800 && unit <= 0xdfff) return kindOf(String.fromCodePoint(text.codePointAt(at) ?? 0));
  kinds ??= new Uint8Array(65_536).fill(UNKNOWN);
  const known = kinds[unit] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const kind = kindOf(String.fromCharCode(unit));
  kinds[unit] = kind;
  return kind;
}

function kindOf(character: string): number {
  if (/[\u2018\u2019\u201b\u2032\uff07\u02b9-\u02bf\u02c8]/u.test(character)) return APOSTROPHE;
  if (/\u00ad|\u200c|\u200d|\u2060|\ufeff/u.test(character)) return INVISIBLE;
  if (/\p{L}/u.test(character)) return ALONE_SCRIPTS.test(character) ? ALONE : LETTER;
  // Subscripts belong to the word (CO₂); superscripts are mostly footnote marks, and fractions no digits.
  if (/[\p{Nd}\p{Nl}\u2080-\u2089]/u.test(character)) return DIGIT;
  return /\p{M}/u.test(character) ? MARK : OTHER;
}

const ALONE_SCRIPTS =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Where the word that begins at `start` ends: letters, digits, and what binds them. */
function endOfWord(text: string, start: number, last: number): number {
  let at = start;
  let previous = OTHER;
  let digits = 0; // length of the run of digits that ends here, when the word so far is nothing else
  let grouped = false; // a thousands separator was read, so each further group has three digits
  while (at < last) {
    const kind = kindAt(text, at);
    if (kind === LETTER || kind === DIGIT) {
      digits = kind === DIGIT && at === start + digits ? digits + 1 : digits;
      previous = kind;
      at += widthAt(text, at);
    } else if (kind === MARK || kind === INVISIBLE) {
      at += 1;
    } else if (previous === LETTER && kind === APOSTROPHE && isKind(text, at + 1, last, LETTER)) {
      at += 1;
    } else if (
      previous === DIGIT &&
      isThousands(text, at, last) &&
      (grouped || (digits === at - start && digits <= 3))
    ) {
      grouped = true;
      at += 4;
    } else if (text.charCodeAt(at) === 46 && joinsAtStop(text, start, at, last, previous)) {
      at += 1;
    } else {
      break;
    }
  }
  return endWithoutInvisible(text, start, at);
}

function isKind(text: string, at: number, last: number, kind: number): boolean {
  return at < last && kindAt(text, at) === kind;
}

/** Whether a thousands separator and exactly three digits stand at `at`. */
function isThousands(text: string, at: number, last: number): boolean {
  if (!/[,'\u2019\u2009\u202f]/.test(text.charAt(at))) return false;
  for (let ahead = 1; ahead <= 3; ahead++) if (!isKind(text, at + ahead, last, DIGIT)) return false;
  return !isKind(text, at + 4, last, DIGIT);
}

/** Whether the full stop at `at` is inside a number (3.95) or between single letters (U.S.). */
function joinsAtStop(text: string, start: number, at: number, last: number, previous: number): boolean {
  if (previous === DIGIT) return isKind(text, at + 1, last, DIGIT);
  if (previous !== LETTER || !isKind(text, at + 1, last, LETTER)) return false;
  const aloneBefore = at - 1 === start || text.charCodeAt(at - 2) === 46;
  return aloneBefore && !isWordUnit(text, at + 2, last);
}

function isWordUnit(text: string, at: number, last: number): boolean {
  if (at >= last) return false;
  const kind = kindAt(text, at);
  return kind === LETTER || kind === DIGIT || kind === MARK || kind === APOSTROPHE;
}

function endWithoutInvisible(text: string, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && kindAt(text, at - 1) === INVISIBLE) at -= 1;
  return at;
}

/** The end of the word without a trailing 's, 'd, 'm, 'll, 're or 've. */
function withoutClitic(text: string, start: number, end: number): number {
  for (let size = 2; size <= 3; size++) {
    const apostrophe = end - size;
    if (apostrophe <= start || kindAt(text, apostrophe) !== APOSTROPHE) continue;
    if (/^(?:s|d|m|ll|re|ve)$/i.test(text.slice(apostrophe + 1, end))) return apostrophe;
  }
  return end;
}

function termOf(text: string, start: number, end: number): string {
  const written = text.slice(start, end);
  if (/^[a-z]+$/.test(written)) return written;
  const folded = fold(written);
  if (/^[a-z0-9]+$/.test(folded)) return folded;
  // Full stops stay only between digits, where they make a different number.
  return folded.replace(/(?<!\d)\.|\.(?!\d)|[^\p{L}\p{N}\p{M}.]|\p{Lm}/gu, '');
}
