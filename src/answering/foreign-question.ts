import type { LexicalIndex } from '../index/bm25.ts';
import { everydayWord } from '../text/everyday-words.ts';
import { foreignWords, transliterated, type ForeignWords } from '../text/foreign-words.ts';
import { functionWords } from '../text/function-words.ts';
import { openingOf } from '../text/question-openings.ts';
import { isStopWord } from '../text/terms.ts';

/** What of a question in another language can be looked for. */
export interface ForeignQuestion {
  /** In English as far as it goes: how it asks, and the words that could be carried over. */
  readonly question: string;
  /** Of its words that say something, the share that was carried over, 0..1. */
  readonly carried: number;
  /** Things to look for: names in one piece, numbers, dates, other words. */
  readonly anchors: number;
}

/** A word that is spelt as nearly as this is taken for the same in another language: "asyl" is no "asylum", "soldat" no "soldier". */
const nearlySame = 0.7;
const shortestCognate = 5;
/** Of a pasted page no more words are looked up; a question says what it asks for in fewer. */
const mostWords = 40;

/**
 * Carries names, numbers, dates, and words spelt alike over into the documents' language. A name that no document
 * holds is kept, so that it is missed; other words are left behind, and counted.
 */
export function carryOver(
  question: string,
  from: string,
  to: string,
  lexical: LexicalIndex,
): ForeignQuestion {
  const opening = openingOf(question, from);
  const asking = new Set(opening?.words.split(' '));
  const words = foreignWords(from, to);
  const kept: string[] = [];
  let telling = 0;
  let anchors = 0;
  let wasName = false;
  for (const { word, isFirst } of wordsOf(question, from, words)) {
    const lower = word.toLowerCase();
    if (asking.has(lower) || (everydayWord(word, from) === null && isFunctionWord(lower, from))) continue;
    telling += 1;
    if (telling > mostWords) break;
    const carried = carry(word, isFirst, [from, to], words, lexical);
    const isName = /^\p{Lu}/u.test(word);
    if (carried !== null) {
      kept.push(carried);
      // "Jens Stoltenberg" is one thing to look for.
      if (!(wasName && isName)) anchors += 1;
    }
    wasName = carried !== null && isName;
  }
  const english = [opening?.english, ...kept].filter((part) => part !== undefined).join(' ');
  return {
    question: kept.length === 0 ? '' : `${english}?`,
    carried: telling === 0 ? 0 : kept.length / telling,
    anchors,
  };
}

/**
 * How sure a reading is when some of the question's words were left behind: they may be what it asks about. The more
 * things its passage was found by, the less they matter.
 */
export function confidenceOfCarried(
  confidence: number,
  { carried, anchors }: Pick<ForeignQuestion, 'carried' | 'anchors'>,
): number {
  return anchors === 0 ? 0 : confidence * carried ** (2 / anchors);
}

function isFunctionWord(word: string, language: string): boolean {
  return functionWords().get(word)?.includes(language) === true;
}

interface Word {
  readonly word: string;
  readonly isFirst: boolean;
}

function wordsOf(question: string, from: string, words: ForeignWords): Word[] {
  const normal = question.normalize('NFC');
  const parts = [...normal.matchAll(/[\p{L}\p{M}]+|\d+(?:[.,:]\d+)*/gu)];
  if (/^(?:zh|ja|th)$/.test(from)) {
    // Words stand together: what is known in them, numbers, and what is written in Latin letters.
    const known = words.inText(question).map(({ word }) => word);
    const others = parts.map(([part]) => part).filter((part) => /^[\d\p{Script=Latin}]/u.test(part));
    return [...known, ...others].map((word) => ({ word, isFirst: false }));
  }
  return parts
    .filter(({ index }) => !/[’']/.test(normal.charAt(index - 1)) || !/^(?:tr)$/.test(from))
    .map(([word], at) => ({ word, isFirst: at === 0 }));
}

function carry(
  word: string,
  isFirst: boolean,
  [from, to]: readonly [string, string],
  words: ForeignWords,
  lexical: LexicalIndex,
): string | null {
  if (/^\d/.test(word)) return word;
  const translated = words.translate(word);
  if (translated !== null)
    return held(translated, lexical) ? translated : (otherNames[translated] ?? translated);
  const everyday = to === 'en' ? everydayWord(word, from) : null;
  if (everyday !== null) return everyday;
  const latin = transliterated(word);
  const isName = /^\p{Lu}/u.test(word) && !isFirst && from !== 'de';
  const [term] = lexical.queryTerms(latin);
  if (term === undefined || isStopWord(latin.toLowerCase())) return null;
  if (held(latin, lexical))
    return isName || latin.length >= shortestCognate || /^\p{Lu}/u.test(word) ? latin : null;
  const near = Math.max(0, ...term.expansions.map(({ similarity }) => similarity));
  if (isName) return latin;
  return latin.length >= shortestCognate && near >= nearlySame ? latin : null;
}

/** Whether the documents hold each of the words. */
function held(text: string, lexical: LexicalIndex): boolean {
  const terms = lexical.queryTerms(text);
  return terms.length > 0 && terms.every(({ stem }) => lexical.documentFrequency(stem) > 0);
}

/** What the runtime's locale data calls a country, and what papers also call it. */
const otherNames: Readonly<Record<string, string>> = {
  Türkiye: 'Turkey',
  Czechia: 'Czech Republic',
  'Myanmar (Burma)': 'Myanmar',
  Eswatini: 'Swaziland',
  'Côte d’Ivoire': 'Ivory Coast',
};
