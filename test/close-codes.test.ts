import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fatalClose } from '../src/discord/close-codes.ts';
import { exitStatusOf } from '../src/errors.ts';

test('each close code after which connecting again is no use says what to do', () => {
  for (const [code, pattern] of [
    [4004, /DISCORD_TOKEN/],
    [4010, /SHARDS=auto/],
    [4011, /SHARDS=auto/],
    [4012, /DISCORD_API_VERSION/],
    [4013, /up to date/],
    [4014, /privileged/],
  ] as const) {
    const error = fatalClose(code);
    assert.match(error?.message ?? '', pattern);
    assert.ok(error?.message.includes(String(code)));
    assert.equal(exitStatusOf(error), 2);
  }
});

test('after all others discord.js connects again', () => {
  for (const code of [1000, 1001, 1006, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009])
    assert.equal(fatalClose(code), null);
});
