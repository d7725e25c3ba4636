import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { languages } from '../src/discord/language.ts';
import { aboutWords } from '../src/discord/words/about.ts';
import { askWords } from '../src/discord/words/ask.ts';
import { browseWords } from '../src/discord/words/browse.ts';
import { cardWords } from '../src/discord/words/card.ts';
import { claimWords } from '../src/discord/words/claim.ts';
import { docsWords } from '../src/discord/words/docs.ts';
import { feedbackWords } from '../src/discord/words/feedback.ts';
import type { UsedCommand } from '../src/preview/emulator/emulator.ts';
import {
  each,
  labelsOf,
  messageOf,
  openBot,
  read,
  skipWithoutModel as skip,
  textOf,
  until,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { directMessage, person, personalWorld, place } from './fixtures/discord-world.ts';
import { ferryQuestion, harbourDocuments, unansweredQuestion } from './fixtures/harbour-documents.ts';

const { member, moderator } = person;
const places = { ...place, directMessage: directMessage(member) };
type Where = keyof typeof places;

let added: DiscordBot;
let personal: DiscordBot;

before(async () => {
  if (skip !== false) return;
  [added, personal] = await Promise.all([
    openBot(harbourDocuments),
    openBot(harbourDocuments, { emulator: { world: personalWorld } }),
  ]);
});

after(async () => {
  if (skip === false) await Promise.all([added.close(), personal.close()]);
});

const publicPlaces: ReadonlySet<Where> = new Set(['hall', 'hallThread', 'directMessage']);

/** What each command says, and where everyone sees it. */
const commands: readonly (readonly [UsedCommand, RegExp, ReadonlySet<Where>])[] = [
  [{ name: 'ask', options: { question: ferryQuestion } }, /212 passengers/, publicPlaces],
  [{ name: 'ask', options: { question: ferryQuestion, private: false } }, /212 passengers/, publicPlaces],
  [{ name: 'ask', options: { question: ferryQuestion, private: true } }, /212 passengers/, new Set()],
  [
    { name: 'ask', options: { question: ferryQuestion, document: 'ferry.md' } },
    /212 passengers/,
    publicPlaces,
  ],
  [{ name: 'ask', options: { question: unansweredQuestion } }, /står ikke i dokumentene/, publicPlaces],
  [{ name: 'search', options: { query: 'broken rudder' } }, /broken rudder/, publicPlaces],
  [{ name: 'search', options: { query: 'lens', document: 'lighthouse.md' } }, /Paris/, publicPlaces],
  [{ name: 'sources' }, /33 dokumenter/, publicPlaces],
  [{ name: 'sources', options: { document: 'ferry.md' } }, /The cause/, publicPlaces],
  [{ name: 'about' }, /33 dokumenter/, publicPlaces],
  [{ name: 'help' }, /Slik spør du/, new Set()],
];

for (const [kind, bot] of [
  ['added to the server', () => added],
  ['only a person’s own app', () => personal],
] as const) {
  test(
    `every command answers everywhere where the bot is ${kind}, in public where it is to be`,
    { skip },
    async () => {
      const uses = (Object.keys(places) as Where[]).flatMap((where) =>
        commands.map((one) => [where, ...one] as const),
      );
      await each(uses, async ([where, command, expected, isPublicIn]) => {
        const what = `/${command.name} ${JSON.stringify(command.options)} in ${where}`;
        const message = await messageOf(bot().use(member, places[where], command));
        assert.match(textOf(message), expected, what);
        // Where the bot is not a member it is not told which channel a thread hangs on.
        const isPublic = isPublicIn.has(where) && !(where === 'hallThread' && bot() === personal);
        assert.equal(message.onlyFor, isPublic ? null : member, what);
      });
    },
  );

  test(
    `both menus of a message answer everywhere in private where the bot is ${kind}`,
    { skip },
    async () => {
      await Promise.all(
        (Object.keys(places) as Where[]).map(async (where) => {
          const asked = bot().say(member, places[where], ferryQuestion);
          const claimed = bot().say(member, places[where], 'The ferry Havørn had 212 passengers on board.');
          for (const [name, target] of [
            ['Ask the documents about this', asked.id],
            ['Check this claim', claimed.id],
          ] as const) {
            const message = await messageOf(bot().use(member, places[where], { name, type: 3, target }));
            assert.match(textOf(message), /212 passengers/, where);
            assert.equal(message.onlyFor, member, where);
          }
        }),
      );
    },
  );

  test(`every button of an answer works everywhere where the bot is ${kind}`, { skip }, async () => {
    for (const where of Object.keys(places) as Where[]) {
      const channel = places[where];
      const message = await messageOf(
        bot().use(member, channel, { name: 'ask', options: { question: ferryQuestion, private: true } }),
      );
      assert.match(await read(bot().press(member, message, { action: 'passage' })), /212 passengers/, where);
      assert.match(await read(bot().press(member, message, { action: 'helpful' })), /Takk/, where);
      const opened = bot().press(member, message, { action: 'follow-up' });
      assert.equal((await opened.settled).kind, 'modal', where);
      const followed = await messageOf(bot().submit(member, opened, { question: 'Who was its captain?' }));
      assert.match(textOf(followed), /Erik Dahl/, where);
      assert.equal(followed.onlyFor, member, where);
      bot().press(member, message, { action: 'share' });
      await until(() => /Delt: alle her/.test(textOf(bot().now(message))), where);
      const everyones = bot()
        .emulator.messages(channel, member)
        .filter(
          ({ onlyFor, components }) => onlyFor === null && /Delt av Odd/.test(JSON.stringify(components)),
        );
      assert.equal(everyones.length, 1, where);
      assert.equal(
        (await bot().press(member, message, { action: 'dismiss' }).settled).kind,
        'deleted',
        where,
      );
    }
  });
}

test('a direct message of one person is nobody else’s place', { skip }, () => {
  assert.throws(
    () => added.use(moderator, directMessage(member), { name: 'help' }),
    /not in this conversation/,
  );
});

/** The sentences and labels of a table of words that are no functions. */
function* phrasesOf(words: unknown): Generator<string> {
  if (typeof words === 'string') yield words;
  else if (typeof words === 'object' && words !== null)
    for (const value of Object.values(words)) yield* phrasesOf(value);
}

const tables = [aboutWords, askWords, browseWords, cardWords, claimWords, docsWords, feedbackWords];

test('whoever speaks one of the five languages meets no word of another one', { skip }, async () => {
  for (const language of languages) {
    const locale = language === 'en' ? 'en-GB' : language;
    const seen: string[] = [];
    const own = new Set(tables.flatMap((table) => [...phrasesOf(table[language])]));
    const foreign = languages
      .filter((other) => other !== language)
      .flatMap((other) => tables.flatMap((table) => [...phrasesOf(table[other])]))
      // Shorter ones are parts of names and quotes.
      .filter((phrase) => phrase.length > 5 && ![...own].some((mine) => mine.includes(phrase)));
    const use = async (command: UsedCommand): Promise<Awaited<ReturnType<typeof messageOf>>> => {
      const message = await messageOf(added.use(moderator, place.lounge, command, { locale }));
      seen.push(textOf(message), ...labelsOf(message));
      return message;
    };
    const press = async (
      message: Awaited<ReturnType<typeof messageOf>>,
      action: 'passage' | 'follow-up' | 'rephrase' | 'not-helpful' | 'helpful' | 'outline',
    ): Promise<void> => {
      const outcome = await added.press(moderator, message, { action }, { locale }).settled;
      assert.ok(outcome.kind === 'message' || outcome.kind === 'modal');
      if (outcome.kind === 'message') seen.push(textOf(outcome.message), ...labelsOf(outcome.message));
      else seen.push(JSON.stringify(outcome.modal));
    };
    const answered = await use({ name: 'ask', options: { question: ferryQuestion, document: 'ferry.md' } });
    for (const action of ['passage', 'follow-up', 'not-helpful', 'helpful'] as const)
      await press(answered, action);
    await press(await use({ name: 'ask', options: { question: unansweredQuestion } }), 'rephrase');
    await use({ name: 'ask', options: { question: ferryQuestion, document: 'nothing of the kind' } });
    await use({ name: 'search', options: { query: 'harbour boats' } });
    await press(await use({ name: 'sources' }), 'outline');
    for (const name of ['about', 'help', 'docs status']) await use({ name });
    for (const claim of [
      'The ferry Havørn had 212 passengers on board.',
      'The lighthouse of Torvik was lit in 1999.',
      'Mongolia exports wool.',
    ]) {
      await use({ name: 'Check this claim', type: 3, target: added.say(moderator, place.lounge, claim).id });
    }
    const all = seen.join('\n');
    assert.deepEqual(
      foreign.filter((phrase) => all.includes(phrase)),
      [],
      language,
    );
    assert.ok([...own].filter((phrase) => all.includes(phrase)).length > 60, language);
  }
});

test('people with a language that is not spoken here are spoken to in English', { skip }, async () => {
  for (const locale of ['pt-BR', 'ja', 'sv-SE', 'xx'])
    assert.match(await read(added.use(moderator, place.lounge, { name: 'help' }, { locale })), /How to ask/);
});
