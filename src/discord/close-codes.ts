import { GatewayCloseCodes } from 'discord.js';
import { KnownError } from '../errors.ts';

const tokenPlace = 'https://discord.com/developers/applications';

/** What to do about the ways in which Discord ends a gateway connection for good. */
const remedies: Readonly<Partial<Record<number, string>>> = {
  [GatewayCloseCodes.AuthenticationFailed]: `it does not accept the token any more. Copy a new one from ${tokenPlace} (your application, Bot, Reset Token) into DISCORD_TOKEN, and start again`,
  [GatewayCloseCodes.InvalidShard]: 'the number of a shard is wrong. Set SHARDS=auto, and start again',
  [GatewayCloseCodes.ShardingRequired]:
    'the bot is in too many servers for so few connections. Set SHARDS=auto, and start again',
  [GatewayCloseCodes.InvalidAPIVersion]:
    'the version in DISCORD_API_VERSION is not one it speaks. Take the line out, and start again',
  [GatewayCloseCodes.InvalidIntents]:
    'it does not know the events that were asked for. Bring Footnote up to date, and start again',
  [GatewayCloseCodes.DisallowedIntents]: `the application may not have the events that were asked for. Footnote asks for no privileged ones: look at ${tokenPlace} (your application, Bot) for a notice, and start again`,
};

/** A close code after which connecting again is no use, as an error for the operator; `null` for all others. */
export function fatalClose(code: number): KnownError | null {
  const remedy = remedies[code];
  return remedy === undefined
    ? null
    : new KnownError('settings', `Discord ended the connection (${code}): ${remedy}.`);
}

/** Discord refused the bot's token. */
export function tokenRefused(): KnownError {
  return new KnownError(
    'settings',
    `Discord does not accept the token in DISCORD_TOKEN. Copy it again from ${tokenPlace} (your application, Bot, Reset Token).`,
  );
}
