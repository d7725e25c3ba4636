import { Client, GatewayIntentBits, Options } from 'discord.js';
import type { Config } from '../config.ts';
import { BotRest } from './bot-rest.ts';
import { guardLine } from './line.ts';
import { restOptions, type RestWatch } from './rest.ts';
import type { ShardPlace } from './shard-place.ts';

/** A client of discord.js that keeps the gateway connection, knows servers and channels, and sends nothing by itself. */
export function createClient(config: Config, shard: ShardPlace | null, watch: RestWatch): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    // Always said, since discord.js otherwise reads variables of the environment that bear the names of our settings.
    ...shardsOf(config, shard),
    ws: { version: Number(config.discordApiVersion) },
    rest: restOptions(config, watch),
    // A server that is away does not keep the others waiting.
    waitGuildTimeout: 3000,
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, ...smallCaches }),
  });
  client.rest.clearHashSweeper();
  client.rest.clearHandlerSweeper();
  client.rest = new BotRest(client.options.rest);
  guardLine(client.rest, watch.breaker);
  return client;
}

function shardsOf(
  { shards }: Config,
  shard: ShardPlace | null,
): { shards: 'auto' | number[]; shardCount: number } {
  if (shard !== null) return { shards: [shard.id], shardCount: shard.count };
  if (shards === 'auto') return { shards, shardCount: 1 };
  return { shards: Array.from({ length: shards }, (_, id) => id), shardCount: shards };
}

/** Every interaction brings what it is about; only servers and channels are worth keeping. */
const smallCaches = {
  ApplicationCommandManager: 0,
  ApplicationEmojiManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildForumThreadManager: 50,
  GuildInviteManager: 0,
  GuildMemberManager: 100,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  GuildTextThreadManager: 50,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 50,
  ThreadMemberManager: 0,
  UserManager: 100,
  VoiceStateManager: 0,
} as const;
