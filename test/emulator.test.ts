import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageFlags, type Interaction as Received } from 'discord.js';
import { ClientRefusal, type EmulatorEvent } from '../src/preview/emulator/emulator.ts';
import { connect, until } from './fixtures/emulated-client.ts';

async function answerDeferred(interaction: Received): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  await interaction.editReply('The answer');
}

test('a question is acknowledged, thought about and answered, in every kind of channel', async (t) => {
  const seen: string[] = [];
  const { emulator, moderator } = await connect(t, async (interaction) => {
    seen.push(
      `${interaction.context} ${interaction.inCachedGuild()} ${Object.keys(interaction.authorizingIntegrationOwners).join()}`,
    );
    await answerDeferred(interaction);
  });
  const events: EmulatorEvent[] = [];
  emulator.onChange((event) => events.push(event));
  for (const { id, members } of emulator.world.channels) {
    if (members !== undefined && !members.includes(moderator)) continue;
    const asked = emulator.use(moderator, id, { name: 'ask', options: { question: 'Why?' } });
    assert.equal((await asked.acknowledged).type, 5);
    const outcome = await asked.settled;
    assert.equal(outcome.kind, 'message');
    const [message] = emulator.messages(id, moderator);
    assert.equal(message?.content, 'The answer');
    assert.equal(message?.thinking, false);
    assert.equal(message?.editedAt, null);
    assert.deepEqual(message?.interaction, { id: asked.id, user: moderator, command: 'ask' });
  }
  assert.deepEqual(seen.map((one) => one.slice(0, 6)).sort(), [
    '0 true',
    '0 true',
    '0 true',
    '1 fals',
    '2 fals',
  ]);
  const created = events.find((event) => event.type === 'message-created');
  assert.equal(created?.type === 'message-created' && created.message.thinking, true);
  assert.deepEqual(emulator.violations, []);
});

test('who sees a reply is settled by the first response', async (t) => {
  const { emulator, moderator, member, channel } = await connect(t, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    // The first follow-up fills in the deferred reply and cannot make it public.
    await interaction.followUp('Private');
    await interaction.followUp('Public');
  });
  const text = channel('text');
  const asked = emulator.use(moderator, text, { name: 'ask', options: { question: 'Why?' } });
  await asked.settled;
  await until(() => emulator.messages(text, moderator).length === 2);
  assert.deepEqual(
    emulator.messages(text, moderator).map(({ content, onlyFor }) => [content, onlyFor]),
    [
      ['Private', moderator],
      ['Public', null],
    ],
  );
  assert.deepEqual(
    emulator.messages(text, member).map(({ content }) => content),
    ['Public'],
  );
  const [first] = emulator.messages(text, moderator);
  assert.ok(first);
  assert.throws(() => emulator.press(member, first, 'x'), ClientRefusal);
  emulator.dismiss(moderator, first);
  assert.equal(emulator.messages(text, moderator).length, 1);
});

test('a button opens a modal, and the modal changes the message that the button sits on', async (t) => {
  const { emulator, member, channel } = await connect(t, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        flags: MessageFlags.IsComponentsV2,
        components: [
          { type: 10, content: 'Question' },
          { type: 1, components: [{ type: 2, style: 1, label: 'More', custom_id: 'more' }] },
        ],
      });
    } else if (interaction.isButton()) {
      await interaction.showModal({
        custom_id: 'asked',
        title: 'More',
        components: [
          {
            type: 18,
            label: 'Question',
            component: { type: 4, custom_id: 'text', style: 1, max_length: 10, value: 'preset' },
          },
        ],
      });
    } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      const said = interaction.fields.getTextInputValue('text');
      await interaction.update({ components: [{ type: 10, content: said }] });
    }
  });
  const text = channel('text');
  const asked = await emulator.use(member, text, { name: 'ask', options: { question: 'Why?' } }).settled;
  assert.equal(asked.kind, 'message');
  const { message } = asked;
  assert.throws(() => emulator.press(member, message, 'other'), /no component "other"/);
  const pressed = emulator.press(member, message, 'more');
  assert.equal((await pressed.settled).kind, 'modal');
  assert.throws(() => emulator.submit(member, pressed, { text: 'longer than ten' }), /1|10 characters/);
  assert.throws(() => emulator.submit(member, pressed, { text: '' }), /required/);
  assert.throws(() => emulator.submit(member, pressed, { other: 'x' }), /no field "other"/);
  await emulator.submit(member, pressed, {}).settled;
  assert.deepEqual(texts(emulator.messages(text, member)[0]?.components), ['preset']);
  await emulator.submit(member, pressed, { text: 'anew' }).settled;
  const [changed] = emulator.messages(text, member);
  assert.deepEqual(texts(changed?.components), ['anew']);
  assert.equal(changed?.id, message.id);
  assert.notEqual(changed?.editedAt, null);
});

test('suggestions come with what is typed so far', async (t) => {
  const { emulator, member, channel } = await connect(t, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const { name, value } = interaction.options.getFocused(true);
    await interaction.respond([{ name: `${name}: ${value}`, value: 'a.md' }]);
  });
  const suggested = emulator.suggest(member, channel('text'), 'ask', 'document', { document: 'bor' });
  assert.deepEqual(await suggested.settled, {
    kind: 'choices',
    choices: [{ name: 'document: bor', value: 'a.md' }],
  });
  assert.throws(() => emulator.suggest(member, channel('text'), 'ask', 'question', {}), /no suggestions/);
});

test('a message menu carries the message, and a person their language', async (t) => {
  const { emulator, member, channel } = await connect(t, async (interaction) => {
    if (!interaction.isMessageContextMenuCommand()) return;
    await interaction.reply(`${interaction.targetMessage.content} ${interaction.locale}`);
  });
  const said = emulator.say(member, channel('thread'), 'It was 294.');
  const menu = { name: 'Check this claim', type: 3, target: said.id } as const;
  const outcome = await emulator.use(member, channel('thread'), menu).settled;
  assert.equal(outcome.kind === 'message' && outcome.message.content, 'It was 294. no');
});

test('the client itself refuses what Discord’s would not send', async (t) => {
  const { emulator, member, moderator, channel } = await connect(t, answerDeferred);
  const text = channel('text');
  const ask = (options: Record<string, string>) => () => emulator.use(member, text, { name: 'ask', options });
  assert.throws(ask({}), /"question" is required/);
  assert.throws(ask({ question: 'x'.repeat(21) }), /at most 20/);
  assert.throws(ask({ question: 'ab' }), /at least 3/);
  assert.throws(ask({ question: 'Why?', other: 'x' }), /no option "other"/);
  assert.throws(() => emulator.use(member, text, { name: 'nothing' }), /no command "nothing"/);
  assert.throws(() => emulator.use(member, text, { name: 'docs status' }), /may not use/);
  assert.throws(() => emulator.use(moderator, text, { name: 'docs' }), /Choose one of: status/);
  assert.throws(() => emulator.use(moderator, channel('dm'), { name: 'docs status' }), /not for this place/);
  assert.throws(() => emulator.say(member, channel('dm'), 'hello'), /not in this conversation/);
  const forced = emulator.use(member, text, { name: 'docs status' }, { unchecked: true });
  assert.equal((await forced.settled).kind, 'message');
});

test('nobody answers: the interaction fails, and the person is told', async (t) => {
  const { emulator, member, channel } = await connect(t, async () => undefined, {
    limits: { firstResponseMs: 30 },
  });
  const asked = emulator.use(member, channel('text'), { name: 'ask', options: { question: 'Why?' } });
  assert.equal((await asked.acknowledged).type, null);
  assert.deepEqual(await asked.settled, { kind: 'failed', reason: 'The application did not respond' });
});

test('a reply that stays "thinking" until its token dies has failed', async (t) => {
  const { emulator, member, channel } = await connect(
    t,
    async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.deferReply();
    },
    { limits: { tokenLifeMs: 500 } },
  );
  const asked = emulator.use(member, channel('text'), { name: 'ask', options: { question: 'Why?' } });
  assert.equal((await asked.settled).kind, 'failed');
  assert.equal(emulator.messages(channel('text'), member)[0]?.thinking, true);
});

test('only the latest messages and requests are kept', async (t) => {
  const { emulator, member, channel } = await connect(t, answerDeferred, {
    limits: { keptMessages: 3, keptRequests: 2, tokenLifeMs: 0 },
  });
  for (const at of [1, 2, 3, 4, 5]) {
    emulator.say(member, channel('text'), `Message ${at}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.deepEqual(
    emulator.messages(channel('text'), member).map(({ content }) => content),
    ['Message 3', 'Message 4', 'Message 5'],
  );
  assert.equal(emulator.requests.length, 2);
});

function texts(components: readonly object[] | undefined): readonly unknown[] {
  return (components ?? []).map((one) => (one as { readonly content?: string }).content);
}
