import type { IndexedDocument } from '../index/generation.ts';
import type { Library, SourceState } from '../library/live.ts';
import { button, cardOf, container, section, separator, text } from './blocks.ts';
import { titleOf } from './catalogue.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { localDate } from './local-words.ts';
import { timestamp } from './markdown.ts';
import { pageButtons, pageOf } from './pages.ts';
import { shownWithin, type Size } from './shorten.ts';
import { documentKey, generationKey } from './state.ts';
import { browseWords } from './words/browse.ts';
import { fileSize } from './words/counted.ts';

export const documentsOnPage = 7;

export interface SourcesView {
  readonly language: Language;
  readonly library: Library;
  readonly page: number;
  readonly isRebuilt: boolean;
}

/** A page of the documents, each with its outline a button away. The files of this page alone are looked at. */
export async function sourcesCard({ language, library, page, isRebuilt }: SourcesView): Promise<Card> {
  const words = browseWords[language];
  const { index, builtAt } = library;
  const generation = generationKey(index.generation);
  const shown = pageOf(index.documents, page, documentsOnPage);
  const first = shown.page * documentsOnPage;
  const states = await Promise.all(shown.items.map(async (_, at) => library.sourceState(first + at)));
  const sections = shown.items.map((document, at) =>
    section(
      [describeDocument(document, states[at] ?? 'missing', language)],
      button(words.outline, {
        action: 'outline',
        generation,
        document: documentKey(document.path),
        page: 0,
      }),
    ),
  );
  const size = [
    words.countDocuments(index.documents.length),
    words.countPassages(index.passageCount),
    ...(builtAt === null ? [] : [words.indexed(timestamp(builtAt, 'R'))]),
  ].join(' · ');
  const buttons = pageButtons(shown, language, (to) => ({ action: 'sources-page', generation, page: to }));
  return cardOf(
    container([
      text(`## ${words.documents}\n-# ${size}${isRebuilt ? `\n-# ${words.rebuilt}` : ''}`),
      separator(),
      ...sections,
    ]),
    ...(buttons === null ? [] : [buttons]),
  );
}

const nameSize: Size = { characters: 60, bytes: 120 };

/** Publisher, author and date, as far as they are known; then its size and whether it is still what was indexed. */
export function factsOf(document: IndexedDocument, state: SourceState, language: Language): string[] {
  const words = browseWords[language];
  const { publisher, author, published, basedOn } = document.metadata;
  const named = new Set([publisher, author].map((name) => shownWithin(name ?? '', nameSize)));
  const date = published === null ? '' : localDate(published, language);
  const origin = [...named, date].filter((part) => part !== '').join(' · ');
  const size = [
    words.countWords(document.words),
    words.countPassages(document.passageCount),
    fileSize(language, document.bytes),
    words.state[state],
  ].join(' · ');
  return [
    origin,
    basedOn === null ? '' : shownWithin(words.after(basedOn), { characters: 140, bytes: 300 }),
    size,
  ].filter((fact) => fact !== '');
}

function describeDocument(document: IndexedDocument, state: SourceState, language: Language): string {
  const title = shownWithin(titleOf(document), { characters: 130, bytes: 300 });
  const facts = factsOf(document, state, language).map((fact) => `-# ${fact}`);
  return [`**${title}**`, ...facts].join('\n');
}
