import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIEmbed,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
} from 'discord.js';
import type { FaultControls, Faults } from './faults.ts';
import type { World } from './world.ts';

/** A message as it stands; an edit makes a new object with the same id. */
export interface EmulatedMessage {
  readonly id: string;
  readonly channel: string;
  /** A user's id, or the application's. */
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly editedAt: number | null;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly flags: number;
  /** The one person who sees it, or null for everyone in the channel. */
  readonly onlyFor: string | null;
  /** A deferred reply that has not been filled in yet. */
  readonly thinking: boolean;
  readonly deleted: boolean;
  /** What it answers: "Mira used /ask". `command` is null for a button or modal. */
  readonly interaction: {
    readonly id: string;
    readonly user: string;
    readonly command: string | null;
  } | null;
  /** The message that it hangs on: the one a button was pressed on, or the first response before a follow-up. */
  readonly replyTo: string | null;
  /** User ids, role ids, `everyone` and `here` that its texts, with the body's `allowed_mentions`, would have notified. */
  readonly pings: readonly string[];
}

export type OptionValue = string | number | boolean;

/** A command as a person gives it. */
export interface UsedCommand {
  /** `ask`, or with its subcommand `docs status`. A menu's name may hold spaces. */
  readonly name: string;
  /** 1 slash (default), 2 user menu, 3 message menu. */
  readonly type?: 1 | 2 | 3;
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** Menus: id of the message or of the user. */
  readonly target?: string;
}

export interface Liberties {
  /** The language of this person's client, instead of their own. */
  readonly locale?: string;
  /** Sends what Discord's own client would not send, as a changed client could: permissions, lengths, forged custom ids. */
  readonly unchecked?: boolean;
}

/** What became of an interaction. */
export type Outcome =
  /** The reply as it was when it stopped "thinking", or the message that the button sits on, changed. */
  | { readonly kind: 'message'; readonly message: EmulatedMessage }
  | { readonly kind: 'modal'; readonly modal: APIModalInteractionResponseCallbackData }
  | { readonly kind: 'choices'; readonly choices: readonly APIApplicationCommandOptionChoice[] }
  /** The reply, or the message that the button sits on, was deleted. */
  | { readonly kind: 'deleted' }
  /** Not acknowledged in time, or left "thinking" until the token died; `reason` is what the person reads. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface Acknowledgement {
  /** Since the person pressed Enter. */
  readonly afterMs: number;
  /** The interaction callback type; null when none came in time. */
  readonly type: number | null;
}

/** One thing a person did, and what comes of it. The promises never reject. */
export interface Interaction {
  readonly id: string;
  readonly kind: 'command' | 'component' | 'modal' | 'autocomplete';
  readonly user: string;
  readonly channel: string;
  readonly acknowledged: Promise<Acknowledgement>;
  readonly settled: Promise<Outcome>;
  /** All messages that it has brought so far, as they stand now, deleted ones included. */
  readonly messages: () => readonly EmulatedMessage[];
}

export type EmulatorEvent =
  | {
      readonly type: 'message-created' | 'message-updated' | 'message-deleted';
      readonly message: EmulatedMessage;
    }
  /** `interaction` is what `submit` takes. */
  | {
      readonly type: 'modal-opened';
      readonly interaction: Interaction;
      readonly modal: APIModalInteractionResponseCallbackData;
    }
  | {
      readonly type: 'choices';
      readonly interaction: Interaction;
      readonly choices: readonly APIApplicationCommandOptionChoice[];
    }
  | { readonly type: 'interaction-failed'; readonly interaction: Interaction; readonly reason: string }
  | { readonly type: 'bot-online' | 'bot-offline' }
  | { readonly type: 'commands-changed'; readonly commands: readonly APIApplicationCommand[] };

/** One REST request. Nothing in it opens anything: interaction tokens are replaced by a word. */
export interface RecordedRequest {
  readonly at: number;
  readonly method: string;
  /** Without `/api/v10` and without the query. */
  readonly path: string;
  readonly query: string;
  /** Parsed; undefined where there was none. */
  readonly body: unknown;
  /** 0: no answer was given. */
  readonly status: number;
  /** Id of the interaction that it belongs to. */
  readonly interaction: string | null;
}

/** Discord's documented figures; lower ones make tests short. */
export interface Limits {
  /** 3,000. */
  readonly firstResponseMs: number;
  /** 15 minutes. */
  readonly tokenLifeMs: number;
  /** 41,250. */
  readonly heartbeatMs: number;
  /** IDENTIFYs left today, 1,000. */
  readonly identifies: number;
  /** Shards that `GET /gateway/bot` recommends, 1. */
  readonly shards: number;
  /** Requests a second outside interaction endpoints, 50. */
  readonly requestsPerSecond: number;
  /** Privileged intents that the application has been granted, as bits: 0. Others are refused with 4014. */
  readonly privilegedIntents: number;
  /** How many messages of a channel, and how many requests, are kept: 200, 500. */
  readonly keptMessages: number;
  readonly keptRequests: number;
}

export interface EmulatorOptions {
  /** Default: one that is free. */
  readonly port?: number;
  /** The bot's token; others are refused. */
  readonly token?: string;
  readonly world?: World;
  readonly faults?: Faults;
  readonly limits?: Partial<Limits>;
  /** Milliseconds since 1970; interactions' ids and tokens' lives follow it. */
  readonly now?: () => number;
}

export interface GatewayCounts {
  /** Connections that are identified or resumed. */
  readonly connected: number;
  readonly identifies: number;
  readonly resumes: number;
  /** `session_start_limit.remaining`. */
  readonly remaining: number;
}

/** Discord, as far as a bot with commands can tell, on this machine only. */
export interface Emulator {
  /** Goes into `DISCORD_API_URL`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly world: World;
  /** The latest, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Documented limits that requests broke; each such request was refused as well. */
  readonly violations: readonly string[];
  readonly gateway: GatewayCounts;
  readonly faults: FaultControls;
  /** What this person sees in the channel, oldest first. */
  messages(channel: string, seenBy: string): readonly EmulatedMessage[];
  commands(): readonly APIApplicationCommand[];
  /** Every shard has been greeted. */
  botReady(): Promise<void>;
  /** The bot has registered commands. */
  commandsReady(): Promise<void>;
  /**
   * What a person does. All of these throw a `ClientRefusal` where Discord's own client would not let them, unless `unchecked`.
   */
  say(user: string, channel: string, text: string): EmulatedMessage;
  use(user: string, channel: string, command: UsedCommand, liberties?: Liberties): Interaction;
  /** @param message as it was seen; what counts is how it stands now */
  press(
    user: string,
    message: Pick<EmulatedMessage, 'id' | 'channel'>,
    customId: string,
    liberties?: Liberties,
  ): Interaction;
  /** Chooses in a select menu. */
  select(
    user: string,
    message: Pick<EmulatedMessage, 'id' | 'channel'>,
    customId: string,
    values: readonly string[],
    liberties?: Liberties,
  ): Interaction;
  /** @param values by custom id; text inputs keep their preset value where none is given */
  submit(
    user: string,
    modal: Interaction,
    values: Readonly<Record<string, string | boolean | readonly string[]>>,
    liberties?: Liberties,
  ): Interaction;
  /** @param focused the option being typed; its text so far is in `values` */
  suggest(
    user: string,
    channel: string,
    command: string,
    focused: string,
    values: Readonly<Record<string, OptionValue>>,
    liberties?: Liberties,
  ): Interaction;
  /** Takes away a message that only this person sees, as "Dismiss message" does; the bot is not told. */
  dismiss(user: string, message: Pick<EmulatedMessage, 'id' | 'channel'>): void;
  /** @returns ends it */
  onChange(listener: (event: EmulatorEvent) => void): () => void;
  close(): Promise<void>;
}

/** Something that Discord's own client would not let a person do. The message is for them to read. */
export class ClientRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ClientRefusal';
  }
}
