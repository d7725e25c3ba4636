import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { LiveLibrary } from '../library/live.ts';
import { print } from '../terminal/edge.ts';
import { answerUntil, type AnsweringParts } from './answering.ts';

/**
 * Without a token: the same bot, in a Discord of its own on this machine, and a page to try it on. Everyone sees its answers
 * in the first channel.
 *
 * @returns the exit status
 * @throws KnownError `settings` when the port is taken; and as `answerUntil`
 */
export async function previewUntil(
  config: Config,
  parts: Omit<AnsweringParts, 'config' | 'onLibrary'>,
): Promise<number> {
  const [{ startEmulator }, { startPreview }] = await Promise.all([
    import('../preview/emulator/emulator.ts'),
    import('../preview/server.ts'),
  ]);
  const emulator = await startEmulator({ token: randomBytes(24).toString('hex') });
  try {
    let library: LiveLibrary | null = null;
    const page = await startPreview({
      emulator,
      port: config.previewPort,
      documents: () => library?.current().index.documents.length ?? null,
      log: parts.log,
    });
    try {
      return await answerUntil({
        ...parts,
        config: inside(config, emulator),
        onLibrary: (live) => {
          if (library === null) print(invitation(page.url));
          library = live;
          page.refresh();
        },
      });
    } finally {
      await page.close();
    }
  } finally {
    await emulator.close();
  }
}

/** The settings with the emulator in Discord's place. */
function inside(
  config: Config,
  emulator: {
    readonly apiUrl: string;
    readonly token: string;
    readonly world: { readonly channels: readonly { readonly id: string }[] };
  },
): Config & { readonly discordToken: string } {
  const [first] = emulator.world.channels;
  const { publicChannels } = config;
  return {
    ...config,
    discordToken: emulator.token,
    discordApiUrl: emulator.apiUrl,
    discordApiVersion: '10',
    shards: 'auto',
    publicChannels:
      publicChannels === 'all' || first === undefined
        ? publicChannels
        : new Set([...publicChannels, first.id]),
  };
}

function invitation(url: string): string[] {
  return [
    '',
    `Try it here: ${url}`,
    '',
    'This is the bot itself, in a Discord of its own on this machine. For a real server it needs a token:',
    'see "Your own bot" in README.md. Ctrl-C ends it.',
  ];
}
