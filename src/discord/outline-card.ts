import type { Library } from '../library/live.ts';
import { cardOf, button, container, linkButton, row, separator, text } from './blocks.ts';
import { titleOf } from './catalogue.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { outlineOf, type OutlineEntry } from './outline.ts';
import { pageButtons, pageOf } from './pages.ts';
import { shownWithin } from './shorten.ts';
import { documentsOnPage, factsOf } from './sources-card.ts';
import { documentKey, generationKey } from './state.ts';
import { browseWords } from './words/browse.ts';

export const entriesOnPage = 15;

export interface OutlineView {
  readonly language: Language;
  readonly library: Library;
  /** Ordinal of the document. */
  readonly document: number;
  readonly page: number;
  readonly isRebuilt: boolean;
}

/** One document: what is known of it, whether its file is still the same, and its parts. */
export async function outlineCard(view: OutlineView): Promise<Card> {
  const { language, library, document, isRebuilt } = view;
  const words = browseWords[language];
  const { index } = library;
  const record = index.documents[document];
  if (record === undefined) throw new RangeError(`there is no document ${document}`);
  const generation = generationKey(index.generation);
  const key = documentKey(record.path);
  const facts = [
    ...factsOf(record, await library.sourceState(document), language),
    shownWithin(record.path, { characters: 200, bytes: 300 }),
    ...(isRebuilt ? [words.rebuilt] : []),
  ];
  const entries = pageOf(outlineOf(index, document), view.page, entriesOnPage);
  const lines = entries.items.map((entry, at) =>
    lineOf(entry, entries.page * entriesOnPage + at + 1, language),
  );
  const buttons = pageButtons(entries, language, (to) => ({
    action: 'outline',
    generation,
    document: key,
    page: to,
  }));
  const website = linkButton(words.website, record.metadata.url);
  const listPage = Math.floor(document / documentsOnPage);
  return cardOf(
    container([
      text(`## ${shownWithin(titleOf(record), { characters: 200, bytes: 450 })}`),
      text(facts.map((fact) => `-# ${fact}`).join('\n')),
      separator(),
      text(lines.length === 0 ? words.noOutline : lines.join('\n')),
    ]),
    ...(buttons === null ? [] : [buttons]),
    row(
      button(words.allDocuments, { action: 'sources-page', generation, page: listPage }),
      ...(website === null ? [] : [website]),
    ),
  );
}

function lineOf({ heading, paragraphs }: OutlineEntry, number: number, language: Language): string {
  const words = browseWords[language];
  const name = heading === null ? words.opening : shownWithin(heading, { characters: 110, bytes: 330 });
  return paragraphs === null
    ? `${number}\\. ${name}`
    : `**${name || '…'}** · ${words.countParagraphs(paragraphs)}`;
}
