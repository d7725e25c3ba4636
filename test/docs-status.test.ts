import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PermissionsBitField, type ChatInputCommandInteraction } from 'discord.js';
import { docs } from '../src/discord/docs.ts';
import type { Card, Reply, Surroundings } from '../src/discord/handler.ts';
import { cardLibrary, partsOf } from './fixtures/card-library.ts';

function statusOf(
  edit: (card: Card) => Promise<void>,
  sourceState: () => Promise<string>,
): { readonly run: () => Promise<unknown>; readonly logged: string[] } {
  const library = { ...cardLibrary([{ path: 'a.md', text: 'The bridge was opened in 1911.' }]), sourceState };
  const logged: string[] = [];
  const log = (message: string): number => logged.push(message);
  const around = {
    library: { current: () => library },
    feedback: { summary: async () => ({ helpful: 0, notHelpful: 0, reasons: {} }) },
    log: { error: log, warn: log },
    now: () => 0,
  } as unknown as Surroundings;
  const interaction = {
    locale: 'en-GB',
    guildId: '1',
    authorizingIntegrationOwners: { guildId: '1', userId: null },
    memberPermissions: new PermissionsBitField('ManageGuild'),
    options: { getSubcommand: () => 'status' },
  } as unknown as ChatInputCommandInteraction;
  const reply = { edit } as unknown as Reply;
  return { run: async () => docs.run(interaction, reply, around, undefined), logged };
}

test('files that cannot be compared cost /docs status one line of its card', async () => {
  const shown: Card[] = [];
  const { run, logged } = statusOf(
    async (card) => void shown.push(card),
    () => Promise.reject(new Error('a bug')),
  );
  await run();
  const [first, last] = shown.map(({ components }) => partsOf(components).texts.join('\n'));
  assert.match(first ?? '', /1 document/);
  assert.match(last ?? '', /1 document/);
  assert.match(last ?? '', /Files\*\* unknown/i);
  assert.equal(logged.length, 1);
});

test('a count of files that cannot be shown is no reason for a second message', async () => {
  let edits = 0;
  const { run, logged } = statusOf(
    async () => {
      edits += 1;
      if (edits === 2) throw new Error('the connection broke');
    },
    async () => 'same',
  );
  await run();
  assert.deepEqual([edits, logged.length], [2, 1]);
});
