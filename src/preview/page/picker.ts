import { byId, element } from './element.ts';
import { icon, type IconName } from './icons.ts';

export interface Entry {
  readonly title: string;
  readonly detail: string | null;
  readonly icon?: IconName;
  pick(): void;
}

export interface Picker {
  readonly isOpen: boolean;
  /** Shows entries for the field that has the focus. @param isFirstActive Enter takes the first without an arrow key before */
  show(
    field: HTMLElement,
    label: string,
    entries: readonly Entry[],
    empty: string | null,
    isFirstActive: boolean,
  ): void;
  close(): void;
  /** @returns whether the key was for the picker */
  handle(event: KeyboardEvent): boolean;
}

/** One list above the composer, worked by the keys of the field it belongs to (a combobox with a listbox). */
export function createPicker(): Picker {
  const panel = byId('picker');
  const heading = byId('picker-label');
  const list = byId('picker-list');
  let field: HTMLElement | null = null;
  let entries: readonly Entry[] = [];
  let active = -1;

  function activate(index: number): void {
    active = index;
    list.querySelectorAll<HTMLElement>('[role=option]').forEach((row, at) => {
      row.setAttribute('aria-selected', String(at === index));
      if (at === index) row.scrollIntoView({ block: 'nearest' });
    });
    if (index >= 0) field?.setAttribute('aria-activedescendant', `picker-${index}`);
    else field?.removeAttribute('aria-activedescendant');
  }

  function close(): void {
    panel.hidden = true;
    field?.setAttribute('aria-expanded', 'false');
    field?.removeAttribute('aria-activedescendant');
    field = null;
    entries = [];
    active = -1;
  }

  function pick(index: number): void {
    const entry = entries[index];
    close();
    entry?.pick();
  }

  return {
    get isOpen() {
      return field !== null;
    },
    show(next, label, nextEntries, empty, isFirstActive) {
      if (field !== next) close();
      field = next;
      entries = nextEntries;
      if (entries.length === 0 && empty === null) return close();
      heading.textContent = label;
      list.setAttribute('aria-label', label);
      const rows = entries.map((entry, index) => {
        const row = element(
          'div',
          { role: 'option', id: `picker-${index}`, class: 'picker-entry', 'aria-selected': 'false' },
          entry.icon === undefined ? null : icon(entry.icon),
          element('span', { class: 'picker-title' }, entry.title),
          entry.detail === null ? null : element('span', { class: 'picker-detail' }, entry.detail),
        );
        // The focus stays in the field.
        row.addEventListener('mousedown', (event) => event.preventDefault());
        row.addEventListener('click', () => pick(index));
        return row;
      });
      list.replaceChildren(...rows);
      byId('picker-empty').textContent = entries.length === 0 ? empty : '';
      panel.hidden = false;
      field.setAttribute('aria-expanded', 'true');
      activate(isFirstActive && entries.length > 0 ? 0 : -1);
    },
    close,
    handle(event) {
      if (field === null) return false;
      const count = entries.length;
      if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        activate(active === -1 ? (step === 1 ? 0 : count - 1) : (active + step + count) % count);
      } else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && active >= 0)
        pick(active);
      else if (event.key === 'Escape') close();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
