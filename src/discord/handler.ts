import type {
  APIApplicationCommandOptionChoice,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js';
import type { Config } from '../config.ts';
import type { LiveLibrary } from '../library/live.ts';
import type { Log } from '../log.ts';
import type { FeedbackStore } from './feedback.ts';
import type { ButtonState, ModalState } from './state.ts';

/** A message of ours: Components V2, and never anything else. */
export interface Card {
  readonly components: readonly APIMessageTopLevelComponent[];
}

export type Modal = APIModalInteractionResponseCallbackData;
export type Visibility = 'public' | 'private';

/**
 * What Discord hears first, before anything is worked out. It cannot be taken back: who sees the reply is settled by it.
 * `update` goes on to change the message that a button sits on; `modal` leaves the first word to the handler.
 */
export type FirstResponse = Visibility | 'update' | 'modal';

/** Everything that can be said to one interaction after its first response. Each call ends in good time, or throws. */
export interface Reply {
  /** Replaces the "thinking" of a deferred reply, or the message that the button sits on. May be called again. */
  edit(card: Card): Promise<void>;
  /** One more message. */
  followUp(card: Card, visibility: Visibility): Promise<void>;
  /** Only as the first response. */
  openModal(modal: Modal): Promise<void>;
  /** Deletes the message that the button sits on, or the deferred reply. */
  remove(): Promise<void>;
}

/** What handlers work with; made once by the bot. */
export interface Surroundings {
  readonly config: Config;
  readonly library: LiveLibrary;
  readonly feedback: FeedbackStore;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One way in which a person can turn to the bot. */
export interface Handler<I, S = undefined> {
  /** Decides from what the interaction itself says, without waiting for anything. */
  readonly first: (interaction: I, around: Surroundings, state: S) => FirstResponse;
  /** Takes a place in the queue and counts against the person's limit. */
  readonly isQuestion: boolean;
  readonly run: (interaction: I, reply: Reply, around: Surroundings, state: S) => Promise<void>;
}

/** The handler of a button's action, with the state that its `custom_id` holds. */
export type ButtonHandler<A extends ButtonState['action']> = Handler<
  ButtonInteraction,
  Extract<ButtonState, { readonly action: A }>
>;

/** The handler of a modal that was sent. */
export type ModalHandler<A extends ModalState['action']> = Handler<
  ModalSubmitInteraction,
  Extract<ModalState, { readonly action: A }>
>;

type ByAction<States extends { readonly action: string }, I> = {
  readonly [A in States['action']]: Handler<I, Extract<States, { readonly action: A }>>;
};

/** Every handler by the name Discord calls it, or by the action that a custom id holds. */
export interface Handlers {
  readonly commands: Readonly<Record<string, Handler<ChatInputCommandInteraction>>>;
  readonly menus: Readonly<Record<string, Handler<MessageContextMenuCommandInteraction>>>;
  readonly buttons: ByAction<ButtonState, ButtonInteraction>;
  readonly modals: ByAction<ModalState, ModalSubmitInteraction>;
  /** Choices for the option being typed, from memory: there is no time to wait. */
  readonly suggest: (
    interaction: AutocompleteInteraction,
    around: Surroundings,
  ) => readonly APIApplicationCommandOptionChoice<string>[];
}
