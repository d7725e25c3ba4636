import type { APIApplicationCommandOptionChoice } from 'discord.js';
import { inertLine } from '../text/inert.ts';
import { catalogueOf, titleOf, type Catalogue, type Listed } from './catalogue.ts';
import type { Handlers } from './handler.ts';
import { plainWithin } from './shorten.ts';
import { documentKey, type Key } from './state.ts';

/** What Discord shows at most, and the UTF-16 units it gives a name or a value. */
export const choiceLimits = { choices: 25, characters: 100 } as const;

/** Titles while somebody types one; nothing is read or waited for. */
export const suggestDocuments: Handlers['suggest'] = (interaction, { library }) => {
  const { name, value } = interaction.options.getFocused(true);
  return name === 'document' ? choicesFor(catalogueOf(library.current().index.documents), value) : [];
};

export function choicesFor(catalogue: Catalogue, typed: string): APIApplicationCommandOptionChoice<string>[] {
  const found = catalogue.matchesSoFar(typed, choiceLimits.choices);
  const documents = found.flatMap((ordinal) => catalogue.documents[ordinal] ?? []);
  const titles = documents.map(titleOf);
  return documents.map((document, at) => {
    const title = titles[at] ?? '';
    const isAlone = titles.filter((other) => other === title).length === 1;
    return { name: nameOf(document, title, isAlone), value: choiceValue(document.path) };
  });
}

/** What stands for a document in the option: its path, or `#` and its key where Discord would not take the path as it is. */
export function choiceValue(path: string): string {
  const isPlain = path.length <= choiceLimits.characters && inertLine(path) === path && !path.startsWith('#');
  return isPlain ? path : `#${documentKey(path)}`;
}

/** How a document that was named in words was found. */
export type Resolved =
  | { readonly kind: 'found'; readonly ordinal: number }
  | { readonly kind: 'unknown'; readonly nearest: readonly number[] };

const nearestShown = 5;

/** The document that somebody means, or those whose titles come nearest to what they typed. */
export function resolveDocument(catalogue: Catalogue, typed: string): Resolved {
  const ordinal = findDocument(catalogue, typed);
  if (ordinal !== null) return { kind: 'found', ordinal };
  const matches = matchesOf(catalogue, typed, nearestShown);
  return { kind: 'unknown', nearest: matches.length > 0 ? matches : catalogue.nearest(typed, nearestShown) };
}

/** The document meant by a path, a `#key`, a title, or a part of one that no other has. People may type anything. */
export function findDocument(catalogue: Catalogue, typed: string): number | null {
  const wanted = typed.trim();
  const exact = catalogue.byPath(typed) ?? catalogue.byPath(wanted) ?? ofKey(catalogue, wanted);
  if (exact !== null) return exact;
  const [titled, another] = catalogue.byTitle(wanted);
  if (titled !== undefined && another === undefined) return titled;
  const [only, second] = matchesOf(catalogue, wanted, 2);
  return only !== undefined && second === undefined ? only : null;
}

function matchesOf(catalogue: Catalogue, typed: string, limit: number): readonly number[] {
  return /[\p{L}\p{N}]/u.test(typed) ? catalogue.matches(typed, limit) : [];
}

function ofKey(catalogue: Catalogue, wanted: string): number | null {
  const key: Key | undefined = /^#([0-9a-f]{12})$/.exec(wanted)?.[1];
  return key === undefined ? null : catalogue.byKey(key);
}

function nameOf(document: Listed, title: string, isAlone: boolean): string {
  const name = isAlone ? title : `${plainWithin(title, 60)} · ${inertLine(document.path)}`;
  return plainWithin(name, choiceLimits.characters) || '…';
}
