import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asQuestion } from '../src/discord/question-text.ts';
import { inertLine } from '../src/text/inert.ts';
import type { Person } from '../src/preview/emulator/world.ts';
import {
  each,
  messageOf,
  openBot,
  skipWithoutModel as skip,
  textOf,
  until,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { person, place, world } from './fixtures/discord-world.ts';
import { ferryQuestion, harbourDocuments } from './fixtures/harbour-documents.ts';
import { payloads as hostileTexts } from './fixtures/hostile-texts.ts';
import { isShownAsTyped, questionSeen, unchecked } from './fixtures/hostile-use.ts';

/*
 * What people type, through every way in which they can type it. Each bot is closed by looking back at every body that it
 * sent: nothing in it may act. Here it is asked besides whether a reader sees what was typed, all of it, and nothing more.
 */

const { member, moderator } = person;
/** A name on Discord has at most 32 characters. */
const names = [...new Set(hostileTexts.filter((text) => text.length <= 32 && inertLine(text) !== ''))];
const visitors: readonly Person[] = names.map((displayName, at) => ({
  id: String(1_300_000_000_000_000_000n + BigInt(at)),
  name: `visitor-${at}`,
  displayName,
  locale: 'en-GB',
  permissions: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'],
}));

let bot: DiscordBot;

before(async () => {
  if (skip === false)
    bot = await openBot(harbourDocuments, {
      emulator: { world: { ...world, users: [...world.users, ...visitors] } },
    });
});

after(async () => {
  if (skip === false) await bot.close();
});

test(
  'a hostile text does nothing as a message that somebody is asked about, and as a claim',
  { skip },
  async () => {
    const messages = hostileTexts.filter(
      (text) => text.trim() !== '' && Array.from(text.trim()).length <= 2000,
    );
    await each(messages, async (text) => {
      const { id: target } = bot.say(moderator, place.lounge, text);
      for (const name of ['Ask the documents about this', 'Check this claim']) {
        const message = await messageOf(
          bot.use(member, place.lounge, { name, type: 3, target }, { locale: 'en-GB' }),
        );
        assert.ok(
          questionSeen(message) !== null || /no text to work with/.test(textOf(message)),
          JSON.stringify(text.slice(0, 60)),
        );
      }
    });
  },
);

test('a hostile text does nothing as a follow-up', { skip }, async () => {
  const plain = await messageOf(
    bot.use(member, place.hall, { name: 'ask', options: { question: ferryQuestion } }, unchecked),
  );
  await each(hostileTexts, async (question) => {
    const opened = bot.press(member, plain, { action: 'follow-up' }, unchecked);
    await opened.settled;
    const answered = bot.submit(member, opened, { question }, unchecked);
    await isShownAsTyped(answered, question);
    const message = await messageOf(answered);
    if (questionSeen(message) === null) return;
    assert.match(textOf(message), /^-# Following up on: How many passengers/);
    const again = await bot.press(
      member,
      message,
      { action: /"Rephrase"/.test(JSON.stringify(message.components)) ? 'rephrase' : 'follow-up' },
      unchecked,
    ).settled;
    assert.ok(again.kind === 'modal');
  });
});

test('a hostile text does nothing as a question that is followed up on', { skip }, async () => {
  // An answer, so that there is something to follow up on, with the text in its question.
  await each(hostileTexts, async (text) => {
    const question = `${ferryQuestion} ${text}`;
    const message = await messageOf(
      bot.use(member, place.lounge, { name: 'ask', options: { question } }, unchecked),
    );
    if (questionSeen(message) === null || !/"Follow up"/.test(JSON.stringify(message.components))) return;
    const opened = bot.press(member, message, { action: 'follow-up' }, unchecked);
    await opened.settled;
    const followed = await messageOf(
      bot.submit(member, opened, { question: 'Who was its captain?' }, unchecked),
    );
    const [previous = ''] = textOf(followed).split('\n');
    assert.ok(
      interpret(previous).text.startsWith(`Following up on: ${asQuestion(question).slice(0, 60)}`),
      previous,
    );
  });
});

test('a hostile text does nothing as a comment on an answer', { skip }, async () => {
  const plain = await messageOf(
    bot.use(member, place.hall, { name: 'ask', options: { question: ferryQuestion } }, unchecked),
  );
  await each(hostileTexts, async (comment) => {
    const opened = bot.press(member, plain, { action: 'not-helpful' }, unchecked);
    await opened.settled;
    assert.match(
      textOf(await messageOf(bot.submit(member, opened, { reason: comment, comment }, unchecked))),
      /Thank you/,
    );
  });
});

test('a hostile text does nothing as the custom id of a button, and as values in one', { skip }, async () => {
  const plain = await messageOf(
    bot.use(member, place.hall, { name: 'ask', options: { question: ferryQuestion } }, unchecked),
  );
  await each(hostileTexts, async (text) => {
    for (const id of [
      text.slice(0, 100),
      `1.passage.${text}`.slice(0, 100),
      `1.dismiss.${text}`.slice(0, 100),
      `1.share.${member}.${text}.${text}`.slice(0, 100),
    ]) {
      const outcome = await bot.press(member, plain, id, unchecked).settled;
      assert.ok(outcome.kind === 'message', id);
      assert.match(textOf(outcome.message), /This button is too old to work/, id);
    }
  });
  assert.ok(!bot.now(plain).deleted);
});

test('a hostile text does nothing as the name of somebody who shares an answer', { skip }, async () => {
  assert.ok(names.length >= 100);
  await each(visitors, async ({ id, displayName }) => {
    const message = await messageOf(
      bot.use(id, place.lounge, { name: 'ask', options: { question: ferryQuestion } }, unchecked),
    );
    const share = bot.press(id, message, { action: 'share' }, unchecked);
    await until(() => share.messages().some(({ onlyFor }) => onlyFor === null), 'sharing');
    const shared = share.messages().find(({ onlyFor }) => onlyFor === null);
    assert.ok(shared);
    assert.ok(interpret(textOf(shared)).text.includes(`Shared by ${inertLine(displayName)}`), displayName);
  });
});
