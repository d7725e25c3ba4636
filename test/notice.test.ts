import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withinLimits } from '../src/discord/blocks.ts';
import type { Card } from '../src/discord/handler.ts';
import { languages, type Language } from '../src/discord/language.ts';
import { notice } from '../src/discord/notice.ts';
import { partsOf } from './fixtures/card-library.ts';
import { interpret } from './fixtures/discord-markdown.ts';
import { hostileTexts } from './fixtures/hostile-texts.ts';
import { openapiCheck, skipWithoutOpenapi } from './fixtures/openapi.ts';

const simple = [
  'busy',
  'timed-out',
  'restarting',
  'index-gone',
  'unknown-button',
  'not-yours',
  'not-allowed',
  'nothing-to-share',
  'voted',
  'deleted',
  'no-question',
  'no-text',
] as const;

function everyNotice(language: Language, foreign = 'Bridge'): Card[] {
  return [
    ...simple.map((kind) => notice(kind, language)),
    notice('try-again', language, { at: 1_795_168_800_000 }),
    notice('error', language, { reference: foreign === 'Bridge' ? 'e4f1' : foreign }),
    notice('question-too-long', language, { most: 500 }),
    notice('unknown-document', language, { typed: foreign, nearest: [] }),
    notice('unknown-document', language, {
      typed: foreign,
      nearest: Array.from({ length: 9 }, () => foreign),
    }),
  ];
}

const saidBy = (card: Card): string => partsOf(card.components).texts.join('\n');

test('a limit says when to try again, by the clock of whoever reads it', () => {
  assert.equal(
    saidBy(notice('try-again', 'en', { at: 1_795_168_800_000 })),
    '**That was a lot of questions at once.**\nTry again <t:1795168800:R>.',
  );
});

test('an error says the reference that the log has too, and nothing else of it', () => {
  assert.match(saidBy(notice('error', 'en', { reference: 'k3f9-22' })), /: `k3f9-22`$/);
  assert.match(saidBy(notice('error', 'en', { reference: '`@everyone` <@1>' })), /: `everyone1`$/);
});

test('an unknown document is answered with the nearest titles, five at most', () => {
  const nearest = ['Bridge', '- Ferry', '', 'Mill', 'Pears', 'Storm', 'Lamps'];
  assert.equal(
    saidBy(notice('unknown-document', 'en', { typed: 'Brigde', nearest })),
    '**There is no document called “Brigde”.**\nChoose one from the list.\n-# Nearest titles\n- Bridge\n- \\- Ferry\n- Mill\n- Pears\n- Storm',
  );
});

test('each language has words of its own for each notice', () => {
  const [english = [], ...others] = languages.map((language) => everyNotice(language).map(saidBy));
  for (const said of others)
    for (const [at, words] of said.entries()) assert.notEqual(words, english[at], words);
});

test('hostile details do nothing and break no limit', () => {
  const ours = /^(?:bold|subtext|list|code|<t:1795168800:R>)$/;
  for (const foreign of hostileTexts)
    for (const card of everyNotice('de', foreign)) {
      assert.deepEqual(withinLimits(card), []);
      assert.deepEqual(
        interpret(saidBy(card)).active.filter((kind) => !ours.test(kind)),
        [],
        JSON.stringify(foreign.slice(0, 60)),
      );
    }
});

test('every notice is valid under the official description', { skip: skipWithoutOpenapi }, async () => {
  const check = await openapiCheck();
  assert.ok(check !== null);
  for (const language of languages)
    for (const { components } of everyNotice(language)) {
      const body = { components, flags: 1 << 15, allowed_mentions: { parse: [] } };
      assert.deepEqual(check('PATCH', '/webhooks/1/token/messages/@original', body), []);
    }
});
