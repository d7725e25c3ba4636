import { randomBelow } from '../../src/evaluation/random.ts';
import { choiceValue } from '../../src/discord/suggest.ts';
import { createLog } from '../../src/log.ts';
import type { Interaction } from '../../src/preview/emulator/emulator.ts';
import type { Person } from '../../src/preview/emulator/world.ts';
import { describeFailure } from '../../src/terminal/edge.ts';
import { renderAnswer } from '../../src/terminal/render-answer.ts';
import { renderDocuments } from '../../src/terminal/render-documents.ts';
import { makeStyle } from '../../src/terminal/style.ts';
import { inertJson, inertLine } from '../../src/text/inert.ts';
import { KnownError } from '../../src/errors.ts';
import { buttonsFor, messageOf, openBot, until, type DiscordBot } from '../../test/fixtures/discord-bot.ts';
import { person, place, world } from '../../test/fixtures/discord-world.ts';
import { documentOf, fileName } from '../../test/fixtures/hostile-documents.ts';
import { hostileTexts, payloads } from '../../test/fixtures/hostile-texts.ts';
import { unchecked } from '../../test/fixtures/hostile-use.ts';
import { faultsOfRequests } from '../../test/fixtures/sent-bodies.ts';
import { Miss, type OpenFamily } from './family.ts';
import { actsInPage, pageRenderer } from './least-dom.ts';
import { needsModel } from './needs.ts';

const count = 1000;
/** One bot answers from the documents of so many texts. */
const block = 40;

/** A thousand, no two the same: those that are known, and then two of them in one. */
const texts: readonly string[] = [
  ...new Set([
    ...hostileTexts.filter((text) => inertLine(text) !== ''),
    ...payloads.flatMap((one, at) =>
      [0, 1, 2].map((step) => `${one} ${payloads[(at * 7 + step * 131 + 1) % payloads.length] ?? ''}`),
    ),
  ]),
].slice(0, count);

interface Open {
  readonly block: number;
  readonly bot: DiscordBot;
  readonly visitors: readonly Person[];
}

/** Tries one text after the other; see `outputs`. */
export async function open(): Promise<OpenFamily> {
  needsModel();
  if (texts.length < count) throw new Error(`There are only ${texts.length} texts`);
  const render = await pageRenderer();
  let opened: Open | null = null;
  let bodies = 0;
  const closeBlock = async (): Promise<void> => {
    const closing = opened;
    opened = null;
    await closing?.bot.close();
  };
  const blockOf = async (wanted: number): Promise<Open> => {
    if (opened?.block === wanted) return opened;
    await closeBlock();
    opened = await openBlock(wanted);
    return opened;
  };

  return {
    async trial(number, random) {
      const at = number % block;
      const text = texts[number] ?? '';
      const { bot, visitors } = await blockOf(Math.floor(number / block));
      const before = bot.emulator.requests.length;
      const what = JSON.stringify(text.slice(0, 100));
      await useInDiscord(bot, visitors[at]?.id ?? person.member, text, at);
      const sent = bot.emulator.requests.slice(before);
      bodies += sent.length;
      const faults = await faultsOfRequests(sent);
      if (faults.length > 0)
        throw new Miss(`nothing that acts for ${what}, and there is ${faults.slice(0, 3).join('; ')}`);
      const leaks = bot.overheard.leaks();
      if (leaks.length > 0) throw new Miss(`nothing of ${what} in the log: ${leaks[0] ?? ''}`);
      await showInTerminal(bot, text, at, 40 + randomBelow(random, 80));
      logLines(text);
      const acting = actsInPage(render(text));
      if (acting.length > 0)
        throw new Miss(`no markup of ${what} in the page, and there is ${acting.join(', ')}`);
      // What the bot looks back on at its end: nothing left "thinking", nobody notified.
      if (at === block - 1) await closeBlock();
      return { survived: 1 };
    },
    figures: () => ({ 'bodies sent': bodies }),
    close: closeBlock,
  };
}

async function openBlock(which: number): Promise<Open> {
  const own = texts.slice(which * block, (which + 1) * block);
  const plain = own.map((text) => text.replaceAll('\0', ''));
  const visitors = plain.map((text, at): Person => ({
    id: String(1_300_000_000_000_000_000n + BigInt(at)),
    name: `visitor-${at}`,
    // A name on Discord has at most 32 characters.
    displayName: Array.from(text).slice(0, 32).join('') || 'Nobody',
    locale: 'en-GB',
    permissions: ['ViewChannel', 'SendMessages', 'UseApplicationCommands'],
  }));
  const bot = await openBot(
    Object.fromEntries(plain.map((text, at) => [fileName(text, at), documentOf(text, at)])),
    {
      emulator: { world: { ...world, users: [...world.users, ...visitors] } },
    },
  );
  return { block: which, bot, visitors };
}

/** Everything that a person can do with a text; what came of it is looked at in the bodies that were sent. */
async function useInDiscord(bot: DiscordBot, user: string, text: string, at: number): Promise<void> {
  const { index } = bot.library().current();
  const document = index.documents.find(({ path }) => path.endsWith(` ${at}.md`));
  const about = `What words does the parcel with the number ${at} carry on its lid?`;
  const deeds: Interaction[] = [
    bot.use(user, place.hall, { name: 'ask', options: { question: text } }, unchecked),
    bot.use(user, place.lounge, { name: 'search', options: { query: text } }, unchecked),
    bot.use(user, place.lounge, { name: 'sources', options: { document: text } }, unchecked),
    bot.use(
      user,
      place.hall,
      {
        name: 'ask',
        options: {
          question: about,
          ...(document === undefined ? {} : { document: choiceValue(document.path) }),
        },
      },
      unchecked,
    ),
  ];
  if (text.trim() !== '' && Array.from(text.trim()).length <= 2000) {
    const { id: target } = bot.say(person.moderator, place.lounge, text);
    for (const name of ['Ask the documents about this', 'Check this claim'])
      deeds.push(bot.use(user, place.lounge, { name, type: 3, target }, { locale: 'en-GB' }));
  }
  await bot.suggest(user, place.hall, 'ask', text.slice(0, 100));
  const messages = await Promise.all(deeds.map(messageOf));
  for (const message of messages) {
    for (const action of ['passage', 'follow-up', 'rephrase', 'not-helpful', 'share', 'outline'] as const) {
      const [id] = buttonsFor(message, action);
      if (id === undefined) continue;
      const pressed = bot.press(user, message, id, unchecked);
      const { kind } = await pressed.settled;
      if (action === 'share')
        await until(
          () => pressed.messages().some(({ onlyFor, thinking }) => onlyFor === null && !thinking),
          'sharing',
        );
      if (kind !== 'modal') continue;
      const values =
        action === 'not-helpful' ? { reason: text.slice(0, 100), comment: text } : { question: text };
      await bot.submit(user, pressed, values, unchecked).settled;
    }
  }
}

// Our own colours; nothing else of that kind may stand in a line.
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const colours = /\u001B\[[0-9;]*m/g;
const acting =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uD800-\uDFFF\u{E0000}-\u{E0FFF}]/u;

function expectInert(lines: readonly string[], where: string, isColoured: boolean): void {
  for (const line of lines) {
    const read = isColoured ? line.replace(colours, '') : line;
    const found = acting.exec(read);
    if (found !== null)
      throw new Miss(
        `no character that acts in ${where}, and there is U+${found[0].codePointAt(0)?.toString(16)} in ${JSON.stringify(read.slice(Math.max(0, found.index - 60), found.index + 60))}`,
      );
  }
}

async function showInTerminal(bot: DiscordBot, text: string, at: number, width: number): Promise<void> {
  const { index, answerer, placeOf, builtAt } = bot.library().current();
  const path = index.documents.find((one) => one.path.endsWith(` ${at}.md`))?.path;
  const answers = [
    await answerer.answer(text),
    await answerer.answer(`What does the parcel with the number ${at} carry?`, { document: path }),
  ];
  for (const isStyled of [true, false]) {
    const style = makeStyle(isStyled, width);
    for (const answer of answers)
      expectInert(
        renderAnswer(answer, { style, placeOf, builtAt, now: new Date() }),
        'the terminal',
        isStyled,
      );
    expectInert(renderDocuments(index.documents, style), 'the list of documents', isStyled);
  }
  for (const answer of answers) {
    const written = inertJson(answer);
    expectInert([written], 'JSON', false);
    if (JSON.stringify(JSON.parse(written)) !== JSON.stringify(answer))
      throw new Miss('JSON that says the same');
  }
  expectInert(
    describeFailure(new KnownError('documents', text), true).lines.flatMap((line) => line.split(/[\n\t]/)),
    'an error',
    false,
  );
}

function logLines(text: string): void {
  for (const form of ['json', 'pretty'] as const) {
    const log = createLog({
      level: 'debug',
      form,
      write: (line) => expectInert([line], `a ${form} log line`, false),
    });
    log.warn(text, { path: text, error: new Error(text), [text]: text });
  }
}
