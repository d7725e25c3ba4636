import type { BuildProgress } from '../index/build.ts';
import type { BuildReport } from '../index/build-report.ts';
import type { Library } from '../library/live.ts';
import { accents } from './accents.ts';
import { cardOf, container, text } from './blocks.ts';
import type { FeedbackSummary, Reason } from './feedback.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { shown, timestamp } from './markdown.ts';
import { shownWithin } from './shorten.ts';
import { browseWords } from './words/browse.ts';
import { numeral } from './words/counted.ts';
import { docsWords } from './words/docs.ts';
import { feedbackWords } from './words/feedback.ts';

/** How many files of the documents are no longer what was indexed. */
export interface FilesCompared {
  readonly changed: number;
  readonly missing: number;
  readonly checked: number;
  readonly outOf: number;
}

export interface StatusFacts {
  /** `null` while they are being compared. */
  readonly files: FilesCompared | 'unknown' | null;
  readonly votes: FeedbackSummary;
  readonly building: BuildProgress | 'starting' | null;
}

export function statusCard(library: Library, facts: StatusFacts, language: Language): Card {
  const { index, builtAt, warning } = library;
  const words = docsWords[language];
  const counts = browseWords[language];
  const { files, votes, building } = facts;
  const lines: (readonly [string, string])[] = [
    [
      words.size,
      `${counts.countDocuments(index.documents.length)}, ${counts.countPassages(index.passageCount)}`,
    ],
    [
      words.built,
      builtAt === null ? words.unknown : `${timestamp(builtAt, 'f')} (${timestamp(builtAt, 'R')})`,
    ],
    [words.generation, shownWithin(index.generation, 80)],
    [
      words.files,
      files === null
        ? words.checking
        : files === 'unknown'
          ? words.unknown
          : words.changed(files.changed, files.missing, files.checked, files.outOf),
    ],
    [words.building, building === null ? words.notBuilding : progressIn(building, language)],
    [words.votes, votesIn(votes, language)],
    ...(warning === null ? [] : ([[words.warning, shownWithin(warning, 600)]] as const)),
  ];
  return cardOf(
    container(
      [text(`## ${words.status}`), text(lines.map(([name, value]) => `**${name}** ${value}`).join('\n'))],
      warning === null ? undefined : accents.caution,
    ),
  );
}

/** A build under way. */
export function progressCard(progress: BuildProgress | 'starting', language: Language): Card {
  const words = docsWords[language];
  return cardOf(
    container([text(`**${words.rebuilding}**\n${progressIn(progress, language)}\n-# ${words.goesOn}`)]),
  );
}

/** A build that goes on after its reply can no longer be changed. */
export function tooLongCard(language: Language): Card {
  const words = docsWords[language];
  return cardOf(container([text(`**${words.rebuilding}**\n${words.tooLong}`)], accents.caution));
}

/** @param why for the operator, who may read it: a known error's message holds no secret */
export function failedCard(why: string, language: Language): Card {
  const reason = why
    .split('\n')
    .map((line) => shownWithin(line, 300))
    .filter((line) => line !== '');
  return cardOf(
    container([text([`**${docsWords[language].failed}**`, ...reason.slice(0, 8)].join('\n'))], accents.wrong),
  );
}

export function alreadyBuildingCard(language: Language): Card {
  const [lead, rest = ''] = docsWords[language].alreadyBuilding;
  return cardOf(container([text(`**${lead}**\n${rest}`)], accents.caution));
}

const mostItems = 12;
/** Lines of the report together; the rest of the card takes less than a fifth of what Discord allows. */
const reportRoom = { characters: 3200, bytes: 8000 };

/** What a build did: what came, changed and went, what was left out and why, as far as there is room. */
export function reportCard(report: BuildReport, language: Language): Card {
  const words = docsWords[language];
  const counts = browseWords[language];
  const { documents, removed, skipped, warnings, passages, embedded, reused, milliseconds } = report;
  const inState = (state: 'added' | 'changed' | 'renamed'): string[] =>
    documents.filter((document) => document.state === state).map(({ path }) => path);
  const notes = documents.flatMap(({ path, notes }) => notes.map((note) => `${path}: ${note}`));
  const sections: (readonly [string, readonly string[]])[] = [
    [words.states.added, inState('added')],
    [words.states.changed, inState('changed')],
    [words.states.renamed, inState('renamed')],
    [words.removed, removed],
    [words.skipped, skipped.map(({ path, reason }) => `${path}: ${reason}`)],
    [words.notes, [...warnings, ...notes]],
  ];
  const head = [
    `## ${report.status === 'unchanged' ? words.nothingNew : words.done}`,
    `${counts.countDocuments(documents.length)}, ${counts.countPassages(passages)}`,
    `-# ${words.embedded(embedded, reused)} · ${words.took(milliseconds.total)}`,
  ];
  const body = listed(
    sections.filter(([, items]) => items.length > 0),
    words.more,
  );
  return cardOf(
    container(
      [text(head.join('\n')), ...(body === '' ? [] : [text(body)])],
      skipped.length + warnings.length === 0 ? accents.good : accents.caution,
    ),
  );
}

/** Each list with its count; what there is no room for is counted. */
function listed(
  sections: readonly (readonly [string, readonly string[]])[],
  more: (count: number) => string,
): string {
  const lines: string[] = [];
  let { characters, bytes } = reportRoom;
  // What each list may take is what the lists before it have left over, shared with those after it.
  for (const [at, [name, items]] of sections.entries()) {
    const share = 1 / (sections.length - at);
    const room = { characters: characters * share, bytes: bytes * share };
    const taken: string[] = [`**${name}** (${items.length})`];
    for (const [number, item] of items.entries()) {
      const line = `- ${shownWithin(item, 220)}`;
      const used = Buffer.byteLength([...taken, line, more(items.length)].join('\n'));
      const length = [...taken, line, more(items.length)].join('\n').length;
      if (number >= mostItems || used > room.bytes || length > room.characters) {
        taken.push(`-# ${more(items.length - number)}`);
        break;
      }
      taken.push(line);
    }
    const written = taken.join('\n');
    characters -= written.length + 1;
    bytes -= Buffer.byteLength(written) + 1;
    lines.push(written);
  }
  return lines.join('\n');
}

function progressIn(progress: BuildProgress | 'starting', language: Language): string {
  const words = docsWords[language];
  if (progress === 'starting') return words.isBuilding;
  const { stage, done, total } = progress;
  const count =
    total === null ? numeral(language, done) : `${numeral(language, done)} / ${numeral(language, total)}`;
  return `${words.stages[stage]}: ${count}`;
}

function votesIn({ helpful, notHelpful, reasons }: FeedbackSummary, language: Language): string {
  const named = (Object.entries(reasons) as [Reason, number][])
    .filter(([, count]) => count > 0)
    .map(
      ([reason, count]) => `${shown(feedbackWords[language].reasons[reason])}: ${numeral(language, count)}`,
    );
  return [docsWords[language].countVotes(helpful, notHelpful), ...named.map((line) => `-# ${line}`)].join(
    '\n',
  );
}
