import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChannelType, InteractionContextType, MessageFlags, MessageFlagsBitField } from 'discord.js';
import { mayManage } from '../src/discord/docs.ts';
import { visibilityAfter, visibilityAt, type Place } from '../src/discord/where.ts';

const hall = '100000000000000001';
const listed = { publicChannels: new Set([hall]) };
const nowhere = { publicChannels: new Set<string>() };

function placeOf(channelId: string, more: Partial<Record<'parentId' | 'guildId', string>> = {}): Place {
  const { parentId, guildId = '1' } = more;
  return {
    channelId,
    guildId,
    context: InteractionContextType.Guild,
    channel: { isThread: () => parentId !== undefined, parentId: parentId ?? null },
  } as unknown as Place;
}

function directMessage(context: InteractionContextType | null): Place {
  const type = context === InteractionContextType.PrivateChannel ? ChannelType.GroupDM : ChannelType.DM;
  return {
    channelId: '5',
    guildId: null,
    context,
    channel: { type, isThread: () => false },
  } as unknown as Place;
}

test('answers are public in the channels that the operator names, and in their threads', () => {
  assert.equal(visibilityAt(placeOf(hall), listed), 'public');
  assert.equal(visibilityAt(placeOf('7', { parentId: hall }), listed), 'public');
  assert.equal(visibilityAt(placeOf('7', { parentId: '8' }), listed), 'private');
  assert.equal(visibilityAt(placeOf('7'), listed), 'private');
  assert.equal(visibilityAt(placeOf('7'), { publicChannels: 'all' }), 'public');
  assert.equal(visibilityAt({ ...placeOf('7'), channel: null }, listed), 'private');
});

test('a direct message with the bot has nobody else in it; other people’s have', () => {
  assert.equal(visibilityAt(directMessage(InteractionContextType.BotDM), nowhere), 'public');
  assert.equal(visibilityAt(directMessage(null), nowhere), 'public');
  assert.equal(visibilityAt(directMessage(InteractionContextType.PrivateChannel), nowhere), 'private');
});

function messageWith(flags: MessageFlags | 0): { flags: Readonly<MessageFlagsBitField> } {
  return { flags: new MessageFlagsBitField(flags).freeze() };
}

test('what follows a private message is private, wherever it is', () => {
  assert.equal(
    visibilityAfter({ ...placeOf(hall), message: messageWith(MessageFlags.Ephemeral) }, listed),
    'private',
  );
  assert.equal(visibilityAfter({ ...placeOf(hall), message: messageWith(0) }, listed), 'public');
  assert.equal(visibilityAfter({ ...placeOf(hall), message: null }, listed), 'private');
});

function person(
  guildId: string | null,
  owner: string | null,
  permitted: boolean,
  broughtBy: string | null = null,
): Parameters<typeof mayManage>[0] {
  return {
    guildId,
    authorizingIntegrationOwners: { guildId: owner, userId: broughtBy },
    memberPermissions: { has: () => permitted },
  } as unknown as Parameters<typeof mayManage>[0];
}

test('managing the index takes the right, in a server that the bot was added to', () => {
  assert.equal(mayManage(person('1', '1', true)), true);
  assert.equal(mayManage(person('1', '1', false)), false);
  assert.equal(mayManage(person('1', null, true, '9')), false, 'added to a person, not to the server');
  assert.equal(mayManage(person('1', '2', true)), false);
  assert.equal(mayManage(person('1', null, true)), true, 'nothing is said of who added it');
  assert.equal(mayManage(person(null, '0', true)), false);
  assert.equal(mayManage(person(null, null, true)), false);
});
