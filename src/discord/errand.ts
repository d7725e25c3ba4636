import type { Interaction } from 'discord.js';
import type { FirstResponse, Handler, Handlers, Reply, Surroundings } from './handler.ts';
import { decodeState } from './state.ts';

/** What a person wants, and who does it. */
export interface FoundErrand {
  /** For the log: `/ask`, `button passage`. */
  readonly name: string;
  readonly isQuestion: boolean;
  readonly first: () => FirstResponse;
  readonly run: (reply: Reply) => Promise<void>;
}

/** An interaction that nobody here knows: a command that is gone, or a button of someone's making. */
export interface UnknownErrand {
  readonly name: string;
  readonly isCommand: boolean;
}

/** Finds the handler for an interaction that is not an autocomplete. */
export function findErrand(
  interaction: Interaction,
  handlers: Handlers,
  around: Surroundings,
): FoundErrand | UnknownErrand {
  if (interaction.isChatInputCommand()) {
    const { commandName } = interaction;
    return errandOf(`/${commandName}`, own(handlers.commands, commandName), interaction, around, undefined);
  }
  if (interaction.isMessageContextMenuCommand()) {
    const { commandName } = interaction;
    return errandOf(`menu ${commandName}`, own(handlers.menus, commandName), interaction, around, undefined);
  }
  if (interaction.isButton()) {
    const state = decodeState(interaction.customId);
    const handler = state === null ? undefined : own<unknown>(handlers.buttons, state.action);
    // The table ties each handler to the state of its action, which TypeScript cannot follow through a lookup.
    const known = handler as Handler<typeof interaction, typeof state> | undefined;
    return errandOf(`button ${state?.action ?? 'unknown'}`, known, interaction, around, state);
  }
  if (interaction.isModalSubmit()) {
    const state = decodeState(interaction.customId);
    const handler = state === null ? undefined : own<unknown>(handlers.modals, state.action);
    const known = handler as Handler<typeof interaction, typeof state> | undefined;
    return errandOf(`modal ${state?.action ?? 'unknown'}`, known, interaction, around, state);
  }
  return { name: `interaction of type ${interaction.type}`, isCommand: interaction.isCommand() };
}

function errandOf<I extends Interaction, S>(
  name: string,
  handler: Handler<I, S> | undefined,
  interaction: I,
  around: Surroundings,
  state: S,
): FoundErrand | UnknownErrand {
  if (handler === undefined) return { name, isCommand: interaction.isCommand() };
  return {
    name,
    isQuestion: handler.isQuestion,
    first: () => handler.first(interaction, around, state),
    run: async (reply) => handler.run(interaction, reply, around, state),
  };
}

/** Names come from outside: `constructor` is a property of every object, and no handler. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
