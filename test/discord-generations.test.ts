import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { decodeState, encodeState } from '../src/discord/state.ts';
import type { EmulatedMessage } from '../src/preview/emulator/emulator.ts';
import {
  buttonsFor,
  messageOf,
  openBot,
  read,
  skipWithoutModel as skip,
  textOf,
  until,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { person, place } from './fixtures/discord-world.ts';
import { ferryQuestion, harbourDocuments, unansweredQuestion } from './fixtures/harbour-documents.ts';

const { manager, member, moderator, guest } = person;

let bot: DiscordBot;

before(async () => {
  if (skip !== false) return;
  bot = await openBot(harbourDocuments);
});

after(async () => {
  if (skip === false) await bot.close();
});

async function ask(
  channel: string,
  question = ferryQuestion,
  user: string = member,
): Promise<EmulatedMessage> {
  return messageOf(bot.use(user, channel, { name: 'ask', options: { question } }, { locale: 'en-GB' }));
}

async function press(
  message: EmulatedMessage,
  action: Parameters<typeof buttonsFor>[1],
  user: string = member,
): Promise<string> {
  return read(bot.press(user, message, { action }, { locale: 'en-GB' }));
}

/** Long answers have this button: few questions have answers as long as that. */
function restOf(message: EmulatedMessage): string {
  const state = decodeState(buttonsFor(message, 'share')[0] ?? '');
  assert.ok(state?.action === 'share');
  return encodeState({ action: 'rest', generation: state.generation, document: state.document });
}

function votes(): Record<string, unknown>[] {
  return readdirSync(bot.feedbackDir)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(path.join(bot.feedbackDir, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('every button works after a restart of the bot', { skip }, async () => {
  const answered = await ask(place.lounge);
  const publicly = await ask(place.hall);
  const abstained = await ask(place.lounge, unansweredQuestion);
  const found = await messageOf(
    bot.use(
      member,
      place.lounge,
      { name: 'search', options: { query: 'boats harbour' } },
      { locale: 'en-GB' },
    ),
  );
  const listed = await messageOf(bot.use(member, place.lounge, { name: 'sources' }, { locale: 'en-GB' }));
  const openBefore = bot.press(member, answered, { action: 'follow-up' }, { locale: 'en-GB' });
  await openBefore.settled;

  await bot.restart();

  assert.match(await press(answered, 'passage'), /✓ Unchanged since it was indexed/);
  assert.match(await press(publicly, 'passage', guest), /212 passengers/);
  assert.match(
    await read(bot.submit(member, openBefore, { question: 'Who was its captain?' }, { locale: 'en-GB' })),
    /Erik Dahl/,
  );
  const followUp = bot.press(member, answered, { action: 'follow-up' });
  await followUp.settled;
  assert.match(await read(bot.submit(member, followUp, { question: 'Who was its captain?' })), /Erik Dahl/);
  const rephrase = bot.press(member, abstained, { action: 'rephrase' });
  const modal = await rephrase.settled;
  assert.ok(modal.kind === 'modal');
  assert.match(JSON.stringify(modal.modal), /What is the capital of Mongolia called\?/);
  assert.match(await read(bot.submit(member, rephrase, { question: ferryQuestion })), /212 passengers/);
  assert.match(await press(answered, 'helpful'), /Thank you/);
  const reasons = bot.press(member, answered, { action: 'not-helpful' });
  await reasons.settled;
  assert.match(await read(bot.submit(member, reasons, { reason: 'missing', comment: '' })), /Takk/);
  assert.match(
    await read(bot.press(member, answered, restOf(answered), { unchecked: true })),
    /212 passengers/,
  );
  assert.match(await press(found, 'search-page'), /boats/);
  assert.match(await press(found, 'passage'), /boats/);
  assert.match(await press(listed, 'outline'), /paragraph/);
  assert.match(await press(bot.now(listed), 'sources-page'), /Documents/);
  bot.press(member, answered, { action: 'share' });
  await until(() => buttonsFor(bot.now(answered), 'share').length === 0, 'sharing');
  assert.equal((await bot.press(member, publicly, { action: 'dismiss' }).settled).kind, 'deleted');
});

test('a person has one vote on an answer, the last one, also across a restart', { skip }, async () => {
  const message = await ask(place.hall, 'When was the lighthouse of Torvik lit for the first time?');
  const before = votes().length;
  await press(message, 'helpful', guest);
  await press(message, 'helpful', guest);
  await press(message, 'helpful', manager);
  await bot.restart();
  const opened = bot.press(guest, message, { action: 'not-helpful' });
  await opened.settled;
  await read(
    bot.submit(guest, opened, { reason: 'wrong-passage', comment: 'The other lighthouse was meant.' }),
  );
  const status = bot.use(moderator, place.lounge, { name: 'docs status' });
  const shown = await messageOf(status);
  await until(() => /missing/.test(textOf(bot.now(shown))), 'the files being compared');
  const counts = /(\d+) helpful, (\d+) not helpful/.exec(textOf(bot.now(shown)));
  // Of the test before: one, not helpful. Of this one: the manager's, and the guest's last.
  assert.deepEqual(counts?.slice(1), ['1', '2']);
  const kept = votes().slice(before);
  assert.deepEqual(
    new Set(kept.map(({ voter }) => voter)).size,
    2,
    'two people, each with one name that stays the same across restarts',
  );
  const text = JSON.stringify(votes());
  for (const id of Object.values(person)) assert.ok(!text.includes(id));
});

test('a passage says whether its file is unchanged, changed or missing', { skip }, async () => {
  const message = await ask(place.hall, 'When was the lighthouse of Torvik lit for the first time?');
  assert.match(await press(message, 'passage'), /✓ Unchanged since it was indexed/);
  bot.writeDocument(
    'lighthouse.md',
    '# The lighthouse of Torvik\n\nThe lighthouse of Torvik was torn down.\n',
  );
  const changed = await press(message, 'passage');
  assert.match(changed, /⚠ The file has changed since it was indexed/);
  assert.match(changed, /lit for the first time in 1888/);
  rmSync(path.join(bot.documentsDir, 'lighthouse.md'));
  assert.match(await press(message, 'passage'), /⚠ The file is no longer there/);
  const sources = await read(
    bot.use(
      member,
      place.lounge,
      { name: 'sources', options: { document: 'lighthouse' } },
      { locale: 'en-GB' },
    ),
  );
  assert.match(sources, /file missing since indexed/);
  bot.writeDocument('lighthouse.md', harbourDocuments['lighthouse.md'] ?? '');
  assert.match(await press(message, 'passage'), /✓ Unchanged since it was indexed/);
});

test(
  'after the index is built anew, buttons show what is still there and say what is gone',
  { skip },
  async () => {
    const [lighthouse, ferry, inquiry, privately, limited] = await Promise.all([
      ask(place.hall, 'When was the lighthouse of Torvik lit for the first time?'),
      ask(place.hall),
      ask(place.hall, 'Who led the inquiry in the town of Lervik?'),
      ask(place.lounge),
      messageOf(
        bot.use(
          member,
          place.lounge,
          { name: 'ask', options: { question: 'Who led the inquiry?', document: 'inquiry.md' } },
          { locale: 'en-GB' },
        ),
      ),
    ]);
    const found = await messageOf(
      bot.use(
        member,
        place.lounge,
        { name: 'search', options: { query: 'boats harbour' } },
        { locale: 'en-GB' },
      ),
    );
    const foundInOne = await messageOf(
      bot.use(
        member,
        place.lounge,
        { name: 'search', options: { query: 'judge inquiry', document: 'inquiry.md' } },
        { locale: 'en-GB' },
      ),
    );
    const listed = await messageOf(bot.use(member, place.lounge, { name: 'sources' }, { locale: 'en-GB' }));
    const outlined = await messageOf(
      bot.use(
        member,
        place.lounge,
        { name: 'sources', options: { document: 'inquiry.md' } },
        { locale: 'en-GB' },
      ),
    );
    bot.writeDocument(
      'ferry.md',
      '# Ferry Havørn runs aground off Skarvik\n\nThe ferry Havørn had 240 passengers on board, said the owner.\n',
    );
    rmSync(path.join(bot.documentsDir, 'inquiry.md'));
    const reindexed = await messageOf(bot.use(moderator, place.lounge, { name: 'docs reindex' }));
    await until(() => /up to date/.test(textOf(bot.now(reindexed))), 'the rebuild');
    assert.match(textOf(bot.now(reindexed)), /\*\*Changed\*\* \(1\)/);

    const same = await press(lighthouse, 'passage');
    assert.match(same, /in 1888/);
    assert.match(same, /The index has been built anew since this answer; this document is the same/);
    const changed = await press(ferry, 'passage');
    assert.match(changed, /This passage is no longer in the index/);
    assert.match(changed, /Its document has changed since this answer: \*\*Ferry Havørn/);
    const gone = await press(inquiry, 'passage');
    assert.match(gone, /This passage is no longer in the index/);
    assert.match(gone, /changed or removed/);

    const shared = bot.press(member, privately, { action: 'share' }, { locale: 'en-GB' });
    await until(() => shared.messages().some((one) => /index that is gone/.test(textOf(one))), 'the refusal');
    assert.equal(shared.messages().filter(({ onlyFor }) => onlyFor === null).length, 0);
    assert.match(
      await read(bot.press(member, privately, restOf(privately), { unchecked: true, locale: 'en-GB' })),
      /index that is gone/,
    );
    assert.match(await press(found, 'search-page'), /The index has been built anew since/);
    assert.match(await press(listed, 'sources-page'), /The index has been built anew since/);
    for (const [message, action] of [
      [outlined, 'outline'],
      [foundInOne, 'search-page'],
      [limited, 'follow-up'],
    ] as const) {
      if (buttonsFor(message, action).length === 0) continue;
      const pressed = bot.press(member, message, { action }, { locale: 'en-GB' });
      const outcome = await pressed.settled;
      if (outcome.kind === 'modal')
        assert.match(
          await read(bot.submit(member, pressed, { question: 'And who paid?' }, { locale: 'en-GB' })),
          /no longer in the index/,
        );
      else
        assert.ok(
          outcome.kind === 'message' && /no longer in the index/.test(textOf(outcome.message)),
          action,
        );
    }
    // A question is asked anew, of what is there now.
    const followUp = bot.press(member, ferry, { action: 'follow-up' }, { locale: 'en-GB' });
    await followUp.settled;
    assert.match(
      await read(bot.submit(member, followUp, { question: ferryQuestion }, { locale: 'en-GB' })),
      /240/,
    );
    for (const action of ['helpful', 'dismiss'] as const) await bot.press(member, ferry, { action }).settled;
  },
);

test(
  'while the index is being built, questions are answered and nobody builds it twice',
  { skip },
  async () => {
    bot.writeDocument('opera.md', '# The opera of Lervik\n\nThe opera of Lervik opened in 1904.\n');
    const building = bot.use(moderator, place.lounge, { name: 'docs reindex' });
    const [first, second, asked] = await Promise.all([
      messageOf(building),
      messageOf(bot.use(manager, place.lounge, { name: 'docs reindex' })),
      ask(place.hall, 'When was the lighthouse of Torvik lit for the first time?'),
    ]);
    assert.match(textOf(second), /being rebuilt already/);
    assert.match(textOf(asked), /1888/);
    await until(() => /up to date/.test(textOf(bot.now(first))), 'the rebuild');
    assert.match(textOf(await ask(place.hall, 'When did the opera of Lervik open?')), /1904/);
    const nothing = await messageOf(bot.use(moderator, place.lounge, { name: 'docs reindex' }));
    await until(() => /Nothing has changed/.test(textOf(bot.now(nothing))), 'the rebuild of nothing');
  },
);
