import type { PassageIndex } from '../index/passage-index.ts';
import { guessLanguage } from '../text/language.ts';
import { languageName } from '../text/language-name.ts';
import type { AnswerLanguage } from '../types.ts';

/** Passages that are read to tell what language the documents are in, spread over all of them. */
const passagesRead = 24;
/** Characters of each: the first sentences tell. */
const charactersRead = 300;
/** Below this share of the passages no language is the documents' own. */
const mainShare = 0.6;
/** A language that this many of the passages are in is one of the documents'. */
const spokenShare = 0.05;

/** What the documents are written in, as ISO 639-1 codes. */
export interface DocumentLanguages {
  /** `null` where no language is most of them. */
  readonly main: string | null;
  readonly spoken: ReadonlySet<string>;
}

/** Guesses the documents' languages from a sample of their passages: once an index, in a few milliseconds. */
export function languagesOfDocuments(index: PassageIndex): DocumentLanguages {
  const counts = new Map<string, number>();
  let read = 0;
  const step = Math.max(1, index.passageCount / passagesRead);
  for (let at = 0; at < index.passageCount; at += step) {
    const { document, start, end } = index.passage(Math.floor(at));
    const language = guessLanguage(index.text(document).slice(start, Math.min(end, start + charactersRead)));
    if (language === null) continue;
    read += 1;
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [main] = [...counts].sort((a, b) => b[1] - a[1]);
  return {
    main: main !== undefined && main[1] >= read * mainShare ? main[0] : null,
    spoken: new Set(
      [...counts].filter(([, count]) => count >= read * spokenShare).map(([language]) => language),
    ),
  };
}

/** The languages of a question and of documents that are in another; `null` where they are the same, or cannot be told. */
export function languageGap(question: string, documents: () => DocumentLanguages): AnswerLanguage | null {
  const language = guessLanguage(question);
  if (language === null) return null;
  const { main, spoken } = documents();
  return main === null || main === language || spoken.has(language)
    ? null
    : { question: language, documents: main };
}

/** What is said of it, in English, with a space behind it. */
export function languageNotice({ question, documents }: AnswerLanguage): string {
  return `Your question seems to be in ${languageName(question, 'en')}; the documents are in ${languageName(documents, 'en')}, so only its names, numbers and everyday words were looked for. `;
}
