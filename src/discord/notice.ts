import { cardOf, container, text } from './blocks.ts';
import { accents } from './accents.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { timestamp } from './markdown.ts';
import { shownWithin } from './shorten.ts';
import { noticeWords, type NoticeWords, type Said } from './words/notice.ts';

/** What a notice needs to know besides its kind. */
export interface NoticeDetails {
  /** The person's limit is reached; `at` in milliseconds since 1970. */
  readonly 'try-again': { readonly at: number };
  readonly busy: null;
  readonly 'timed-out': null;
  /** The log has the same reference. */
  readonly error: { readonly reference: string };
  readonly restarting: null;
  readonly 'index-gone': null;
  readonly 'document-gone': null;
  readonly 'unknown-button': null;
  readonly 'not-yours': null;
  readonly 'not-allowed': null;
  /** What was typed, and the titles of documents that come near. */
  readonly 'unknown-document': { readonly typed: string; readonly nearest: readonly string[] };
  readonly 'nothing-to-share': null;
  readonly voted: null;
  readonly deleted: null;
  readonly 'no-question': null;
  readonly 'question-too-long': { readonly most: number };
  readonly 'no-text': null;
}

export type NoticeKind = keyof NoticeDetails;

/** A card of a sentence or two, for everything that is not an answer. */
export function notice<K extends NoticeKind>(
  kind: K,
  language: Language,
  ...details: NoticeDetails[K] extends null ? [] : [NoticeDetails[K]]
): Card {
  const { say, accent } = kinds[kind];
  const [given] = details;
  const [lead, rest] = say(noticeWords[language], given as NoticeDetails[K]);
  const lines = [`**${lead}**`, ...(rest === undefined ? [] : [rest])];
  return cardOf(container([text(lines.join('\n'))], accent));
}

interface Kind<Details> {
  readonly say: (words: NoticeWords, details: Details) => Said;
  readonly accent: number;
}

const nearestShown = 5;
const longestTitle = 150;

const kinds: { readonly [K in NoticeKind]: Kind<NoticeDetails[K]> } = {
  'try-again': {
    say: (words, { at }) => words.tryAgain(timestamp(new Date(at).toISOString(), 'R')),
    accent: accents.caution,
  },
  busy: { say: (words) => words.busy, accent: accents.caution },
  'timed-out': { say: (words) => words.timedOut, accent: accents.caution },
  error: {
    say: (words, { reference }) => words.error(`\`${reference.replace(/[^\w-]/g, '').slice(0, 40)}\``),
    accent: accents.wrong,
  },
  restarting: { say: (words) => words.restarting, accent: accents.caution },
  'index-gone': { say: (words) => words.indexGone, accent: accents.quiet },
  'document-gone': { say: (words) => words.documentGone, accent: accents.quiet },
  'unknown-button': { say: (words) => words.unknownButton, accent: accents.quiet },
  'not-yours': { say: (words) => words.notYours, accent: accents.quiet },
  'not-allowed': { say: (words) => words.notAllowed, accent: accents.quiet },
  'unknown-document': { say: sayUnknownDocument, accent: accents.quiet },
  'nothing-to-share': { say: (words) => words.nothingToShare, accent: accents.quiet },
  voted: { say: (words) => words.voted, accent: accents.good },
  deleted: { say: (words) => words.deleted, accent: accents.quiet },
  'no-question': { say: (words) => words.noQuestion, accent: accents.quiet },
  'question-too-long': { say: (words, { most }) => words.questionTooLong(most), accent: accents.quiet },
  'no-text': { say: (words) => words.noText, accent: accents.quiet },
};

function sayUnknownDocument(words: NoticeWords, { typed, nearest }: NoticeDetails['unknown-document']): Said {
  const [lead, rest = ''] = words.unknownDocument(shownWithin(typed, longestTitle));
  const titles = nearest
    .map((title) => shownWithin(title, longestTitle))
    .filter((title) => title !== '')
    .slice(0, nearestShown);
  if (titles.length === 0) return [lead, rest];
  return [lead, [rest, `-# ${words.nearest}`, ...titles.map((title) => `- ${title}`)].join('\n')];
}
