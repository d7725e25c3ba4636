import { ComponentType } from 'discord.js';
import type { Card } from './handler.ts';
import type { Size } from './shorten.ts';

/*
 * Discord's limits for a message of components: those of its documentation, and two that it does not state. Text of all
 * text displays, 4,000 characters (docs PR 8562); above 10,170 bytes of UTF-8, with 12 for each text display, the answer
 * is HTTP 500 (docs issue 8554).
 */
export const limits = {
  components: 40,
  characters: 4000,
  bytes: 10_170,
  bytesForEachText: 12,
  buttonsInRow: 5,
  textsInSection: 3,
  label: 80,
  customId: 100,
  address: 512,
} as const;

/** What our cards take at most: Discord may count labels as text too, and they have the rest. */
export const target: Size = { characters: 3750, bytes: 9600 };

/** What the texts of some components take of a card. */
export function sizeOfTexts(components: readonly unknown[]): Size {
  let characters = 0;
  let bytes = 0;
  for (const component of components as readonly AnyComponent[]) {
    if (component.type === ComponentType.TextDisplay) {
      const { content = '' } = component;
      characters += content.length;
      bytes += Buffer.byteLength(content) + limits.bytesForEachText;
    }
    const inner = sizeOfTexts(component.components ?? []);
    characters += inner.characters;
    bytes += inner.bytes;
  }
  return { characters, bytes };
}

/** What of Discord's limits a card breaks, in words for a developer: nothing, for every card of ours. */
export function withinLimits(card: Card): string[] {
  const found: string[] = [];
  const seen: Seen = { components: 0, ids: new Set(), customIds: new Set() };
  if (card.components.length === 0) found.push('a card without components');
  for (const component of card.components) check(component, seen, found, null);
  if (seen.components > limits.components) found.push(`${seen.components} components`);
  const { characters, bytes } = sizeOfTexts(card.components);
  if (characters > limits.characters) found.push(`${characters} characters of text`);
  if (bytes > limits.bytes) found.push(`${bytes} bytes of text`);
  return found;
}

interface Seen {
  components: number;
  readonly ids: Set<number>;
  readonly customIds: Set<string>;
}

/** A component as it comes and goes: whatever its type, these are the fields it may have. */
interface AnyComponent {
  readonly type: ComponentType;
  readonly id?: number;
  readonly content?: string;
  readonly label?: string | undefined;
  readonly custom_id?: string;
  readonly url?: string;
  readonly components?: readonly AnyComponent[];
  readonly accessory?: AnyComponent;
}

function check(given: unknown, seen: Seen, found: string[], parent: ComponentType | null): void {
  const component = given as AnyComponent;
  const { type, id, components, accessory } = component;
  seen.components += 1;
  if (id !== undefined) addOnce(seen.ids, id, 'component id', found);
  if (!mayStandIn(type, parent)) found.push(`a component of type ${type} in one of type ${parent}`);
  if (type === ComponentType.TextDisplay) checkText(component.content ?? '', found);
  if (type === ComponentType.Button) checkButton(component, seen, found);
  const count = components?.length ?? 0;
  if (components !== undefined && (count === 0 || count > mostIn(type)))
    found.push(`${count} components in one of type ${type}`);
  for (const child of components ?? []) check(child, seen, found, type);
  if (type === ComponentType.Section && accessory === undefined) found.push('a section without a button');
  if (accessory !== undefined) check(accessory, seen, found, type);
}

function mostIn(type: ComponentType): number {
  if (type === ComponentType.ActionRow) return limits.buttonsInRow;
  return type === ComponentType.Section ? limits.textsInSection : limits.components;
}

function mayStandIn(type: ComponentType, parent: ComponentType | null): boolean {
  if (parent === ComponentType.ActionRow) return type === ComponentType.Button;
  if (parent === ComponentType.Section)
    return type === ComponentType.TextDisplay || type === ComponentType.Button;
  if (type === ComponentType.Container) return parent === null;
  return type !== ComponentType.Button;
}

function checkText(content: string, found: string[]): void {
  if (content.trim() === '') found.push('a text display without text');
  if (/\p{Surrogate}/u.test(content)) found.push('half a character');
}

function checkButton({ label = '', custom_id, url }: AnyComponent, seen: Seen, found: string[]): void {
  if (label.trim() === '' || label.length > limits.label) found.push(`a label of ${label.length} characters`);
  if ((custom_id === undefined) === (url === undefined))
    found.push('a button with neither or both of state and address');
  if (custom_id !== undefined) {
    if (custom_id.length < 1 || custom_id.length > limits.customId)
      found.push(`a custom id of ${custom_id.length} characters`);
    addOnce(seen.customIds, custom_id, 'custom id', found);
  }
  if (url !== undefined && (url.length > limits.address || !/^https?:\/\//.test(url)))
    found.push('an address that is no link');
}

function addOnce<T>(known: Set<T>, value: T, what: string, found: string[]): void {
  if (known.has(value)) found.push(`the ${what} ${String(value)} twice`);
  known.add(value);
}
