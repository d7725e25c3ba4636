import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { questionOf } from '../src/discord/message.ts';
import { asQuestion } from '../src/discord/question-text.ts';
import { inertLine } from '../src/text/inert.ts';
import {
  each,
  messageOf,
  openBot,
  skipWithoutModel as skip,
  textOf,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { person, place } from './fixtures/discord-world.ts';
import { ferryQuestion, harbourDocuments } from './fixtures/harbour-documents.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';
import { isShownAsTyped, unchecked } from './fixtures/hostile-use.ts';

/*
 * What people type, through every way in which they can type it. Each bot is closed by looking back at every body that it
 * sent: nothing in it may act. Here it is asked besides whether a reader sees what was typed, all of it, and nothing more.
 */

const { member } = person;
/** An option that must be there is never empty. */
const typed = hostileTexts.filter((text) => text !== '');

let bot: DiscordBot;

before(async () => {
  if (skip === false) bot = await openBot(harbourDocuments);
});

after(async () => {
  if (skip === false) await bot.close();
});

test('a hostile text does nothing as a question', { skip }, async () => {
  await each(typed, async (question) =>
    isShownAsTyped(bot.use(member, place.hall, { name: 'ask', options: { question } }, unchecked), question),
  );
});

test(
  'a hostile text does nothing as words to search for, in all documents and in one',
  { skip },
  async () => {
    await each(typed, async (query) => {
      for (const options of [{ query }, { query, document: 'ferry.md' }])
        await isShownAsTyped(bot.use(member, place.hall, { name: 'search', options }, unchecked), query);
    });
  },
);

test('a hostile text does nothing as the name of a document', { skip }, async () => {
  await each(hostileTexts, async (document) => {
    for (const command of [
      { name: 'ask', options: { question: ferryQuestion, document } },
      { name: 'sources', options: { document } },
    ]) {
      const text = textOf(await messageOf(bot.use(member, place.lounge, command, unchecked)));
      const line = inertLine(document);
      if (!/no document called/.test(text)) continue;
      const seen = interpret(text.split('\n')[0] ?? '').text;
      if (line.length <= 70) assert.ok(seen.includes(`“${line}”`), JSON.stringify([line, seen]));
    }
  });
});

test('a question is read back from its card as it was typed', { skip }, async () => {
  const short = hostileTexts.filter((text) => asQuestion(text) !== '' && Array.from(text).length <= 500);
  await each(short, async (question) => {
    const message = await messageOf(
      bot.use(member, place.lounge, { name: 'search', options: { query: question } }, unchecked),
    );
    const received = { components: message.components.map((component) => ({ toJSON: () => component })) };
    assert.equal(questionOf(received as never), asQuestion(question));
  });
});
