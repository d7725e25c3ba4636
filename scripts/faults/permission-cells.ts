import { PermissionsBitField } from 'discord.js';
import type { Handlers } from '../../src/discord/handler.ts';
import { randomBelow, type Random } from '../../src/evaluation/random.ts';
import type { EmulatedMessage } from '../../src/preview/emulator/emulator.ts';
import { messageOf, openBot, textOf, until, type DiscordBot } from '../../test/fixtures/discord-bot.ts';
import { directMessage, person, personalWorld, place, type Role } from '../../test/fixtures/discord-world.ts';
import { Miss, type Fate, type OpenFamily } from './family.ts';
import { needsModel } from './needs.ts';

const documents = {
  'bridge.md': '# The Aldermouth bridge\n\nThe bridge over the river Ock was opened in 1911.\n',
};
const question = 'When was the bridge over the river Ock opened?';
const locale = 'en-GB';
const roles = Object.keys(person) as Role[];
const manages: ReadonlySet<Role> = new Set(['moderator', 'manager', 'administrator']);
const deletes: ReadonlySet<Role> = new Set(['moderator', 'janitor', 'administrator']);
const refusal = /manage the server/;
const inServer = [place.hall, place.lounge, place.hallThread, place.loungeThread] as const;

/** Who tries what, where, with which bot. */
interface Cell {
  readonly bot: DiscordBot;
  /** Added to the server, and not only somebody's own app. */
  readonly isAdded: boolean;
  readonly role: Role;
  readonly random: Random;
}

/** Tries one cell after the other; see `permissions`. */
export async function open(): Promise<OpenFamily> {
  needsModel();
  let isForging = false;
  /** Nothing that Discord sends for a direct message has a member's permissions; a bot that trusts them would be told this. */
  const forging = (own: Handlers): Handlers => {
    const { docs } = own.commands;
    if (docs === undefined) throw new Error('There is no /docs');
    const run: typeof docs.run = async (interaction, ...others) => {
      if (isForging)
        interaction.memberPermissions = new PermissionsBitField(PermissionsBitField.All) as never;
      await docs.run(interaction, ...others);
    };
    return { ...own, commands: { ...own.commands, docs: { ...docs, run } } };
  };
  const [added, personal] = await Promise.all([
    openBot(documents, { wrap: forging }),
    openBot(documents, { wrap: forging, emulator: { world: personalWorld } }),
  ]);
  let allowed = 0;

  const ways: readonly ((cell: Cell) => Promise<Fate>)[] = [
    tryDocs,
    tryDocsOutside,
    tryForgedDocs,
    tryDismiss,
    tryDismiss,
    tryButtonOfAnother,
    tryForgedButton,
  ];

  return {
    async trial(_, random) {
      const isAdded = random() < 0.6;
      const role = roles[randomBelow(random, roles.length)] ?? 'member';
      const way = ways[randomBelow(random, ways.length)] ?? tryDocs;
      const fate = await way({ bot: isAdded ? added : personal, isAdded, role, random });
      if (fate === 'survived') allowed += 1;
      return fate;
    },
    figures: () => ({ allowed, unauthorised: 0 }),
    async close() {
      await Promise.all([added.close(), personal.close()]);
    },
  };

  async function tryForgedDocs({ bot, isAdded, role, random }: Cell): Promise<Fate> {
    isForging = true;
    try {
      const user = person[role];
      const outside = [directMessage(user), place.groupMessage, ...(isAdded ? [] : inServer)];
      return await expectRefused(bot, user, pick(outside, random), random);
    } finally {
      isForging = false;
    }
  }
}

/** In the server that it was added to: for those who manage it. */
async function tryDocs({ bot, isAdded, role, random }: Cell): Promise<Fate> {
  const user = person[role];
  const channel = pick(inServer, random);
  if (!isAdded || !manages.has(role)) return expectRefused(bot, user, channel, random);
  const status = await docs(bot, user, channel, 'docs status');
  if (refusal.test(textOf(status))) throw new Miss(`${role} to see the state of the index in ${channel}`);
  if (status.onlyFor !== user) throw new Miss(`the state of the index to be for ${role} alone`);
  return 'survived';
}

async function tryDocsOutside({ bot, role, random }: Cell): Promise<Fate> {
  const user = person[role];
  return expectRefused(bot, user, pick([directMessage(user), place.groupMessage], random), random);
}

async function expectRefused(bot: DiscordBot, user: string, channel: string, random: Random): Promise<Fate> {
  const { generation } = bot.library().current().index;
  const name = random() < 0.5 ? 'docs status' : 'docs reindex';
  const message = await docs(bot, user, channel, name);
  if (!refusal.test(textOf(message)))
    throw new Miss(
      `${user} to be refused ${name} in ${channel}, and it says ${JSON.stringify(textOf(message).slice(0, 120))}`,
    );
  if (bot.library().current().index.generation !== generation) throw new Miss('the index to be as it was');
  return 'refused';
}

async function tryDismiss({ bot, role: presser, random }: Cell): Promise<Fate> {
  const asker = pick(roles, random);
  const message = await messageOf(
    bot.use(person[asker], place.hall, { name: 'ask', options: { question } }, { locale }),
  );
  const { kind } = await bot.press(person[presser], message, { action: 'dismiss' }, { locale }).settled;
  const may = asker === presser || deletes.has(presser);
  if (bot.now(message).deleted !== may)
    throw new Miss(`an answer for ${asker} ${may ? '' : 'not '}to be dismissed by ${presser}`);
  if ((kind === 'deleted') !== may) throw new Miss(`${presser} to be told of it, and it came to ${kind}`);
  return may ? 'survived' : 'refused';
}

/** Following up, rephrasing and sharing are for who asked. */
async function tryButtonOfAnother({ bot, role: presser, random }: Cell): Promise<Fate> {
  const asker = pick(roles, random);
  const asked = random() < 0.6 ? question : 'What is the capital of Mongolia called?';
  const isShared = random() < 0.5;
  const channel = isShared ? place.lounge : place.hall;
  let message = await messageOf(
    bot.use(person[asker], channel, { name: 'ask', options: { question: asked } }, { locale }),
  );
  if (isShared) {
    // In the lounge answers are private, until they are shared.
    if (message.onlyFor !== person[asker]) throw new Miss(`an answer in the lounge for ${asker} alone`);
    const share = bot.press(person[asker], message, { action: 'share' }, { locale });
    const shared = (): EmulatedMessage | undefined =>
      share.messages().find(({ onlyFor, thinking }) => onlyFor === null && !thinking);
    await until(() => shared() !== undefined, 'sharing');
    message = shared() ?? message;
  }
  const buttons = JSON.stringify(message.components);
  const action = (['follow-up', 'rephrase', 'dismiss'] as const).find((one) => buttons.includes(`.${one}`));
  if (action === undefined) throw new Miss('a button for who asked');
  const { kind } = await bot.press(person[presser], message, { action }, { locale }).settled;
  const may = asker === presser || (action === 'dismiss' && deletes.has(presser));
  if (may === (kind === 'message'))
    throw new Miss(
      `${presser} ${may ? '' : 'not '}to ${action} an answer for ${asker}, and it came to ${kind}`,
    );
  return may ? 'survived' : 'refused';
}

/** Another id in a custom id makes nobody somebody else. */
async function tryForgedButton({ bot, random }: Cell): Promise<Fate> {
  const asker = person.member;
  const message = await messageOf(
    bot.use(asker, place.hall, { name: 'ask', options: { question } }, { locale }),
  );
  const forged = pick(
    [
      `1.dismiss.${person.guest}`,
      `1.dismiss.${person.moderator}`,
      `1.share.${person.guest}`,
      '1.dismiss.',
      '1.dismiss.0',
      `1.dismiss.${asker}.x`,
    ],
    random,
  );
  await bot.press(person.guest, message, forged, { unchecked: true, locale }).settled;
  if (bot.now(message).deleted) throw new Miss(`${forged} not to dismiss an answer for somebody else`);
  return 'refused';
}

async function docs(bot: DiscordBot, user: string, channel: string, name: string): Promise<EmulatedMessage> {
  // A changed client can send any command from anywhere.
  return messageOf(bot.use(user, channel, { name }, { unchecked: true, locale }));
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[randomBelow(random, items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from');
  return item;
}
