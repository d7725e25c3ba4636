import { setTimeout as wait } from 'node:timers/promises';
import { generationOf } from '../../src/discord/message.ts';
import { flattened } from '../../src/discord/message.ts';
import { decodeState, type ButtonState } from '../../src/discord/state.ts';
import type { EmulatedMessage, Interaction } from '../../src/preview/emulator/emulator.ts';
import { Miss } from './family.ts';

export { generationOf };

/** What a person sees of an answer or notice in the end. */
export type Ending = 'answer' | 'notice';

/** An answer, an abstention or a notice: the buttons tell them apart, in every language. */
const ofAnswers: ReadonlySet<ButtonState['action'] | undefined> = new Set(['passage', 'helpful', 'rephrase']);

/** All texts of a message, in order. */
export function textOf({ components }: Pick<EmulatedMessage, 'components'>): string {
  return [...flattened(components)]
    .flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
    .join('\n');
}

/** What the buttons of a message do, in order. */
export function buttonsOf({ components }: Pick<EmulatedMessage, 'components'>): ButtonState[] {
  return [...flattened(components)].flatMap(({ custom_id: id }) => {
    const state = typeof id === 'string' ? decodeState(id) : null;
    return state === null ? [] : [state as ButtonState];
  });
}

/** Waits for what comes of an interaction. @throws Miss when nothing does in that time */
export async function settled(
  interaction: Interaction,
  withinMs = 60_000,
): Promise<Awaited<Interaction['settled']>> {
  const timer = new AbortController();
  const isOver = wait(withinMs, null, { signal: timer.signal, ref: false }).catch(() => null);
  const outcome = await Promise.race([interaction.settled, isOver]);
  timer.abort();
  if (outcome === null)
    throw new Miss(
      `an answer or a notice for ${interaction.kind} ${interaction.id}, and there was none in ${withinMs} ms`,
    );
  return outcome;
}

/** The one message that there is for an interaction. @throws Miss when there is none, another, or one left "thinking" */
export function onlyMessage(interaction: Interaction): EmulatedMessage {
  const standing = interaction.messages().filter(({ deleted }) => !deleted);
  const [message, ...others] = standing;
  if (message === undefined) throw new Miss(`one message for ${interaction.kind}, and there is none`);
  if (others.length > 0)
    throw new Miss(
      `one message for ${interaction.kind}, and there are ${standing.length}: ${standing.map((one) => JSON.stringify(textOf(one).slice(0, 80))).join(', ')}`,
    );
  if (message.thinking)
    throw new Miss(`an answer or a notice for ${interaction.kind}, and it is left "thinking"`);
  return message;
}

export function endingOf(message: EmulatedMessage): Ending {
  return buttonsOf(message).some(({ action }) => ofAnswers.has(action)) ? 'answer' : 'notice';
}
