import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inertLine } from '../src/text/inert.ts';
import {
  buttonsFor,
  labelsOf,
  messageOf,
  openBot,
  read,
  skipWithoutModel as skip,
  textOf,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { directMessage, person, place } from './fixtures/discord-world.ts';
import { ferryQuestion, harbourDocuments } from './fixtures/harbour-documents.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';

const { member, guest } = person;
const longTitle = `The ${'very '.repeat(60)}long title of the chronicle of Skarvik`;
const documents = {
  ...harbourDocuments,
  'long.md': `# ${longTitle}\n\nThe chronicle of Skarvik was written by Tora Lunde.\n`,
  [`${'deep/'.repeat(30)}far.md`]: '# A path that is long\n\nThe path to this note is long.\n',
  'first/report.md': '# Annual report\n\nThe first report names 11 ships.\n',
  'second/report.md': '# Annual report\n\nThe second report names 12 ships.\n',
  'fülle.md': '# Çağrı Gülen ile söyleşi\n\nÇağrı Gülen talked about the ferries of İzmir for an hour.\n',
};

let bot: DiscordBot;

before(async () => {
  if (skip === false) bot = await openBot(documents);
});

after(async () => {
  if (skip === false) await bot.close();
});

async function valuesFor(typed: string, command = 'ask'): Promise<string[]> {
  return (await bot.suggest(member, place.hall, command, typed)).map(({ value }) => value);
}

test(
  'titles are suggested by how they begin, by a word in them, whatever the accents and the case',
  { skip },
  async () => {
    assert.deepEqual(await valuesFor('Ferry Hav'), ['ferry.md']);
    assert.deepEqual(await valuesFor('ferry havorn'), ['ferry.md']);
    assert.deepEqual(await valuesFor('HAVØRN'), ['ferry.md']);
    assert.deepEqual(await valuesFor('cagri gulen'), ['fülle.md']);
    assert.deepEqual(await valuesFor('GÜLEN'), ['fülle.md']);
    assert.deepEqual(await valuesFor('grounding'), ['inquiry.md']);
    assert.deepEqual(await valuesFor('there is nothing like it'), []);
    const first = await valuesFor('the');
    assert.equal(
      first[0]?.startsWith('l'),
      true,
      'a title that begins so comes before one with the word in it',
    );
  },
);

test('twenty-five are suggested at most, and every one of them can be asked', { skip }, async () => {
  for (const command of ['ask', 'search', 'sources']) {
    for (const typed of ['', 'note', 'harbour']) {
      const values = await valuesFor(typed, command);
      assert.equal(values.length, 25, `${command} ${typed}`);
      assert.equal(new Set(values).size, 25);
    }
  }
  for (const value of await valuesFor(''))
    assert.doesNotMatch(
      await read(bot.use(member, place.lounge, { name: 'sources', options: { document: value } })),
      /Det finnes ikke/,
    );
});

test(
  'names that are too long or the same are told apart and stay within what Discord shows',
  { skip },
  async () => {
    const [long] = await bot.suggest(member, place.hall, 'ask', 'the very very');
    assert.ok(
      long && long.name.length <= 100 && long.name.startsWith('The very very') && long.name.endsWith('…'),
      long?.name,
    );
    const [deep] = await bot.suggest(member, place.hall, 'ask', 'a path that');
    assert.match(deep?.value ?? '', /^#[0-9a-f]{12}$/);
    const options = { question: 'What is long?', document: deep?.value ?? '' };
    assert.match(
      await read(bot.use(member, place.lounge, { name: 'ask', options })),
      /«A path that is long»/,
    );
    const same = await bot.suggest(member, place.hall, 'ask', 'annual report');
    assert.deepEqual(
      same.map(({ name, value }) => [name.includes(value), value]),
      [
        [true, 'first/report.md'],
        [true, 'second/report.md'],
      ],
    );
  },
);

test('whatever is typed, something harmless is suggested, or nothing', { skip }, async () => {
  for (const typed of hostileTexts) {
    for (const { name, value } of await bot.suggest(member, directMessage(member), 'search', typed)) {
      assert.ok(name.length >= 1 && name.length <= 100 && value.length >= 1 && value.length <= 100);
      assert.equal(inertLine(name), name);
    }
  }
});

async function askIn(document: string): Promise<string> {
  const options = { question: ferryQuestion, document };
  return read(bot.use(member, place.lounge, { name: 'ask', options }, { locale: 'en-GB' }));
}

test(
  'a document that was typed and not chosen is found, or the nearest titles are named',
  { skip },
  async () => {
    for (const document of [
      'ferry.md',
      ' ferry.md ',
      'Ferry Havørn runs aground off Skarvik',
      'ferry havorn RUNS',
      'runs aground',
    ])
      assert.match(await askIn(document), /Only from “Ferry Havørn runs aground off Skarvik”/, document);
    const several = await askIn('Annual report');
    assert.match(several, /There is no document called “Annual report”/);
    assert.match(several, /Nearest titles\n- Annual report/);
    for (const document of ['fery havron', 'Ferry Havoern runs agrund'])
      assert.match(
        await askIn(document),
        /no document called[\s\S]*- Ferry Havørn runs aground off Skarvik/,
        document,
      );
    assert.doesNotMatch(await askIn('qqqq xxxx'), /Nearest titles/);
  },
);

test('an empty document option is none, and blank ones too', { skip }, async () => {
  const used = bot.use(
    member,
    place.lounge,
    { name: 'ask', options: { question: ferryQuestion, document: '   ' } },
    { unchecked: true },
  );
  assert.match(await read(used), /212 passengers/);
});

async function pagesOf(
  command: 'search' | 'sources',
  action: 'search-page' | 'sources-page',
): Promise<string[]> {
  const options = command === 'search' ? { query: 'boats in the harbour of Lervik' } : undefined;
  let message = await messageOf(
    bot.use(member, place.lounge, { name: command, ...(options && { options }) }, { locale: 'en-GB' }),
  );
  const seen = [textOf(message)];
  const label = (): string => labelsOf(message).find((one) => one.startsWith('Page ')) ?? '';
  const [, , , all] = label().split(' ');
  for (let page = 2; page <= Number(all); page += 1) {
    message = await messageOf(bot.press(member, message, { action, at: -1 }, { locale: 'en-GB' }));
    assert.equal(label(), `Page ${page} of ${all}`);
    seen.push(textOf(message));
  }
  // At the end there is only a way back; back at the beginning, only one on.
  assert.equal(buttonsFor(message, action).length, 1);
  for (let page = Number(all) - 1; page >= 1; page -= 1)
    message = await messageOf(bot.press(member, message, { action, at: 0 }, { locale: 'en-GB' }));
  assert.equal(textOf(message), seen[0]);
  assert.equal(buttonsFor(message, action).length, 1);
  return seen;
}

test('a search and the list of documents are turned to their last page and back', { skip }, async () => {
  const listed = await pagesOf('sources', 'sources-page');
  const titles = listed.flatMap((text) => [...text.matchAll(/^\*\*(.*)\*\*$/gm)].map(([, title]) => title));
  assert.equal(titles.length, Object.keys(documents).length, 'every document is on one page');
  const found = await pagesOf('search', 'search-page');
  assert.ok(found.length >= 2);
  assert.equal(new Set(found).size, found.length);
  const numbers = found.flatMap((text) =>
    [...text.matchAll(/^\*\*(\d+) · /gm)].map(([, number]) => Number(number)),
  );
  assert.deepEqual(
    numbers,
    Array.from(numbers, (_, at) => at + 1),
  );
});

test('somebody else’s page is turned for them alone', { skip }, async () => {
  const message = await messageOf(bot.use(member, place.hall, { name: 'sources' }));
  const before = textOf(message);
  const turned = await messageOf(bot.press(guest, message, { action: 'sources-page' }));
  assert.equal(turned.onlyFor, guest);
  assert.match(labelsOf(turned).join(), /2 из 6|Страница 2/);
  assert.equal(textOf(bot.now(message)), before);
  assert.equal((await messageOf(bot.press(guest, turned, { action: 'sources-page', at: -1 }))).id, turned.id);
});

async function menu(name: string, target: string): Promise<string> {
  return read(bot.use(member, place.hall, { name, type: 3, target }, { locale: 'en-GB' }));
}

const [askAbout, check] = ['Ask the documents about this', 'Check this claim'] as const;

test('the menus read what a message says, wherever it says it', { skip }, async () => {
  const claim = 'The ferry Havørn had 212 passengers on board.';
  const components = [{ type: 17, components: [{ type: 10, content: `**${claim}**` }] }];
  await read(bot.use(member, place.hall, { name: 'about' }));
  const targets = {
    content: bot.say(guest, place.hall, `**${claim}**`).id,
    'a mention in it': bot.say(guest, place.hall, `<@${guest}> says: ${claim}`).id,
    components: await bot.post({ flags: 1 << 15, components }),
    'an embed': await bot.post({ embeds: [{ title: 'As it was said', description: claim }] }),
    'the preview of an address': await bot.post({
      content: 'https://news.example/ferry',
      embeds: [{ description: claim }],
    }),
    'a field of an embed': await bot.post({ embeds: [{ fields: [{ name: 'Passengers', value: claim }] }] }),
    'content above an embed': await bot.post({
      content: claim,
      embeds: [{ title: 'Mongolia exports wool.' }],
    }),
  };
  for (const [where, target] of Object.entries(targets)) {
    assert.match(await menu(askAbout, target), /212 passengers/, where);
    // What stands above a sentence, such as the name of a field, is read with it as one claim.
    const verdict =
      where === 'a field of an embed' ? /\*\*Passengers The ferry/ : /The documents support this/;
    assert.match(await menu(check, target), verdict, where);
  }
  // The bot's own answer is a message like any other.
  const answer = await messageOf(
    bot.use(guest, place.hall, { name: 'ask', options: { question: ferryQuestion } }),
  );
  assert.match(await menu(askAbout, answer.id), /Following|212|do not say/);
});

test('the menus say so where a message says nothing, or too much', { skip }, async () => {
  for (const nothing of ['🛶', '…!?', `<@${guest}>`, '<:boat:216154654256398347>', '||  ||'])
    for (const name of [askAbout, check])
      assert.match(await menu(name, bot.say(guest, place.hall, nothing).id), /no text to work with/, nothing);
  const long = `${ferryQuestion} ${'It was a long night in Skarvik, said many. '.repeat(40)}`;
  for (const name of [askAbout, check])
    assert.match(await menu(name, bot.say(guest, place.hall, long).id), /first 500 characters/);
  assert.match(await menu(askAbout, bot.say(guest, place.hall, 'word'.repeat(450)).id), /do not say/);
});

test('a claim is supported, contradicted or not mentioned', { skip }, async () => {
  for (const [claim, verdict] of [
    ['The ferry Havørn had 212 passengers on board.', /The documents support this/],
    [
      'The ferry Havørn had 500 passengers on board.',
      /The documents say otherwise[\s\S]*\*\*500\*\*[\s\S]*\*\*212\*\*/,
    ],
    ['The lighthouse of Torvik was lit for the first time in 1999.', /The documents say otherwise/],
    ['Mongolia exports wool.', /says this or the opposite[\s\S]*Related, not an answer/],
  ] as const) {
    const text = await menu(check, bot.say(guest, place.hall, claim).id);
    assert.match(text, verdict, claim);
    assert.match(text, /Only words and figures were compared, not meaning/);
  }
});
