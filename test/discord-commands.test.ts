import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readQuality } from '../src/discord/quality.ts';
import { projectDir } from '../src/config.ts';
import { withinLimits } from '../src/discord/limits.ts';
import { encodeState } from '../src/discord/state.ts';
import { defaultWorld, type Person } from '../src/preview/emulator/world.ts';
import type { EmulatedMessage, Interaction } from '../src/preview/emulator/emulator.ts';
import { buttonsFor, messageOf, runBot, textOf, type RunningBot } from './fixtures/bot-in-emulator.ts';
import { partsOf } from './fixtures/card-library.ts';
import { openapiCheck } from './fixtures/openapi.ts';

const skip = existsSync(path.join(projectDir, 'data/model/config.json')) ? false : 'no model in data/model';

const documents = {
  'ferry.md': `# Ferry runs aground off Skarvik

By Mona Lind, 3 May 2019.

The ferry Havørn ran aground off Skarvik on Tuesday night with 212 passengers on board.

## The cause

Captain Erik Dahl blamed a broken rudder. He had asked the owner for repairs in March.

## The repair

Divers from Bergen closed the leak within four hours.
`,
  'inquiry.md': `# Inquiry into the Skarvik grounding

Judge Astrid Moe led the inquiry in the town of Lervik. The owner was fined 3 million kroner.
`,
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [
      `note-${at}.md`,
      `# Note ${at} from the harbour of Lervik\n\nThe harbour of Lervik took in ${at + 20} boats on day ${at}.\n`,
    ]),
  ),
};

const [hall, lounge, thread] = ['1100000000000000201', '1100000000000000202', '1100000000000000203'] as const;
const direct = '1100000000000000204';
const [mira, odd] = ['1100000000000000101', '1100000000000000102'] as const;
const kim: Person = {
  id: '1100000000000000103',
  name: 'kim',
  displayName: 'Kim **bold** @everyone',
  locale: 'en-GB',
  permissions: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'],
};
const question = 'How many passengers were on board the ferry Havørn?';

let bot: RunningBot;

before(async () => {
  if (skip !== false) return;
  bot = await runBot(documents, {
    publicChannels: hall,
    world: { ...defaultWorld, users: [...defaultWorld.users, kim] },
  });
});

after(async () => {
  if (skip === false) await bot.close();
});

async function ask(
  user: string,
  channel: string,
  options: Record<string, string | boolean> = {},
): Promise<EmulatedMessage> {
  return messageOf(bot.emulator.use(user, channel, { name: 'ask', options: { question, ...options } }));
}

function press(
  user: string,
  message: EmulatedMessage,
  action: Parameters<typeof buttonsFor>[1],
  at = 0,
): Interaction {
  const id = buttonsFor(message, action).at(at);
  assert.ok(id !== undefined, `there is no button for ${action}`);
  return bot.emulator.press(user, message, id);
}

const isPrivate = ({ onlyFor }: EmulatedMessage): boolean => onlyFor !== null;
const seen = (message: EmulatedMessage): EmulatedMessage | undefined =>
  bot.emulator.messages(message.channel, message.onlyFor ?? mira).find(({ id }) => id === message.id);

test(
  'an answer is public where the operator says so, in threads of it and in direct messages; private elsewhere',
  { skip },
  async () => {
    const asked = await Promise.all([
      ask(odd, hall),
      ask(odd, thread),
      ask(mira, direct),
      ask(odd, lounge),
      ask(odd, hall, { private: true }),
      ask(odd, lounge, { private: false }),
      ask(mira, direct, { private: true }),
    ]);
    assert.deepEqual(asked.map(isPrivate), [false, false, false, true, true, true, true]);
    for (const message of asked) assert.match(textOf(message), /212 passengers on board\. \[1\]/);
  },
);

test(
  'a question can be limited to a document, by its path, its title or a part of it',
  { skip },
  async () => {
    const inquiry = { question: 'Who led the inquiry into the grounding?' };
    const found = await ask(kim.id, lounge, { ...inquiry, document: 'inquiry into the skarvik GROUNDING' });
    assert.match(textOf(found), /Only from “Inquiry into the Skarvik grounding”/);
    assert.match(textOf(found), /Astrid Moe/);
    assert.match(textOf(await ask(kim.id, lounge, { document: 'ferry.md' })), /212/);
    const unknown = textOf(await ask(kim.id, lounge, { document: 'Note from the harbor' }));
    assert.match(unknown, /There is no document called/);
    assert.match(unknown, /Note \d from the harbour of Lervik/);
  },
);

async function choices(typed: string): Promise<string[]> {
  const outcome = await bot.emulator.suggest(odd, hall, 'ask', 'document', { document: typed }).settled;
  return outcome.kind === 'choices' ? outcome.choices.map(({ value }) => String(value)) : [];
}

test('a slip is told to the person alone, where answers are for everyone too', { skip }, async () => {
  for (const name of ['ask', 'search', 'sources']) {
    const words = name === 'ask' ? { question } : name === 'search' ? { query: 'boats' } : {};
    const used = bot.emulator.use(kim.id, hall, { name, options: { ...words, document: 'no such thing' } });
    const message = await messageOf(used);
    assert.equal(message.onlyFor, kim.id);
    assert.match(textOf(message), /There is no document called/);
  }
});

test('titles are suggested while they are typed', { skip }, async () => {
  assert.deepEqual(await choices('ferry'), ['ferry.md']);
  assert.equal((await choices('')).length, 11);
  assert.deepEqual(await choices('zzzz'), []);
});

test('a passage opens privately, for anybody, and says whether its file has changed', { skip }, async () => {
  const message = await ask(mira, hall);
  const opened = await messageOf(press(odd, message, 'passage'));
  assert.equal(opened.onlyFor, odd);
  assert.match(textOf(opened), /212 passengers/);
});

test(
  'a follow-up is asked in a modal that names the question before, and is understood with it',
  { skip },
  async () => {
    const message = await ask(mira, hall);
    const pressed = press(mira, message, 'follow-up');
    const outcome = await pressed.settled;
    assert.ok(outcome.kind === 'modal');
    assert.match(JSON.stringify(outcome.modal), /"placeholder":"After: How many passengers/);
    const answer = await messageOf(bot.emulator.submit(mira, pressed, { question: 'Who was its captain?' }));
    assert.equal(answer.onlyFor, null, 'public, as the first answer');
    assert.match(textOf(answer), /Following up on: How many passengers/);
    assert.match(textOf(answer), /Erik Dahl/);
    const refused = await messageOf(press(odd, message, 'follow-up'));
    assert.equal(refused.onlyFor, odd);
  },
);

test('a follow-up on a private answer is private, in a public channel too', { skip }, async () => {
  const message = await ask(mira, hall, { private: true });
  const pressed = press(mira, message, 'follow-up');
  await pressed.settled;
  assert.equal(
    (await messageOf(bot.emulator.submit(mira, pressed, { question: 'Who was the captain?' }))).onlyFor,
    mira,
  );
});

test('a question without an answer can be put otherwise', { skip }, async () => {
  const message = await ask(mira, lounge, { question: 'What is the capital of Mongolia?' });
  assert.match(textOf(message), /The documents do not say/);
  const pressed = press(mira, message, 'rephrase');
  const outcome = await pressed.settled;
  assert.ok(outcome.kind === 'modal');
  assert.match(JSON.stringify(outcome.modal), /"value":"What is the capital of Mongolia\?"/);
  const answer = await messageOf(bot.emulator.submit(mira, pressed, { question }));
  assert.notEqual(answer.id, message.id);
  assert.match(textOf(answer), /212/);
});

test('a private answer is shared by who asked, with their name, and says that it was', { skip }, async () => {
  const message = await ask(kim.id, lounge);
  const shared = press(kim.id, message, 'share');
  const changed = await messageOf(shared);
  await until(() => shared.messages().length >= 1 && /Shared/.test(textOf(seen(message) ?? changed)));
  const everyones = bot.emulator
    .messages(lounge, odd)
    .findLast(({ components }) => /Shared by/.test(partsOf(components).texts.join()));
  assert.ok(everyones);
  assert.match(textOf(everyones), /Shared by Kim \\\*\\\*bold\\\*\\\* \\@everyone/);
  assert.deepEqual(everyones.pings, []);
  const [quoted, again] = [message, everyones].map((one) => textOf(one).match(/> .*212.*/)?.[0]);
  assert.equal(quoted, again);
  const mine = seen(message);
  assert.ok(mine);
  assert.match(textOf(mine), /everyone here can see this answer now/);
  assert.deepEqual(buttonsFor(mine, 'share'), []);
});

test('a shared follow-up answers the same follow-up', { skip }, async () => {
  const pressed = press(mira, await ask(mira, lounge), 'follow-up');
  await pressed.settled;
  const answer = await messageOf(bot.emulator.submit(mira, pressed, { question: 'Who was its captain?' }));
  const shared = press(mira, answer, 'share');
  await shared.settled;
  await until(() => /Shared/.test(textOf(seen(answer) ?? answer)));
  const everyones = bot.emulator.messages(lounge, odd).at(-1);
  assert.ok(everyones);
  assert.match(textOf(everyones), /Erik Dahl/);
});

test('a message can be asked about and checked as a claim, privately', { skip }, async () => {
  const said = bot.emulator.say(odd, hall, question);
  const answered = await messageOf(
    bot.emulator.use(mira, hall, { name: 'Ask the documents about this', type: 3, target: said.id }),
  );
  assert.equal(answered.onlyFor, mira);
  assert.match(textOf(answered), /212/);
  const claim = bot.emulator.say(
    odd,
    hall,
    `The ferry Havørn had 212 passengers on board. ${'Everybody says so. '.repeat(40)}`,
  );
  const checked = await messageOf(
    bot.emulator.use(mira, hall, { name: 'Check this claim', type: 3, target: claim.id }),
  );
  assert.equal(checked.onlyFor, mira);
  assert.match(textOf(checked), /212 passengers/);
  assert.match(textOf(checked), /The message is longer; its first 500 characters were read/);
  const empty = bot.emulator.say(odd, hall, '🛶');
  const refused = await messageOf(
    bot.emulator.use(mira, hall, { name: 'Check this claim', type: 3, target: empty.id }),
  );
  assert.match(textOf(refused), /no text to work with/);
});

test('a search is paged for everyone by who searched, and privately for others', { skip }, async () => {
  const found = await messageOf(
    bot.emulator.use(mira, hall, { name: 'search', options: { query: 'harbour boats' } }),
  );
  assert.match(textOf(found), /harbour boats/);
  assert.match(textOf(found), /score \d\.\d\d/);
  const next = buttonsFor(found, 'search-page').at(-1) ?? '';
  const turned = await messageOf(bot.emulator.press(mira, found, next));
  assert.equal(turned.id, found.id);
  assert.match(partsOf(turned.components).labels.join(), /Page 2 of/);
  const copy = await messageOf(press(odd, turned, 'search-page'));
  assert.notEqual(copy.id, found.id);
  assert.equal(copy.onlyFor, odd);
  const opened = await messageOf(press(odd, turned, 'passage'));
  assert.match(textOf(opened), /boats/);
});

test('the documents are listed, paged, and outlined', { skip }, async () => {
  const list = await messageOf(bot.emulator.use(mira, lounge, { name: 'sources' }));
  assert.match(textOf(list), /11 documents/);
  const outlined = await messageOf(press(mira, list, 'outline'));
  assert.equal(outlined.id, list.id);
  assert.match(textOf(outlined), /\*\*The cause\*\* · 1 paragraph/);
  const back = await messageOf(press(mira, outlined, 'sources-page'));
  const second = await messageOf(press(mira, back, 'sources-page', -1));
  assert.match(partsOf(second.components).labels.join(), /Page 2 of 2|Side 2 av 2/);
  const one = await messageOf(
    bot.emulator.use(odd, lounge, { name: 'sources', options: { document: 'ferry' } }),
  );
  assert.match(textOf(one), /Ferry runs aground off Skarvik/);
  assert.match(textOf(one), /uendret siden indekseringen/);
});

test('everyone is spoken to in their own language', { skip }, async () => {
  const spoken: readonly (readonly [string, RegExp])[] = [
    ['en-GB', /How to ask/],
    ['no', /Slik spør du/],
    ['tr', /Nasıl sorulur/],
    ['ru', /Как спрашивать/],
    ['de', /So fragst du/],
    ['pt-BR', /How to ask/],
  ];
  for (const [locale, expected] of spoken) {
    const help = await messageOf(bot.emulator.use(odd, hall, { name: 'help' }, { locale }));
    assert.match(textOf(help), expected);
    const about = await messageOf(bot.emulator.use(odd, lounge, { name: 'about' }, { locale }));
    const figure = new RegExp(String(readQuality()?.retrieval.mrr10).replace('.', '[.,]'));
    assert.match(textOf(about), figure);
  }
});

test('votes are kept without names, a question only with its reason', { skip }, async () => {
  const message = await ask(mira, hall);
  const thanked = await messageOf(press(odd, message, 'helpful'));
  assert.equal(thanked.onlyFor, odd);
  const pressed = press(mira, message, 'not-helpful');
  const outcome = await pressed.settled;
  assert.ok(outcome.kind === 'modal');
  assert.match(JSON.stringify(outcome.modal), /stored with this on the operator’s machine/);
  await messageOf(bot.emulator.submit(mira, pressed, { reason: 'outdated', comment: 'It was 240.' }));
  const files = readdirSync(bot.feedbackDir).filter((name) => name.endsWith('.jsonl'));
  const kept = files.map((name) => readFileSync(path.join(bot.feedbackDir, name), 'utf8')).join('');
  const lines = kept
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.map(({ vote, reason, question, comment }) => ({ vote, reason, question, comment })),
    [
      { vote: 'helpful', reason: null, question: null, comment: null },
      { vote: 'not-helpful', reason: 'outdated', question, comment: 'It was 240.' },
    ],
  );
  assert.ok(!kept.includes(mira) && !kept.includes(odd));
});

test('an answer is dismissed by who asked and by moderators, and by nobody else', { skip }, async () => {
  const message = await ask(kim.id, hall);
  assert.equal((await messageOf(press(odd, message, 'dismiss'))).onlyFor, odd);
  assert.equal((await press(mira, message, 'dismiss').settled).kind, 'deleted');
  const another = await ask(kim.id, hall);
  assert.equal((await press(kim.id, another, 'dismiss').settled).kind, 'deleted');
});

test(
  'only those who manage the server see the state of the index, whatever their client sends',
  { skip },
  async () => {
    const refused = await messageOf(
      bot.emulator.use(odd, hall, { name: 'docs status' }, { unchecked: true }),
    );
    assert.equal(refused.onlyFor, odd);
    assert.match(textOf(refused), /administrerer serveren/);
    const shown = bot.emulator.use(mira, hall, { name: 'docs status' });
    const message = await messageOf(shown);
    assert.equal(message.onlyFor, mira);
    await until(() => /changed, 0 missing/.test(textOf(seen(message) ?? message)));
    assert.match(textOf(seen(message) ?? message), /11 documents/);
  },
);

test(
  'a rebuild tells what has changed, and old buttons say what became of their passages',
  { skip },
  async () => {
    const before = await ask(mira, hall);
    const privately = await ask(kim.id, lounge);
    writeFileSync(
      path.join(bot.documentsDir, 'lighthouse.md'),
      '# The lighthouse\n\nThe lighthouse of Skarvik was lit in 1888.\n',
    );
    writeFileSync(path.join(bot.documentsDir, 'empty.md'), '');
    const [first, second] = [1, 2].map(() => bot.emulator.use(mira, hall, { name: 'docs reindex' }));
    assert.ok(first && second);
    const message = await messageOf(first);
    await until(() => /The index is up to date/.test(textOf(seen(message) ?? message)));
    const report = textOf(seen(message) ?? message);
    assert.match(report, /\*\*New\*\* \(1\)\n- lighthouse\.md/);
    assert.match(report, /empty\.md/);
    assert.match(textOf(await messageOf(second)), /being rebuilt already/);
    const opened = textOf(await messageOf(press(mira, before, 'passage')));
    assert.match(opened, /212 passengers/);
    assert.match(opened, /built anew/);
    const share = press(kim.id, privately, 'share');
    await until(() => share.messages().some((one) => /index that is gone/.test(textOf(one))));
    assert.match(
      textOf(await ask(mira, hall, { question: 'When was the lighthouse of Skarvik lit?' })),
      /1888/,
    );
  },
);

test('a rebuild that fails says why, and the index before stays in use', { skip }, async () => {
  for (const name of readdirSync(bot.documentsDir)) writeFileSync(path.join(bot.documentsDir, name), '');
  const message = await messageOf(bot.emulator.use(mira, hall, { name: 'docs reindex' }));
  await until(() => /was not rebuilt/.test(textOf(seen(message) ?? message)));
  assert.match(textOf(seen(message) ?? message), /None of the files/);
  assert.match(textOf(await ask(mira, hall)), /212/);
});

test('buttons of anybody’s making do no harm', { skip }, async () => {
  const message = await ask(mira, hall);
  const forged = [
    encodeState({ action: 'outline', generation: 'ffffffffffff', document: 'ffffffffffff', page: 4 }),
    encodeState({
      action: 'passage',
      generation: 'ffffffffffff',
      document: 'ffffffffffff',
      text: 'ffffffffffff',
      start: 0,
      end: 9,
    }),
    encodeState({ action: 'search-page', generation: 'ffffffffffff', document: null, page: 999_999 }),
    encodeState({ action: 'sources-page', generation: 'ffffffffffff', page: 999_999 }),
    encodeState({ action: 'share', asker: odd, generation: 'ffffffffffff', document: null }),
    '1.passage.x',
    'nothing of ours',
  ];
  for (const id of forged) {
    const outcome = await bot.emulator.press(odd, message, id, { unchecked: true }).settled;
    assert.notEqual(outcome.kind, 'failed', id);
  }
});

test(
  'nothing that was sent breaks a limit or the official description, and nothing said is in the log',
  { skip },
  async () => {
    assert.deepEqual(bot.emulator.violations, []);
    const check = await openapiCheck();
    for (const { method, path: address, body } of bot.emulator.requests) {
      if (body === undefined) continue;
      if (check !== null) assert.deepEqual(check(method, address, body), [], `${method} ${address}`);
      const message = (body as { data?: object }).data ?? (body as object);
      if ('components' in message && !('custom_id' in message))
        assert.deepEqual(withinLimits(message as Parameters<typeof withinLimits>[0]), []);
    }
    const log = bot.logged.join('\n');
    assert.doesNotMatch(log, /passengers|captain|Mongolia|It was 240/i);
  },
);

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    assert.ok(Date.now() < deadline, 'it did not come to that in 20 s');
    await wait(20);
  }
}
