import { randomBytes } from 'node:crypto';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { tokenExpired, unknownInteraction, unknownWebhook } from './api-error.ts';
import { callback, interactionType } from './component-types.ts';
import type { Acknowledgement, EmulatedMessage, Interaction, Limits, Outcome } from './contract.ts';
import { dateOf } from './snowflake.ts';

/** An interaction as the emulator keeps it, as long as its token lives. */
export interface LiveInteraction {
  readonly handle: Interaction;
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly user: string;
  readonly channel: string;
  readonly at: number;
  /** Name of the command with its subcommand; null for a component, and for the modal behind one. */
  readonly command: string | null;
  /** The message that the component sits on. */
  readonly source: string | null;
  /** The bot is there for this person only, and may send five follow-ups. */
  readonly isPersonal: boolean;
  /** Type of the option that is being typed; 0 where none is. */
  readonly completing: number;
  /** Type of the first response; null before it. */
  response: number | null;
  /** Its message. */
  original: string | null;
  /** The deferred reply has been filled in. */
  isFilled: boolean;
  followUps: number;
  hasFailed: boolean;
}

export interface OpenedModal {
  readonly modal: APIModalInteractionResponseCallbackData;
  readonly opener: LiveInteraction;
}

export interface Interactions {
  open(
    deed: Pick<
      LiveInteraction,
      'type' | 'user' | 'channel' | 'command' | 'source' | 'isPersonal' | 'completing'
    >,
  ): LiveInteraction;
  /** For a first response. @throws ApiError 10062 where there is nothing to respond to any more */
  waiting(id: string, token: string): LiveInteraction;
  /** For what comes after it. @throws ApiError 10015, or 50027 where the token's life is over */
  answered(token: string): LiveInteraction;
  /** @returns id of the interaction that a token belongs to */
  idOf(token: string): string | null;
  acknowledge(live: LiveInteraction, type: number): void;
  /** The first outcome counts. */
  settle(live: LiveInteraction, outcome: Outcome): void;
  /** The message was brought or changed by this interaction. */
  note(live: LiveInteraction, message: EmulatedMessage): void;
  noteModal(live: LiveInteraction, modal: APIModalInteractionResponseCallbackData): void;
  modalOf(handle: Interaction): OpenedModal | null;
  stop(): void;
}

const kinds: Readonly<Record<number, Interaction['kind']>> = {
  [interactionType.command]: 'command',
  [interactionType.component]: 'component',
  [interactionType.autocomplete]: 'autocomplete',
  [interactionType.modal]: 'modal',
};

/** What a person reads where no answer came. */
const failures: Readonly<Record<Interaction['kind'], string>> = {
  command: 'The application did not respond',
  component: 'This interaction failed',
  modal: 'Something went wrong. Try again.',
  autocomplete: 'Loading options failed',
};

export function createInteractions({
  now,
  nextId,
  limits,
  findMessage,
  onFailure,
}: {
  readonly now: () => number;
  readonly nextId: () => string;
  readonly limits: Limits;
  readonly findMessage: (id: string) => EmulatedMessage | null;
  readonly onFailure: (interaction: Interaction, reason: string) => void;
}): Interactions {
  interface Ends {
    readonly acknowledged: (acknowledgement: Acknowledgement) => void;
    readonly settled: (outcome: Outcome) => void;
    readonly brought: Map<string, EmulatedMessage>;
    readonly deadline: NodeJS.Timeout;
  }
  const byToken = new Map<string, LiveInteraction>();
  // By id, until the token's life is over: a weak map of ten thousand takes longer at each collection.
  const ends = new Map<string, Ends>();
  const modals = new WeakMap<Interaction, OpenedModal>();
  const timers = new Set<NodeJS.Timeout>();
  const later = (ms: number, act: () => void): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms).unref();
    timers.add(timer);
    return timer;
  };

  const fail = (live: LiveInteraction): void => {
    if (live.response !== null || live.hasFailed) return;
    live.hasFailed = true;
    const reason = failures[live.handle.kind];
    ends.get(live.id)?.acknowledged({ afterMs: now() - live.at, type: null });
    ends.get(live.id)?.settled({ kind: 'failed', reason });
    onFailure(live.handle, reason);
  };
  const expire = (live: LiveInteraction): void => {
    byToken.delete(live.token);
    const source = live.source === null ? null : findMessage(live.source);
    const isQuietUpdate = live.response === callback.deferredUpdate && source !== null;
    ends
      .get(live.id)
      ?.settled(
        isQuietUpdate
          ? { kind: 'message', message: source }
          : { kind: 'failed', reason: failures[live.handle.kind] },
      );
    ends.delete(live.id);
  };

  return {
    open(deed) {
      const id = nextId();
      const kind = kinds[deed.type] ?? 'command';
      const brought = new Map<string, EmulatedMessage>();
      let acknowledged: Ends['acknowledged'] = unset;
      let settled: Ends['settled'] = unset;
      const handle: Interaction = {
        id,
        kind,
        user: deed.user,
        channel: deed.channel,
        acknowledged: new Promise((resolve) => {
          acknowledged = resolve;
        }),
        settled: new Promise((resolve) => {
          settled = resolve;
        }),
        messages: () => [...brought.values()].map((message) => findMessage(message.id) ?? message),
      };
      const live: LiveInteraction = {
        ...deed,
        handle,
        id,
        token: Buffer.from(`interaction:${id}:${randomBytes(96).toString('base64url')}`).toString(
          'base64url',
        ),
        at: now(),
        response: null,
        original: null,
        isFilled: false,
        followUps: 0,
        hasFailed: false,
      };
      byToken.set(live.token, live);
      ends.set(id, {
        acknowledged,
        settled,
        brought,
        deadline: later(limits.firstResponseMs, () => fail(live)),
      });
      later(limits.tokenLifeMs, () => expire(live));
      return live;
    },
    waiting(id, token) {
      const live = byToken.get(token);
      if (live === undefined || live.id !== id) throw unknownInteraction();
      if (live.response === null && now() - live.at > limits.firstResponseMs) fail(live);
      if (live.hasFailed) throw unknownInteraction();
      return live;
    },
    answered(token) {
      const live = byToken.get(token);
      if (live !== undefined && now() - live.at <= limits.tokenLifeMs) {
        // Without a first response, or after three seconds, there is no webhook behind the token.
        if (live.response === null || live.type === interactionType.autocomplete) throw unknownWebhook();
        return live;
      }
      const issued = idIn(token);
      if (issued !== null && now() - dateOf(issued) > limits.tokenLifeMs) throw tokenExpired();
      throw unknownWebhook();
    },
    idOf: idIn,
    acknowledge(live, type) {
      live.response = type;
      const end = ends.get(live.id);
      if (end === undefined) return;
      clearTimeout(end.deadline);
      timers.delete(end.deadline);
      end.acknowledged({ afterMs: now() - live.at, type });
    },
    settle: (live, outcome) => ends.get(live.id)?.settled(outcome),
    note: (live, message) => void ends.get(live.id)?.brought.set(message.id, message),
    noteModal: (live, modal) => void modals.set(live.handle, { modal, opener: live }),
    modalOf: (handle) => modals.get(handle) ?? null,
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Stands in until the promise hands over its own. */
function unset(): void {
  throw new Error('The promise has not been made yet.');
}

function idIn(token: string): string | null {
  return /^interaction:(\d{1,20}):/.exec(Buffer.from(token, 'base64url').toString())?.[1] ?? null;
}
