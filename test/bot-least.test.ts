import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig } from '../src/config.ts';
import { startBot } from '../src/discord/bot.ts';
import { openFeedback } from '../src/discord/feedback-store.ts';
import { handlers } from '../src/discord/handlers.ts';
import { buildInOwnProcess } from '../src/index/build-process.ts';
import { buildOrder, openLiveLibrary } from '../src/library/live.ts';
import { createLog } from '../src/log.ts';
import { startLeastDiscord, type LeastDiscord } from './fixtures/least-discord.ts';
import { startFolder } from './fixtures/start.ts';

async function withLeast(use: (discord: LeastDiscord) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'footnote-least-'));
  const discord = await startLeastDiscord();
  const log = createLog({ level: 'silent', form: 'json', write: () => {} });
  const settings = { ...startFolder(folder), DISCORD_API_URL: discord.apiUrl };
  const config = { ...loadConfig(settings), discordToken: 'of.no.consequence' };
  await buildInOwnProcess(buildOrder(config));
  const library = await openLiveLibrary(config, { remedy: 'npm run index', progress: { update: () => {} } });
  try {
    const feedback = await openFeedback({ dir: config.feedbackDir, days: 30, now: () => Date.now(), log });
    const bot = await startBot({ config, library, feedback, log, handlers });
    try {
      await use(discord);
    } finally {
      await bot.stop();
    }
  } finally {
    await library.close();
    await discord.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The edit that takes "thinking" away, once it is there. */
async function answerTo(discord: LeastDiscord, token: string): Promise<string> {
  for (let tries = 0; discord.said(token).length < 2; tries++) {
    assert.ok(tries < 400, `nothing was said to ${token}`);
    await wait(25);
  }
  return JSON.stringify(discord.said(token)[1]);
}

test('ids that do not tell the time, and fields that are missing, keep nobody from an answer', async () => {
  await withLeast(async (discord) => {
    const ask = (id: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      const options = [{ name: 'question', type: 3, value: 'How much did the bridge cost to build?' }];
      const data = { id: '3', name: 'ask', type: 1, options };
      discord.send({ id, token: `token-${id}`, application_id: '5', locale: 'en-GB', data, ...fields });
    };
    for (let id = 11; id < 23; id++) ask(String(id));
    for (let id = 11; id < 23; id++) await answerTo(discord, `token-${id}`);
    ask('30', { locale: undefined });
    assert.match(await answerTo(discord, 'token-30'), /Quoted, nothing added|The documents do not say/);
    ask('31', { application_id: undefined });
    await answerTo(discord, 'token-31');
    const data = { id: '4', name: 'docs', type: 1, options: [{ name: 'status', type: 1, options: [] }] };
    ask('32', { data });
    assert.match(await answerTo(discord, 'token-32'), /State of the index/);
  });
});
