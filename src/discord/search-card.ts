import type { APITextDisplayComponent } from 'discord.js';
import type { FoundPassage } from '../answering/search.ts';
import type { Library } from '../library/live.ts';
import { splitSentences } from '../text/sentences.ts';
import { accents } from './accents.ts';
import { button, cardOf, container, section, separator, text } from './blocks.ts';
import { catalogueOf, titleOf } from './catalogue.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { localDate } from './local-words.ts';
import { shown } from './markdown.ts';
import { pageButtons, pageOf } from './pages.ts';
import { questionText } from './question-text.ts';
import { fits, shownWithin, type Size } from './shorten.ts';
import { documentKey, generationKey, textKey, type Key } from './state.ts';
import { browseWords } from './words/browse.ts';
import { cardWords } from './words/card.ts';

export const passagesOnPage = 5;

export interface SearchView {
  readonly language: Language;
  readonly library: Library;
  /** The search was limited to it. */
  readonly document: Key | null;
  /** From 0. */
  readonly page: number;
  /** The page was turned in another generation than the one it was begun in. */
  readonly isRebuilt: boolean;
}

/*
 * What a page may take in all is 4,000 characters and 10,170 bytes; the query takes at most 1,000 and 2,000 of them. A
 * passage's share is what keeps five of them inside, whatever the script.
 */
const titleSize: Size = { characters: 100, bytes: 220 };
const factSize: Size = { characters: 60, bytes: 120 };
const limitSize: Size = { characters: 80, bytes: 180 };
const quoteSize: Size = { characters: 240, bytes: 640 };

/** One page of the nearest passages, each with a button that opens it. */
export function searchCard(query: string, found: readonly FoundPassage[], view: SearchView): Card {
  const { language, library, document } = view;
  const words = browseWords[language];
  const generation = generationKey(library.index.generation);
  const page = pageOf(found, view.page, passagesOnPage);
  const buttons = pageButtons(page, language, (to) => ({
    action: 'search-page',
    generation,
    document,
    page: to,
  }));
  const body =
    found.length === 0
      ? [text(words.nothingFound)]
      : page.items.map((passage) =>
          section(
            [headOf(passage, language), `> ${excerptOf(library, passage)}`],
            button(words.open, {
              action: 'passage',
              generation,
              ...keysOf(library, passage),
              start: passage.start,
              end: passage.end,
            }),
          ),
        );
  const notes = [
    ...(view.isRebuilt ? [words.rebuilt] : []),
    ...(found.length === 0 ? [] : [`${words.countPassages(found.length)} · ${words.aboutScores}`]),
  ];
  return cardOf(
    container(
      [
        questionText(query),
        ...limitOf(view),
        separator(),
        ...body,
        ...(notes.length === 0 ? [] : [separator(false), text(notes.map((note) => `-# ${note}`).join('\n'))]),
      ],
      found.length === 0 ? accents.quiet : undefined,
    ),
    ...(buttons === null ? [] : [buttons]),
  );
}

/** Says that only one document was searched: otherwise nobody would know why so little was found. */
function limitOf({ document, library, language }: SearchView): APITextDisplayComponent[] {
  const catalogue = catalogueOf(library.index.documents);
  const only = document === null ? undefined : catalogue.documents[catalogue.byKey(document) ?? -1];
  if (only === undefined) return [];
  return [text(`-# ${cardWords[language].onlyFrom(shownWithin(titleOf(only), limitSize))}`)];
}

function headOf(
  { number, title, document, publisher, published, heading, score }: FoundPassage,
  language: Language,
): string {
  const facts = [
    shownWithin(publisher ?? '', factSize),
    published === null ? '' : localDate(published, language),
    shownWithin(heading === null || heading === title ? '' : heading, factSize),
    browseWords[language].score(score),
  ].filter((fact) => fact !== '');
  const name = shownWithin(title, titleSize) || shownWithin(document, titleSize);
  return `**${number} · ${name}**\n-# ${facts.join(' · ')}`;
}

/** From the sentence that fits the query best, as many whole sentences as there is room for. */
function excerptOf(library: Library, { document, quote, start, end, sentence }: FoundPassage): string {
  const ordinal = catalogueOf(library.index.documents).byPath(document);
  if (ordinal === null) return shownWithin(quote, quoteSize);
  const whole = library.index.text(ordinal);
  const sentences = splitSentences(whole, { start, end }).filter((span) => span.start >= sentence.start);
  const lead = sentence.start > start && sentences.length > 0 ? '… ' : '';
  let taken = '';
  for (const span of sentences) {
    const longer = shown(whole.slice(sentences[0]?.start ?? start, span.end));
    const isLast = span.end >= end;
    if (!fits(`${lead}${longer}${isLast ? '' : ' …'}`, quoteSize)) break;
    taken = `${lead}${longer}${isLast ? '' : ' …'}`;
  }
  return taken === '' ? lead + shownWithin(whole.slice(sentences[0]?.start ?? start, end), quoteSize) : taken;
}

function keysOf({ index }: Library, { document }: FoundPassage): { document: Key; text: Key } {
  const ordinal = catalogueOf(index.documents).byPath(document);
  const record = ordinal === null ? undefined : index.documents[ordinal];
  if (record === undefined)
    throw new RangeError('a passage was found in a document that the index does not have');
  return { document: documentKey(document), text: textKey(record.textSha256) };
}
