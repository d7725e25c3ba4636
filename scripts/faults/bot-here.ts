import path from 'node:path';
import { loadConfig, type Config } from '../../src/config.ts';
import { startBot, type Bot, type BotParts } from '../../src/discord/bot.ts';
import { openFeedback } from '../../src/discord/feedback-store.ts';
import type { FeedbackStore } from '../../src/discord/feedback.ts';
import { handlers } from '../../src/discord/handlers.ts';
import { openLiveLibrary, type LiveLibrary, type OpenLiveOptions } from '../../src/library/live.ts';
import { createLog, type Log } from '../../src/log.ts';
import {
  defaultWorld,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../src/preview/emulator/emulator.ts';

/** The bot and its Discord in this process, where a family can reach between its parts. */
export interface BotHere {
  readonly emulator: Emulator;
  readonly library: LiveLibrary;
  readonly config: Config;
  /** The latest lines of the log. */
  readonly logged: () => readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

export interface BotHereOptions {
  /** Holds `documents`, `index` and `feedback`. */
  readonly folder: string;
  readonly emulator?: EmulatorOptions;
  readonly settings?: Readonly<Record<string, string>>;
  readonly live?: Partial<OpenLiveOptions>;
  readonly parts?: Partial<BotParts>;
  /** Puts something in the place of the parts that the bot works with. */
  readonly around?: (parts: { library: LiveLibrary; feedback: FeedbackStore; log: Log }) => Partial<BotParts>;
}

/** Everyone's questions are public, and nobody asks too much. */
const openSettings = {
  PUBLIC_CHANNELS: 'all',
  USER_QUESTIONS_PER_MINUTE: '10000',
  WAITING_QUESTIONS: '100000',
  SHARDS: '',
  EMBEDDING_MODEL: '',
};
const linesKept = 10_000;

/** @param options an index has to be there */
export async function startBotHere(options: BotHereOptions): Promise<BotHere> {
  const emulator = await startEmulator({
    ...options.emulator,
    // Thousands of messages are asked for and looked at at once.
    limits: { keptMessages: 500, keptRequests: 5000, tokenLifeMs: 60_000, ...options.emulator?.limits },
  });
  const logged: Readonly<Record<string, unknown>>[] = [];
  const log = createLog({
    level: 'debug',
    form: 'json',
    write: (line) => {
      logged.push(JSON.parse(line) as Readonly<Record<string, unknown>>);
      if (logged.length > linesKept) logged.shift();
    },
    secrets: [emulator.token],
  });
  const config = {
    ...loadConfig({
      ...openSettings,
      DOCUMENTS_DIR: path.join(options.folder, 'documents'),
      INDEX_DIR: path.join(options.folder, 'index'),
      FEEDBACK_DIR: path.join(options.folder, 'feedback'),
      DISCORD_API_URL: emulator.apiUrl,
      ...options.settings,
    }),
    discordToken: emulator.token,
  };
  const library = await openLiveLibrary(config, {
    remedy: 'npm run index',
    progress: { update: () => {} },
    intervalMs: 60_000,
    ...options.live,
  });
  const feedback = await openFeedback({ dir: config.feedbackDir, days: 30, now: () => Date.now(), log });
  const bot: Bot = await startBot({
    config,
    library,
    feedback,
    log,
    handlers,
    ...options.parts,
    ...options.around?.({ library, feedback, log }),
  });
  await Promise.all([emulator.botReady(), emulator.commandsReady()]);
  return {
    emulator,
    library,
    config,
    logged: () => logged,
    async close() {
      await bot.stop();
      await library.close();
      await emulator.close();
    },
  };
}

/** The emulated server with so many people who are not moderators, after the two that are there. */
export function worldOf(people: number): typeof defaultWorld {
  const [mira, odd] = defaultWorld.users;
  if (mira === undefined || odd === undefined) throw new Error('The emulated world has nobody in it');
  const others = Array.from({ length: people }, (_, at) => ({
    ...odd,
    locale: 'en-GB',
    id: String(1_200_000_000_000_000_000n + BigInt(at)),
    name: `person-${at}`,
  }));
  return { ...defaultWorld, users: [{ ...mira, locale: 'en-GB' }, odd, ...others] };
}
