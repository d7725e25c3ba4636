import { MessageFlags } from 'discord.js';
import type { Card, Visibility } from './handler.ts';

/** A message as Discord takes it: of components, and with nobody mentioned. */
export function messageBody(card: Card, visibility: Visibility): object {
  const ephemeral = visibility === 'private' ? MessageFlags.Ephemeral : 0;
  return {
    flags: MessageFlags.IsComponentsV2 | ephemeral,
    components: card.components,
    allowed_mentions: { parse: [] },
  };
}
