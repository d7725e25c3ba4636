import type { Message } from 'discord.js';
import { readQuestion } from './question-text.ts';
import { decodeState, type ButtonState, type Key } from './state.ts';

/** What is read of a message of ours when one of its buttons is pressed. */
export type OwnMessage = Pick<Message, 'components'>;

/** The components as Discord's API has them. */
export function componentsOf({ components }: OwnMessage): unknown[] {
  return components.map((component) => component.toJSON());
}

export function questionOf(message: OwnMessage | null): string | null {
  return message === null ? null : readQuestion(componentsOf(message));
}

/** What the buttons of a message remember. */
export function statesOf(message: OwnMessage): ButtonState[] {
  const found: ButtonState[] = [];
  for (const component of flattened(componentsOf(message))) {
    const { custom_id: id } = component;
    const state = typeof id === 'string' ? decodeState(id) : null;
    if (state !== null && isOfButton(state)) found.push(state);
  }
  return found;
}

/** The generation that a message was made from, as far as a button of it says. */
export function generationOf(message: OwnMessage | null): Key | null {
  for (const state of message === null ? [] : statesOf(message))
    if ('generation' in state) return state.generation;
  return null;
}

function isOfButton(state: NonNullable<ReturnType<typeof decodeState>>): state is ButtonState {
  return state.action !== 'follow-up-asked' && state.action !== 'rephrased' && state.action !== 'reason';
}

/** Every component, whatever it stands in. */
export function* flattened(components: readonly unknown[]): Generator<Readonly<Record<string, unknown>>> {
  for (const component of components) {
    if (typeof component !== 'object' || component === null) continue;
    const known = component as Readonly<Record<string, unknown>>;
    yield known;
    const { components: inner, accessory } = known;
    if (Array.isArray(inner)) yield* flattened(inner);
    if (accessory !== undefined) yield* flattened([accessory]);
  }
}
