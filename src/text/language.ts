import { functionWords, ownLetters, plainQuestionWords, questionWords } from './function-words.ts';
import { lookBack } from './look-back.ts';

/**
 * Guesses the language of a question or a passage, as an ISO 639-1 code; `null` where there is too little to tell, as in a
 * bare name. By script where that settles it, else by function words: those of a language have to be clearly more than English
 * ones, since taking an English question for a foreign one costs an answer, and the reverse costs a remark.
 */
export function guessLanguage(text: string): string | null {
  const byScript = guessByScript(text);
  return byScript === 'latin' ? guessByWords(text) : byScript;
}

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Georgian}/gu, 'ka'],
];
/** A name in another script stands in many an English question; a sentence is mostly in its own. */
const scriptShare = 0.5;
/** One Chinese character says as much as a word. */
const fewestLetters: Readonly<Record<string, number>> = { ja: 2, zh: 3, ko: 4 };

/** @returns `latin` for what words have to settle */
function guessByScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (/^[\0-\u024f]*$/.test(text)) return 'latin';
  for (const [pattern, language] of scripts) {
    const own = text.match(pattern)?.length ?? 0;
    if (own === 0) continue;
    // Japanese is written with Chinese characters between its own.
    const all = language === 'ja' ? (text.match(/\p{Script=Han}/gu)?.length ?? 0) + own : own;
    if (all < letters * scriptShare) continue;
    if (
      all < (fewestLetters[language] ?? 6) ||
      (language !== 'zh' && language !== 'ja' && !/\s/.test(text.trim()))
    )
      return null;
    if (language === 'ru') return cyrillic(text);
    if (language === 'ar') return /[\u067e\u0686\u0698\u06af\u06cc]/.test(text) ? 'fa' : 'ar';
    return language;
  }
  return 'latin';
}

function cyrillic(text: string): string {
  if (/[іїєґ]/i.test(text)) return /ў/i.test(text) ? 'be' : 'uk';
  if (/[јљњђћџ]/i.test(text)) return 'sr';
  return /(?<!\p{L})(?:колко|къде|кога|кой|какво|защо)(?!\p{L})/iu.test(text) ? 'bg' : 'ru';
}

/** What a word that asks counts for: it is hardly a name, and a question has one. */
const askingWeight = 2;

function guessByWords(text: string): string | null {
  const weights = new Map<string, number>();
  const seen = new Set<string>();
  let asksPlainly = false;
  for (const [at, match] of [...text.normalize('NFC').matchAll(/\p{L}[\p{L}\p{M}]*/gu)].entries()) {
    const [word] = match;
    // "Der Ring des Nibelungen" is a title in an English question; what follows an apostrophe is an ending.
    const isName = at > 0 && /^\p{Lu}\p{Ll}/u.test(word);
    const isEnding = /[\p{L}\d][’']$/u.test(lookBack(text, match.index, 2));
    // Turkish has a capital of its own for the i with a dot.
    const lower = word.replaceAll('İ', 'i').toLowerCase();
    if (isName || isEnding || seen.has(lower)) continue;
    seen.add(lower);
    for (const language of functionWords().get(lower) ?? []) {
      const asks = questionWords.get(language)?.has(lower) === true;
      weights.set(language, (weights.get(language) ?? 0) + (asks ? askingWeight : 1));
    }
    asksPlainly ||= plainQuestionWords.has(lower);
  }
  const english = weights.get('en') ?? 0;
  weights.delete('en');
  const ranked = [...weights].sort((a, b) => b[1] - a[1]);
  const [, most] = ranked[0] ?? ['', 0];
  const best = ranked.filter(([, weight]) => weight === most).map(([language]) => language);
  if (most > english * 2 && best.length > 0) {
    const own = best.find((language) => ownLetters[language]?.test(text) === true);
    // One function word may be a name or a slip; more are a sentence.
    const isSentence =
      most > askingWeight || (english === 0 && (asksPlainly || (most === askingWeight && own !== undefined)));
    // Norwegian, Danish and Swedish share much, and the table's order decides; where others are even, nothing does.
    const isTold =
      best.length === 1 || own !== undefined || best.every((language) => /^(?:no|da|sv)$/.test(language));
    return isSentence && isTold ? (own ?? best[0] ?? null) : null;
  }
  return english > 0 && english >= most ? 'en' : null;
}
