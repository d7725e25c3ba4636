import {
  InteractionResponseType,
  MessageFlags,
  Routes,
  type APIApplicationCommandOptionChoice,
  type REST,
} from 'discord.js';
import type { Doubt } from './doubt.ts';
import type { Visibility } from './handler.ts';
import { apiCodes, troubleOf } from './rest-error.ts';
import { send } from './rest.ts';

/** What the first response to an interaction is addressed to. */
export interface Token {
  readonly id: string;
  readonly token: string;
}

/** Discord allows 3 s from the moment the person pressed Enter. */
const firstResponseMs = 2400;
const firstTryMs = 1200;
/**
 * As many as there is time for when the line breaks at once or Discord fails. With two, three of 9,600 questions were not
 * heard of when every hundredth request met a fault.
 */
const firstTries = 4;
const mostChoices = 25;

/**
 * Sends the first response, and again where it may have been lost.
 *
 * @param receivedAt by `performance.now()`
 * @param doubt begins where a try failed, and Discord may have heard it or hear it yet
 * @returns false where something was said before, so that these words were not
 */
export async function sendFirst(
  rest: REST,
  { id, token }: Token,
  body: object,
  receivedAt: number,
  doubt: Doubt,
): Promise<boolean> {
  try {
    await send(rest, {
      method: 'POST',
      route: Routes.interactionCallback(id, token),
      body,
      until: receivedAt + firstResponseMs,
      tryMs: firstTryMs,
      tries: firstTries,
      doubt,
      isRepeatable: true,
    });
    return true;
  } catch (error) {
    const trouble = troubleOf(error);
    // The try before this one did arrive.
    if (trouble.kind === 'refused' && trouble.code === apiCodes.alreadyAcknowledged) return false;
    throw error;
  }
}

/** Says that an answer will come, and who is going to see it. */
export function deferral(first: Visibility | 'update'): object {
  if (first === 'update') return { type: InteractionResponseType.DeferredMessageUpdate };
  const type = InteractionResponseType.DeferredChannelMessageWithSource;
  // A deferred response may carry this flag and nothing else.
  return first === 'private' ? { type, data: { flags: MessageFlags.Ephemeral } } : { type };
}

/** Answers an autocomplete. There is no second try: by then the person has typed another letter. */
export async function suggest(
  { id, token }: Token,
  rest: REST,
  choices: readonly APIApplicationCommandOptionChoice<string>[],
): Promise<void> {
  await send(rest, {
    method: 'POST',
    route: Routes.interactionCallback(id, token),
    body: {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices: choices.slice(0, mostChoices) },
    },
    until: performance.now() + firstResponseMs,
    tries: 1,
    isRepeatable: false,
  });
}
