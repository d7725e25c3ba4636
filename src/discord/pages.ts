import type { APIActionRowComponent, APIButtonComponent } from 'discord.js';
import { button, row } from './blocks.ts';
import type { Language } from './language.ts';
import type { ButtonState } from './state.ts';
import { browseWords } from './words/browse.ts';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** From 0, and one that there is: lists grow and shrink while their buttons stand. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
}

export function pageOf<T>(items: readonly T[], wanted: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(Math.max(0, Math.floor(wanted)), pages - 1);
  return { items: items.slice(page * size, (page + 1) * size), page, pages };
}

/** Back, where one is, and Next; `null` for a single page. Places stay the same from page to page, so a thumb can rest. */
export function pageButtons(
  { page, pages }: Page<unknown>,
  language: Language,
  stateOf: (page: number) => ButtonState,
): APIActionRowComponent<APIButtonComponent> | null {
  if (pages === 1) return null;
  const words = browseWords[language];
  const [isFirst, isLast] = [page === 0, page === pages - 1];
  // Buttons that lead nowhere still need states that differ from those of the others.
  return row(
    button(words.back, stateOf(isFirst ? pages + 1 : page - 1), 'secondary', isFirst),
    button(words.page(page + 1, pages), stateOf(page), 'secondary', true),
    button(words.next, stateOf(isLast ? pages + 2 : page + 1), 'secondary', isLast),
  );
}
