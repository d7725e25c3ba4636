import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { projectDir } from '../src/config.ts';
import { freePort } from './fixtures/start.ts';
import { launchBrowser, takeSeat, withoutBrowser, type Seat } from './fixtures/browser.ts';

/*
 * The whole product as a newcomer starts it: `npm start` without a token, and somebody in front of a browser.
 */
const hasModel = existsSync(path.join(projectDir, 'data/model/config.json'));
const skip = hasModel ? withoutBrowser : 'no model in data/model';
const folder = mkdtempSync(path.join(tmpdir(), 'footnote-preview-'));

const documents = {
  'bridge.md': `# The Aldermouth bridge

Ock Valley Courier, 3 May 1911

The bridge over the river Ock was opened in 1911. It cost 40,000 crowns to build.

The engineer Ida Vey designed the bridge, and 212 workers built it in three summers.
`,
  'ferry.md': `# The last ferry

The ferry across the river Ock made its last crossing on 30 April 1911. Its captain was Jorn Hask.
`,
};

let bot: ChildProcess;
let url = '';
let browser: Browser | undefined;

before(async () => {
  if (skip !== false) return;
  mkdirSync(path.join(folder, 'documents'));
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(path.join(folder, 'documents', name), text);
  }
  const port = await freePort();
  bot = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DISCORD_TOKEN: '',
      DOCUMENTS_DIR: path.join(folder, 'documents'),
      INDEX_DIR: path.join(folder, 'index'),
      FEEDBACK_DIR: path.join(folder, 'feedback'),
      PREVIEW_PORT: String(port),
      LOG_LEVEL: 'warn',
    },
  });
  url = await invitation(bot);
  browser = await launchBrowser();
});

after(async () => {
  if (skip === false) {
    await browser?.close();
    const closed = once(bot, 'close');
    if (bot.kill('SIGTERM')) await closed;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function sit(context: TestContext, screen?: Parameters<typeof takeSeat>[2]): Promise<Seat> {
  assert.ok(browser);
  const seat = await takeSeat(browser, url, screen);
  context.after(async () => {
    await seat.page.context().close();
    assert.deepEqual(seat.complaints, []);
  });
  await seat.page.locator('#status[data-kind=online]').waitFor();
  return seat;
}

/** Types a command as somebody who knows it does, and waits for its reply. */
async function type(page: Page, command: string): Promise<Locator> {
  const before = await page.locator('.message').count();
  await page.locator('#composer-text').fill(command);
  await page.locator('.option-input, .picker-entry').first().waitFor();
  await page.keyboard.press('Enter');
  if ((await page.locator('.option-input').count()) === 0) await page.keyboard.press('Enter');
  const reply = page.locator('.message:not([aria-busy=true])').nth(before);
  await reply.waitFor();
  return reply;
}

test(
  'the bot is asked, shows a passage and is asked on, with the keyboard alone',
  { skip },
  async (context) => {
    const { page, shot } = await sit(context);
    await shot('welcome');
    await page.locator('#composer-text').focus();
    await page.keyboard.type('/');
    await page.locator('.picker-title', { hasText: '/ask' }).waitFor();
    await shot('commands');
    await page.keyboard.type('ask ');
    await page.keyboard.type('How much did the bridge over the river Ock cost to build?');
    await shot('question');
    await page.evaluate(stopwatch);
    await page.keyboard.press('Enter');
    const card = page.locator('.message .cv-container').last();
    await card.waitFor();
    context.diagnostic(`from Enter to card: ${String(await page.evaluate('fromEnterToCard'))} ms`);
    assert.match((await card.textContent()) ?? '', /40,000 crowns/);
    assert.match((await card.textContent()) ?? '', /The Aldermouth bridge/);
    await shot('answer');

    const passage = await tabTo(page, /Passage/);
    await passage.press('Enter');
    const opened = page.locator('.message.is-private', { has: page.locator('.cv-container') }).last();
    await opened.waitFor();
    assert.match((await opened.locator('strong').allTextContents()).join(' '), /40,000 crowns/);
    assert.match((await opened.textContent()) ?? '', /Only you can see this/);
    await shot('passage');

    const followUp = page.getByRole('button', { name: 'Follow up' }).last();
    await followUp.focus();
    await page.keyboard.press('Enter');
    await page.locator('#modal :focus').waitFor();
    await page.keyboard.type('Who designed it?');
    await shot('follow-up');
    await page.keyboard.press('Control+Enter');
    const next = page.locator('.message', { hasText: 'Who designed it?' });
    await next.locator('.cv-container').waitFor();
    assert.match((await next.textContent()) ?? '', /Ida Vey/);
    await shot('followed-up');
  },
);

test('what the documents do not say is said so', { skip }, async (context) => {
  const { page, shot } = await sit(context);
  const reply = await type(page, '/ask Who won the chess championship of Mars?');
  await shot('abstained');
  await reply.getByRole('button', { name: 'Rephrase' }).click();
  await page.locator('#modal :focus').waitFor();
  assert.equal(
    await page.locator('#modal textarea, #modal input').first().inputValue(),
    'Who won the chess championship of Mars?',
  );
  await page.keyboard.press('Escape');
});

test('a private answer is for one person until it is shared', { skip }, async (context) => {
  const { page, shot } = await sit(context);
  await page.getByRole('button', { name: 'lounge' }).click();
  const reply = await type(page, '/ask Who was the captain of the ferry?');
  assert.match((await reply.getAttribute('class')) ?? '', /is-private/);
  await page.getByRole('radio', { name: 'Odd' }).check();
  await page.getByText('Dette er #lounge').waitFor();
  await page.getByRole('radio', { name: 'Mira' }).check();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.locator('.message:not(.is-private)', { hasText: 'Jorn Hask' }).waitFor();
  await shot('shared');
  await page.getByRole('radio', { name: 'Odd' }).check();
  await page.getByPlaceholder('Skriv til #lounge').waitFor();
  await page.locator('.message', { hasText: 'Jorn Hask' }).waitFor();
  assert.equal(await page.locator('.message.is-private').count(), 0);
  await shot('other-person');
});

test('documents are suggested, listed and opened', { skip }, async (context) => {
  const { page, shot } = await sit(context, { scheme: 'dark' });
  await page.locator('#composer-text').fill('/ask When was the last crossing?');
  await page.getByRole('button', { name: 'Add document' }).click();
  await page.keyboard.type('ferry');
  await page.locator('.picker-entry', { hasText: 'The last ferry' }).waitFor();
  await page.locator('.picker-entry', { hasText: 'The Aldermouth bridge' }).waitFor({ state: 'detached' });
  await shot('suggestions-dark');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.locator('.message', { hasText: '30 April 1911' }).first().waitFor();
  const sources = await type(page, '/sources');
  assert.match((await sources.textContent()) ?? '', /The last ferry/);
  await shot('sources-dark');
  const help = await type(page, '/help');
  assert.match((await help.textContent()) ?? '', /\/ask/);
  await shot('help-dark');
});

test('a message is checked as a claim through its menu', { skip }, async (context) => {
  const { page, shot } = await sit(context);
  await page.locator('#composer-text').fill('The bridge cost 90,000 crowns to build.');
  await page.keyboard.press('Enter');
  await page.locator('.message', { hasText: '90,000' }).last().focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Check this claim' }).press('Enter');
  await page.locator('.message:last-child .cv-container', { hasText: '40,000' }).waitFor();
  await shot('claim');
});

test('only the moderator manages the documents', { skip }, async (context) => {
  const { page, shot } = await sit(context);
  const status = await type(page, '/docs status');
  assert.match((await status.textContent()) ?? '', /2/);
  await shot('status');
  await page.getByRole('radio', { name: 'Odd' }).check();
  await page.getByPlaceholder('Skriv til #questions').waitFor();
  await page.locator('#composer-text').fill('/docs');
  await page.locator('#picker').waitFor();
  assert.equal(await page.locator('.picker-title', { hasText: 'docs' }).count(), 0);
});

test('a vote against an answer asks for the reason', { skip }, async (context) => {
  const { page, shot } = await sit(context, { width: 380, height: 780 });
  const reply = await type(page, '/ask How many workers built the bridge?');
  assert.match((await reply.textContent()) ?? '', /212/);
  await shot('answer-narrow');
  await reply.getByRole('button', { name: 'Not helpful' }).click();
  await page.locator('#modal[open]').waitFor();
  await shot('reason-narrow');
  const overflow = await page.locator('html').evaluate((node) => node.scrollWidth - node.clientWidth);
  assert.equal(overflow, 0);
});

/** In the page: milliseconds from the next Enter to the first card that is drawn after it. */
const stopwatch = `
  globalThis.fromEnterToCard = new Promise((resolve) => {
    document.addEventListener('keydown', (event) => {
      const pressed = performance.now();
      const observer = new MutationObserver(() => {
        if (document.querySelector('.cv-container') === null) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(Math.round(performance.now() - pressed)));
      });
      observer.observe(document.getElementById('messages'), { childList: true, subtree: true });
    }, { once: true, capture: true });
  });
  0`;

/** Presses Shift+Tab until a button of that name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<Locator> {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Shift+Tab');
    const focused = page.locator('button:focus');
    if ((await focused.count()) === 1 && name.test((await focused.textContent()) ?? '')) return focused;
  }
  throw new Error(`Tab never reached ${String(name)}.`);
}

/** The address in what `npm start` prints. */
async function invitation(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const piece of child.stdout ?? []) {
    said += String(piece);
    const address = /Try it here: (\S+)/.exec(said)?.[1];
    if (address !== undefined) {
      child.stdout?.resume();
      return address;
    }
  }
  throw new Error(`npm start ended without an address:\n${said}`);
}
