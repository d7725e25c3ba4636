import { text } from './blocks.ts';
import type { Card } from './handler.ts';
import type { Language } from './language.ts';
import { limits, sizeOfTexts } from './limits.ts';
import { componentsOf, flattened, type OwnMessage } from './message.ts';
import { readShown } from './markdown.ts';
import { shownWithin } from './shorten.ts';
import { askWords } from './words/ask.ts';

/** The text display with this component id holds the question that a follow-up came after. */
const previousTextId = 2;
const small = '-# ';

/** The card with the earlier question above it: a follow-up is understood with it, and answered again with it. */
export function withPrevious(card: Card, previous: string | null, language: Language): Card {
  if (previous === null) return card;
  const line = (markdown: string): string => `${small}${askWords[language].followsUp(markdown)}`;
  const frame = line('');
  const used = sizeOfTexts(card.components);
  const question = shownWithin(previous, {
    characters: limits.characters - used.characters - frame.length,
    bytes: limits.bytes - used.bytes - limits.bytesForEachText - Buffer.byteLength(frame),
  });
  return { components: [text(line(question), previousTextId), ...card.components] };
}

/** The question that this answer's question came after, as far as its card has room for it. */
export function previousOf(message: OwnMessage | null): string | null {
  if (message === null) return null;
  for (const { id, content } of flattened(componentsOf(message))) {
    if (id !== previousTextId || typeof content !== 'string') continue;
    for (const { followsUp } of Object.values(askWords)) {
      const frame = small + followsUp('');
      if (content.startsWith(frame)) return readShown(content.slice(frame.length));
    }
  }
  return null;
}
