import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { loadConfig, projectDir, settingDefaults } from '../src/config.ts';
import { KnownError } from '../src/errors.ts';

test('.env.example lists every setting with its default, in order', () => {
  const lines = readFileSync(path.join(projectDir, '.env.example'), 'utf8').split(/\r?\n/);
  const listed = lines.filter((line) => line !== '' && !line.startsWith('#'));
  assert.deepEqual(
    listed,
    Object.entries(settingDefaults).map(([name, value]) => `${name}=${value}`),
  );
});

test('without any setting the defaults hold, with folders inside the project', () => {
  const config = loadConfig({});
  assert.equal(config.documentsDir, path.join(projectDir, 'data/documents'));
  assert.equal(config.discordToken, null);
  assert.equal(config.maxFileBytes, 32 * 1024 * 1024);
});

test('an empty or blank value means the default', () => {
  assert.deepEqual(loadConfig({ INDEX_DIR: ' ', LOG_LEVEL: '' }), loadConfig({}));
});

test('every bad value is named at once, and the token never', () => {
  const secret = 'MTk4.secret.token';
  assert.throws(
    () =>
      loadConfig({
        DISCORD_TOKEN: secret,
        LOG_LEVEL: 'loud',
        MAX_FILE_MB: '-1',
        PREVIEW_PORT: '70000',
        ABSTENTION: 'Eager',
        DISCORD_API_URL: 'discord',
      }),
    (error) => {
      assert.ok(error instanceof KnownError && error.code === 'settings');
      for (const name of ['LOG_LEVEL', 'MAX_FILE_MB', 'PREVIEW_PORT', 'DISCORD_API_URL', 'ABSTENTION']) {
        assert.match(error.message, new RegExp(name));
      }
      assert.ok(!error.message.includes(secret));
      return true;
    },
  );
});

test('a slash at the end of an address is dropped', () => {
  assert.equal(
    loadConfig({ DISCORD_API_URL: 'http://127.0.0.1:8080/api/' }).discordApiUrl,
    'http://127.0.0.1:8080/api',
  );
});

test('an address that nothing can be put behind is refused', () => {
  for (const address of ['https://hub.example/a?b=c', 'https://hub.example/#a', 'https://hub.example/a\\']) {
    assert.throws(() => loadConfig({ MODEL_HUB_URL: address }), /MODEL_HUB_URL is .* holds no \?, # or/);
  }
});

test('a token with something else around it is named, and not shown', () => {
  for (const token of ['Bot MTk4.secret.token', 'MTk4.secret .token', 'MTk4.secret\u200B.token']) {
    assert.throws(
      () => loadConfig({ DISCORD_TOKEN: token }),
      (error) =>
        error instanceof KnownError && /DISCORD_TOKEN/.test(error.message) && !/secret/.test(error.message),
    );
  }
});

test('a value in a message is one short line, and no token that was put into the wrong place', () => {
  const secret = 'MTA1NjM4OTQxMjM0NTY3ODkwMQ.GcAnRy.wrong_place_for_a_secret_value_0123456';
  const wrong = {
    PUBLIC_CHANNELS: secret,
    LOG_LEVEL: `a\nb\u202E${'x'.repeat(5000)}`,
    DISCORD_API_URL: secret,
  };
  assert.throws(
    () => loadConfig(wrong),
    (error) => {
      assert.ok(error instanceof KnownError);
      assert.equal(error.message.split('\n').length, 4);
      assert.ok(error.message.length < 600, String(error.message.length));
      assert.ok(!error.message.includes(secret));
      return /LOG_LEVEL is "a bx+…"/.test(error.message);
    },
  );
});

test('a folder with a control character in its name is named, not looked for', () => {
  for (const name of ['DOCUMENTS_DIR', 'INDEX_DIR', 'FEEDBACK_DIR', 'MODEL_CACHE_DIR', 'EMBEDDING_MODEL']) {
    for (const value of ['a\0b', 'a\nb', '\u001B[2J'])
      assert.throws(
        () => loadConfig({ [name]: value }),
        (error) => error instanceof KnownError && error.message.includes(`  ${name} `),
      );
  }
});
