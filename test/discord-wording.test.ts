import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { languages, type Language } from '../src/discord/language.ts';
import { cardWords } from '../src/discord/words/card.ts';
import { commandWords, optionWords } from '../src/discord/words/commands.ts';
import { docsWords } from '../src/discord/words/docs.ts';
import type { UsedCommand } from '../src/preview/emulator/emulator.ts';
import {
  messageOf,
  openBot,
  read,
  skipWithoutModel as skip,
  textOf,
  until,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { directMessage, person, place } from './fixtures/discord-world.ts';
import { ferryQuestion, harbourDocuments } from './fixtures/harbour-documents.ts';

const { member, moderator } = person;

let bot: DiscordBot;

before(async () => {
  if (skip === false) bot = await openBot(harbourDocuments);
});

after(async () => {
  if (skip === false) await bot.close();
});

async function say(
  language: Language,
  command: UsedCommand,
  channel: string = place.lounge,
): Promise<string> {
  return read(bot.use(member, channel, command, { locale: language === 'en' ? 'en-US' : language }));
}

/** What is written as something to type. */
function typedIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, typed = '']) => typed);
}

test('commands and options are called as the person’s own Discord calls them', { skip }, async () => {
  for (const language of languages) {
    const { docs, status, reindex, ...others } = commandWords;
    const known = new Set([
      ...Object.values(others).map(({ name }) => `/${name[language]}`),
      ...[status, reindex].map(({ name }) => `/${docs.name[language]} ${name[language]}`),
      ...Object.values(optionWords).map(({ name }) => name[language]),
    ]);
    const help = typedIn(await say(language, { name: 'help' }));
    assert.ok(help.length >= 6, language);
    const rebuild = typedIn([docsWords[language].tooLong, ...docsWords[language].alreadyBuilding].join('\n'));
    assert.equal(rebuild.length, 2);
    assert.deepEqual(
      [...help, ...rebuild].filter((name) => !known.has(name)),
      [],
      language,
    );
  }
});

test('who wants everyone to see an answer where answers are private is told how', { skip }, async () => {
  for (const language of languages) {
    const options = { question: ferryQuestion, private: false };
    assert.ok((await say(language, { name: 'ask', options })).includes(`-# ${noteOf(language)}`), language);
    const without = await say(language, { name: 'ask', options: { question: ferryQuestion } });
    const publicly = await say(language, { name: 'ask', options }, place.hall);
    const alone = await say(language, { name: 'ask', options }, directMessage(member));
    for (const text of [without, publicly, alone]) assert.ok(!text.includes(noteOf(language)), text);
  }
});

function noteOf(language: Language): string {
  const { share } = cardWords[language];
  return {
    en: `Answers are private here; “${share}” shows this one to everyone.`,
    no: `Svar er private her; «${share}» viser dette til alle.`,
    tr: `Yanıtlar burada özeldir; “${share}” bunu herkese gösterir.`,
    ru: `Ответы здесь видит только тот, кто спросил; «${share}» покажет этот всем.`,
    de: `Antworten sind hier privat; „${share}“ zeigt diese allen.`,
  }[language];
}

test(
  'a search or a question in one document says so, whether or not it finds something',
  { skip },
  async () => {
    for (const language of languages) {
      const only = cardWords[language].onlyFrom('Ferry Havørn runs aground off Skarvik');
      for (const words of ['lighthouse lens', 'broken rudder']) {
        const options = { query: words, document: 'ferry.md' };
        assert.ok((await say(language, { name: 'search', options })).includes(only), `${language} ${words}`);
      }
      for (const question of [ferryQuestion, 'When was the lighthouse lit?']) {
        const options = { question, document: 'ferry.md' };
        assert.ok((await say(language, { name: 'ask', options })).includes(only), `${language} ${question}`);
      }
      assert.ok(
        !(await say(language, { name: 'search', options: { query: 'broken rudder' } })).includes(only),
      );
    }
  },
);

test('a button for a document that is gone says that it is the document', { skip }, async () => {
  bot.writeDocument(
    'passing.md',
    '# A passing note\n\nThe passing note is about the tides of Torvik, and nothing else.\n',
  );
  const build = async (): Promise<void> => {
    const shown = await messageOf(bot.use(moderator, place.lounge, { name: 'docs reindex' }));
    await until(() => /up to date/.test(textOf(bot.now(shown))), 'the rebuild');
  };
  await build();
  const locale = 'en-GB';
  const passing = { document: 'passing.md' };
  const [outlined, asked] = await Promise.all([
    messageOf(bot.use(member, place.lounge, { name: 'sources' }, { locale })),
    messageOf(
      bot.use(
        member,
        place.lounge,
        { name: 'ask', options: { question: 'What is the note about?', ...passing } },
        { locale },
      ),
    ),
  ]);
  const opened = bot.press(
    member,
    asked,
    { action: /Rephrase/.test(JSON.stringify(asked.components)) ? 'rephrase' : 'follow-up' },
    { locale },
  );
  await opened.settled;
  let listed = outlined;
  while (!/A passing note/.test(textOf(listed)))
    listed = await messageOf(bot.press(member, listed, { action: 'sources-page', at: -1 }, { locale }));
  const at = textOf(listed)
    .split('\n')
    .filter((line) => line.startsWith('**'))
    .findIndex((line) => /passing/.test(line));
  rmSync(path.join(bot.documentsDir, 'passing.md'));
  await build();
  const gone = /This document is no longer in the index/;
  assert.match(await read(bot.press(member, listed, { action: 'outline', at }, { locale })), gone);
  assert.match(await read(bot.submit(member, opened, { question: 'And what else?' }, { locale })), gone);
});

test('with one document everything is counted as one', { skip }, async () => {
  const alone = await openBot({
    'bridge.md': '# The Aldermouth bridge\n\nThe bridge over the river Ock was opened in 1911.\n',
  });
  try {
    const counts = { en: '1 document', no: '1 dokument', tr: '1 belge', ru: '1 документ', de: '1 Dokument' };
    for (const language of languages) {
      const locale = language === 'en' ? 'en-US' : language;
      const use = async (command: UsedCommand): Promise<string> =>
        read(alone.use(member, place.lounge, command, { locale }));
      const one = new RegExp(`${counts[language]}(?![\\p{L}])`, 'u');
      assert.match(
        await use({ name: 'ask', options: { question: 'When was the bridge over the river Ock opened?' } }),
        one,
      );
      assert.match(
        await use({ name: 'ask', options: { question: 'What is the capital of Mongolia called?' } }),
        one,
      );
      assert.match(await use({ name: 'sources' }), one);
      assert.match(await use({ name: 'about' }), one);
    }
    const listed = await messageOf(alone.use(member, place.lounge, { name: 'sources' }));
    assert.ok(!JSON.stringify(listed.components).includes('sources-page'), 'one page needs no buttons');
  } finally {
    await alone.close();
  }
});
