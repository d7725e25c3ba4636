import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PermissionsBitField, type ChatInputCommandInteraction } from 'discord.js';
import { docs } from '../src/discord/docs.ts';
import type { Card, Reply, Surroundings } from '../src/discord/handler.ts';
import { cardLibrary, partsOf } from './fixtures/card-library.ts';

test('files that cannot be compared cost /docs status one line of its card', async () => {
  const library = {
    ...cardLibrary([{ path: 'a.md', text: 'The bridge was opened in 1911.' }]),
    sourceState: () => Promise.reject(new Error('a bug')),
  };
  const shown: Card[] = [];
  const reply = { edit: async (card: Card) => void shown.push(card) } as unknown as Reply;
  const logged: string[] = [];
  const around = {
    library: { current: () => library },
    feedback: { summary: async () => ({ helpful: 0, notHelpful: 0, reasons: {} }) },
    log: { error: (message: string) => logged.push(message) },
    now: () => 0,
  } as unknown as Surroundings;
  const interaction = {
    locale: 'en-GB',
    guildId: '1',
    authorizingIntegrationOwners: { guildId: '1', userId: null },
    memberPermissions: new PermissionsBitField('ManageGuild'),
    options: { getSubcommand: () => 'status' },
  } as unknown as ChatInputCommandInteraction;
  await docs.run(interaction, reply, around, undefined);
  const [first, last] = shown.map(({ components }) => partsOf(components).texts.join('\n'));
  assert.match(first ?? '', /1 document/);
  assert.match(last ?? '', /1 document/);
  assert.match(last ?? '', /Files\*\* unknown/i);
  assert.equal(logged.length, 1);
});
