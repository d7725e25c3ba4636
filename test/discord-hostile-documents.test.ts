import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { titleOf } from '../src/discord/catalogue.ts';
import { choiceValue } from '../src/discord/suggest.ts';
import { inertLine } from '../src/text/inert.ts';
import type { EmulatedMessage } from '../src/preview/emulator/emulator.ts';
import {
  buttonsFor,
  each,
  messageOf,
  openBot,
  skipWithoutModel as skip,
  textOf,
  until,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { person, place } from './fixtures/discord-world.ts';
import { documentOf, fileName } from './fixtures/hostile-documents.ts';
import { payloads } from './fixtures/hostile-texts.ts';

/*
 * A library in which every document is hostile in its name, its title, publisher, author, headings and text. The bot is closed
 * by looking back at every body that it sent; here it is asked besides whether a reader sees titles and quotes as they are.
 */

const { member, moderator } = person;
/** Every payload as it is, and with a backslash behind it: more than 300. */
const foreign = payloads.filter((text) => inertLine(text) !== '').map((text) => text.replaceAll('\0', ''));

let bot: DiscordBot;

before(async () => {
  if (skip !== false) return;
  assert.ok(foreign.length >= 300);
  bot = await openBot(
    Object.fromEntries(foreign.map((text, at) => [fileName(text, at), documentOf(text, at)])),
  );
});

after(async () => {
  if (skip === false) await bot.close();
});

const locale = 'en-GB';

/** What a reader sees of a message, on one line. */
function seenIn(message: EmulatedMessage): string {
  return textOf(message)
    .split('\n')
    .map((line) => interpret(line).text)
    .join(' ');
}

function documents(): readonly {
  readonly path: string;
  readonly title: string;
  readonly number: string;
  readonly text: string;
}[] {
  const { index } = bot.library().current();
  return index.documents.map((document, ordinal) => ({
    path: document.path,
    title: titleOf(document),
    number: / (\d+)\.md$/.exec(document.path)?.[1] ?? '',
    text: index.text(ordinal),
  }));
}

test('every hostile document is answered from, and its passages open', { skip }, async () => {
  assert.ok(documents().length >= 300, String(documents().length));
  let answered = 0;
  await each(documents(), async ({ path, title, number, text }) => {
    const options = {
      question: `What words does the parcel with the number ${number} carry on its lid?`,
      document: choiceValue(path),
    };
    const message = await messageOf(bot.use(member, place.lounge, { name: 'ask', options }, { locale }));
    const seen = seenIn(message);
    if (title.length <= 60) assert.ok(seen.includes(`Only from “${title}”`), `${title} in ${seen}`);
    if (!/"Follow up"/.test(JSON.stringify(message.components))) return;
    answered += 1;
    for (const id of buttonsFor(message, 'passage')) {
      const passage = seenIn(await messageOf(bot.press(member, message, id, { locale })));
      const [first = ''] = text.split('\n').filter((line) => line.includes('The parcel with the number'));
      if (first.length <= 300)
        assert.ok(passage.includes(inertLine(first)), `${inertLine(first)} in ${passage}`);
      assert.match(passage, /Unchanged since it was indexed/);
    }
  });
  assert.ok(answered >= 250, `${answered} answered`);
});

test('they are listed, outlined and searched', { skip }, async () => {
  const titles = new Set(documents().map(({ title }) => title));
  let page = await messageOf(bot.use(member, place.lounge, { name: 'sources' }, { locale }));
  let listed = 0;
  for (;;) {
    const heads = textOf(page)
      .split('\n')
      .filter((line) => line.startsWith('**'));
    for (const head of heads) {
      const seen = interpret(head.slice(2, -2)).text;
      assert.ok(titles.has(seen) || seen.endsWith('…'), seen);
    }
    listed += heads.length;
    const next = buttonsFor(page, 'sources-page');
    if (listed >= documents().length) break;
    page = await messageOf(bot.press(member, page, next.at(-1) ?? '', { locale }));
  }
  assert.equal(listed, documents().length);
  await each(documents(), async ({ path, title, text }) => {
    const document = choiceValue(path);
    const outlined = await messageOf(
      bot.use(member, place.lounge, { name: 'sources', options: { document } }, { locale }),
    );
    if (title.length <= 100) assert.ok(seenIn(outlined).includes(title), title);
    const found = await messageOf(
      bot.use(
        member,
        place.lounge,
        { name: 'search', options: { query: 'words on the lid of the parcel', document } },
        { locale },
      ),
    );
    const [first] = buttonsFor(found, 'passage');
    if (first !== undefined) await messageOf(bot.press(member, found, first, { locale }));
    else assert.ok(text.length < 5000 || /nothing|No passage/.test(textOf(found)));
  });
});

test('their titles are suggested, and everybody is asked about all of them', { skip }, async () => {
  const { index } = bot.library().current();
  await each(documents(), async ({ title }) => {
    for (const { name, value } of await bot.suggest(member, place.hall, 'ask', title.slice(0, 20))) {
      assert.ok(name.length <= 100 && value.length <= 100);
      assert.equal(inertLine(name), name);
    }
  });
  for (const number of [0, 50, 150, 250, index.documents.length - 1]) {
    const question = `What words does the parcel with the number ${number} carry?`;
    const asked = await messageOf(
      bot.use(member, place.hall, { name: 'ask', options: { question } }, { locale }),
    );
    for (const id of buttonsFor(asked, 'passage')) await messageOf(bot.press(member, asked, id, { locale }));
  }
  const claims = foreign
    .slice(0, 40)
    .map((text) => `The parcel carries the words ${text.slice(0, 300)} on its lid.`);
  await each(claims, async (claim) => {
    const { id: target } = bot.say(moderator, place.lounge, claim);
    await messageOf(bot.use(member, place.lounge, { name: 'Check this claim', type: 3, target }, { locale }));
  });
});

test('what has become of their files is told to those who manage the server', { skip }, async () => {
  for (const [at, text] of foreign.slice(0, 60).entries())
    bot.writeDocument(fileName(text, at), `${documentOf(text, at)}\nMore.\n`);
  for (const [at, text] of foreign.slice(60, 120).entries())
    bot.writeDocument(`new ${fileName(text, at)}`, at % 2 === 0 ? documentOf(text, at) : '');
  const shown = await messageOf(bot.use(moderator, place.lounge, { name: 'docs status' }));
  await until(() => /60 changed/.test(textOf(bot.now(shown))), 'the files being compared');
  const built = await messageOf(bot.use(moderator, place.lounge, { name: 'docs reindex' }));
  await until(() => /up to date|was not rebuilt/.test(textOf(bot.now(built))), 'the rebuild');
  assert.match(textOf(bot.now(built)), /\*\*New\*\* \(30\)/);
  assert.match(textOf(bot.now(built)), /\*\*Changed\*\* \(60\)/);
});
