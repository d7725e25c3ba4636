import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ComponentType } from 'discord.js';
import * as fc from 'fast-check';
import { languageNotice } from '../src/answering/languages.ts';
import { withinLimits } from '../src/discord/blocks.ts';
import { answerCard, restCard, type AnswerView } from '../src/discord/card.ts';
import { languages, type Language } from '../src/discord/language.ts';
import { asQuestion, readQuestion } from '../src/discord/question-text.ts';
import { decodeState, documentKey, generationKey } from '../src/discord/state.ts';
import type { Library } from '../src/library/live.ts';
import { inertLine } from '../src/text/inert.ts';
import type { Answer, Citation } from '../src/types.ts';
import { answerOf } from './fixtures/answers.ts';
import { cardLibrary, citeWords, partsOf } from './fixtures/card-library.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';
import { openapiCheck, skipWithoutOpenapi } from './fixtures/openapi.ts';

const asker = '80351110224678912';

const ferry = [
  'The ferry Havørn ran aground off Skarvik on Tuesday night with 212 passengers on board.',
  'Captain Erik Dahl blamed a broken rudder.',
  'Divers from Bergen closed the leak within four hours.',
].join(' ');
const inquiry =
  'An inquiry found that the ferry Havørn carried 240 passengers when it ran aground off Skarvik.';

const harbour = cardLibrary([
  {
    path: 'ferry.md',
    text: ferry,
    metadata: {
      title: 'Ferry runs aground off Skarvik',
      publisher: 'The Skarvik Post',
      author: 'Mona Lind',
      published: '2019-05-03',
      basedOn: 'A bad night at sea, by Ola Vik',
    },
  },
  {
    path: 'inquiry.md',
    text: inquiry,
    metadata: { title: 'Inquiry into the grounding', published: '2020-01' },
  },
  {
    path: 'orchard.md',
    text: 'Growers in Ullensvang picked 900 tonnes of pears.',
    metadata: { title: 'Pears' },
  },
]);

function viewOf(given: Partial<AnswerView> = {}): AnswerView {
  return { language: 'en', asker, visibility: 'public', library: harbour, document: null, ...given };
}

function quoting(
  library: Library,
  quotes: readonly (readonly [number, string])[],
  given: Partial<Answer> = {},
): Answer {
  const citations = quotes.map(([document, words], at) => citeWords(library, document, words, at + 1));
  const text = citations.map(({ quote, number }) => `${quote.replace(/\s+/g, ' ')}[${number}]`).join(' ');
  return answerOf({ citations, text, generation: library.index.generation, ...given });
}

const answered = quoting(harbour, [[0, 'Captain Erik Dahl blamed a broken rudder.']], {
  question: 'Who blamed the rudder?',
  short: 'Captain Erik Dahl',
});
const related = [citeWords(harbour, 0, ferry, 1), citeWords(harbour, 1, inquiry, 2)];
const abstained = answerOf({
  question: 'Who painted it?',
  status: 'abstained',
  text: 'The documents do not say. None of them mentions “painted”.',
  short: null,
  citations: [],
  related,
  confidence: 0.1,
});

test('an answer shows question, short answer, quote, source and footer, in this order', () => {
  const { texts, labels } = partsOf(answerCard(answered, viewOf()).components);
  assert.deepEqual(texts, [
    '**Who blamed the rudder?**',
    '# Captain Erik Dahl\n> Captain Erik Dahl blamed a broken rudder. [1]',
    '**[1] Ferry runs aground off Skarvik**\n-# The Skarvik Post · 3 May 2019\n-# after A bad night at sea, by Ola Vik',
    '-# Quoted, nothing added · 3 documents · indexed <t:1795168800:R> · 93% sure',
  ]);
  assert.deepEqual(labels, ['Passage 1', 'Follow up', 'Helpful', 'Not helpful', 'Dismiss']);
});

/** The texts of the card of what the core answers. */
async function bodyOf(question: string): Promise<string[]> {
  const answer = await harbour.answerer.answer(question);
  assert.equal(answer.status, 'answered', question);
  const card = answerCard(answer, viewOf({ language: 'de' }));
  assert.deepEqual(withinLimits(card), []);
  return partsOf(card.components).texts;
}

test('the core’s own answers are taken apart into their quotes', async () => {
  const rudder = await bodyOf('Who blamed a broken rudder?');
  assert.match(rudder[1] ?? '', /^# .*\n> Captain Erik Dahl blamed a broken rudder\. \[1\]/);
  assert.match(rudder.at(-1) ?? '', /Zitiert, nichts hinzugefügt/);
  const [, differing = ''] = await bodyOf(
    'How many passengers were on the ferry Havørn when it ran aground off Skarvik?',
  );
  assert.match(
    differing,
    /^# 2[14][20]\n\*\*Die Dokumente sind sich nicht einig\.\*\*\n> .*\[1\]\n> .*\[2\]$/,
  );
  const listed = await bodyOf('Which documents are there?');
  assert.doesNotMatch(listed.join(), /Zitiert/);
});

test('the core’s own abstention is an abstention on the card', async () => {
  const answer = await harbour.answerer.answer('What colour is the town hall of Lisbon?');
  assert.equal(answer.status, 'abstained');
  const { texts } = partsOf(answerCard(answer, viewOf()).components);
  assert.match(texts[1] ?? '', /^## The documents do not say\.\nNone of them mentions “/);
});

test('a private answer can be shared, a public one is shared already', () => {
  assert.ok(
    partsOf(answerCard(answered, viewOf({ visibility: 'private' })).components).labels.includes('Share'),
  );
  assert.ok(!partsOf(answerCard(answered, viewOf()).components).labels.includes('Share'));
});

test('every button says what it needs to work after a restart', () => {
  const document = documentKey('ferry.md');
  const { ids } = partsOf(answerCard(answered, viewOf({ visibility: 'private', document })).components);
  const generation = generationKey('g1');
  const states = ids.map(decodeState);
  const [passage] = states;
  assert.ok(passage?.action === 'passage');
  assert.equal(ferry.slice(passage.start, passage.end), 'Captain Erik Dahl blamed a broken rudder.');
  assert.deepEqual(states.slice(1), [
    { action: 'follow-up', asker, document },
    { action: 'share', asker, generation, document },
    { action: 'helpful', answer: 'a1' },
    { action: 'not-helpful', answer: 'a1' },
    { action: 'dismiss', asker },
  ]);
});

test('an abstention is grey, says so first, and calls related passages related', () => {
  const card = answerCard(abstained, viewOf());
  const [container] = card.components;
  assert.ok(container?.type === ComponentType.Container);
  assert.equal(container.accent_color, 0x80848e);
  const { texts, labels } = partsOf(card.components);
  assert.equal(texts[1], '## The documents do not say.\nNone of them mentions “painted”.');
  assert.equal(texts[2], '**Related, not an answer**');
  assert.doesNotMatch(texts.join('\n'), /\[\d\]|Quoted|sure/, 'nothing that looks like a source');
  assert.deepEqual(labels, ['Passage', 'Passage', 'Rephrase', 'Not helpful', 'Dismiss']);
});

test('an abstention without anything related shows no empty list', () => {
  const { texts } = partsOf(answerCard({ ...abstained, related: [] }, viewOf()).components);
  assert.equal(texts.length, 3);
});

test('English is spoken in English only', () => {
  for (const language of languages.filter((one) => one !== 'en')) {
    const all = partsOf(answerCard(abstained, viewOf({ language, visibility: 'private' })).components);
    const ours = [...all.texts.slice(1, 3), ...all.texts.slice(-1), ...all.labels].join('\n');
    assert.doesNotMatch(ours, /documents do|None of|not an answer|Passage|Share|Rephrase|indexed /, ours);
  }
});

test('the short answer is left out where it is all that the text says', () => {
  const whole = quoting(harbour, [[1, inquiry]], { short: inquiry.slice(0, -1) });
  const body = partsOf(answerCard(whole, viewOf()).components).texts[1];
  assert.equal(body, `> ${inquiry} [1]`);
});

test('what is missing is said in the reader’s language', () => {
  const missing = { ...abstained, mentioned: ['Erik *Dahl*', 'rudder'], missing: ['painted', 'dog'] };
  const said = (language: Language, given: Partial<Answer> = {}): string =>
    partsOf(answerCard({ ...missing, ...given }, viewOf({ language })).components).texts.join('\n');
  assert.match(said('en'), /They mention “Erik \\\*Dahl\\\*” and “rudder”, but not “painted” or “dog”\./);
  assert.match(said('no'), /De nevner «Erik \\\*Dahl\\\*» og «rudder», men ikke «painted» eller «dog»\./);
  assert.match(said('de', { missingFrom: 'passage' }), /Der nächstliegende Abschnitt erwähnt „Erik/);
  assert.match(said('ru', { mentioned: [] }), /Ни в одном не встречается «painted» или «dog»\./);
  assert.match(said('tr'), /geçmeyen: “painted” veya “dog”\./);
});

test('that a question is in another language is said in the reader’s, and its English words only once', () => {
  const language = { question: 'no', documents: 'en' };
  const notice = languageNotice(language);
  const foreign = { ...answered, language, text: `${notice}${answered.text}` };
  const nothing = { ...abstained, language, text: `The documents do not say. ${notice.trim()}` };
  for (const [reader, words] of [
    ['en', /seems to be in Norwegian; the documents are in English/],
    ['no', /ser ut til å være på norsk, og dokumentene er på engelsk/],
    ['tr', /Norveççe gibi görünüyor, belgelerin dili ise İngilizce/],
    ['ru', /язык вопроса — норвежский, а язык документов — английский/],
    ['de', /scheint Norwegisch zu sein, die der Dokumente ist Englisch/],
  ] as const) {
    for (const answer of [foreign, nothing]) {
      const text = partsOf(answerCard(answer, viewOf({ language: reader })).components).texts.join('\n');
      assert.match(text, words);
      assert.equal(text.match(/seems to be in/g)?.length ?? 0, reader === 'en' ? 1 : 0, text);
    }
    const body = partsOf(answerCard(foreign, viewOf({ language: reader })).components).texts.join('\n');
    assert.match(body, /> Captain Erik Dahl blamed a broken rudder\. \[1\]/);
  }
});

/** The last words of a card whose sources 1 and others say the same. */
function footOf(same: readonly number[], language: Language): string {
  const card = answerCard({ ...answered, agreement: { same, other: [] } }, viewOf({ language }));
  return partsOf(card.components).texts.at(-1) ?? '';
}

test('the footer says how many documents say the same', () => {
  assert.match(footOf([1, 2], 'en'), /^-# Quoted, nothing added · 2 documents say so · /);
  assert.match(footOf([1, 3], 'no'), /2 dokumenter sier det/);
  assert.doesNotMatch(footOf([1], 'en'), /say so/);
});

test('words that count from the document’s date are told under the short answer and the source, in every language', () => {
  const base = quoting(harbour, [[0, 'Captain Erik Dahl blamed a broken rudder.']]);
  const isRough = false;
  const citations = base.citations.map((citation) => ({
    ...citation,
    dated: [
      { words: 'on *Tuesday*', start: 0, end: 12, date: '2019-04-30', isRough },
      { words: 'this week', start: 20, end: 29, date: null, isRough },
    ],
  }));
  const answer = {
    ...base,
    citations,
    short: 'Tuesday',
    shortDated: { number: 1, date: '2019-04-30', isRough },
  };
  const texts = new Set<string>();
  for (const language of languages) {
    const text = partsOf(answerCard(answer, viewOf({ language })).components).texts.join('\n');
    assert.match(text, /on \\\*Tuesday\\\*/);
    assert.ok(text.split('2019').length >= 5, text);
    texts.add(text);
  }
  assert.equal(texts.size, languages.length);
  const english = partsOf(answerCard(answer, viewOf()).components).texts.join('\n');
  assert.match(english, /# Tuesday\n\*\*probably 30 April 2019\*\*, counted from 3 May 2019/);
  assert.match(
    english,
    /\n-# In a document of 3 May 2019: “on \\\*Tuesday\\\*” \(probably 30 April 2019\), “this week”/,
  );
});

test('documents that differ are said to differ in the reader’s language, each with its date', () => {
  const quotes = [citeWords(harbour, 0, ferry.split('. ')[0] + '.', 1), citeWords(harbour, 1, inquiry, 2)];
  const text = `The documents do not agree. ${quotes[0]?.quote} (2019-05-03)[1] ${quotes[1]?.quote} (2020-01)[2]`;
  const card = answerCard(answerOf({ text, short: '212', citations: quotes }), viewOf({ language: 'no' }));
  assert.equal(
    partsOf(card.components).texts[1],
    [
      '# 212',
      '**Dokumentene er ikke enige.**',
      `> ${quotes[0]?.quote} (3. mai 2019) [1]`,
      `> ${inquiry} (januar 2020) [2]`,
    ].join('\n'),
  );
});

test('a quote that the core had to cut stands whole on the card', () => {
  const long = `${'The captain, who had sailed these waters for years, '.repeat(16)}saw nothing.`;
  const library = cardLibrary([{ path: 'long.md', text: long }]);
  const answer = quoting(library, [[0, long]], { text: `${long.slice(0, 690)}…[1]`, short: null });
  const { texts, labels } = partsOf(answerCard(answer, viewOf({ library })).components);
  assert.ok(texts[1]?.endsWith('saw nothing. [1]'));
  assert.ok(!labels.includes('Show all'));
});

test('what is not made of quotes is not called quoted', () => {
  const listed = answerOf({
    text: '2 documents: “Ferry”[1], “Inquiry”[2].',
    short: null,
    citations: [citeWords(harbour, 0, 'Captain', 1), citeWords(harbour, 1, 'An inquiry', 2)],
  });
  const { texts } = partsOf(answerCard(listed, viewOf()).components);
  assert.equal(interpret(texts[1] ?? '').text, '2 documents: “Ferry” [1], “Inquiry” [2].');
  assert.doesNotMatch(texts.join('\n'), /Quoted/);
});

test('several quotes of one document are told apart by their paragraphs', () => {
  const text = 'The bridge is old.\n\nThe bridge is long.';
  const library = cardLibrary([{ path: 'b.md', text, metadata: { title: 'Bridge', publisher: 'Post' } }]);
  const { texts } = partsOf(
    answerCard(
      quoting(library, [
        [0, 'The bridge is old.'],
        [0, 'The bridge is long.'],
      ]),
      viewOf({ library }),
    ).components,
  );
  assert.equal(texts[2], '**[1] Bridge**\n-# Post');
  assert.equal(texts[3], '**[2] Bridge**\n-# paragraph 2 of 2');
});

test('an answer limited to one document says which', () => {
  const { texts } = partsOf(answerCard(answered, viewOf({ document: documentKey('ferry.md') })).components);
  assert.equal(texts[1], '-# Only from “Ferry runs aground off Skarvik”');
});

const sentence = (number: number): string => `Sentence number ${number} tells of the harbour and its boats. `;
const endless = Array.from({ length: 200 }, (_, at) => sentence(at))
  .join('')
  .trim();

test('a long text is cut at a sentence’s end, marked, and the rest is one click away', () => {
  const library = cardLibrary([{ path: 'endless.md', text: endless }]);
  const answer = quoting(library, [[0, endless]], { short: null });
  const card = answerCard(answer, viewOf({ library }));
  const { texts, labels, ids } = partsOf(card.components);
  assert.match(texts[1] ?? '', /its boats\. … \[1\]$/);
  assert.equal(labels.at(-1), 'Show all');
  assert.deepEqual(decodeState(ids.at(-1) ?? ''), {
    action: 'rest',
    generation: generationKey('g1'),
    document: null,
  });
  assert.deepEqual(withinLimits(card), []);
  const rest = restCard(answer, viewOf({ library }));
  const shownThere = partsOf(rest.components).texts[0] ?? '';
  assert.ok(shownThere.length > (texts[1] ?? '').length);
  assert.match(shownThere, /its boats\. … \[1\]$/);
  assert.deepEqual(withinLimits(rest), []);
});

test('cutting never leaves half a sentence, whatever the lengths', () => {
  const words = fc.array(fc.constantFrom('ferry', 'скала', 'ağır', 'größe', 'x_y', '3.5'), {
    minLength: 3,
    maxLength: 60,
  });
  const sentences = fc.array(words, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(sentences, fc.string({ unit: 'grapheme', maxLength: 600 }), (lists, question) => {
      const text = lists.map((list) => `The ${list.join(' ')} end.`).join(' ');
      const library = cardLibrary([{ path: 'a.md', text }]);
      const card = answerCard(quoting(library, [[0, text]], { question, short: null }), viewOf({ library }));
      assert.deepEqual(withinLimits(card), []);
      const body = partsOf(card.components).texts.find((one) => one.startsWith('> ')) ?? '';
      assert.match(interpret(body).text, / end\.(?: …)? \[1\]$/);
    }),
    { numRuns: 100 },
  );
});

test('sources that do not fit are counted, and the rest shows them', () => {
  const text = Array.from({ length: 12 }, (_, at) => sentence(at)).join('');
  const library = cardLibrary([{ path: 'a.md', text }]);
  const answer = quoting(
    library,
    Array.from({ length: 7 }, (_, at) => [0, sentence(at).trim()] as const),
  );
  const { texts, labels } = partsOf(answerCard(answer, viewOf({ library })).components);
  assert.equal(labels.filter((label) => label.startsWith('Passage')).length, 5);
  assert.match(texts.at(-1) ?? '', /and 2 more/);
  assert.equal(labels.at(-1), 'Show all');
  assert.equal(partsOf(restCard(answer, viewOf({ library })).components).labels.length, 7);
});

test('the question is read back from a card of any language', () => {
  for (const language of languages) {
    for (const typed of ['Why?', ...hostileTexts]) {
      const card = answerCard({ ...answered, question: typed }, viewOf({ language }));
      const sent: unknown = JSON.parse(JSON.stringify(card.components));
      const question = asQuestion(typed);
      assert.equal(readQuestion(sent as unknown[]), question === '' ? '…' : question);
    }
  }
});

test('a question of more than 500 characters is cut with a mark, and asked as it is shown', () => {
  const asked = asQuestion('Why is it so? '.repeat(100));
  assert.ok(Array.from(asked).length <= 500 && asked.endsWith('…'));
  assert.equal(asQuestion(asked), asked);
  assert.ok(Array.from(asQuestion('👩‍🚀'.repeat(400))).length <= 500);
  assert.equal(readQuestion([{ type: 10, id: 1, content: 'no question of ours' }]), null);
  assert.equal(readQuestion([null, 'x', { components: [{ type: 10, id: 2, content: '**x**' }] }]), null);
});

/** A document and an answer that say the same foreign text wherever a text can stand. */
function everywhere(foreign: string): { library: Library; answers: Answer[] } {
  const text = `Before it. ${foreign} After it.`;
  const metadata = {
    title: foreign,
    publisher: foreign,
    author: foreign,
    published: foreign,
    url: foreign,
    basedOn: foreign,
  };
  const library = cardLibrary([
    { path: 'a.md', text, metadata },
    { path: foreign === '' ? 'b.md' : foreign, text: `${text} Again.`, metadata },
  ]);
  const citations: Citation[] = [0, 1].map((document) => ({
    ...metadata,
    number: document + 1,
    document: library.index.documents[document]?.path ?? '',
    quote: foreign,
    start: 11,
    end: 11 + foreign.length,
    dated: [true, false].map((isRough) => ({ words: foreign, start: 11, end: 12, date: foreign, isRough })),
  }));
  const shortDated = { number: 2, date: foreign, isRough: true };
  const oneLine = foreign.replace(/\s+/g, ' ').trim();
  return {
    library,
    answers: [
      answerOf({
        question: foreign,
        short: foreign,
        shortDated,
        text: `${oneLine}[1] ${oneLine}[2]`,
        citations,
      }),
      answerOf({
        question: foreign,
        short: null,
        text: foreign,
        citations: [...citations, ...citations, ...citations],
      }),
      answerOf({
        question: foreign,
        short: null,
        status: 'abstained',
        text: foreign,
        citations: [],
        related: citations,
        language: { question: foreign, documents: foreign },
        mentioned: [foreign, foreign],
        missing: [foreign, foreign, foreign],
      }),
    ],
  };
}

const ours = /^(?:bold|heading|subtext|quote|<t:1795168800:R>)$/;

function cardsOf(
  answers: readonly Answer[],
  library: Library,
  language: Language,
): ReturnType<typeof answerCard>[] {
  const view = viewOf({ language, library, visibility: 'private', document: documentKey('a.md') });
  return answers.flatMap((answer) => [
    answerCard(answer, { ...view, note: answer.question }),
    restCard(answer, { ...view, note: answer.question }),
  ]);
}

test('hostile texts do nothing on any card, in any language, and break no limit', () => {
  for (const foreign of hostileTexts) {
    const { library, answers } = everywhere(foreign);
    // Of the long ones the language with the longest words is enough.
    for (const language of foreign.length > 500 ? (['ru'] as const) : languages) {
      for (const card of cardsOf(answers, library, language)) {
        assert.deepEqual(withinLimits(card), [], JSON.stringify(foreign.slice(0, 60)));
        for (const content of partsOf(card.components).texts) {
          const active = interpret(content).active.filter((kind) => !ours.test(kind));
          assert.deepEqual(active, [], JSON.stringify({ foreign: foreign.slice(0, 60), content }));
        }
      }
    }
  }
});

/** Everything that is not plain text on the cards of a foreign text. */
function kindsOf(foreign: string): string[][] {
  const { library, answers } = everywhere(foreign);
  return cardsOf(answers, library, 'en').map((card) =>
    partsOf(card.components).texts.flatMap((content) => interpret(content).active),
  );
}

test('hostile texts do not add to the markdown of a card', () => {
  const plain = kindsOf('plain');
  for (const foreign of hostileTexts) {
    const line = inertLine(foreign);
    // Longer ones are cut or set smaller, and those of sentences are taken apart; empty ones leave lines out.
    if (line === '' || line.length > 30 || /[.!?…[\]]/u.test(line) || /^plain\.?$/.test(line)) continue;
    assert.deepEqual(kindsOf(foreign), plain, JSON.stringify(foreign));
  }
});

test('no text of any length breaks a limit', () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('Слова и слова. ', 'Ağır ağır gitti. ', '**_', '日本語。', '😀', '\u0301'),
  );
  const foreign = fc
    .tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 400 }))
    .map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 20_000));
  fc.assert(
    fc.property(foreign, fc.constantFrom(...languages), (text, language) => {
      const { library, answers } = everywhere(text);
      for (const card of cardsOf(answers, library, language)) assert.deepEqual(withinLimits(card), []);
    }),
    { numRuns: 60 },
  );
});

test('every card is valid under the official description', { skip: skipWithoutOpenapi }, async () => {
  const check = await openapiCheck();
  assert.ok(check !== null);
  const samples = ['plain', ...hostileTexts.filter((_, at) => at % 12 === 0)];
  for (const language of languages) {
    const cards = [
      answerCard(answered, viewOf({ language })),
      answerCard(abstained, viewOf({ language, visibility: 'private' })),
      ...samples.flatMap((foreign) => {
        const { library, answers } = everywhere(foreign);
        return cardsOf(answers, library, language);
      }),
    ];
    for (const { components } of cards) {
      const body = { components, flags: 1 << 15, allowed_mentions: { parse: [] } };
      assert.deepEqual(check('PATCH', '/webhooks/1/token/messages/@original', body), []);
    }
  }
});
