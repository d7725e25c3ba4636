import type { APIComponentInContainer, APISectionComponent, APITextDisplayComponent } from 'discord.js';
import { inertLine } from '../text/inert.ts';
import type { Library } from '../library/live.ts';
import type { Citation } from '../types.ts';
import { button, section, text } from './blocks.ts';
import { catalogueOf } from './catalogue.ts';
import { datedLine } from './dated.ts';
import type { Language } from './language.ts';
import { sizeOfTexts, target } from './limits.ts';
import { localDate } from './local-words.ts';
import { sentencesWithin } from './sentence-cut.ts';
import { isWithin, less, shownWithin, type Size } from './shorten.ts';
import { documentKey, encodeState, generationKey, textKey, type ButtonState } from './state.ts';
import { cardWords } from './words/card.ts';

export type SourceBlock = APISectionComponent | APITextDisplayComponent;
export type PassageState = Extract<ButtonState, { readonly action: 'passage' }>;

export interface SourcesView {
  readonly language: Language;
  readonly library: Library;
  /** Of the answer. */
  readonly generation: string;
}

/** How much of each source is shown. */
export interface SourceRoom {
  /** Characters, escapes counted, of a title and of each other line. */
  readonly title: number;
  readonly detail: number;
  /** Of what a passage says; `null` shows none of it. */
  readonly quote: { readonly usual: Size; readonly most: Size } | null;
  /** Related passages are no sources: they have no numbers. */
  readonly isNumbered: boolean;
}

/** Each citation as a block: number, title, publisher, date, and the button that opens the passage. */
export function sourceBlocks(
  citations: readonly Citation[],
  view: SourcesView,
  room: SourceRoom,
): SourceBlock[] {
  const opened = new Set<string>();
  return citations.map((citation, at) => {
    const isAgain = citations.slice(0, at).some(({ document }) => document === citation.document);
    const content = sourceText(citation, view, room, isAgain);
    const state = passageStateOf(citation, view.library, view.generation);
    // Two buttons of one message never hold the same state.
    if (state === null || opened.has(encodeState(state))) return text(content);
    opened.add(encodeState(state));
    return section(
      content,
      button(cardWords[view.language].passage(room.isNumbered ? citation.number : null), state),
    );
  });
}

/** As `sourceBlocks`, in the first of the rooms that fits beside what else is on the card; the last one is taken as it is. */
export function fittedSources(
  citations: readonly Citation[],
  view: SourcesView,
  rooms: readonly SourceRoom[],
  beside: readonly APIComponentInContainer[],
): SourceBlock[] {
  const left = less(target, sizeOfTexts(beside));
  let blocks: SourceBlock[] = [];
  for (const room of rooms) {
    blocks = sourceBlocks(citations, view, room);
    if (isWithin(sizeOfTexts(blocks), left)) break;
  }
  return blocks;
}

/** Title, publisher, author and work of a document on lines of their own, as far as they are known. Inert. */
export function workLines(
  citation: Pick<Citation, 'publisher' | 'published' | 'basedOn'> & { readonly author?: string | null },
  language: Language,
  longest: number,
): string[] {
  const { publisher, published, author = null, basedOn } = citation;
  const date = published === null ? '' : localDate(published, language);
  const named = [shownWithin(publisher ?? '', longest), date, shownWithin(author ?? '', longest)];
  const work = shownWithin(basedOn ?? '', longest);
  // A publisher that is its own author is named once.
  const lines = [
    [...new Set(named.filter((part) => part !== ''))].join(' · '),
    work && cardWords[language].after(work),
  ];
  return lines.filter((line) => line !== '').map((line) => `-# ${line}`);
}

/** A document's title; its path where it has none, so that there is always something to show. */
export function shownTitle({ title, path }: { title: string; path: string }, longest: number): string {
  return shownWithin(inertLine(title) === '' ? path : title, longest) || '?';
}

function sourceText(citation: Citation, view: SourcesView, room: SourceRoom, isAgain: boolean): string {
  const title = shownTitle({ title: citation.title, path: citation.document }, room.title);
  const quote =
    room.quote === null ? null : sentencesWithin(citation.quote, room.quote.usual, room.quote.most);
  return [
    room.isNumbered ? `**[${citation.number}] ${title}**` : `**${title}**`,
    ...(quote === null || quote.markdown === '' ? [] : [`> ${quote.markdown}`]),
    ...(isAgain
      ? [placeLine(citation, view)]
      : workLines({ ...citation, author: null }, view.language, room.detail)),
    datedLine(citation, view.language, room.detail),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Several quotes of one document are told apart by where they stand. */
function placeLine(citation: Citation, { library, language }: SourcesView): string {
  const place = library.placeOf(citation);
  return place === null ? '' : `-# ${cardWords[language].paragraph(place.paragraph, place.paragraphs)}`;
}

/** What the button of a citation must remember; `null` where the index does not hold its document. */
export function passageStateOf(
  citation: Citation,
  library: Library,
  generation: string,
): PassageState | null {
  const { documents } = library.index;
  const document = documents[catalogueOf(documents).byPath(citation.document) ?? -1];
  if (document === undefined) return null;
  return {
    action: 'passage',
    generation: generationKey(generation),
    document: documentKey(document.path),
    text: textKey(document.textSha256),
    start: citation.start,
    end: citation.end,
  };
}
