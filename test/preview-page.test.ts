import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { startPreview } from '../src/preview/server.ts';
import { launchBrowser, takeSeat, withoutBrowser, type Seat } from './fixtures/browser.ts';
import { compilePage } from './fixtures/preview-page.ts';
import { smallBot } from './fixtures/scripted-bot.ts';
import { createScriptedEmulator, type ScriptedEmulator } from './fixtures/scripted-emulator.ts';

const skip = withoutBrowser;
const pageDir = mkdtempSync(path.join(tmpdir(), 'footnote-page-'));
let browser: Browser;

before(async () => {
  if (skip !== false) return;
  compilePage(pageDir);
  browser = await launchBrowser();
});

after(async () => {
  if (skip === false) await browser.close();
  rmSync(pageDir, { recursive: true, force: true });
});

type Screen = Parameters<typeof takeSeat>[2];

async function open(
  context: TestContext,
  screen?: Screen,
): Promise<Seat & { readonly emulator: ScriptedEmulator; readonly url: string }> {
  const emulator = createScriptedEmulator(smallBot);
  const preview = await startPreview({ emulator, port: 0, pageDir, documents: () => 3 });
  context.after(() => preview.close());
  const seat = await takeSeat(browser, preview.url, screen);
  context.after(() => seat.page.context().close());
  return { ...seat, emulator, url: preview.url };
}

test('an empty channel says what to do, and / lists the commands', { skip }, async (context) => {
  const { page, complaints, shot } = await open(context);
  await shot('scripted-welcome');
  assert.deepEqual(await page.locator('.suggestion strong').allTextContents(), ['/ask', '/help']);
  await page.locator('#composer-text').press('/');
  const titles = page.locator('.picker-title');
  await titles.first().waitFor();
  assert.deepEqual(await titles.allTextContents(), [
    '/ask',
    '/help',
    '/slow',
    '/mute',
    '/docs status',
    '/docs reindex',
  ]);
  assert.equal(await page.locator('#composer-text').getAttribute('aria-expanded'), 'true');
  assert.equal(await page.locator('#composer-text').getAttribute('aria-activedescendant'), 'picker-0');
  await page.keyboard.type('DOCS');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('[aria-selected=true] .picker-title').textContent(), '/docs reindex');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#picker').isVisible(), false);
  assert.deepEqual(complaints, []);
});

test('a question goes from the keys to a card', { skip }, async (context) => {
  const { page, emulator, complaints, shot } = await open(context);
  await page.locator('#composer-text').focus();
  await page.keyboard.type('/as');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.match(
    (await page.locator('#composer-hint').textContent()) ?? '',
    /question: This option is required/,
  );
  assert.equal(await page.locator('#option-question').getAttribute('aria-invalid'), 'true');
  await page.keyboard.type('How many slates came off the roof?');
  await page.keyboard.press('Enter');
  await page.locator('.cv-container').waitFor();
  await shot('scripted-card');
  assert.deepEqual(emulator.used, [
    { name: 'ask', options: { question: 'How many slates came off the roof?' }, locale: 'en-GB' },
  ]);
  assert.equal(await page.locator('.message-context').textContent(), 'Mira used /ask');
  assert.equal(await page.locator('.message .md-h2').textContent(), '294 slates');
  assert.equal(await page.locator('.message blockquote strong').first().textContent(), '294 slates');
  assert.match((await page.locator('.message time.md-time').getAttribute('title')) ?? '', /2026/);
  // The next question can be typed at once, and the last one is an arrow key away.
  assert.equal(await page.locator('#composer-text').evaluate((node) => node.matches(':focus')), true);
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.locator('#option-question').inputValue(), 'How many slates came off the roof?');
  assert.deepEqual(complaints, []);
});

test('a whole command can be pasted, and options are suggested and chosen', { skip }, async (context) => {
  const { page, emulator } = await open(context);
  await page.locator('#composer-text').fill('/ask how far is the moon');
  await page.getByRole('button', { name: 'Add document' }).click();
  await page.locator('.picker-entry').nth(2).waitFor();
  await page.keyboard.type('boa');
  await page.locator('.picker-entry').nth(1).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#option-document').inputValue(), 'Minutes of the board');
  await page.getByRole('button', { name: 'Add private' }).press('Enter');
  await page.locator('.picker-entry').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.locator('.message.is-private .cv-container').waitFor();
  assert.deepEqual(emulator.used[0]?.options, {
    question: 'how far is the moon',
    document: 'document-0',
    private: true,
  });
});

test('text from anywhere stays text', { skip }, async (context) => {
  const { page, complaints } = await open(context);
  await page.locator('#composer-text').fill('/ask how far is the moon');
  await page.keyboard.press('Enter');
  await page.locator('.message .cv-container').waitFor();
  assert.equal(
    await page.locator('.message img, .message script, .message b, .message a:not(.cv-button)').count(),
    0,
  );
  assert.match(
    (await page.locator('.message .md-subtext').last().textContent()) ?? '',
    /<script>document\.title/,
  );
  assert.equal(await page.locator('.cv-button-link').getAttribute('rel'), 'noopener noreferrer nofollow');
  assert.equal(await page.title(), 'Footnote – preview');
  assert.deepEqual(complaints, []);
});

test('buttons open passages for oneself, dialogs, and say when nothing came', { skip }, async (context) => {
  const { page, shot, complaints } = await open(context);
  await page.locator('#composer-text').fill('/ask what happened');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Passage 1' }).click();
  await page.locator('.message.is-private').waitFor();
  await shot('scripted-passage');
  await page.getByRole('button', { name: 'Dismiss message' }).click();
  await page.locator('.message.is-private').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Helpful', exact: true }).click();
  await page.getByText('This interaction failed').waitFor();
  await page.getByRole('button', { name: 'Not helpful' }).click();
  await page.getByRole('radio', { name: 'It is out of date' }).check();
  await shot('scripted-reasons');
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByText('Thank you. This was noted.').waitFor();
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await page.locator('.message .md-h2').waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
});

test(
  'a dialog keeps the focus, checks what is required and closes with Escape',
  { skip },
  async (context) => {
    const { page, shot } = await open(context);
    await page.locator('#composer-text').fill('/ask what happened');
    await page.keyboard.press('Enter');
    const followUp = page.getByRole('button', { name: 'Follow up' });
    await followUp.press('Enter');
    await page.getByRole('dialog', { name: 'Follow up' }).waitFor();
    const question = page.getByRole('textbox', { name: 'Your next question' });
    assert.equal(await question.evaluate((node) => node.matches(':focus')), true);
    await page.keyboard.type('a');
    await page.keyboard.press('Control+Enter');
    await page.getByText('At least 3 characters.').waitFor();
    await shot('scripted-dialog');
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      const where = await page
        .locator(':focus')
        .evaluateAll((nodes) => nodes.map((node) => node.closest('#modal') !== null));
      assert.deepEqual(where, [true]);
    }
    await page.keyboard.press('Escape');
    await page.locator('#modal').waitFor({ state: 'hidden' });
    assert.equal(await followUp.evaluate((node) => node.matches(':focus')), true);
    await followUp.press('Enter');
    await page.locator('#modal textarea:focus').waitFor();
    await page.keyboard.type('And in the year before?');
    await page.keyboard.press('Control+Enter');
    await page.locator('.message', { hasText: 'And in the year before?' }).waitFor();
  },
);

test('a message has a menu with the bot’s commands, by keyboard as well', { skip }, async (context) => {
  const { page, shot } = await open(context);
  await page.locator('#composer-text').fill('300 slates came off.');
  await page.keyboard.press('Enter');
  const message = page.locator('.message', { hasText: '300 slates' });
  await message.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Check this claim' }).waitFor();
  await shot('scripted-menu');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('menu').isVisible(), false);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByText('Supported.').waitFor();
  assert.equal(await page.locator('.message-context').textContent(), 'Mira used Check this claim');
});

test(
  'a bot that thinks is seen to think, and one that says nothing is said to',
  { skip },
  async (context) => {
    const { page } = await open(context);
    for (const name of ['slow', 'mute']) {
      await page.locator('#composer-text').fill(`/${name}`);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
    }
    await page.getByText('Footnote is thinking…').waitFor();
    await page.getByText('The application did not respond').waitFor();
  },
);

test('each person sees only what is theirs, and may use only what they may', { skip }, async (context) => {
  const { page } = await open(context);
  await page.locator('#composer-text').fill('/help');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.locator('.message .md-h2').waitFor();
  await page.locator('#composer-text').fill('for everyone');
  await page.keyboard.press('Enter');
  await page.getByText('for everyone').waitFor();
  await page.getByRole('radio', { name: 'Odd' }).check();
  await page.locator('.message .md-h2').waitFor({ state: 'detached' });
  assert.equal(await page.getByText('for everyone').isVisible(), true);
  await page.locator('#composer-text').fill('/');
  await page.locator('.picker-title').first().waitFor();
  assert.equal(await page.locator('.picker-title', { hasText: '/docs' }).count(), 0);
});

test('commands are named in the viewer’s language, which can be changed', { skip }, async (context) => {
  const { page, emulator, shot } = await open(context);
  await page.getByLabel('Language').selectOption('no');
  await page.locator('#composer-text').fill('/sp');
  assert.equal(await page.locator('.picker-title').first().textContent(), '/spør');
  assert.equal(await page.locator('.picker-detail').first().textContent(), 'Spør dokumentene om noe');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Hvor mange?');
  await page.keyboard.press('Enter');
  await page.locator('.cv-container').waitFor();
  await shot('scripted-norwegian');
  assert.deepEqual(emulator.used, [{ name: 'ask', options: { question: 'Hvor mange?' }, locale: 'no' }]);
  assert.equal(await page.locator('html').getAttribute('lang'), 'nb');
  assert.equal(await page.locator('.message-context').textContent(), 'Mira brukte /ask');
});

test(
  'light and dark follow the system until one is chosen, and the choice is kept',
  { skip },
  async (context) => {
    const { page, shot } = await open(context, { scheme: 'dark' });
    const ground = (): Promise<string> =>
      page.locator('body').evaluate((node) => String(node.computedStyleMap().get('background-color')));
    const dark = await ground();
    await shot('scripted-dark');
    await page.getByRole('button', { name: 'Theme: as the system' }).press('Enter');
    const light = await ground();
    assert.notEqual(light, dark);
    await page.reload();
    await page.locator('.welcome').waitFor();
    assert.equal(await ground(), light);
  },
);

test('on a narrow screen nothing is cut off, and the channels slide in', { skip }, async (context) => {
  const { page, shot } = await open(context, { width: 360, height: 740 });
  await page.locator('#composer-text').fill('/ask what happened');
  await page.keyboard.press('Enter');
  await page.locator('.cv-container').waitFor();
  await shot('scripted-narrow');
  const overflow = await page.locator('html').evaluate((node) => node.scrollWidth - node.clientWidth);
  assert.equal(overflow, 0);
  await page.getByRole('button', { name: 'Channels' }).click();
  await page.getByRole('button', { name: 'lounge' }).click();
  await page.getByText('This is #lounge').waitFor();
  assert.equal(await page.getByRole('button', { name: 'lounge' }).isVisible(), false);
});

test('a page that lost its server says so, and has everything when it is back', { skip }, async (context) => {
  const emulator = createScriptedEmulator(smallBot);
  const first = await startPreview({ emulator, port: 0, pageDir });
  const { port } = new URL(first.url);
  const { page } = await takeSeat(browser, first.url);
  context.after(() => page.context().close());
  await page.locator('#status[data-kind=online]').waitFor();
  await first.close();
  await page.locator('#status[data-kind=gone]').waitFor();
  const [channel] = emulator.world.channels;
  const [user] = emulator.world.users;
  emulator.say(user?.id ?? '', channel?.id ?? '', 'said meanwhile');
  const second = await startPreview({ emulator, port: Number(port), pageDir });
  context.after(() => second.close());
  await page.getByText('said meanwhile').waitFor();
  emulator.setOnline(false);
  await page.locator('#status[data-kind=starting]').waitFor();
});

test('all texts have enough contrast with their ground, in light and in dark', () => {
  const sheet = readFileSync(path.join(import.meta.dirname, '../src/preview/page/page.css'), 'utf8');
  const colours = new Map(
    [...sheet.matchAll(/--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\);/g)].map(
      ([, name = '', light = '', dark = '']) => [name, [light, dark]] as const,
    ),
  );
  const pairs = [
    ...[
      'ground',
      'side',
      'raised',
      'card',
      'hover',
      'quiet',
      'private',
      'accent-wash',
      'code',
      'quiet-hover',
    ].map((ground) => ['ink', ground, 4.5] as const),
    ...['ground', 'side', 'raised', 'card', 'hover', 'quiet', 'private', 'accent-wash'].map(
      (ground) => ['soft', ground, 4.5] as const,
    ),
    ...['ground', 'card', 'private', 'hover'].map((ground) => ['link', ground, 4.5] as const),
    ...['accent', 'accent-hover'].map((ground) => ['accent-ink', ground, 4.5] as const),
    ...['good', 'bad'].map((ground) => ['ground', ground, 4.5] as const),
    ...['ground', 'raised', 'private', 'bad-wash', 'hover'].map((ground) => ['bad', ground, 4.5] as const),
    ...['accent-wash', 'card'].map((ground) => ['accent', ground, 4.5] as const),
    ...['ground', 'raised', 'card'].map((ground) => ['strong-line', ground, 3] as const),
  ];
  for (const [text, ground, least] of pairs) {
    for (const scheme of [0, 1] as const) {
      const ratio = contrast(colours.get(text)?.[scheme] ?? '', colours.get(ground)?.[scheme] ?? '');
      assert.ok(
        ratio >= least,
        `${text} on ${ground}, ${scheme === 0 ? 'light' : 'dark'}: ${ratio.toFixed(2)}`,
      );
    }
  }
});

/** WCAG 2.1's contrast ratio of two colours, six hexadecimal digits each. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
