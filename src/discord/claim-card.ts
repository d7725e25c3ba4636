import type { ClaimCheck } from '../answering/claim.ts';
import { accents } from './accents.ts';
import { button, cardOf, container, row, separator, text } from './blocks.ts';
import { footer, type AnswerView } from './card.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { questionText } from './question-text.ts';
import { namesOf } from './remarks.ts';
import { shownWithin } from './shorten.ts';
import { fittedSources, type SourceRoom } from './sources.ts';
import { cardWords } from './words/card.ts';
import { claimWords } from './words/claim.ts';

/** What the documents say about a claim, with the sentences, and how little such a check can tell. */
export function claimCard(check: ClaimCheck, view: AnswerView): Card {
  const { language, asker, document } = view;
  const words = claimWords[language];
  const isMentioned = check.verdict !== 'not-mentioned';
  const shownCitations = (isMentioned ? check.citations : check.related).slice(0, mostPassages);
  const top = [
    text(`-# ${words.claim}`),
    questionText(check.claim),
    text(
      [
        `## ${words.verdicts[check.verdict]}`,
        ...differences(check, language),
        ...(check.language === undefined
          ? lacking(check, language)
          : [words.otherLanguage(...namesOf(check.language, language))]),
      ].join('\n'),
    ),
  ];
  const near = isMentioned ? [] : [text(`**${cardWords[language].related}**`)];
  const foot = [
    text(`-# ${words.caution}`),
    footer(view, isMentioned ? cardWords[language].quoted : null, null, 0),
  ];
  const generation = check.generation;
  const passages = fittedSources(
    shownCitations,
    { ...view, generation },
    rooms.map((room) => ({ ...room, isNumbered: isMentioned })),
    [...top, ...near, ...foot],
  );
  return cardOf(
    container(
      [
        ...top,
        ...(passages.length === 0 ? [] : [separator(), ...near, ...passages]),
        ...foot,
        row(
          button(cardWords[language].followUp, { action: 'follow-up', asker, document }, 'primary'),
          button(cardWords[language].dismiss, { action: 'dismiss', asker }),
        ),
      ],
      accentOf[check.verdict],
    ),
  );
}

const accentOf = {
  supported: accents.good,
  contradicted: accents.wrong,
  'not-mentioned': accents.quiet,
} as const satisfies Readonly<Record<ClaimCheck['verdict'], number>>;

const mostPassages = 3;
/** A sentence stands whole wherever it can: it is what the reader has to judge. */
const rooms: readonly Omit<SourceRoom, 'isNumbered'>[] = [
  {
    title: 150,
    detail: 110,
    quote: { usual: { characters: 320, bytes: 750 }, most: { characters: 800, bytes: 1700 } },
  },
  {
    title: 80,
    detail: 50,
    quote: { usual: { characters: 220, bytes: 500 }, most: { characters: 260, bytes: 600 } },
  },
];
const mostShown = 3;
const longestValue = 60;

function differences({ differing }: ClaimCheck, language: Language): string[] {
  return differing.slice(0, mostShown).flatMap(({ claim, document }) => {
    const [said, stands] = [shownWithin(claim, longestValue), shownWithin(document, longestValue)];
    if (said === '' || stands === '') return [];
    return [claimWords[language].differs(`**${said}**`, `**${stands}**`)];
  });
}

/** Where values differ, they say what is wrong; the words that are missing add nothing then. */
function lacking({ missing, verdict }: ClaimCheck, language: Language): string[] {
  if (verdict === 'contradicted') return [];
  const { marks, lacking } = claimWords[language];
  const words = missing
    .map((word) => shownWithin(word, longestValue))
    .filter((word) => word !== '')
    .slice(0, mostShown);
  if (words.length === 0) return [];
  return [lacking(words.map((word) => marks[0] + word + marks[1]).join(', '))];
}
