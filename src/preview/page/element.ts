/** Attributes by name; `false`, `null` and `undefined` leave one out, `true` makes it empty. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element with its attributes and children. Strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The element that index.html has under this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

export function setAttribute(on: Element, name: string, value: string | null): void {
  if (value === null) on.removeAttribute(name);
  else on.setAttribute(name, value);
}
