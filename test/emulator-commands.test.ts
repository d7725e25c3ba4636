import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { APIApplicationCommand } from 'discord.js';
import { connect, refusal, sampleCommands } from './fixtures/emulated-client.ts';

const nothing = async (): Promise<void> => undefined;
const slash = (name: string, more: object = {}) => ({ name, description: 'Words', ...more });

test('commands keep their ids when they are registered anew, and their versions when nothing changed', async (t) => {
  const { emulator, client } = await connect(t, nothing);
  const route = `/applications/${client.application.id}/commands` as const;
  const before = emulator.commands();
  const [ask] = sampleCommands;
  const body = [ask, slash('docs', { default_member_permissions: '32' })];
  const after = (await client.rest.put(route, { body })) as readonly APIApplicationCommand[];
  assert.deepEqual(
    after.map(({ id }) => id),
    before.slice(0, 2).map(({ id }) => id),
  );
  assert.equal(after[0]?.version, before[0]?.version);
  assert.notEqual(after[1]?.version, before[1]?.version);
});

test('what is registered comes back with what Discord fills in, translations only when asked for', async (t) => {
  const { emulator, client } = await connect(t, nothing);
  const route = `/applications/${client.application.id}/commands` as const;
  await client.rest.put(route, {
    body: [
      slash('ask', {
        name_localizations: { no: 'spør' },
        contexts: [2, 0],
        options: [slash('q', { type: 3, required: false })],
      }),
    ],
  });
  const [plain] = (await client.rest.get(route)) as readonly APIApplicationCommand[];
  assert.equal('name_localizations' in (plain ?? {}), false);
  const [full] = (await client.rest.get(route, {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as readonly APIApplicationCommand[];
  assert.deepEqual(full?.name_localizations, { no: 'spør' });
  assert.deepEqual(full?.contexts, [0, 2]);
  assert.deepEqual(full?.integration_types, [0]);
  assert.equal(full?.default_member_permissions, null);
  assert.equal('required' in (full?.options?.[0] ?? {}), false);
  assert.equal(emulator.commands().length, 1);
});

test('one command can be made, changed and taken away, in a server too', async (t) => {
  const { emulator, client, member, channel } = await connect(t, nothing);
  const route = `/applications/${client.application.id}/guilds/${emulator.world.guild.id}/commands` as const;
  const made = (await client.rest.post(route, { body: slash('here') })) as APIApplicationCommand;
  assert.equal(made.guild_id, emulator.world.guild.id);
  emulator.use(member, channel('text'), { name: 'here' });
  const changed = (await client.rest.patch(`${route}/${made.id}`, {
    body: { description: 'Other words' },
  })) as APIApplicationCommand;
  assert.equal(changed.description, 'Other words');
  await client.rest.delete(`${route}/${made.id}`);
  assert.equal(await refusal(client.rest.get(`${route}/${made.id}`)), '404 10063');
});

test('definitions that break a rule are refused', async (t) => {
  const { client } = await connect(t, nothing);
  const route = `/applications/${client.application.id}/commands` as const;
  const long = 'x'.repeat(100);
  const option = (name: string, more: object = {}) => slash(name, { type: 3, ...more });
  const bodies: readonly (readonly object[])[] = [
    [slash('Ask')],
    [slash('two words')],
    [slash('x'.repeat(33))],
    [{ name: 'ask' }],
    [slash('ask'), slash('ask')],
    [slash('ask', { description: 'x'.repeat(101) })],
    [slash('ask', { name_localizations: { xx: 'ask' } })],
    [slash('ask', { options: [option('a'), option('b', { required: true })] })],
    [slash('ask', { options: [option('a'), option('a')] })],
    [slash('ask', { options: [option('a', { autocomplete: true, choices: [{ name: 'A', value: 'a' }] })] })],
    [slash('ask', { options: [option('a', { min_length: 5, max_length: 4 })] })],
    [slash('ask', { options: [option('a'), slash('b', { type: 1 })] })],
    [slash('ask', { options: Array.from({ length: 26 }, (_, at) => option(`o${at}`)) })],
    [slash('ask', { contexts: [0, 0] })],
    [{ type: 3, name: 'Menu', description: 'Words' }],
    [
      slash('ask', {
        options: Array.from({ length: 4 }, (_, at) =>
          option(`o${at}`, {
            choices: Array.from({ length: 25 }, (_, value) => ({ name: long, value: `${value}` })),
          }),
        ),
      }),
    ],
  ];
  for (const body of bodies)
    assert.equal(
      await refusal(client.rest.put(route, { body })),
      '400 50035',
      JSON.stringify(body).slice(0, 120),
    );
  const many = Array.from({ length: 16 }, (_, at) => ({ type: 3, name: `Menu ${at}` }));
  assert.equal(await refusal(client.rest.put(route, { body: many })), '400 30032');
});

test('two hundred new commands a day are the limit', async (t) => {
  const { client } = await connect(t, nothing, { limits: { requestsPerSecond: 1000 } });
  const route = `/applications/${client.application.id}/commands` as const;
  for (const round of ['a', 'b'])
    await client.rest.put(route, { body: Array.from({ length: 98 }, (_, at) => slash(`${round}${at}`)) });
  await client.rest.put(route, { body: [slash('last')] });
  assert.equal(await refusal(client.rest.put(route, { body: [slash('one')] })), '400 30034');
});
