import { languageName } from '../text/language-name.ts';
import type { Answer, AnswerLanguage } from '../types.ts';
import type { Language } from './language.ts';
import { localeOf } from './local-words.ts';
import { shownWithin } from './shorten.ts';
import { remarkWords } from './words/remarks.ts';

const longestWord = 60;

/** What the documents hold of a question and what they lack, from the words that the core found missing; nothing without them. */
export function missingLine(answer: Answer, language: Language): string {
  const { mentioned = [], missing = [], missingFrom } = answer;
  if (missing.length === 0) return '';
  const { noneMentions, theyMention, nearestMentions } = remarkWords[language];
  const lacked = listed(missing, 'disjunction', language);
  if (mentioned.length === 0) return noneMentions(lacked);
  const said = listed(mentioned, 'conjunction', language);
  return (missingFrom === 'passage' ? nearestMentions : theyMention)(said, lacked);
}

/** That the question is in a language the documents are not in; nothing where it is not. */
export function languageLine({ language: gap }: Answer, language: Language): string {
  if (gap === undefined) return '';
  return remarkWords[language].otherLanguage(...namesOf(gap, language));
}

/** What the two languages are called in the reader's. */
export function namesOf(gap: AnswerLanguage, language: Language): [question: string, documents: string] {
  const nameOf = (code: string): string => shownWithin(languageName(code, localeOf(language)), longestWord);
  return [nameOf(gap.question), nameOf(gap.documents)];
}

/** How many documents say what the answer says; nothing for one. */
export function agreementLine({ agreement }: Answer, language: Language): string {
  const count = agreement?.same.length ?? 0;
  return count < 2 ? '' : remarkWords[language].saySo(count);
}

function listed(words: readonly string[], type: 'conjunction' | 'disjunction', language: Language): string {
  const quoted = words.map((word) => remarkWords[language].quoted(shownWithin(word, longestWord)));
  return new Intl.ListFormat(localeOf(language), { type }).format(quoted);
}
