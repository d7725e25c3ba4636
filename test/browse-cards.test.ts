import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abstentionLevels, isAbstentionLevel } from '../src/answering/levels.ts';
import { aboutCard, helpCard } from '../src/discord/about.ts';
import { failedCard, progressCard, reportCard, statusCard } from '../src/discord/docs-cards.ts';
import type { Card } from '../src/discord/handler.ts';
import { languages } from '../src/discord/language.ts';
import { withinLimits } from '../src/discord/limits.ts';
import { outlineCard } from '../src/discord/outline-card.ts';
import { outlineOf } from '../src/discord/outline.ts';
import { pageOf } from '../src/discord/pages.ts';
import { readQuality } from '../src/discord/quality.ts';
import { readQuestion } from '../src/discord/question-text.ts';
import { searchCard } from '../src/discord/search-card.ts';
import { sourcesCard } from '../src/discord/sources-card.ts';
import { decodeState } from '../src/discord/state.ts';
import type { BuildReport } from '../src/index/build-report.ts';
import type { PassageIndex } from '../src/index/passage-index.ts';
import type { Library } from '../src/library/live.ts';
import { browseLibrary } from './fixtures/browse-library.ts';
import { partsOf } from './fixtures/card-library.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';
import { openapiCheck } from './fixtures/openapi.ts';

const check = await openapiCheck();

/** What Discord, its description and our own limits have against a card. */
function faultsOf(card: Card): string[] {
  const body = { flags: 1 << 15, components: card.components, allowed_mentions: { parse: [] } };
  return [...withinLimits(card), ...(check?.('POST', '/webhooks/1/token', body) ?? [])];
}

function textOf(card: Card): string {
  return partsOf(card.components).texts.join('\n');
}

const harbour = browseLibrary([
  {
    path: 'ferry.md',
    text: 'The ferry Havørn ran aground off Skarvik. Captain Erik Dahl blamed a broken rudder.',
    metadata: { title: 'Ferry runs aground', publisher: 'The Skarvik Post', published: '2019-05-03' },
  },
  {
    path: 'inquiry.md',
    text: 'Judge Astrid Moe led the inquiry into the ferry.',
    metadata: { title: 'Inquiry' },
  },
]);

/** Every field of every document is this text. */
function libraryOf(text: string, count = 12): Library {
  return browseLibrary(
    Array.from({ length: count }, (_, at) => ({
      path: `${at} ${text.slice(0, 1500)}`,
      text: `${text}. The ferry number ${at} ran aground. ${text}`,
      metadata: {
        title: text,
        publisher: text,
        author: `${text} ${at}`,
        published: text,
        basedOn: text,
        url: `https://example.org/${at}`,
      },
    })),
    { generation: text },
  );
}

async function cardsOf(
  library: Library,
  typed: string,
  language: (typeof languages)[number],
): Promise<Card[]> {
  const found = await library.answerer.search(typed);
  const view = { language, library, isRebuilt: true };
  return [
    searchCard(typed, found, { ...view, document: null, page: 0 }),
    searchCard(typed, [], { ...view, document: null, page: 3 }),
    await sourcesCard({ ...view, page: 1 }),
    await outlineCard({ ...view, document: 0, page: 0 }),
    aboutCard(library, language, typed, readQuality()),
    aboutCard(library, language, null, null),
    aboutCard(library, language, typed, readQuality(), 'eager'),
    helpCard(language, 30),
    statusCard(
      { ...library, warning: typed },
      {
        files: { changed: 1, missing: 2, checked: 3, outOf: 4 },
        votes: { helpful: 3, notHelpful: 2, reasons: { outdated: 1, other: 1 } },
        building: { stage: 'embed', done: 3, total: 12, note: typed },
      },
      language,
    ),
    progressCard('starting', language),
    failedCard(`${typed}\n${typed}`, language),
    reportCard(reportOf(typed), language),
  ];
}

function reportOf(text: string, count = 40): BuildReport {
  const paths = Array.from({ length: count }, (_, at) => `${at} ${text}`);
  const states = ['added', 'changed', 'renamed', 'unchanged'] as const;
  return {
    generation: 'g2',
    status: 'built',
    documents: paths.map((path, at) => ({
      path,
      title: text,
      passages: 3,
      words: 200,
      state: states[at % 4] ?? 'added',
      notes: [text],
    })),
    removed: paths,
    skipped: paths.map((path) => ({ path, reason: text })),
    passages: 120,
    embedded: 30,
    reused: 90,
    warnings: [text, text],
    milliseconds: { read: 1, embed: 2, index: 3, write: 4, total: 10 },
  };
}

test('a page of a search shows the passages with scores and opens each', async () => {
  const found = await harbour.answerer.search('ferry');
  const card = searchCard('ferry *and* crew', found, {
    language: 'en',
    library: harbour,
    document: null,
    page: 0,
    isRebuilt: false,
  });
  const { texts, ids } = partsOf(card.components);
  assert.deepEqual(faultsOf(card), []);
  assert.equal(readQuestion(card.components), 'ferry *and* crew');
  assert.match(
    texts.join('\n'),
    /\*\*1 · Ferry runs aground\*\*\n-# The Skarvik Post · 3 May 2019 · score \d\.\d\d/,
  );
  assert.match(texts.join('\n'), /> The ferry Havørn ran aground off Skarvik\./);
  const opened = ids.map(decodeState).filter((state) => state?.action === 'passage');
  assert.equal(opened.length, found.length);
});

test('an excerpt begins with the sentence that fits, and is made of whole sentences', async () => {
  const long = browseLibrary([
    {
      path: 'a.md',
      text: `${'Nothing of note happened here. '.repeat(4)}The rudder broke at noon. ${'It rained. '.repeat(60)}`,
      metadata: { title: 'A day at sea' },
    },
  ]);
  const found = await long.answerer.search('rudder');
  const card = searchCard('rudder', found, {
    language: 'en',
    library: long,
    document: null,
    page: 0,
    isRebuilt: false,
  });
  assert.match(textOf(card), /> … The rudder broke at noon\.( It rained\.)+ …$/m);
});

test('pages of a search are turned by buttons that remember where they lead', () => {
  const passages = Array.from({ length: 12 }, (_, at) => ({
    number: at + 1,
    document: 'ferry.md',
    title: 'Ferry runs aground',
    publisher: null,
    author: null,
    published: null,
    url: null,
    basedOn: null,
    quote: 'The ferry',
    start: at,
    end: at + 9,
    score: 1 - at / 20,
    heading: null,
    sentence: { start: at, end: at + 9 },
  }));
  const cardAt = (page: number): Card =>
    searchCard('ferry', passages, {
      language: 'en',
      library: harbour,
      document: null,
      page,
      isRebuilt: false,
    });
  const buttonsAt = (page: number): [unknown, unknown][] =>
    (
      cardAt(page).components.at(-1) as { components: { label: string; disabled?: boolean }[] }
    ).components.map(({ label, disabled }) => [label, disabled === true]);
  assert.deepEqual(buttonsAt(0), [
    ['Back', true],
    ['Page 1 of 3', true],
    ['Next', false],
  ]);
  assert.deepEqual(buttonsAt(2), [
    ['Back', false],
    ['Page 3 of 3', true],
    ['Next', true],
  ]);
  assert.deepEqual(buttonsAt(99), buttonsAt(2), 'a page that is no more is the last one');
  for (const page of [0, 1, 2]) assert.deepEqual(faultsOf(cardAt(page)), []);
  const next = partsOf(cardAt(0).components).ids.at(-1) ?? '';
  assert.equal((decodeState(next) as { page: number }).page, 1);
});

test('the list of documents says what each is, whether its file has changed, and leads to its outline', async () => {
  const card = await sourcesCard({ language: 'en', library: harbour, page: 0, isRebuilt: false });
  assert.deepEqual(faultsOf(card), []);
  assert.match(textOf(card), /2 documents · 2 passages · indexed <t:\d+:R>/);
  assert.match(
    textOf(card),
    /\*\*Ferry runs aground\*\*\n-# The Skarvik Post · 3 May 2019\n-# 120 words · 1 passage · 1 kB · unchanged since indexed/,
  );
  assert.deepEqual(partsOf(card.components).labels, ['Outline', 'Outline']);
});

test('an outline counts the paragraphs under each heading', () => {
  const text = 'Before.\n\nOne.\n\nTwo.\n\nThree.';
  const spans = [
    { heading: null, start: 0, end: 7 },
    { heading: 'First part', start: 9, end: 20 },
    { heading: 'Second part', start: 22, end: 28 },
  ];
  const index = {
    documents: [{ firstPassage: 0, passageCount: 3 }],
    text: () => text,
    passage: (at: number) => spans[at],
  } as unknown as PassageIndex;
  assert.deepEqual(outlineOf(index, 0), [
    { heading: null, paragraphs: 1 },
    { heading: 'First part', paragraphs: 2 },
    { heading: 'Second part', paragraphs: 1 },
  ]);
});

test('a document without headings is outlined by the first words of its paragraphs, page by page', async () => {
  const text = Array.from(
    { length: 40 },
    (_, at) => `Paragraph ${at} tells of the sea and of much else besides.`,
  ).join('\n\n');
  const library = browseLibrary([
    { path: 'sea.txt', text, metadata: { title: 'The sea', url: 'https://example.org/sea' } },
  ]);
  const card = await outlineCard({ language: 'de', library, document: 0, page: 1, isRebuilt: false });
  assert.deepEqual(faultsOf(card), []);
  assert.match(textOf(card), /16\\\. Paragraph 15 tells of the sea/);
  assert.deepEqual(partsOf(card.components).labels, [
    'Zurück',
    'Seite 2 von 3',
    'Weiter',
    'Alle Dokumente',
    'Website',
  ]);
});

test('what a build did is told with reasons, and what there is no room for is counted', () => {
  const card = reportCard(reportOf('some/where.md: it is empty'), 'en');
  assert.deepEqual(faultsOf(card), []);
  assert.match(textOf(card), /\*\*New\*\* \(10\)/);
  assert.match(textOf(card), /\*\*Left out\*\* \(40\)/);
  assert.match(textOf(card), /it is empty/);
  assert.match(textOf(card), /-# … and \d+ more/);
});

test('measured quality is shown with its sets and sizes, or said not to be measured', () => {
  const quality = readQuality();
  assert.ok(quality !== null, 'the figures ship with the project');
  const text = textOf(aboutCard(harbour, 'en', '1.2.3', quality));
  const { answers, retrieval } = quality;
  const shares = `${answers.right} of ${answers.answerable} questions answered right; ${answers.answeredAnyway} of ${answers.unanswerable}`;
  assert.ok(text.includes(shares), text);
  assert.match(text, /SQuAD 1\.1, 5,466 questions/);
  assert.ok(text.includes(`${retrieval.mrr10.toFixed(1)} %`), text);
  assert.match(text, /\*\*Version\*\* 1\\\.2\.3/);
  assert.match(textOf(aboutCard(harbour, 'en', '1.2.3', null)), /Not measured/);
  // The figures were measured at the default level, and that is said where another is set.
  assert.doesNotMatch(text, /Measured quality \(/);
  assert.match(textOf(aboutCard(harbour, 'en', '1.2.3', quality, 'eager')), /Measured quality \(balanced\)/);
});

test('the level of abstention is named, with the confidence that it asks for', () => {
  for (const [level, least] of Object.entries(abstentionLevels)) {
    assert.ok(isAbstentionLevel(level));
    const text = textOf(aboutCard(harbour, 'en', '1.2.3', null, level));
    assert.ok(text.includes(`**${level}**`) && text.includes(`Below ${Math.round(least * 100)}%`), text);
  }
});

test('every card keeps the limits in every language, with the longest and widest texts', async () => {
  const wide = [
    '界'.repeat(700),
    '🧑‍🚀'.repeat(300),
    '*'.repeat(900),
    'Ж'.repeat(3000),
    'слово '.repeat(400),
    'ﷺ'.repeat(600),
  ];
  for (const text of wide) {
    const library = libraryOf(text);
    for (const language of languages) {
      for (const [at, card] of (await cardsOf(library, `ferry ${text}`, language)).entries())
        assert.deepEqual(faultsOf(card), [], `card ${at} in ${language} of ${text.slice(0, 10)}`);
    }
  }
});

test('nothing in a hostile document or query acts on any card', async () => {
  const active = (card: Card): string[] =>
    partsOf(card.components)
      .texts.flatMap((text) => interpret(text).active)
      .filter((kind) => !ours.has(kind) && !indexed.test(kind));
  // What our own words are made of, and when the index was built.
  const indexed = /^<t:1795168800:[Rf]>$/;
  const ours = new Set(['bold', 'heading', 'subtext', 'list', 'quote', 'timestamp', 'code']);
  const plain = new Set((await cardsOf(libraryOf('plain words', 3), 'ferry', 'en')).flatMap(active));
  assert.deepEqual([...plain], []);
  for (const text of hostileTexts) {
    for (const [at, card] of (await cardsOf(libraryOf(text, 2), `${text} ferry`, 'en')).entries())
      assert.deepEqual(active(card), [], `card ${at} of ${JSON.stringify(text)}`);
  }
});

test('a page that is asked for is one that there is', () => {
  assert.deepEqual(pageOf([1, 2, 3], 1, 2), { items: [3], page: 1, pages: 2 });
  assert.deepEqual(pageOf([1, 2, 3], -4, 2), { items: [1, 2], page: 0, pages: 2 });
  assert.deepEqual(pageOf([], 7, 2), { items: [], page: 0, pages: 1 });
});
