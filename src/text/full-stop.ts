import { abbreviationOf, isListEnd, isMonthName, isSentenceStarter } from './abbreviations.ts';
import { lookBack } from './look-back.ts';

/** A full stop, question mark or the like that may end a sentence, and what is known where it stands. */
export interface Stop {
  readonly text: string;
  /** Where the first character of the sentence that it may end stands. */
  readonly sentence: number;
  /** Where the mark stands, the mark, and the end of it with the quotation marks and brackets that close behind it. */
  readonly at: number;
  readonly mark: string;
  readonly end: number;
  /** A straight quotation mark is open behind the stop. */
  readonly isQuoteOpen: boolean;
  /** This text has lost spaces between sentences before. */
  readonly hasGlue: boolean;
}

/** Whether a stop with white space behind it ends its sentence. `isCaseless`: small letters begin sentences here. */
export function endsAtSpacedStop(stop: Stop, isCaseless: () => boolean): boolean {
  const { text, mark } = stop;
  const next = wordAfter(text, stop.end);
  if (next === null) return false;
  const before = wordBefore(stop);
  if (next.kind === 'small') {
    return next.opener === '' && /\p{L}{2}$/u.test(before) && abbreviationOf(before) === null && isCaseless();
  }
  if (mark === '.') return endsAtFullStop(stop, before, next);
  if (/^\.{4,}$/.test(mark) && next.kind === 'digit') return false; // dots that lead to a page number
  return !isAttribution(stop, next);
}

function endsAtFullStop(stop: Stop, before: string, next: Word): boolean {
  if (/^\p{Lu}$/u.test(before) && !/[^\s"'“„«‘([—–-]$/u.test(lookBack(stop.text, stop.at - 1, 1))) {
    if (before === 'I' && /\p{Ll}\s+$/u.test(lookBack(stop.text, stop.at - 1, 4))) return true;
    return next.kind === 'capital' && isSentenceStarter(next.word, true) && !next.isDotted;
  }
  if (/^\d{1,3}$/.test(before) && next.kind === 'capital' && isOrdinal(stop, before, next)) return false;
  if (/^[IVX]{2,6}$/.test(before) && next.kind === 'capital') {
    return (
      isSentenceStarter(next.word) ||
      /\p{Lu}\p{L}+\s+$/u.test(lookBack(stop.text, stop.at - before.length, 24))
    );
  }
  switch (abbreviationOf(before)) {
    case null:
      return true;
    case 'title':
      return false;
    case 'number':
      return next.kind !== 'digit' && next.opener !== '(' && !/^[IVXLC]+$/.test(next.word);
    case 'either':
      if (next.kind === 'digit') return false;
      return isListEnd(before) || (isSentenceStarter(next.word) && !next.isDotted);
  }
}

/** "1. Introduction", "am 3. Oktober", "das 2. Buch". */
function isOrdinal(stop: Stop, number: string, next: Word): boolean {
  if (stop.at - number.length === stop.sentence) return true;
  if (number.length > 2) return false;
  return isMonthName(next.word) || germanArticle.test(lookBack(stop.text, stop.at - number.length, 8));
}

const germanArticle = /(?:^|\s)(?:der|die|das|den|dem|des|am|im|zum|zur|vom|beim)\s+$/iu;

/** '"Stop!" Hansen said.' goes on; '"Stop!" He said no more.' does not. */
function isAttribution(stop: Stop, next: Word): boolean {
  if (next.kind !== 'capital' || next.opener !== '' || isSentenceStarter(next.word)) return false;
  if (!/["”’»“']/u.test(stop.text.slice(stop.at, stop.end))) return false;
  return speech.test(stop.text.slice(next.start, next.start + 80));
}

const speech =
  /^(?:\p{Lu}[\p{L}’'.-]*\s+){1,4}(?:said|says|asked|asks|replied|told|wrote|writes|added|adds|cried|shouted|answered|exclaimed|wondered|demanded|insisted|sagte|fragte|rief|sa|spurte|dedi|sordu)(?=[\s.,:])/u;

/**
 * Whether a stop with no space behind it ends its sentence, because a space was lost ("was brutal.He left"). Domains,
 * file names, program names and versions ("OpenAtlas.org", "Node.js", "fmt.Println(", "v1.2") have stops inside.
 */
export function endsAtGluedStop(stop: Stop): boolean {
  const { text, at, end } = stop;
  const opener = /^["“„«‘(]/u.exec(text.slice(end, end + 1))?.[0] ?? '';
  const next = /^\p{Lu}[\p{L}\p{M}]*/u.exec(text.slice(end + opener.length, end + opener.length + 40))?.[0];
  if (next === undefined || /^.\p{L}*\p{Lu}/u.test(next) || (next.length === 1 && !/^[AI]$/.test(next)))
    return false;
  const behind = text.slice(end + opener.length + next.length, end + opener.length + next.length + 2);
  if (/^(?:[\d(/@_=\\]|[.:]\S)/u.test(behind) || (next.length === 1 && !/^\s/u.test(behind))) return false;
  const chunk = chunkBefore(stop);
  const before = /[\p{L}\p{M}]+$/u.exec(chunk)?.[0] ?? '';
  if (/[/@\\_:#=`]|^www\.|\.[\p{Ll}\d]/u.test(chunk) || extensions.has(next.toLowerCase())) return false;
  const isStarter = isSentenceStarter(next);
  if (before === '') return isStarter && /[\d%)\]”"’]$/u.test(chunk);
  const closers = text.slice(at + stop.mark.length, end);
  if (abbreviationOf(before) !== null || !/\p{Ll}$/u.test(before)) return isStarter && closers !== '';
  if (closers !== '' || (opener !== '' && opener !== '(')) return true;
  if (/^\p{Lu}/u.test(before)) return isStarter || before === next || stop.hasGlue;
  return isStarter || before.length > 2;
}

const extensions: ReadonlySet<string> = new Set(
  'com org net edu gov mil int io info biz js ts py html htm pdf txt csv json xml md exe dll php asp aspx'.split(
    ' ',
  ),
);

interface Word {
  readonly kind: 'small' | 'capital' | 'digit' | 'other';
  /** Quotation marks, brackets or dashes before it. */
  readonly opener: string;
  readonly word: string;
  readonly start: number;
  /** A full stop stands right behind the word, as behind an initial. */
  readonly isDotted: boolean;
}

/** What the next sentence would begin with; `null` for punctuation that no sentence begins with. */
function wordAfter(text: string, from: number): Word | null {
  const space = /\S/u.exec(text.slice(from, from + 200));
  if (space === null) return null;
  const begin = from + space.index;
  if (',.;:!?'.includes(text[begin] ?? '')) return null;
  const opener = /^(?:["“”„«»‘'’(¿¡*_[{‹「『]|[—–-]\s?)*/u.exec(text.slice(begin, begin + 8))?.[0] ?? '';
  const start = begin + opener.length;
  const rest = text.slice(start, start + 40);
  const word = /^[\p{L}\p{M}’']+/u.exec(rest)?.[0] ?? '';
  const isDotted = rest[word.length] === '.';
  const make = (kind: Word['kind']): Word => ({ kind, opener, word, start, isDotted });
  if (/^\p{Ll}{1,3}\p{Lu}/u.test(rest)) return make('capital'); // iPhone, eBay
  if (/^\p{Ll}/u.test(rest)) return make('small');
  if (/^[\p{Lu}\p{Lt}]/u.test(rest)) return make('capital');
  if (/^\p{N}/u.test(rest)) return make('digit');
  if (/^[.,;:!?…)\]}%/\\|=+<>&]/u.test(rest) || rest === '') return null;
  return make('other');
}

/** The letters, digits and inner stops right before the mark: "U.S" of "U.S.", "3.5", "word". */
function wordBefore(stop: Stop): string {
  return (
    /[\p{L}\p{M}\p{N}№§](?:[\p{L}\p{M}\p{N}]|[.’'-](?=[\p{L}\p{N}]))*$/u.exec(
      lookBack(stop.text, stop.at, 24),
    )?.[0] ?? ''
  );
}

/** What stands before the mark back to a space, or to where the sentence begins. */
function chunkBefore(stop: Stop): string {
  return /\S*$/u.exec(stop.text.slice(Math.max(stop.sentence, stop.at - 60), stop.at))?.[0] ?? '';
}
