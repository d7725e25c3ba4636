import { InteractionResponseType, MessageFlags, Routes, type REST } from 'discord.js';
import { deferral, sendFirst, type Token } from './callback.ts';
import { createDoubt } from './doubt.ts';
import type { Card, FirstResponse, Reply, Visibility } from './handler.ts';
import { CrowdedError, isGone, troubleOf } from './rest-error.ts';
import { createHaste } from './haste.ts';
import { send } from './rest.ts';
import { createThinking } from './thinking.ts';

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

/** The only place that sends messages. Every body is Components V2 and mentions nobody. */
export function createReply(interaction: Replied, { rest, receivedAt }: ReplyParts): OpenReply {
  const { token, applicationId } = interaction;
  const tokenEnd = receivedAt + tokenMs;
  const original = Routes.webhookMessage(applicationId, token, '@original');
  const webhook = Routes.webhook(applicationId, token);
  const haste = createHaste();
  const doubt = createDoubt(receivedAt);
  const thinking = createThinking({ rest, original, webhook, tokenEnd, haste });
  let state: State = 'silent';
  let isSettled = false;
  let isClosed = false;
  let sending = 0;
  let said = 0;
  let promised: Visibility = 'private';
  let delivery: Promise<void> | null = null;

  /** What may have been said first: sending it failed in a way of our own, and Discord may have heard it all the same. */
  let doubtful: State | null = null;

  const respond = async (body: object): Promise<boolean> => {
    const before = doubtful;
    try {
      return await sendFirst(rest, interaction, body, receivedAt, () => doubt.begin());
    } catch (error) {
      if (troubleOf(error).kind === 'other') {
        doubtful = before ?? state;
        state = 'silent';
      }
      throw error;
    }
  };
  const answerAtOnce = async (card: Card, visibility: Visibility): Promise<void> => {
    state = 'answered';
    const data = messageOf(card, visibility);
    let isFirst: boolean;
    try {
      isFirst = await respond({ type: InteractionResponseType.ChannelMessageWithSource, data });
    } catch (cause) {
      const { kind } = troubleOf(cause);
      throw kind === 'other' || kind === 'refused' ? cause : new UnheardError({ cause });
    }
    if (!isFirst && doubtful !== null) {
      state = doubtful;
      return sayAfter(card);
    }
    isSettled = true;
  };
  /** In the place of "thinking". */
  const deliver = async (card: Card, visibility: Visibility, isLast: boolean): Promise<void> => {
    const further = messageOf(card, visibility);
    const words = { edit: messageOf(card, 'public'), further, isLast };
    delivery = doubt.onceDecided(async () => thinking.replace(words));
    try {
      await delivery;
      isSettled = true;
    } finally {
      delivery = null;
    }
  };
  /** Something that is not the answer, after the first response. */
  const sayAfter = async (card: Card): Promise<void> => {
    if (state !== 'thinking' || isSettled) return reply.followUp(card, 'private');
    await deliver(card, 'private', true);
  };
  const reply: Reply = {
    async edit(card) {
      if (state === 'silent') return answerAtOnce(card, 'private');
      if (state === 'thinking' && !isSettled) return deliver(card, promised, false);
      const { ms, ...pace } = turning;
      const until = Math.min(tokenEnd, performance.now() + ms);
      await doubt.onceDecided(async () =>
        send(rest, {
          method: 'PATCH',
          route: original,
          body: messageOf(card, 'public'),
          // What already stands there is no worse for waiting.
          ...(isSettled ? { until: tokenEnd } : { until, ...pace }),
          isRepeatable: true,
        }),
      );
      isSettled = true;
    },
    async followUp(card, visibility) {
      if (state === 'silent') return answerAtOnce(card, visibility);
      const until = Math.min(tokenEnd, performance.now() + followUpMs);
      const body = messageOf(card, visibility);
      await doubt.onceDecided(async () =>
        send(rest, { method: 'POST', route: webhook, body, until, isRepeatable: false }),
      );
      // One more message does not take "thinking" away.
      isSettled ||= state === 'updating';
    },
    async openModal(modal) {
      if (state !== 'silent') throw new Error('A modal can only be the first response');
      state = 'answered';
      await respond({ type: InteractionResponseType.Modal, data: modal });
      isSettled = true;
    },
    async remove() {
      try {
        await send(rest, { method: 'DELETE', route: original, until: tokenEnd, isRepeatable: true });
      } catch (error) {
        // Somebody else was faster, or an earlier try did arrive.
        if (!isGone(troubleOf(error))) throw error;
      }
      isSettled = true;
    },
  };
  const guarded = async (onSay: () => void, say: () => Promise<void>): Promise<void> => {
    if (isClosed) throw new ClosedError();
    said += 1;
    sending += 1;
    onSay();
    try {
      await say();
    } finally {
      sending -= 1;
    }
  };
  return {
    ...reply,
    async acknowledge(first) {
      if (first === 'modal') return true;
      state = first === 'update' ? 'updating' : 'thinking';
      if (first === 'public') promised = first;
      try {
        await respond(deferral(first));
        return true;
      } catch (error) {
        if (error instanceof CrowdedError) return false;
        const trouble = troubleOf(error);
        if (trouble.kind === 'connection' || trouble.kind === 'server') return true;
        if (trouble.kind === 'other') throw error;
        // An earlier try may have been heard, whatever came of this one.
        return doubt.hasBegun;
      }
    },
    async tell(card) {
      if (state === 'silent') return answerAtOnce(card, 'private');
      if (delivery !== null) {
        // An answer that is on its way is better than this.
        await delivery.catch(() => null);
        if (isSettled) return;
      }
      await sayAfter(card);
    },
    forHandler: (onSay) => ({
      edit: async (card) => guarded(onSay, async () => reply.edit(card)),
      followUp: async (card, visibility) => guarded(onSay, async () => reply.followUp(card, visibility)),
      openModal: async (modal) => guarded(onSay, async () => reply.openModal(modal)),
      remove: async () => guarded(onSay, async () => reply.remove()),
    }),
    close() {
      isClosed = true;
    },
    hurry() {
      haste.begin();
    },
    get isSending() {
      return sending > 0;
    },
    get isSettled() {
      return isSettled;
    },
    get isAwaited() {
      return !isSettled && state !== 'updating';
    },
    get said() {
      return said;
    },
  };
}

/** What should have been the first response did not get through in time, and there is no other. */
export class UnheardError extends Error {
  constructor(options: ErrorOptions) {
    super('The first response did not get through', options);
    this.name = 'UnheardError';
  }
}

/** A handler went on talking after its time was over. */
export class ClosedError extends Error {
  constructor() {
    super('This interaction has been answered in another way');
    this.name = 'ClosedError';
  }
}

function messageOf(card: Card, visibility: Visibility): object {
  const ephemeral = visibility === 'private' ? MessageFlags.Ephemeral : 0;
  return {
    flags: MessageFlags.IsComponentsV2 | ephemeral,
    components: card.components,
    allowed_mentions: { parse: [] },
  };
}
