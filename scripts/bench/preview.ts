import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { percentile } from '../../src/evaluation/percentile.ts';
import { startBot, type BenchDocuments } from './bot-process.ts';

/** From Enter to the card, as the page itself sees it. Milliseconds. */
export interface PreviewFigures {
  readonly questions: number;
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
}

/** @returns a sentence instead where there is no browser */
export async function measurePreview(
  { settings, questions }: BenchDocuments,
  count: number,
): Promise<PreviewFigures | string> {
  const browserPath = findBrowser();
  if (browserPath === null) return `No browser here: none of ${browserNames.join(', ')} is in PATH.`;
  const { chromium } = await import('playwright-core');
  const port = await freePort();
  const bot = await startBot(
    { ...settings, DISCORD_TOKEN: '', PREVIEW_PORT: String(port) },
    /Try it here: (\S+)/,
  );
  const url = /Try it here: (\S+)/.exec(bot.printed())?.[1] ?? '';
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    return await askOnPage(browser, url, questions.slice(0, count));
  } finally {
    await browser.close();
    await bot.stop();
  }
}

async function askOnPage(
  browser: Browser,
  url: string,
  questions: readonly string[],
): Promise<PreviewFigures> {
  const page = await browser.newPage({ viewport: { width: 1180, height: 820 }, reducedMotion: 'reduce' });
  await page.goto(url);
  await page.locator('.welcome, .message').first().waitFor();
  // The first one is slower: fonts, code that has not run yet.
  const [first = '', ...others] = questions;
  await askOne(page, first);
  const times: number[] = [];
  for (const question of [...others, first]) times.push(await askOne(page, question));
  return {
    questions: times.length,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    longest: Math.max(...times),
  };
}

/** In the page, so that what the browser's remote control takes is not counted: from the key to the frame with the card in it. */
const watch = `void (globalThis.cardShown = new Promise((resolve) => {
  const cards = () => document.querySelectorAll('.message .cv-container').length;
  const before = cards();
  let pressed = NaN;
  addEventListener('keydown', (event) => { if (event.key === 'Enter') pressed = performance.now(); }, { capture: true });
  const observer = new MutationObserver(() => {
    if (cards() === before) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
  });
  observer.observe(document.body, { childList: true, subtree: true });
}))`;

async function askOne(page: Page, question: string): Promise<number> {
  await page.locator('#composer-text').fill(`/ask ${question}`);
  await page.evaluate(watch);
  await page.keyboard.press('Enter');
  return (await page.evaluate('cardShown')) as number;
}

const browserNames = ['chromium', 'chromium-browser', 'google-chrome'];

function findBrowser(): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = browserNames.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
