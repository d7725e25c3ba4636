import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PermissionsBitField } from 'discord.js';
import type { Handlers } from '../src/discord/handler.ts';
import type { EmulatedMessage } from '../src/preview/emulator/emulator.ts';
import {
  messageOf,
  openBot,
  read,
  skipWithoutModel as skip,
  textOf,
  until,
  type DiscordBot,
} from './fixtures/discord-bot.ts';
import { directMessage, person, personalWorld, place, type Role } from './fixtures/discord-world.ts';

const documents = {
  'bridge.md': '# The Aldermouth bridge\n\nThe bridge over the river Ock was opened in 1911.\n',
};
const question = 'When was the bridge over the river Ock opened?';
const roles = Object.keys(person) as Role[];

/** While this is set, every use of `/docs` comes with all permissions, as if Discord had said so. */
let isForging = false;

/** Nothing that Discord sends for a direct message has permissions of a member: this is what a bot that trusts them would be told. */
function forging(own: Handlers): Handlers {
  const docs = own.commands['docs'];
  assert.ok(docs);
  return {
    ...own,
    commands: {
      ...own.commands,
      docs: {
        ...docs,
        run: async (interaction, ...others) => {
          if (isForging)
            interaction.memberPermissions = new PermissionsBitField(PermissionsBitField.All) as never;
          await docs.run(interaction, ...others);
        },
      },
    },
  };
}

let added: DiscordBot;
let personal: DiscordBot;

before(async () => {
  if (skip !== false) return;
  [added, personal] = await Promise.all([
    openBot(documents, { wrap: forging }),
    openBot(documents, { wrap: forging, emulator: { world: personalWorld } }),
  ]);
});

after(async () => {
  if (skip === false) await Promise.all([added.close(), personal.close()]);
});

const manages: ReadonlySet<Role> = new Set(['moderator', 'manager', 'administrator']);
const deletes: ReadonlySet<Role> = new Set(['moderator', 'janitor', 'administrator']);
const refusal = /manage the server/;

async function docs(bot: DiscordBot, user: string, channel: string, name: string): Promise<EmulatedMessage> {
  // A changed client can send any command from anywhere.
  return messageOf(bot.use(user, channel, { name }, { unchecked: true, locale: 'en-GB' }));
}

test(
  'in the server, the index is shown to those who may manage it, and rebuilt for them, and for nobody else',
  { skip },
  async () => {
    for (const role of roles) {
      for (const channel of [place.hall, place.lounge, place.hallThread, place.loungeThread]) {
        const status = await docs(added, person[role], channel, 'docs status');
        assert.equal(status.onlyFor, person[role], role);
        assert.equal(!refusal.test(textOf(status)), manages.has(role), `${role} in ${channel}`);
        if (manages.has(role)) continue;
        assert.match(textOf(await docs(added, person[role], channel, 'docs reindex')), refusal);
      }
    }
    for (const role of manages) {
      const rebuilt = await docs(added, person[role], place.hall, 'docs reindex');
      await until(() => /Nothing has changed/.test(textOf(added.now(rebuilt))), role);
    }
  },
);

for (const isForged of [false, true]) {
  const how = isForged ? 'with every permission forged' : 'whatever they may do in the server';
  test(`outside of it nobody sees the state of the index, ${how}`, { skip }, async () => {
    isForging = isForged;
    try {
      const generation = added.library().current().index.generation;
      for (const role of roles) {
        const user = person[role];
        for (const name of ['docs status', 'docs reindex']) {
          for (const channel of [directMessage(user), place.groupMessage])
            assert.match(
              textOf(await docs(added, user, channel, name)),
              refusal,
              `${role} ${name} ${channel}`,
            );
          for (const channel of [place.hall, place.loungeThread, directMessage(user), place.groupMessage])
            assert.match(
              textOf(await docs(personal, user, channel, name)),
              refusal,
              `${role} ${name} ${channel}`,
            );
        }
      }
      assert.equal(added.library().current().index.generation, generation);
    } finally {
      isForging = false;
    }
  });
}

test('nobody is offered the command who may not use it, or where it is not for', { skip }, () => {
  for (const role of roles) {
    const offer = (bot: DiscordBot, channel: string) => (): unknown =>
      bot.use(person[role], channel, { name: 'docs status' });
    if (manages.has(role)) assert.doesNotThrow(offer(added, place.hall));
    else assert.throws(offer(added, place.hall), /may not use/);
    assert.throws(offer(added, directMessage(person[role])), /not for this place/);
    assert.throws(offer(added, place.groupMessage), /not for this place/);
    assert.throws(offer(personal, place.hall), /not for this place/);
  }
});

test(
  'an answer is dismissed by who asked it and by those who may delete messages, and by nobody else',
  { skip },
  async () => {
    for (const bot of [added, personal]) {
      for (const asker of roles) {
        for (const presser of roles) {
          const message = await messageOf(
            bot.use(person[asker], place.hall, { name: 'ask', options: { question } }, { locale: 'en-GB' }),
          );
          assert.equal(message.onlyFor, null);
          const pressed = bot.press(person[presser], message, { action: 'dismiss' }, { locale: 'en-GB' });
          const outcome = await pressed.settled;
          const what = `${presser} on an answer for ${asker}`;
          if (asker === presser || deletes.has(presser)) {
            assert.equal(outcome.kind, 'deleted', what);
            assert.ok(bot.now(message).deleted, what);
          } else {
            assert.ok(outcome.kind === 'message', what);
            assert.match(textOf(outcome.message), /Only the person who asked can do this/, what);
            assert.equal(outcome.message.onlyFor, person[presser], what);
            assert.ok(!bot.now(message).deleted, what);
          }
        }
      }
    }
  },
);

test('in a direct message or a group message nobody has a moderator’s rights', { skip }, async () => {
  for (const presser of roles.filter((role) => role !== 'member')) {
    // In a group message every answer is private, until it is shared.
    const own = await messageOf(
      added.use(
        person.member,
        place.groupMessage,
        { name: 'ask', options: { question } },
        { locale: 'en-GB' },
      ),
    );
    const share = added.press(person.member, own, { action: 'share' }, { locale: 'en-GB' });
    await until(
      () => share.messages().some(({ onlyFor, deleted }) => onlyFor === null && !deleted),
      'sharing',
    );
    const shared = share.messages().find(({ onlyFor }) => onlyFor === null);
    assert.ok(shared);
    assert.match(
      await read(added.press(person[presser], shared, { action: 'dismiss' }, { locale: 'en-GB' })),
      /Only the person who asked/,
    );
    assert.equal((await added.press(person.member, shared, { action: 'dismiss' }).settled).kind, 'deleted');
  }
});

test(
  'following up, rephrasing and sharing are for who asked; passages and votes are for everyone',
  { skip },
  async () => {
    const locale = 'en-GB';
    const publicly = await messageOf(
      added.use(person.member, place.hall, { name: 'ask', options: { question } }, { locale }),
    );
    const abstained = await messageOf(
      added.use(
        person.member,
        place.hall,
        { name: 'ask', options: { question: 'What is the capital of Mongolia called?' } },
        { locale },
      ),
    );
    for (const role of roles.filter((one) => one !== 'member')) {
      const user = person[role];
      for (const [message, action] of [
        [publicly, 'follow-up'],
        [abstained, 'rephrase'],
      ] as const)
        assert.match(
          await read(added.press(user, message, { action }, { locale })),
          /Only the person who asked/,
          role,
        );
      assert.match(
        await read(added.press(user, publicly, { action: 'passage' }, { locale })),
        /opened in 1911/,
        role,
      );
      assert.match(
        await read(added.press(user, publicly, { action: 'helpful' }, { locale })),
        /Thank you/,
        role,
      );
      assert.equal(
        (await added.press(user, publicly, { action: 'not-helpful' }, { locale }).settled).kind,
        'modal',
        role,
      );
    }
  },
);

test('another person’s id in a button of somebody’s making opens nothing private', { skip }, async () => {
  const locale = 'en-GB';
  const privately = await messageOf(
    added.use(person.member, place.lounge, { name: 'ask', options: { question } }, { locale }),
  );
  assert.throws(() => added.press(person.guest, privately, { action: 'share' }), /only for somebody else/);
  const publicly = await messageOf(
    added.use(person.member, place.hall, { name: 'ask', options: { question } }, { locale }),
  );
  // Neither a moderator's id nor their own in place of the asker's makes them somebody else.
  for (const forged of [`1.dismiss.${person.moderator}`, `1.dismiss.${person.guest}`])
    assert.match(
      await read(added.press(person.guest, publicly, forged, { unchecked: true, locale })),
      /Only the person who asked/,
    );
  assert.ok(!added.now(publicly).deleted);
});
