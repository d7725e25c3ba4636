import { InteractionResponseType, Routes, type REST } from 'discord.js';
import { deferral, sendFirst, type Token } from './callback.ts';
import { Doubt } from './doubt.ts';
import type { Card, FirstResponse, Modal, Reply, Visibility } from './handler.ts';
import { CrowdedError, isGone, troubleOf } from './rest-error.ts';
import { createHaste, type Haste } from './haste.ts';
import { HandlersReply } from './handlers-reply.ts';
import { messageBody } from './message-body.ts';
import { send } from './rest.ts';
import { createThinking, type Thinking } from './thinking.ts';

/** What a reply must know of an interaction. */
export interface Replied extends Token {
  readonly applicationId: string;
}

/** A reply as the one who hands it to a handler sees it. */
export interface OpenReply extends Reply {
  /**
   * Says the first response. False where Discord would not have it, so that there is nobody to answer. Where no answer of
   * Discord's came it counts as said: if it was not, the answer will find nobody, and if it was, someone is waiting.
   */
  acknowledge(first: FirstResponse): Promise<boolean>;
  /** Says something that is not the answer, in whatever way is left, and only to the person where that can be chosen. */
  tell(card: Card): Promise<void>;
  /** The same reply for a handler, until `close`. */
  forHandler(onSay: () => void): Reply;
  /** From now on a handler's words go nowhere: each call of its reply throws. What is on its way goes on. */
  close(): void;
  /** There are seconds left: what is on its way takes the shortest. */
  hurry(): void;
  /** Whether a request of the handler's is under way. */
  readonly isSending: boolean;
  /** Whether the person has been told anything yet. */
  readonly isSettled: boolean;
  /** Whether the person looks at "thinking", or at nothing at all, and something has to be said. */
  readonly isAwaited: boolean;
  /** Counts the handler's words, so that one that goes on talking is not taken for one that hangs. */
  readonly said: number;
}

export interface ReplyParts {
  readonly rest: REST;
  /** By `performance.now()`. */
  readonly receivedAt: number;
}

/** The token lives for 15 minutes; the margin is for what is under way when they end. */
const tokenMs = 14.5 * 60_000;
const followUpMs = 60_000;
/** A page that is turned may fail: its button still works. */
const turning = { failures: 3, tryMs: 4000, ms: 10_000 };

/** Who sees nothing yet, who sees "thinking", and who has been answered. */
type State = 'silent' | 'thinking' | 'updating' | 'answered';

/** A reply to an interaction that has just come. */
export function createReply(interaction: Replied, { rest, receivedAt }: ReplyParts): OpenReply {
  return new InteractionReply(interaction, rest, receivedAt);
}

/**
 * The only place that sends messages. Every body is Components V2 and mentions nobody. A class, and most of its parts made when they
 * are first wanted: of ten thousand questions at once nearly all are told to ask again, and need none of them.
 */
class InteractionReply implements OpenReply {
  readonly #interaction: Replied;
  readonly #rest: REST;
  readonly #receivedAt: number;
  readonly #doubt: Doubt;
  readonly #handlers: HandlersReply;
  #haste: Haste | null = null;
  #thinking: Thinking | null = null;
  #state: State = 'silent';
  #isSettled = false;
  #promised: Visibility = 'private';
  #delivery: Promise<void> | null = null;
  /** What may have been said first: sending it failed in a way of our own, and Discord may have heard it all the same. */
  #doubtful: State | null = null;

  constructor(interaction: Replied, rest: REST, receivedAt: number) {
    this.#interaction = interaction;
    this.#rest = rest;
    this.#receivedAt = receivedAt;
    this.#doubt = new Doubt(receivedAt);
    this.#handlers = new HandlersReply(this);
  }

  get isSending(): boolean {
    return this.#handlers.isSending;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  get isAwaited(): boolean {
    return !this.#isSettled && this.#state !== 'updating';
  }

  get said(): number {
    return this.#handlers.said;
  }

  async acknowledge(first: FirstResponse): Promise<boolean> {
    if (first === 'modal') return true;
    this.#state = first === 'update' ? 'updating' : 'thinking';
    if (first === 'public') this.#promised = first;
    try {
      await this.#respond(deferral(first));
      return true;
    } catch (error) {
      if (error instanceof CrowdedError) return false;
      const trouble = troubleOf(error);
      if (trouble.kind === 'connection' || trouble.kind === 'server') return true;
      if (trouble.kind === 'other') throw error;
      // An earlier try may have been heard, whatever came of this one.
      return this.#doubt.hasBegun;
    }
  }

  async tell(card: Card): Promise<void> {
    if (this.#state === 'silent') return this.#answerAtOnce(card, 'private');
    if (this.#delivery !== null) {
      // An answer that is on its way is better than this.
      await this.#delivery.catch(() => null);
      if (this.#isSettled) return;
    }
    await this.#sayAfter(card);
  }

  async edit(card: Card): Promise<void> {
    if (this.#state === 'silent') return this.#answerAtOnce(card, 'private');
    if (this.#state === 'thinking' && !this.#isSettled) return this.#deliver(card, this.#promised, false);
    const { ms, ...pace } = turning;
    const until = Math.min(this.#tokenEnd, performance.now() + ms);
    await this.#doubt.onceDecided(async () =>
      send(this.#rest, {
        method: 'PATCH',
        route: this.#original,
        body: messageBody(card, 'public'),
        // What already stands there is no worse for waiting.
        ...(this.#isSettled ? { until: this.#tokenEnd } : { until, ...pace }),
        isRepeatable: true,
      }),
    );
    this.#isSettled = true;
  }

  async followUp(card: Card, visibility: Visibility): Promise<void> {
    if (this.#state === 'silent') return this.#answerAtOnce(card, visibility);
    const until = Math.min(this.#tokenEnd, performance.now() + followUpMs);
    const [route, body] = [this.#webhook, messageBody(card, visibility)];
    await this.#doubt.onceDecided(async () =>
      send(this.#rest, { method: 'POST', route, body, until, isRepeatable: false }),
    );
    // One more message does not take "thinking" away.
    this.#isSettled ||= this.#state === 'updating';
  }

  async openModal(modal: Modal): Promise<void> {
    if (this.#state !== 'silent') throw new Error('A modal can only be the first response');
    this.#state = 'answered';
    await this.#respond({ type: InteractionResponseType.Modal, data: modal });
    this.#isSettled = true;
  }

  async remove(): Promise<void> {
    const [route, until] = [this.#original, this.#tokenEnd];
    try {
      await send(this.#rest, { method: 'DELETE', route, until, isRepeatable: true });
    } catch (error) {
      // Somebody else was faster, or an earlier try did arrive.
      if (!isGone(troubleOf(error))) throw error;
    }
    this.#isSettled = true;
  }

  forHandler(onSay: () => void): Reply {
    return this.#handlers.open(onSay);
  }

  close(): void {
    this.#handlers.close();
  }

  hurry(): void {
    this.#ownHaste.begin();
  }

  async #respond(body: object): Promise<boolean> {
    const before = this.#doubtful;
    try {
      return await sendFirst(this.#rest, this.#interaction, body, this.#receivedAt, this.#doubt);
    } catch (error) {
      if (troubleOf(error).kind === 'other') {
        this.#doubtful = before ?? this.#state;
        this.#state = 'silent';
      }
      throw error;
    }
  }

  async #answerAtOnce(card: Card, visibility: Visibility): Promise<void> {
    this.#state = 'answered';
    const data = messageBody(card, visibility);
    let isFirst: boolean;
    try {
      isFirst = await this.#respond({ type: InteractionResponseType.ChannelMessageWithSource, data });
    } catch (cause) {
      const { kind } = troubleOf(cause);
      throw kind === 'other' || kind === 'refused' ? cause : new UnheardError({ cause });
    }
    if (!isFirst && this.#doubtful !== null) {
      this.#state = this.#doubtful;
      return this.#sayAfter(card);
    }
    this.#isSettled = true;
  }

  /** In the place of "thinking". */
  async #deliver(card: Card, visibility: Visibility, isLast: boolean): Promise<void> {
    const words = { edit: messageBody(card, 'public'), further: messageBody(card, visibility), isLast };
    this.#delivery = this.#doubt.onceDecided(async () => this.#ownThinking.replace(words));
    try {
      await this.#delivery;
      this.#isSettled = true;
    } finally {
      this.#delivery = null;
    }
  }

  /** Something that is not the answer, after the first response. */
  async #sayAfter(card: Card): Promise<void> {
    if (this.#state !== 'thinking' || this.#isSettled) return this.followUp(card, 'private');
    await this.#deliver(card, 'private', true);
  }

  get #tokenEnd(): number {
    return this.#receivedAt + tokenMs;
  }

  get #original(): `/${string}` {
    return Routes.webhookMessage(this.#interaction.applicationId, this.#interaction.token, '@original');
  }

  get #webhook(): `/${string}` {
    return Routes.webhook(this.#interaction.applicationId, this.#interaction.token);
  }

  get #ownHaste(): Haste {
    this.#haste ??= createHaste();
    return this.#haste;
  }

  get #ownThinking(): Thinking {
    this.#thinking ??= createThinking({
      rest: this.#rest,
      original: this.#original,
      webhook: this.#webhook,
      tokenEnd: this.#tokenEnd,
      haste: this.#ownHaste,
    });
    return this.#thinking;
  }
}

/** What should have been the first response did not get through in time, and there is no other. */
export class UnheardError extends Error {
  constructor(options: ErrorOptions) {
    super('The first response did not get through', options);
    this.name = 'UnheardError';
  }
}
