import type { APIComponentInContainer } from 'discord.js';
import type { Library } from '../library/live.ts';
import { inertLine } from '../text/inert.ts';
import type { Answer } from '../types.ts';
import { accents } from './accents.ts';
import { button, cardOf, container, row, separator, text } from './blocks.ts';
import { catalogueOf } from './catalogue.ts';
import { shortDatedLine } from './dated.ts';
import type { Card, Visibility } from './handler.ts';
import type { Language } from './language.ts';
import { sizeOfTexts, target } from './limits.ts';
import { localPercent } from './local-words.ts';
import { timestamp } from './markdown.ts';
import { questionText } from './question-text.ts';
import { agreementLine, languageLine, missingLine } from './remarks.ts';
import { statementLines, statementsOf, type Statements } from './quoted.ts';
import { sentencesWithin } from './sentence-cut.ts';
import { cutMark, less, shownWithin, type Size } from './shorten.ts';
import { fittedSources, shownTitle, sourceBlocks, type SourceRoom } from './sources.ts';
import { generationKey, type Key } from './state.ts';
import { cardWords } from './words/card.ts';

export interface AnswerView {
  readonly language: Language;
  /** Id of the person who asked. */
  readonly asker: string;
  readonly visibility: Visibility;
  /** The library that the answer was made with. */
  readonly library: Library;
  /** The document that the question was limited to. */
  readonly document: Key | null;
  /** A line under the question, in plain words. */
  readonly note?: string;
}

/** An answer, or that there is none: two cards that look apart. */
export function answerCard(answer: Answer, view: AnswerView): Card {
  return answer.status === 'answered' ? answered(answer, view) : abstained(answer, view);
}

/** What was cut off an answer's card: its statements in full, and every source. */
export function restCard(answer: Answer, view: AnswerView): Card {
  const sources = sourceBlocks(
    answer.citations.slice(0, mostSources.rest),
    { ...view, generation: answer.generation },
    roomOfRest,
  );
  const said = statementsOf(answer);
  const { lines } = statementLines(said.statements, less(target, sizeOfTexts(sources)), view.language);
  return cardOf(container([text(joined(lines)), separator(), ...sources], accents.good));
}

const roomOfRest: SourceRoom = { title: 70, detail: 40, quote: null, isNumbered: true };
/** From what looks best to what always leaves room for a long sentence. Longer names are on the passage's card. */
const sourceRooms: readonly SourceRoom[] = [
  { title: 200, detail: 160, quote: null, isNumbered: true },
  { title: 110, detail: 80, quote: null, isNumbered: true },
  roomOfRest,
];
/** Related passages are there to be recognised: about three lines of each, or its first sentence. */
const relatedRooms: readonly SourceRoom[] = [
  {
    isNumbered: false,
    title: 150,
    detail: 110,
    quote: { usual: { characters: 280, bytes: 700 }, most: { characters: 700, bytes: 1500 } },
  },
  {
    isNumbered: false,
    title: 80,
    detail: 50,
    quote: { usual: { characters: 220, bytes: 500 }, most: { characters: 320, bytes: 700 } },
  },
];
const mostSources = { card: 5, rest: 8, related: 3 } as const;
const longestShort = 200;
const longestDetail: Size = { characters: 300, bytes: 800 };
/** An answer less certain than this has another edge. */
const certain = 0.8;

function answered(answer: Answer, view: AnswerView): Card {
  const words = cardWords[view.language];
  const { asker, document } = view;
  const said = statementsOf(answer);
  const head = headLines(answer, said, view);
  const shownSources = answer.citations.slice(0, mostSources.card);
  const omitted = answer.citations.length - shownSources.length;
  const top = [questionText(answer.question), ...notes(answer, view)];
  const isQuoted = said.statements.every((statement) => statement.isQuote);
  const made = [isQuoted ? words.quoted : '', agreementLine(answer, view.language)];
  const foot = footer(
    view,
    made.filter((part) => part !== '').join(' · ') || null,
    answer.confidence,
    omitted,
  );
  let sources: APIComponentInContainer[] = [];
  let body = { lines: [''], isCut: true };
  for (const room of sourceRooms) {
    sources = sourceBlocks(shownSources, { ...view, generation: answer.generation }, room);
    const left = less(target, sizeOfTexts([...top, ...sources, foot, text(head.join('\n'))]));
    body = statementLines(said.statements, left, view.language);
    if (!body.isCut) break;
  }
  const generation = generationKey(answer.generation);
  return cardOf(
    container(
      [
        ...top,
        text(joined([...head, ...body.lines])),
        ...(sources.length === 0 ? [] : [separator(), ...sources]),
        foot,
        row(
          button(words.followUp, { action: 'follow-up', asker, document }, 'primary'),
          ...shareButton(answer, view),
          button(words.helpful, { action: 'helpful', answer: answer.id }),
          button(words.notHelpful, { action: 'not-helpful', answer: answer.id }),
          button(words.dismiss, { action: 'dismiss', asker }),
        ),
        ...(body.isCut || omitted > 0
          ? [row(button(words.showAll, { action: 'rest', generation, document }))]
          : []),
      ],
      answer.confidence >= certain ? accents.good : accents.caution,
    ),
  );
}

function abstained(answer: Answer, view: AnswerView): Card {
  const words = cardWords[view.language];
  const { asker, document } = view;
  const said = [
    questionText(answer.question),
    ...notes(answer, view),
    text(`## ${words.notSaid}\n${missingFrom(answer, view.language)}`),
  ];
  const near = text(`**${words.related}**`);
  const foot = footer(view, null, null, 0);
  const related = fittedSources(
    answer.related.slice(0, mostSources.related),
    { ...view, generation: answer.generation },
    relatedRooms,
    [...said, near, foot],
  );
  return cardOf(
    container(
      [
        ...said,
        ...(related.length === 0 ? [] : [separator(), near, ...related]),
        foot,
        row(
          button(words.rephrase, { action: 'rephrase', asker, document }, 'primary'),
          ...shareButton(answer, view),
          button(words.notHelpful, { action: 'not-helpful', answer: answer.id }),
          button(words.dismiss, { action: 'dismiss', asker }),
        ),
      ],
      accents.quiet,
    ),
  );
}

/** The short answer, large; that documents differ. Not the short answer where it is all that the text says. */
function headLines(answer: Answer, { differ, statements }: Statements, { language }: AnswerView): string[] {
  const short = shownWithin(answer.short ?? '', longestShort);
  const isAll = statements.length === 1 && bare(answer.short ?? '') === bare(statements[0]?.words ?? '');
  const comesTo = shortDatedLine(answer, language);
  const size = short.length <= 40 ? '#' : short.length <= 90 ? '##' : '###';
  return [
    ...(short === '' || isAll ? [] : [`${size} ${short}`]),
    ...(comesTo === '' ? [] : [comesTo]),
    ...(differ ? [`**${cardWords[language].differ}**`] : []),
  ];
}

function joined(lines: readonly string[]): string {
  return lines.join('\n').trim() || cutMark;
}

/** Words without markers and without the stop at the end. */
function bare(words: string): string {
  return inertLine(words)
    .replace(/\s*\[\d{1,3}\]/g, '')
    .replace(/\.$/, '');
}

/** What was missing, as far as it is known; other words of the core are in English only. */
function missingFrom(answer: Answer, language: Language): string {
  const { noPassage } = cardWords[language];
  const missing = missingLine(answer, language);
  if (missing !== '') return missing;
  if (language !== 'en' || answer.language !== undefined) return noPassage;
  const detail = answer.text.replace(/^The documents do not say\.\s*/, '');
  return sentencesWithin(detail, longestDetail).markdown || noPassage;
}

function notes(
  answer: Answer,
  { language, library, document, note = '' }: AnswerView,
): APIComponentInContainer[] {
  const { documents } = library.index;
  const only = document === null ? undefined : documents[catalogueOf(documents).byKey(document) ?? -1];
  const lines = [
    languageLine(answer, language),
    shownWithin(note, 200),
    only === undefined
      ? ''
      : cardWords[language].onlyFrom(shownTitle({ title: only.metadata.title, path: only.path }, 150)),
  ].filter((line) => line !== '');
  return lines.length === 0 ? [] : [text(lines.map((line) => `-# ${line}`).join('\n'))];
}

/** Where the card comes from: how it was made, of how much, how old, how sure. */
export function footer(
  { language, library }: AnswerView,
  made: string | null,
  confidence: number | null,
  omitted: number,
): ReturnType<typeof text> {
  const words = cardWords[language];
  const facts = [
    ...(omitted > 0 ? [words.andMore(omitted)] : []),
    ...(made === null ? [] : [made]),
    words.documents(library.index.documents.length),
    ...(library.builtAt === null ? [] : [words.indexed(timestamp(library.builtAt, 'R'))]),
    ...(confidence === null ? [] : [words.sure(localPercent(confidence, language))]),
  ];
  return text(`-# ${facts.join(' · ')}`);
}

function shareButton(answer: Answer, view: AnswerView): ReturnType<typeof button>[] {
  if (view.visibility === 'public') return [];
  const { asker, document, language } = view;
  const generation = generationKey(answer.generation);
  return [button(cardWords[language].share, { action: 'share', asker, generation, document })];
}
