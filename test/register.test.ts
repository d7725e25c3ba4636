import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { commandDefinitions } from '../src/discord/commands.ts';
import { isSame, registerCommands } from '../src/discord/register.ts';
import { createLog } from '../src/log.ts';
import { scriptedDiscord } from './fixtures/scripted-discord.ts';

/** As Discord gives back what it was given: with ids, every default filled in, and fields in another order. */
function asReturned(definitions: readonly RESTPostAPIApplicationCommandsJSONBody[]): unknown[] {
  return definitions.toReversed().map((definition, at) => {
    const { options, ...rest } = definition as { readonly options?: readonly object[] };
    return {
      version: `${900 + at}`,
      nsfw: false,
      dm_permission: true,
      default_member_permissions: null,
      type: 1,
      description: '',
      name_localizations: null,
      description_localizations: null,
      contexts: null,
      ...Object.fromEntries(Object.entries(structuredClone(rest)).toReversed()),
      id: `${100 + at}`,
      application_id: '1',
      ...(options === undefined
        ? {}
        : { options: options.map((option) => ({ required: false, autocomplete: false, ...option })) }),
    };
  });
}

/** Whether a change to /ask makes it another command. */
function changed(change: (command: Record<string, unknown>) => void): boolean {
  const returned = asReturned(commandDefinitions) as Record<string, unknown>[];
  const ask = returned.find((command) => command['name'] === 'ask');
  assert.ok(ask !== undefined);
  change(ask);
  return !isSame(returned, commandDefinitions);
}

test('commands as Discord returns them are the same as what it was given', () => {
  assert.ok(commandDefinitions.length > 0);
  assert.ok(isSame(asReturned(commandDefinitions), commandDefinitions));
});

test('each change that a person could notice is a difference', () => {
  assert.ok(changed((ask) => (ask['description'] = 'Another.')));
  assert.ok(changed((ask) => (ask['name_localizations'] = { de: 'anders' })));
  assert.ok(changed((ask) => (ask['contexts'] = [0])));
  assert.ok(changed((ask) => (ask['default_member_permissions'] = '32')));
  assert.ok(changed((ask) => (ask['options'] = (ask['options'] as unknown[]).toReversed())));
  assert.ok(changed((ask) => (ask['type'] = 3)));
  assert.ok(!changed((ask) => (ask['version'] = '1')));
});

test('another number of commands, or none at all, is a difference', () => {
  const returned = asReturned(commandDefinitions);
  assert.ok(!isSame(returned.slice(1), commandDefinitions));
  assert.ok(!isSame([...returned, returned[0]], commandDefinitions));
  assert.ok(!isSame([], commandDefinitions));
  assert.ok(!isSame(null, commandDefinitions));
  assert.ok(!isSame({ message: 'no' }, commandDefinitions));
});

test('a command of Discord’s own, which an Activity has, is no difference', () => {
  const entryPoint = { id: '9', application_id: '1', type: 4, name: 'launch', description: '', handler: 2 };
  assert.ok(isSame([...asReturned(commandDefinitions), entryPoint], commandDefinitions));
});

test('commands that Discord makes wait are not sent again before their time', async () => {
  const discord = await scriptedDiscord(
    { status: 200, body: [] },
    {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 1200 },
      headers: { 'retry-after': '1200' },
    },
    { status: 200, body: [] },
  );
  const controller = new AbortController();
  const saying = new EventEmitter<{ line: [string] }>();
  const saidFirst = once(saying, 'line');
  try {
    const registering = registerCommands({
      rest: discord.rest,
      application: '1',
      definitions: commandDefinitions,
      log: createLog({
        level: 'info',
        form: 'json',
        write: (line) => saying.emit('line', line),
        secrets: [],
      }),
      signal: controller.signal,
      pausesMs: [10],
    });
    assert.match(String(await saidFirst), /could not be registered\. Trying again in 120\d s/);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(discord.heard.length, 2);
    controller.abort();
    await registering;
    assert.equal(discord.heard.length, 2, 'nor when the bot ends');
  } finally {
    await discord.close();
  }
});
