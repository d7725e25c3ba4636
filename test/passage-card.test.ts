import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ButtonStyle } from 'discord.js';
import * as fc from 'fast-check';
import { withinLimits } from '../src/discord/blocks.ts';
import type { Card } from '../src/discord/handler.ts';
import { languages } from '../src/discord/language.ts';
import { passageCard } from '../src/discord/passage-card.ts';
import { passageStateOf, type PassageState } from '../src/discord/sources.ts';
import { documentKey, generationKey } from '../src/discord/state.ts';
import type { Library } from '../src/library/live.ts';
import { cardLibrary, citeWords, partsOf } from './fixtures/card-library.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';
import { openapiCheck, skipWithoutOpenapi } from './fixtures/openapi.ts';

const text = [
  '# The bridge',
  'It was built in 1911. The bridge cost 40,000 crowns. Nobody paid\nfor the lamps.',
  'A last paragraph.',
].join('\n\n');
const metadata = {
  title: 'A bridge for Aldermouth',
  publisher: 'The Post',
  author: 'Ida Brekke',
  published: '1911-06-02',
  url: 'https://post.example/bridge',
  basedOn: 'Bridges, by Ola Vik',
};
const bridge = [{ path: 'town/bridge.md', text, metadata }];

function stateOf(library: Library, words: string): PassageState {
  const state = passageStateOf(citeWords(library, 0, words), library, library.index.generation);
  assert.ok(state !== null);
  return state;
}

async function open(library: Library, words: string, from = library): Promise<Card> {
  return passageCard(stateOf(from, words), { language: 'en', library });
}

test('the quote stands marked in its paragraph, with where it stands and that the file is the same', async () => {
  const { texts } = partsOf((await open(cardLibrary(bridge), 'The bridge cost 40,000 crowns.')).components);
  assert.deepEqual(texts, [
    '### A bridge for Aldermouth\n-# The Post · 2 June 1911 · Ida Brekke\n-# after Bridges, by Ola Vik',
    '> It was built in 1911. **The bridge cost 40,000 crowns.** Nobody paid for the lamps.',
    '-# paragraph 2 of 3 · line 3 · town/bridge.md\n-# ✓ Unchanged since it was indexed (<t:1795168800:D>)',
  ]);
});

test('a file that has changed or gone since is said to have', async () => {
  for (const [state, said] of [
    ['changed', /⚠ The file has changed since it was indexed \(<t:1795168800:D>\)/],
    ['missing', /⚠ The file is no longer there/],
  ] as const)
    assert.match(
      partsOf((await open(cardLibrary(bridge, { state }), 'A last paragraph.')).components).texts.at(-1) ??
        '',
      said,
    );
});

test('the address leads out only where it is one of the web', async () => {
  const linkOf = async (url: string | null): Promise<string | undefined> => {
    const library = cardLibrary([{ path: 'a.md', text, metadata: { url } }]);
    const card = JSON.stringify((await open(library, 'A last paragraph.')).components);
    return /"url":"([^"]*)"/.exec(card)?.[1];
  };
  assert.equal(await linkOf('https://post.example/bridge'), 'https://post.example/bridge');
  assert.equal(await linkOf('http://post.example/ø'), 'http://post.example/%C3%B8');
  for (const url of [
    null,
    '',
    'post.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'discord://app/invite',
    'ftp://post.example',
    'https://',
    'https://localhost/x',
    'https://good.example@evil.example/',
    `https://post.example/${'x'.repeat(600)}`,
  ])
    assert.equal(await linkOf(url), undefined, String(url));
  const card = await open(cardLibrary(bridge), 'A last paragraph.');
  assert.ok(JSON.stringify(card).includes(`"style":${ButtonStyle.Link}`));
});

test('after a rebuild the passage of a document that is the same is shown, and said to be the same', async () => {
  const old = cardLibrary(bridge);
  const rebuilt = cardLibrary(
    [{ path: 'new.md', text: 'New.' }, ...bridge.map((document) => ({ ...document, path: 'moved.md' }))],
    { generation: 'g2' },
  );
  const { texts } = partsOf((await open(rebuilt, 'The bridge cost 40,000 crowns.', old)).components);
  assert.match(texts[1] ?? '', /\*\*The bridge cost 40,000 crowns\.\*\*/);
  assert.match(texts[2] ?? '', /moved\.md.*built anew since this answer/s);
});

test('a passage whose document is not what it was is gone, and says what to do', async () => {
  const old = cardLibrary(bridge);
  const changed = cardLibrary([{ path: 'town/bridge.md', text: `${text} More.`, metadata }], {
    generation: 'g2',
  });
  const removed = cardLibrary([{ path: 'other.md', text: 'Other.' }], { generation: 'g2' });
  const said = async (library: Library): Promise<string> =>
    partsOf((await open(library, 'A last paragraph.', old)).components).texts.join();
  assert.equal(
    await said(changed),
    '**This passage is no longer in the index.**\nIts document has changed since this answer: **A bridge for Aldermouth**. Ask the question again.',
  );
  assert.match(await said(removed), /has been changed or removed since this answer\. Ask/);
  assert.match(await said(cardLibrary(bridge, { isIntact: false })), /no longer in the index/);
});

test('offsets that nobody of ours wrote open nothing and break nothing', async () => {
  const library = cardLibrary([{ path: 'a.md', text: '😀 A smile. 😀' }]);
  const good = stateOf(library, 'A smile.');
  for (const [start, end] of [
    [0, 0],
    [5, 3],
    [0, 9_999_999],
    [1, 4],
    [0, 1],
    [2, 3],
  ] as const) {
    const card = await passageCard({ ...good, start, end }, { language: 'en', library });
    assert.equal(card.components.length, 1);
    assert.match(partsOf(card.components).texts.join(), /no longer in the index/, `${start}–${end}`);
  }
});

test('a long paragraph is cut at sentences, and a passage of many sentences stands alone', async () => {
  const sentences = Array.from(
    { length: 300 },
    (_, at) => `Sentence ${at} is about the harbour and its boats.`,
  );
  const library = cardLibrary([{ path: 'a.md', text: sentences.join(' ') }]);
  const [, one = ''] = partsOf((await open(library, sentences[150] ?? '')).components).texts;
  assert.match(one, /^> … Sentence \d+ is .* boats\. \*\*Sentence 150 is .*\*\* Sentence 151 .* boats\. …$/);
  const [, many = ''] = partsOf((await open(library, sentences.slice(10, 15).join(' '))).components).texts;
  assert.match(many, /^> … Sentence 10 .* Sentence 14 is about the harbour and its boats\. …$/);
  const [, huge = ''] = partsOf((await open(library, sentences.join(' '))).components).texts;
  assert.match(huge, /^> Sentence 0 .* boats\. …$/);
});

test('a list and the lines above an article keep their lines', async () => {
  const list = '---\ntitle: "Bridge"\npublished: 1911\n---\n\n- stone\n- iron';
  const library = cardLibrary([{ path: 'a.md', text: list }]);
  assert.equal(
    partsOf((await open(library, 'published: 1911')).components).texts[1],
    '> \\---\n> title: "Bridge"\n> **published: 1911**\n> \\---',
  );
  assert.equal(partsOf((await open(library, '- iron')).components).texts[1], '> \\- stone\n> **\\- iron**');
});

test('a quotation mark stays at its quote', async () => {
  const library = cardLibrary([{ path: 'a.md', text: 'He said: "It cost too much." Then he left.' }]);
  assert.equal(
    partsOf((await open(library, 'It cost too much.')).components).texts[1],
    '> He said: "**It cost too much.**" Then he left.',
  );
});

const ours = /^(?:bold|heading|subtext|quote|<t:1795168800:D>)$/;

test('hostile documents do nothing on the card of a passage, in any language, and break no limit', async () => {
  for (const foreign of hostileTexts) {
    const whole = `Before it. ${foreign}\nAfter it. ${foreign}`;
    const hostile = {
      title: foreign,
      publisher: foreign,
      author: foreign,
      published: foreign,
      url: foreign,
      basedOn: foreign,
    };
    const library = cardLibrary([{ path: foreign === '' ? 'a' : foreign, text: whole, metadata: hostile }]);
    const spans = [
      [0, 10],
      [11, 11 + foreign.length],
      [0, whole.length],
      [12 + foreign.length, 21 + foreign.length],
    ] as const;
    for (const [at, [start, end]] of spans.entries()) {
      const state = { ...stateOf(library, 'Before it.'), start, end, generation: generationKey('old') };
      const language = languages[at % languages.length] ?? 'en';
      for (const text of ['same', 'other']) {
        const opened =
          text === 'same' ? state : { ...state, text: '000000000000', document: documentKey(foreign) };
        const card = await passageCard(opened, { language, library });
        assert.deepEqual(withinLimits(card), [], JSON.stringify(foreign.slice(0, 60)));
        for (const content of partsOf(card.components).texts)
          assert.deepEqual(
            interpret(content).active.filter((kind) => !ours.test(kind)),
            [],
            JSON.stringify({ foreign: foreign.slice(0, 60), content }),
          );
      }
    }
  }
});

test('no document and no span breaks a limit', async () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('Слова и слова. ', '\n\n', '\n- ', '日本語。', '😀'),
  );
  const documents = fc.array(piece, { minLength: 1, maxLength: 30 }).map((pieces) => `x ${pieces.join('')}`);
  await fc.assert(
    fc.asyncProperty(
      documents,
      fc.nat(),
      fc.nat(),
      fc.constantFrom(...languages),
      async (whole, a, b, language) => {
        const library = cardLibrary([
          { path: 'a.md', text: whole, metadata: { title: whole, basedOn: whole } },
        ]);
        const ends = [a % whole.length, b % (whole.length + 1)].sort((one, two) => one - two);
        const state = { ...stateOf(library, 'x'), start: ends[0] ?? 0, end: ends[1] ?? 0 };
        assert.deepEqual(withinLimits(await passageCard(state, { language, library })), []);
      },
    ),
    { numRuns: 150 },
  );
});

test('the card is valid under the official description', { skip: skipWithoutOpenapi }, async () => {
  const check = await openapiCheck();
  assert.ok(check !== null);
  for (const language of languages) {
    for (const library of [cardLibrary(bridge), cardLibrary([{ path: 'b.md', text: 'Gone.' }])]) {
      const card = await passageCard(stateOf(cardLibrary(bridge), 'A last paragraph.'), {
        language,
        library,
      });
      const body = {
        components: card.components,
        flags: (1 << 15) | (1 << 6),
        allowed_mentions: { parse: [] },
      };
      assert.deepEqual(check('POST', '/webhooks/1/token', body), []);
    }
  }
});
