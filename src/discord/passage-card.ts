import type { IndexedDocument } from '../index/generation.ts';
import type { Library, SourceState } from '../library/live.ts';
import { placeOf } from '../text/place.ts';
import type { Span } from '../types.ts';
import { accents } from './accents.ts';
import { cardOf, container, linkButton, row, separator, text } from './blocks.ts';
import { catalogueOf } from './catalogue.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { timestamp } from './markdown.ts';
import { markedParagraph } from './paragraph.ts';
import { shownWithin, type Size } from './shorten.ts';
import { shownTitle, workLines, type PassageState } from './sources.ts';
import { documentKey, generationKey, textKey } from './state.ts';
import { cardWords } from './words/card.ts';

export interface PassageView {
  readonly language: Language;
  readonly library: Library;
}

/**
 * The paragraph around a quote, with the quote marked and whether its file is still what was indexed. A button outlives
 * the index that it was made with: the passage is shown as long as a document with the same text is there.
 */
export async function passageCard(state: PassageState, view: PassageView): Promise<Card> {
  const { library, language } = view;
  const ordinal = ordinalOf(state, library);
  const document = library.index.documents[ordinal];
  if (document === undefined || !library.index.isTextIntact(ordinal)) return goneCard(state, view);
  const whole = library.index.text(ordinal);
  const span = spanWithin(state, whole);
  if (span === null) return goneCard(state, view);
  const source = await library.sourceState(ordinal);
  const link = linkButton(cardWords[language].openSource, document.metadata.url);
  return cardOf(
    container(
      [
        text(headOf(document, language)),
        separator(),
        text(markedParagraph(whole, span, paragraphRoom)),
        separator(),
        text([placeLine(document, whole, span, language), ...stateLines(state, source, view)].join('\n')),
        ...(link === null ? [] : [row(link)]),
      ],
      source === 'unchanged' ? accents.good : accents.caution,
    ),
  );
}

/** Title and details are long here: this is where a reader finds them in full. */
const longestTitle = 400;
const longestDetail = 250;
const longestPath = 150;
const paragraphRoom: Size = { characters: 1900, bytes: 4500 };

/** The document that the button meant, in this index: the same text, best under the same path. -1 where it is gone. */
function ordinalOf({ document, text }: PassageState, { index }: Library): number {
  const isSameText = ({ textSha256 }: IndexedDocument): boolean => textKey(textSha256) === text;
  const same = index.documents.findIndex((one) => isSameText(one) && documentKey(one.path) === document);
  return same === -1 ? index.documents.findIndex(isSameText) : same;
}

/** `null` for offsets that this text does not have: a custom id is only a text, and a modified client can send any. */
function spanWithin({ start, end }: Span, whole: string): Span | null {
  if (start >= end || end > whole.length || whole.slice(start, end).trim() === '') return null;
  const halves = [start, end].some((at) => /^[\uDC00-\uDFFF]/.test(whole.slice(at, at + 1)));
  return halves ? null : { start, end };
}

function headOf({ metadata, path }: IndexedDocument, language: Language): string {
  const title = shownTitle({ title: metadata.title, path }, longestTitle);
  return [`### ${title}`, ...workLines(metadata, language, longestDetail)].join('\n');
}

/** Lines are counted only where the text is the file's own. */
function placeLine(document: IndexedDocument, whole: string, span: Span, language: Language): string {
  const words = cardWords[language];
  const { paragraph, paragraphs, line } = placeOf(whole, span);
  const isFileText = document.format === 'text' || document.format === 'markdown';
  const parts = [
    words.paragraph(paragraph, paragraphs),
    ...(isFileText ? [words.line(line)] : []),
    shownWithin(document.path, longestPath),
  ];
  return `-# ${parts.join(' · ')}`;
}

function stateLines(state: PassageState, source: SourceState, { library, language }: PassageView): string[] {
  const words = cardWords[language];
  const when = library.builtAt === null ? '' : ` (${timestamp(library.builtAt, 'D')})`;
  const isRebuilt = state.generation !== generationKey(library.index.generation);
  const mark = source === 'unchanged' ? '✓' : '⚠';
  return [`-# ${mark} ${words[source](when)}`, ...(isRebuilt ? [`-# ${words.rebuilt}`] : [])];
}

/** The index that the button was made with is gone, and its passage with it. */
function goneCard(state: PassageState, { library, language }: PassageView): Card {
  const words = cardWords[language];
  const { documents } = library.index;
  const now = documents[catalogueOf(documents).byKey(state.document) ?? -1];
  const title = now && shownTitle({ title: now.metadata.title, path: now.path }, longestTitle);
  const why =
    title === undefined || textKey(now?.textSha256 ?? '') === state.text
      ? words.documentGone
      : `${words.documentChanged} **${title}**.`;
  return cardOf(container([text(`**${words.passageGone}**\n${why} ${words.askAgain}`)], accents.quiet));
}
