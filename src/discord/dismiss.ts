import { PermissionFlagsBits, type ButtonInteraction } from 'discord.js';
import type { Handler } from './handler.ts';
import { languageOf } from './language.ts';
import { statesOf } from './message.ts';
import { notice } from './notice.ts';
import type { ButtonState } from './state.ts';

type Dismissed = Extract<ButtonState, { action: 'dismiss' }>;

/** Takes an answer away: for who asked, and for those who may delete messages here anyway. */
export const dismiss: Handler<ButtonInteraction, Dismissed> = {
  isQuestion: false,
  first: (interaction, _, state) => (mayDismiss(interaction, state) ? 'update' : 'private'),
  run: async (interaction, reply, _, state) =>
    mayDismiss(interaction, state)
      ? reply.remove()
      : reply.edit(notice('not-yours', languageOf(interaction.locale))),
};

function mayDismiss({ user, memberPermissions, message }: ButtonInteraction, { asker }: Dismissed): boolean {
  if (memberPermissions?.has(PermissionFlagsBits.ManageMessages) === true) return true;
  // The button says who asked, and Discord takes none that the message has not; whoever gets round that deletes nothing.
  return (
    user.id === asker && statesOf(message).some((own) => own.action === 'dismiss' && own.asker === asker)
  );
}
