import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import { commandDefinitions, menuNames } from '../src/discord/commands.ts';
import { handlers } from '../src/discord/handlers.ts';
import { commandWords, menuWords, optionWords } from '../src/discord/words/commands.ts';
import { languages } from '../src/discord/language.ts';
import { openapiCheck, skipWithoutOpenapi } from './fixtures/openapi.ts';

test('every command is valid under the official description', { skip: skipWithoutOpenapi }, async () => {
  const check = await openapiCheck();
  assert.ok(check !== null);
  assert.deepEqual(check('PUT', '/applications/1/commands', commandDefinitions), []);
});

function namesOf(type: ApplicationCommandType): string[] {
  return commandDefinitions.filter((definition) => definition.type === type).map(({ name }) => name);
}

test('every command has a handler, and every handler a command', () => {
  assert.deepEqual(
    namesOf(ApplicationCommandType.ChatInput).toSorted(),
    Object.keys(handlers.commands).toSorted(),
  );
  assert.deepEqual(
    namesOf(ApplicationCommandType.Message).toSorted(),
    Object.keys(handlers.menus).toSorted(),
  );
  assert.equal(menuNames.check, 'Check this claim');
});

test('every name and description fits in every language, and English stands under its own locales', () => {
  const name = /^[-_'\p{L}\p{N}]{1,32}$/u;
  for (const { name: names, description } of [
    ...Object.values(commandWords),
    ...Object.values(optionWords),
  ]) {
    for (const language of languages) {
      assert.match(names[language], name);
      assert.equal(names[language], names[language].toLowerCase());
      assert.ok(
        description[language].length <= 100,
        `${description[language].length}: ${description[language]}`,
      );
    }
  }
  for (const names of Object.values(menuWords))
    for (const language of languages) assert.ok(names[language].length <= 32, names[language]);
  for (const definition of commandDefinitions) {
    assert.equal(definition.name_localizations?.['en-GB'], definition.name);
    assert.equal(definition.name_localizations?.['en-US'], definition.name);
    assert.ok(definition.name_localizations?.no);
  }
});

test('no two commands or options of one command have the same name in a language', () => {
  for (const language of languages) {
    const { status, reindex, ...top } = commandWords;
    const names = Object.values(top).map(({ name }) => name[language]);
    assert.equal(new Set(names).size, names.length, language);
    assert.notEqual(status.name[language], reindex.name[language]);
    const ofAsk = [optionWords.question, optionWords.document, optionWords.private].map(
      ({ name }) => name[language],
    );
    assert.equal(new Set(ofAsk).size, 3);
    assert.notEqual(optionWords.query.name[language], optionWords.document.name[language]);
  }
});

test('only managing the index is kept to servers and to those who manage them', () => {
  for (const definition of commandDefinitions) {
    const isDocs = definition.name === 'docs';
    assert.deepEqual(definition.integration_types, isDocs ? [0] : [0, 1]);
    assert.deepEqual(definition.contexts, isDocs ? [0] : [0, 1, 2]);
    assert.equal(
      definition.default_member_permissions,
      isDocs ? String(PermissionFlagsBits.ManageGuild) : undefined,
    );
  }
});
